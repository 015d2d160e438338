import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('a Z3 that is stopped at its work leaves no timer that keeps the process', () => {
  const script = fileURLToPath(new URL('../fixtures/stopped-z3.mjs', import.meta.url));
  expect(execFileSync(process.execPath, [script], { encoding: 'utf8' })).toBe('[]');
});
