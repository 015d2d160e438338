import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { ENVIRONMENT, MAIN, ROOT } from '../support/command-line.ts';

test.each(['SIGINT', 'SIGTERM'] as const)('%s: exit 130 with a report of what was done', async (signal) => {
  const load = 'test/fixtures/endless.mjs';
  const args = ['verify', 'endless', '--load', load, '--jobs', '2', '--format', 'json'];
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: ROOT, env: ENVIRONMENT });
  child.stderr.once('data', () => child.kill(signal));
  const ended = new Promise((resolve) => child.on('close', resolve));
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  expect(code).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({
    done: 32,
    planned: 96,
    holds: false,
    circuits: [{ circuit: 'endless', cases: 32, planned: 96, failures: [] }],
  });
  expect(stderr).toBe(
    'waiting\nWARN: interrupted: 32 of 96 cases were done; the report above holds those alone\n',
  );
});
