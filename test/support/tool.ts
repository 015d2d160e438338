import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
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

/** The same for a test that runs a package which may be left out. */
export function needsPackage(name: string) {
  return test.skipIf(!isInstalled(name) && process.env.REQUIRE_TOOLS !== '1');
}

/** Whether a package is installed. */
export function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
