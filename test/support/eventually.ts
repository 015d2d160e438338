import { expect } from 'vitest';

/** Expects of what a page says now or soon: it may take a while where other tests have the cores. */
export function eventually<T>(read: () => T | Promise<T>, timeout = 30_000) {
  return expect.poll(read, { timeout });
}
