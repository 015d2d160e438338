import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { LockHeld, newOwner, type Owner, readOwner, takeLock } from '../../src/host/lock.ts';
import { adderscope } from '../support/command-line.ts';
import { eventually } from '../support/eventually.ts';
import { Running, stopAll } from '../support/running.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
});
afterEach(async () => {
  await stopAll();
  rmSync(folder, { recursive: true });
});

const path = () => join(folder, 'lock');
const lockOf = (owner: Partial<Owner>) =>
  writeFileSync(path(), `${JSON.stringify({ ...newOwner(), ...owner })}\n`);

/** The id of a process that has ended. */
const DEAD = spawnSync('true').pid;

test('a lock names its owner, keeps others out, and is gone when it is released', () => {
  const lock = takeLock(path());
  expect(readOwner(path())).toMatchObject({ pid: process.pid, host: newOwner().host });
  expect(readdirSync(folder)).toEqual(['lock']);
  const { since, host } = readOwner(path()) ?? newOwner();
  for (let again = 0; again < 2; again++)
    expect(() => takeLock(path())).toThrow(`held by process ${process.pid} on ${host} since ${since}`);
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
  takeLock(path()).release();
});

describe('whose lock is taken over', () => {
  test.each<[string, () => Partial<Owner>]>([
    ['a dead process', () => ({ pid: DEAD })],
    ['a process whose id is used again', () => ({ began: '1' })],
    ['a process of before the machine was started', () => ({ processes: `other ${newOwner().processes}` })],
  ])('%s', (_, owner) => {
    lockOf(owner());
    const lock = takeLock(path());
    expect(readOwner(path())?.pid).toBe(process.pid);
    expect(() => takeLock(path())).toThrow(LockHeld);
    expect(readdirSync(folder)).toEqual(['lock']);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a process that died while it took over itself, and another after it', () => {
    const dead = { ...newOwner(), pid: DEAD };
    const names = ['a', 'b', 'c'];
    names.forEach((id, k) => {
      const file = k === 0 ? path() : `${path()}.after-${names[k - 1]}`;
      writeFileSync(file, JSON.stringify({ ...dead, id }));
      writeFileSync(`${path()}.${id}`, 'left behind');
    });
    takeLock(path());
    expect(readdirSync(folder)).toEqual(['lock']);
    expect(readOwner(path())?.pid).toBe(process.pid);
  });
});

describe('whose lock holds', () => {
  test.each<[string, () => Partial<Owner>, boolean]>([
    ['a process that is there', () => ({ pid: process.ppid, began: '' }), true],
    ['a process of another machine', () => ({ host: 'elsewhere', pid: DEAD }), false],
    ['a process of another machine of this name', () => ({ machine: 'other', pid: DEAD }), false],
    [
      'a process of a container, which is not seen',
      () => ({ processes: newOwner().processes.replace(/ .*/, ' pid:[1]'), pid: DEAD }),
      false,
    ],
  ])('%s', (_, owner, isSeen) => {
    lockOf(owner());
    const before = readFileSync(path(), 'utf8');
    try {
      takeLock(path());
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof LockHeld)) throw error;
      expect(error.isSeen).toBe(isSeen);
    }
    expect(readFileSync(path(), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['lock']);
    if (isSeen) expect(() => takeLock(path(), { foreignHolds: false })).toThrow(LockHeld);
    else takeLock(path(), { foreignHolds: false }).release();
  });

  test('one who took over and has not said so in the lock yet', () => {
    lockOf({ id: 'a', pid: DEAD });
    writeFileSync(`${path()}.after-a`, JSON.stringify({ ...newOwner(), id: 'b' }));
    expect(() => takeLock(path())).toThrow(LockHeld);
    expect(readdirSync(folder)).toEqual(['lock', 'lock.after-a']);
  });

  test.each(['', 'x', '{}', '[1]', 'null', '{"pid":0}'])('one that cannot be read: %s', (text) => {
    writeFileSync(path(), text);
    expect(() => takeLock(path())).toThrow(
      `a lock that names no owner; remove ${path()} if no other run uses the folder`,
    );
    expect(readdirSync(folder)).toEqual(['lock']);
  });
});

