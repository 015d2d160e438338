import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runTied, tied } from '../../src/host/solver-process.ts';
import { eventually } from '../support/eventually.ts';
import { isGone, pidIn } from '../support/processes.ts';
import { Running, stopAll } from '../support/running.ts';
import { isThere } from '../support/tool.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
});
afterEach(async () => {
  await stopAll();
  rmSync(folder, { recursive: true });
});

const never = new AbortController().signal;
/** A program that never ends, and leaves its process id. */
const sleeper = () => `echo $$ >${folder}/pid; exec sleep 1000`;

describe.each([
  ['the system ends', true],
  ['a shell watches', false],
])('a program that %s', (_, bySystem) => {
  const check = test.skipIf(bySystem && !isThere('setpriv'));
  const shell = (script: string) => tied('sh', ['-c', script], bySystem);

  check('gets its input and gives its output and exit code', async () => {
    const input = 'p cnf 1 1\n'.repeat(200_000);
    expect(await runTied(shell('cat; exit 20'), input, never)).toEqual({ code: 20, stdout: input });
    expect(await runTied(shell('exec echo "$0"'), input, never)).toEqual({ code: 0, stdout: 'sh\n' });
  });

  check('ends when told to', async () => {
    const stop = new AbortController();
    const ended = runTied(shell(sleeper()), '', stop.signal);
    const pid = await pidIn(join(folder, 'pid'));
    expect(isGone(pid)).toBe(false);
    stop.abort();
    await ended;
    await eventually(() => isGone(pid)).toBe(true);
    await runTied(shell('exec sleep 1000'), '', AbortSignal.abort());
  });

  const MODULE = fileURLToPath(new URL('../../dist/host/solver-process.js', import.meta.url));
  check('ends with a parent that waits for it, killed by SIGKILL', async () => {
    const code = `
      import { runTied, tied } from '${MODULE}';
      const program = tied('sh', ['-c', '${sleeper()}'], ${bySystem});
      runTied(program, '', new AbortController().signal);`;
    writeFileSync(join(folder, 'parent.mjs'), code);
    const parent = spawn(process.execPath, [join(folder, 'parent.mjs')]);
    const pid = await pidIn(join(folder, 'pid')).finally(() => parent.kill('SIGKILL'));
    await once(parent, 'exit');
    await eventually(() => isGone(pid)).toBe(true);
  });
});

test('a program that is not there gives nothing', async () => {
  expect(await runTied(tied('nonesuch', [], false), '', never)).toEqual({ code: 127, stdout: '' });
  const none = { command: 'nonesuch', args: [], stdio: ['pipe', 'pipe', 'ignore'] } as const;
  await expect(runTied({ ...none, stdio: [...none.stdio] }, '', never)).rejects.toThrow('ENOENT');
});

describe.each([
  ['with setpriv', ['setpriv']],
  ['without setpriv', []],
])('no solver outlives its prove, %s', (_, tools) => {
  const check = test.skipIf(tools.some((tool) => !isThere(tool)));

  check.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('ended by %s', async (signal) => {
    // A path with a solver that is never done.
    writeFileSync(
      join(folder, 'cadical'),
      `#!/bin/sh\nif [ "$1" = --version ]; then echo 1; exit; fi\n${sleeper()}\n`,
      { mode: 0o755 },
    );
    for (const tool of ['sh', 'sleep', ...tools])
      for (const place of ['/usr/bin', '/bin'])
        try {
          symlinkSync(join(place, tool), join(folder, tool));
        } catch {
          // It is there already.
        }
    // Wide enough that decision diagrams give it up.
    const args = ['prove', 'float-adder-two-path', '--against', 'float-adder', '--e', '5', '--f', '10'];
    const running = new Running(args, { PATH: folder });
    const pid = await pidIn(join(folder, 'pid'));
    expect(await running.stop(signal)).toEqual(
      signal === 'SIGKILL' ? { code: null, signal } : { code: 130, signal: null },
    );
    await eventually(() => isGone(pid)).toBe(true);
  });
});
