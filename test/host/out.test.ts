import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { Misuse } from '../../src/gates/misuse.ts';
import { checkWritable, replaceFile, writeOutput } from '../../src/host/output.ts';
import { adderscope, ENVIRONMENT, MAIN, printed, ROOT } from '../support/command-line.ts';
import { needsTool } from '../support/tool.ts';

const TABLE = ['table', 'F1', '--widths', '1..8', '--format', 'csv'];
let data = '';
beforeAll(() => {
  data = printed(...TABLE);
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As one file the command starts sooner. */
const BUNDLE = MAIN.replace('main.js', 'adderscope.js');

const at = (...names: string[]) => join(folder, ...names);
const written = (path: string) => run([...TABLE, '--out', path, '--quiet']);
const OLD = 'an older and longer file '.repeat(1000);

test('--out writes the whole file, in folders that it makes, and nothing to stdout', () => {
  const path = at('new', 'table.csv');
  for (let again = 0; again < 2; again++) {
    expect(adderscope(...TABLE, '--out', path)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(path, 'utf8')).toBe(data);
    expect(readdirSync(at('new'))).toEqual(['table.csv']);
    writeFileSync(path, OLD);
  }
});

describe('a plain file', () => {
  test('is replaced: who has the old one open reads it to its end', async () => {
    writeFileSync(at('x'), OLD);
    const reader = openSync(at('x'), 'r');
    expect(await written(at('x'))).toBe(0);
    expect(readFileSync(reader, 'utf8')).toBe(OLD);
    closeSync(reader);
    expect(readFileSync(at('x'), 'utf8')).toBe(data);
    expect(readdirSync(folder)).toEqual(['x']);
  });

  test('keeps who may read it, whatever the mask says', async () => {
    for (const mode of [0o600, 0o640, 0o666]) {
      writeFileSync(at('x'), OLD);
      chmodSync(at('x'), mode);
      expect(await written(at('x'))).toBe(0);
      expect(statSync(at('x')).mode & 0o777).toBe(mode);
    }
  });

  test('may have the longest name there is', async () => {
    const name = 'x'.repeat(255);
    expect(await written(at(name))).toBe(0);
    expect(readdirSync(folder)).toEqual([name]);
  });

  test('of a name is told from its other name, which keeps what it had', async () => {
    writeFileSync(at('x'), OLD);
    linkSync(at('x'), at('y'));
    expect(await written(at('x'))).toBe(0);
    expect([readFileSync(at('x'), 'utf8'), readFileSync(at('y'), 'utf8')]).toEqual([data, OLD]);
  });
});

describe('a symbolic link stays one, and what it leads to is rewritten', () => {
  test.each([
    ['to a file', 'target'],
    ['to a file, as a whole path', '/target'],
    ['to a link', 'second'],
    ['that dangles', 'missing'],
    ['from a folder that is a link', 'folder/../missing'],
  ])('%s', async (_, to) => {
    mkdirSync(at('kept'));
    symlinkSync('kept', at('folder'));
    writeFileSync(at('target'), OLD);
    symlinkSync('target', at('second'));
    const link = to.startsWith('/') ? folder + to : to;
    symlinkSync(link, at('link'));
    expect(await written(at('link'))).toBe(0);
    expect(readlinkSync(at('link'))).toBe(link);
    expect(readFileSync(at('link'), 'utf8')).toBe(data);
    expect(readlinkSync(at('second'))).toBe('target');
    const all = ['folder', 'kept', 'link', 'second', 'target', ...(/missing/.test(to) ? ['missing'] : [])];
    expect(readdirSync(folder).sort()).toEqual(all.sort());
  });

  test.each([
    ['to a folder', '.', /it is a folder/],
    ['to itself', 'link', /too many links|ELOOP/],
    ['into a folder that is not there, as on a disk that is not mounted', 'none/file', /ENOENT/],
  ])('%s: an error before any work', (_, to, reason) => {
    symlinkSync(to, at('link'));
    expect(() => checkWritable(at('link'))).toThrow(Misuse);
    expect(() => checkWritable(at('link'))).toThrow(reason);
    expect(() => writeOutput(data, at('link'))).toThrow(reason);
    expect(readdirSync(folder)).toEqual(['link']);
  });
});

describe('a pipe stays one, and its reader gets it all', () => {
  const withPipe = needsTool('mkfifo');
  const BIG = 'simulate dadda-multiplier --i 64 --j 64 --a 1 --b 1 --trace --format ndjson'.split(' ');
  const reading = (command: string, ...args: string[]) => {
    const child = spawn(command, args, { cwd: ROOT, env: ENVIRONMENT });
    return { child, code: new Promise((resolve) => child.on('close', resolve)), said: text(child.stdout) };
  };

  withPipe('that has a name, also when the reader comes late', async () => {
    const path = at('pipe');
    spawnSync('mkfifo', [path]);
    const writer = reading(process.execPath, BUNDLE, ...BIG, '--out', path);
    const reader = reading('cat', path);
    expect(await reader.said).toBe(printed(...BIG));
    expect([await writer.code, await writer.said]).toEqual([0, '']);
    expect(lstatSync(path).isFIFO()).toBe(true);
  });

  withPipe('to the end or not: a reader that stops early is no error', async () => {
    const path = at('pipe');
    spawnSync('mkfifo', [path]);
    const writer = reading(process.execPath, BUNDLE, ...BIG, '--out', path);
    const reader = reading('head', '-c', '10', path);
    expect(await reader.said).toHaveLength(10);
    expect(await writer.code).toBe(0);
  });

  withPipe('that is not opened before the work', () => {
    spawnSync('mkfifo', [at('pipe')]);
    checkWritable(at('pipe'));
    expect(readdirSync(folder)).toEqual(['pipe']);
  });
});

describe('a device stays one', () => {
  /** A device of our own: were the one of the system replaced, nothing on this machine would work any more. */
  const device = (name: string, minor: string) =>
    spawnSync('mknod', [at(name), 'c', '1', minor]).status === 0 ? at(name) : undefined;
  folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  const canMake = device('null', '3') !== undefined;
  rmSync(folder, { recursive: true });

  test.skipIf(!canMake)('that swallows everything, by itself and by a link', async () => {
    const path = device('null', '3') ?? '';
    symlinkSync('null', at('link'));
    for (const name of [path, at('link')]) expect(await written(name)).toBe(0);
    expect(lstatSync(path).isCharacterDevice()).toBe(true);
    expect(readlinkSync(at('link'))).toBe('null');
    expect(readdirSync(folder).sort()).toEqual(['link', 'null']);
  });

  test.skipIf(!canMake)('that is full: said in one line', () => {
    const path = device('full', '7') ?? '';
    expect(() => writeOutput(data, path)).toThrow(
      `adderscope: --out must be a file that can be written, got '${path}' (ENOSPC: no space left on device, write)`,
    );
    expect(lstatSync(path).isCharacterDevice()).toBe(true);
  });
});

/** What the command as one file gave. */
function bundled(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BUNDLE, ...args], {
    env: ENVIRONMENT,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

describe.skipIf(process.platform !== 'linux')('what is open already is written to where it stands', () => {
  test.each(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'])('%s', (path) => {
    expect(bundled(...TABLE, '--out', path)).toEqual({ code: 0, stdout: data, stderr: '' });
    // As a shell opens a file for >>.
    writeFileSync(at('log'), 'before\n');
    const file = openSync(at('log'), 'a');
    const { status } = spawnSync(process.execPath, [BUNDLE, ...TABLE, '--out', path], {
      stdio: ['ignore', file, 'inherit'],
    });
    closeSync(file);
    expect(status).toBe(0);
    expect(readFileSync(at('log'), 'utf8')).toBe(`before\n${data}`);
    expect(readdirSync(folder)).toEqual(['log']);
  });

  test('by a link, and by its number', () => {
    symlinkSync('/dev/stdout', at('link'));
    expect(bundled(...TABLE, '--out', at('link')).stdout).toBe(data);
    const stderr = bundled(...TABLE, '--out', '/dev/stderr');
    expect(stderr).toEqual({ code: 0, stdout: '', stderr: data });
    expect(readlinkSync(at('link'))).toBe('/dev/stdout');
    expect(bundled(...TABLE, '--out', '/dev/fd/77')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        "ERROR: adderscope: --out must be a file that can be written, got '/dev/fd/77' (EBADF: bad file descriptor, fstat)\n",
    });
  });
});

describe('a file that cannot be replaced is written in place', () => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  writeFileSync(at('x'), '');
  const canBind = spawnSync('mount', ['--bind', at('x'), at('x')]).status === 0;
  if (canBind) spawnSync('umount', [at('x')]);
  rmSync(folder, { recursive: true });

  const mounted: string[] = [];
  afterAll(() => {
    for (const path of mounted) spawnSync('umount', [path]);
  });

  test.skipIf(!canBind)('as one that is mounted by itself', async () => {
    writeFileSync(at('x'), OLD);
    mkdirSync(at('inside'));
    writeFileSync(at('inside', 'x'), '');
    expect(spawnSync('mount', ['--bind', at('x'), at('inside', 'x')]).status).toBe(0);
    mounted.push(at('inside', 'x'));
    expect(await written(at('inside', 'x'))).toBe(0);
    expect(readFileSync(at('x'), 'utf8')).toBe(data);
    expect(readdirSync(at('inside'))).toEqual(['x']);
    spawnSync('umount', [at('inside', 'x')]);
  });
});

