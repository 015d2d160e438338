import { spawnSync } from 'node:child_process';
import { test } from 'vitest';

/**
 * A test that needs a program of the machine. Where that is missing the test is skipped, so that it shows; with
 * REQUIRE_TOOLS=1 it fails.
 */
export function needsTool(tool: string) {
  const isThere = spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined;
  if (!isThere && process.env.REQUIRE_TOOLS === '1')
    return (name: string, _body: () => void) =>
      test(name, () => {
        throw new Error(`${tool} must be installed, since REQUIRE_TOOLS=1`);
      });
  return (name: string, body: () => void) => test.skipIf(!isThere)(`${name} (needs ${tool})`, body);
}
