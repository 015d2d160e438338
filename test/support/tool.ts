import { spawnSync } from 'node:child_process';
import { test } from 'vitest';

/**
 * `test`, for a test that runs a tool of the system. Where the tool is missing the test is skipped and shown as such;
 * with REQUIRE_TOOLS=1 it runs and fails.
 */
export function needsTool(name: string) {
  return test.skipIf(!isThere(name) && process.env.REQUIRE_TOOLS !== '1');
}

/** Whether a tool is on the path. */
export function isThere(name: string): boolean {
  return spawnSync('which', [name]).status === 0;
}