describe('nothing is written and nothing left behind', () => {
  test.each([
    ['no name', () => '', /it names no file/],
    ['a folder', () => at('kept'), /it is a folder/],
    ['a folder to be', () => `${at('new')}/`, /it names no file/],
    ['below a file', () => at('file', 'x'), /ENOTDIR/],
    ['below a missing folder of no place', () => '/proc/nonesuch/a/b', /ENOENT/],
    ['too long a name', () => at('x'.repeat(256)), /ENAMETOOLONG/],
  ])('%s', (_, path, reason) => {
    mkdirSync(at('kept'));
    writeFileSync(at('file'), 'kept');
    for (const option of ['--out', '--certificate']) {
      expect(() => checkWritable(path(), option)).toThrow(reason);
      expect(() => checkWritable(path(), option)).toThrow(
        `adderscope: ${option} must be a file that can be written, got '${path().slice(0, 200)}`,
      );
    }
    expect(readdirSync(folder)).toEqual(['file', 'kept']);
    expect(readFileSync(at('file'), 'utf8')).toBe('kept');
  });

  test('by the check alone: the folders that it needed are gone', () => {
    checkWritable(at('new', 'and', 'newer', 'x'));
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['list'],
    ['export', 'dadda-multiplier'],
    ['cost', '--compare', '--svg'],
    ['report'],
    ['inspect'],
    ['prove', 'dadda-multiplier'],
    ['recover', 'dadda-multiplier'],
    ['simulate', 'incrementer', '--a', '1'],
  ])('%s checks --out before it works', async (...args) => {
    expect(await run([...args, '--out', folder, '--log-level', 'silent'])).toBe(2);
  });

  test('a journal is no link to something else, and no device', () => {
    symlinkSync('/dev/stdout', at('link'));
    expect(() => replaceFile(at('link'), 'x')).toThrow(`${at('link')} is no plain file`);
  });
});