describe('of processes that take a lock at once', () => {
  const takers: ChildProcess[] = [];
  afterEach(() => {
    for (const taker of takers.splice(0)) taker.kill('SIGKILL');
  });
  const answers = (ask: boolean) =>
    Promise.all(
      takers.map(async (taker) => {
        const answer = once(taker, 'message');
        if (ask) taker.send('take');
        return String((await answer)[0]);
      }),
    );

  test.each([
    ['a dead owner', () => lockOf({ id: `dead-${Math.random()}`.replace('.', ''), pid: DEAD })],
    ['nobody', () => rmSync(path(), { force: true })],
  ])('from %s, exactly one has it', async (_, prepare) => {
    const taker = fileURLToPath(new URL('../support/lock-taker.mjs', import.meta.url));
    for (let k = 0; k < 4; k++) takers.push(fork(taker, [path()]));
    expect(await answers(false)).toEqual(Array(4).fill('ready'));
    for (let round = 0; round < 50; round++) {
      prepare();
      const all = await answers(true);
      expect(all.filter((answer) => answer === 'taken')).toHaveLength(1);
      expect(all.filter((answer) => /^held by process \d+ on /.test(answer))).toHaveLength(3);
      const winner = takers[all.indexOf('taken')];
      expect(readOwner(path())?.pid).toBe(winner?.pid);
      expect(readdirSync(folder)).toEqual(['lock']);
    }
  });
});

describe('a folder of --resume', () => {
  const args = (...more: string[]) => ['verify', ...more, '--exhaustive', '--resume', folder];
  /** A run that takes far longer than a test; and how many lines its journal has by now. */
  const long = () => new Running(args('dadda-multiplier', '--i', '18', '--j', '18', '--jobs', '1'));
  const lines = () => {
    const file = join(folder, 'journal.ndjson');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
  };

  test('has one run at a time, and goes to the next when that was killed', async () => {
    const first = long();
    await eventually(lines).toBeGreaterThan(1);
    const { stderr, code } = adderscope(...args('dadda-multiplier', '--i', '4', '--j', '4'));
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^ERROR: verify: --resume must be a folder that no other run uses, got '.*', held by process \d+ on \S+ since \d{4}-\S+Z\n$/,
    );
    expect(stderr).toContain(`process ${first.process.pid} on`);
    await first.stop('SIGKILL');
    expect(readdirSync(folder)).toEqual(['journal.ndjson', 'journal.ndjson.lock']);
    const before = lines();
    const second = long();
    await eventually(lines).toBeGreaterThan(before);
    // Told to end, it leaves nothing behind.
    expect(await second.stop('SIGTERM')).toEqual({ code: 130, signal: null });
    expect(readdirSync(folder)).toEqual(['journal.ndjson']);
  });

  test('of another machine says what can be done', async () => {
    writeFileSync(
      join(folder, 'journal.ndjson.lock'),
      JSON.stringify({ ...newOwner(), host: 'elsewhere', pid: 7, since: 'yesterday' }),
    );
    expect(adderscope(...args('dadda-multiplier', '--i', '4', '--j', '4')).stderr).toBe(
      `ERROR: verify: --resume must be a folder that no other run uses, got '${folder}', held by process 7 on elsewhere since yesterday; if that process is gone, remove ${folder}/journal.ndjson.lock\n`,
    );
    // A part may be started again on another machine.
    const part = ['verify', 'dadda-multiplier', '--i', '4', '--j', '4', '--exhaustive', '--shard', '1/1'];
    const lock = join(folder, 'shard-1-of-1.ndjson.lock');
    writeFileSync(lock, JSON.stringify({ ...newOwner(), host: 'elsewhere' }));
    expect(await run([...part, '--jobs', '1', '--out', folder, '--quiet'])).toBe(0);
    expect(readdirSync(folder)).toEqual(['journal.ndjson.lock', 'shard-1-of-1.ndjson']);
  });
});
