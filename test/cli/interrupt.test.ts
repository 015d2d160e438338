import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { ENVIRONMENT, MAIN, ROOT } from '../support/command-line.ts';
import { Running, stopAll } from '../support/running.ts';
import { needsTool } from '../support/tool.ts';

afterEach(stopAll);

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

describe('a command that is lost in a computation ends at once', () => {
  const busy = (...args: string[]) => new Running([...args, '--load', 'test/fixtures/busy.mjs']);

  test.each([
    ['SIGINT', ['prove', 'busy']],
    ['SIGTERM', ['prove', 'busy']],
    ['SIGINT', ['faults', 'busy']],
    ['SIGTERM', ['simulate', 'busy', '--a', '1', '--b', '1']],
    ['SIGINT', ['report', '--jobs', '2']],
    ['SIGTERM', ['report', '--jobs', '1']],
  ] as const)('%s: %s', async (signal, args) => {
    const running = busy(...args);
    await running.saying(/waiting/);
    expect(await running.stop(signal)).toEqual({ code: 130, signal: null });
    expect(running.stdout).toBe('');
  });

  test.each(['worker', 'verify'])('%s, also before it has begun', async (command) => {
    const running = new Running([command, '--load', 'test/fixtures/never-loaded.mjs']);
    await running.saying(/waiting/);
    expect(await running.stop('SIGINT')).toEqual({ code: 130, signal: null });
  });

  test('a run of every input on one thread gives up the shard it is at', async () => {
    const args = ['verify', 'busy', '--exhaustive', '--i', '12', '--j', '12', '--jobs', '1'];
    const running = busy(...args);
    await running.saying(/waiting/);
    expect(await running.stop()).toEqual({ code: 130, signal: null });
    expect(running.stdout).toMatch(/^Incomplete: 0 of 2 circuits, 0 of [\d,]{10} input vectors, seed 1, /m);
    expect(running.stderr).toMatch(
      /^waiting\nWARN: interrupted: 0 of [\d,]{10} input vectors were tried; the report above holds those alone\n$/,
    );
  });

  test('a second signal ends a report that the first one asked for', async () => {
    const running = busy('verify', 'busy', '--i', '8', '--j', '8');
    await running.saying(/waiting/);
    running.process.kill('SIGINT');
    // The first is not heard: the work is done where it would be.
    expect(await running.stop('SIGINT')).toEqual({ code: 130, signal: null });
  });
});

test('the page of the inspector is served until a signal comes', async () => {
  const running = new Running(['inspect', '--port', '0']);
  await running.saying(/Ctrl-C ends it/);
  expect(await running.stop('SIGINT')).toEqual({ code: 130, signal: null });
});

test.each([
  ['below', 'F1', '--widths', '4', 0],
  ['with an error of usage', 'nonesuch', 2],
])('without a signal the exit code is that of the command: %s', async (_, ...args) => {
  const running = new Running(['verify', ...args.slice(0, -1).map(String)]);
  expect(await running.end()).toEqual({ code: args.at(-1), signal: null });
});

needsTool('ps')('the list of processes has no address of a queue, wherever it was written', async () => {
  const args = [
    '--queue=redis://me:secret@localhost:1',
    'worker',
    '--load',
    'test/fixtures/never-loaded.mjs',
  ];
  const running = new Running(args);
  await running.saying(/waiting/);
  const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(running.process.pid)], {
    encoding: 'utf8',
  });
  expect(stdout.trim()).toBe('adderscope worker');
});