test('a reader that stops early is no error', async () => {
  const circuit = 'dadda-multiplier --i 64 --j 64 --a 1 --b 1'.split(' ');
  const args = ['simulate', ...circuit, '--trace', '--format', 'ndjson'];
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: ROOT, env: ENVIRONMENT });
  // Two megabytes are to come, far more than a pipe holds, so the writer is still writing.
  child.stdout.once('data', () => child.stdout.destroy());
  const ended = new Promise((resolve) => child.on('close', resolve));
  const [code, stderr] = await Promise.all([ended, text(child.stderr)]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('data goes to stdout without colours or progress where it is no terminal', () => {
  expect(printed('verify', 'incrementer', '--widths', '1..4')).not.toContain('\u001b');
});

test('help and version', () => {
  expect(printed('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
  const help = printed('--help');
  for (const command of ['list', 'count', 'simulate', 'verify', 'table'])
    expect(help).toContain(`adderscope ${command}`);
});

test('the command as one file does what its modules do, on worker threads too', () => {
  const args = ['verify', 'incrementer', 'subtractor', '--widths', '1..33', '--jobs', '2', '--format', 'csv'];
  const { stdout, status } = spawnSync(process.execPath, [BUNDLE, ...args], { cwd: ROOT, encoding: 'utf8' });
  expect({ stdout, status }).toEqual({ stdout: printed(...args), status: 0 });
});
