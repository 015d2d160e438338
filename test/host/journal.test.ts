import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planShards, type Shard, type ShardVerdict } from '../../src/campaign/shard.ts';
import { Misuse } from '../../src/gates/misuse.ts';
import { Journal, journalLines } from '../../src/host/journal.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
});
afterEach(() => {
  last = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const plan = (i: number, j: number) =>
  planShards({ circuit: 'dadda-multiplier', params: { i, j }, checks: [], claims: [], seed: 1 }, CATALOGUE);

/** Eight shards. */
const shards = plan(11, 10);

const verdictOf = ({ circuit, params, from, to }: Shard): ShardVerdict => ({
  circuit,
  params,
  from,
  to,
  checked: to - from,
});

const file = () => join(folder, 'journal.ndjson');
const linesOf = () => readFileSync(file(), 'utf8').trimEnd().split('\n');
/** Opened again as by the next run: the one before is closed. */
const open = (version = '1.0.0', some: readonly Shard[] = shards) => {
  last?.close();
  last = undefined;
  last = new Journal(folder, some, version);
  return last;
};
let last: Journal | undefined;

/** A journal of the first three shards. */
function written(): readonly ShardVerdict[] {
  const journal = open();
  const verdicts = shards.slice(0, 3).map(verdictOf);
  for (const verdict of verdicts) journal.add(verdict);
  journal.close();
  last = undefined;
  return verdicts;
}

describe('what was added', () => {
  test('is there at once, and when it is opened again, with counterexamples', () => {
    const verdicts = written();
    expect(linesOf()).toHaveLength(4);
    const [, , , fourth] = shards;
    if (fourth === undefined) throw new Error('there must be eight shards');
    const wrong = {
      ...verdictOf(fourth),
      checked: 1,
      counterexample: { inputs: { a: '0x1', b: '0x1' }, expected: { p: '0x1' }, got: { p: '0x2' } },
    };
    const again = open();
    expect([...again.known.values()]).toEqual(verdicts);
    expect(again.damaged).toEqual([]);
    again.add(wrong);
    expect([...open().known.values()]).toEqual([...verdicts, wrong]);
    expect(readdirSync(folder)).toEqual(['journal.ndjson', 'journal.ndjson.lock']);
    last?.close();
    expect(readdirSync(folder)).toEqual(['journal.ndjson']);
    last = undefined;
  });

  test('twice counts once', () => {
    const verdicts = written();
    const [, one = ''] = linesOf();
    appendFileSync(file(), `${one}\n`);
    expect([...open().known.values()]).toEqual(verdicts);
    expect(linesOf()).toHaveLength(4);
  });
});

test('a new journal knows nothing; its folder is made', () => {
  folder = join(folder, 'new');
  const journal = open();
  expect([journal.known.size, journal.damaged]).toEqual([0, []]);
  expect(linesOf()).toHaveLength(1);
});

describe('damage', () => {
  test.each([0, 1, 16, 17, 40, -1])('a last line that was cut after %i bytes is set aside', (bytes) => {
    const verdicts = written();
    const lines = linesOf();
    const part = lines.at(-1)?.slice(0, bytes) ?? '';
    writeFileSync(file(), `${lines.slice(0, -1).join('\n')}\n${part}`);
    const journal = open();
    expect([...journal.known.values()]).toEqual(verdicts.slice(0, -1));
    expect(journal.damaged).toEqual(part === '' ? [] : [4]);
    if (part !== '') expect(readFileSync(join(folder, 'damaged.txt'), 'utf8')).toBe(`${part}\n`);
    // The journal itself is clean again, and what is added next stands on a line of its own.
    const last = verdicts.at(-1);
    if (last === undefined) throw new Error('there must be verdicts');
    journal.add(last);
    expect([...open().known.values()]).toEqual(verdicts);
    expect(open().damaged).toEqual([]);
  });

  test('any changed character of a verdict is noticed', () => {
    const verdicts = written();
    const lines = linesOf();
    const line = lines[2] ?? '';
    for (let k = 0; k < line.length; k++) {
      const changed = line.slice(0, k) + (line[k] === '7' ? '8' : '7') + line.slice(k + 1);
      writeFileSync(file(), `${lines.with(2, changed).join('\n')}\n`);
      const journal = open();
      // The space between checksum and verdict tells nothing.
      expect([k, journal.damaged]).toEqual([k, k === 16 ? [] : [3]]);
      expect(journal.known.size).toBe(k === 16 ? 3 : 2);
    }
    expect(verdicts).toHaveLength(3);
  });

  test('a journal whose first line is gone is refused, and left as it is', () => {
    written();
    const [head = '', ...rest] = linesOf();
    for (const text of [rest.join('\n'), [head.slice(0, 30), ...rest].join('\n')]) {
      writeFileSync(file(), `${text}\n`);
      expect(() => open()).toThrow(
        `verify: --resume must be a folder whose journal has its first line, got ${file()}`,
      );
      expect(readFileSync(file(), 'utf8')).toBe(`${text}\n`);
    }
  });
});

test('verdicts on another netlist or model are refused, and left as they are', () => {
  const about = (fingerprint: string) => shards.map((shard) => ({ ...shard, fingerprint }));
  const journal = open('1.0.0', about('one'));
  for (const shard of about('one').slice(0, 3)) journal.add({ ...verdictOf(shard), fingerprint: 'one' });
  const before = readFileSync(file(), 'utf8');
  const message = `verify: --resume must be a folder of verdicts on what is verified, but dadda-multiplier(i=11,j=10) had another netlist or another model there: begin in a new folder, got '${file()}'`;
  expect(() => open('1.0.0', about('other'))).toThrow(message);
  expect(() => open()).toThrow(message);
  expect(readFileSync(file(), 'utf8')).toBe(before);
  expect(open('1.0.0', about('one')).known.size).toBe(3);
});

describe('what cannot be gone on with is an error of usage, and left as it is', () => {
  const another =
    'verify: --resume must be a folder of this same campaign (selection, engine, version and code of --load), got one of another: ';

  test.each([
    ['other shards', '1.0.0', plan(10, 11)],
    ['fewer shards', '1.0.0', shards.slice(1)],
    ['another engine', '1.0.0', shards.map((shard): Shard => ({ ...shard, engine: 'table' }))],
    ['another version', '1.0.1', shards],
  ])('%s', (_, version, some) => {
    written();
    const before = readFileSync(file(), 'utf8');
    expect(() => open(version, some)).toThrow(another + file());
    expect(readFileSync(file(), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['journal.ndjson']);
  });

  test.each([
    [
      'below a file',
      'file/journal',
      /^verify: --resume must be a folder that can be written, got '.*' \(ENOTDIR/,
    ],
    ['a file', 'file', /^verify: --resume must be a folder that can be written, got '.*' \(ENOTDIR/],
    [
      'in no folder',
      'none/journal',
      /^verify: --resume must be a folder that can be written, got '.*' \(ENOENT/,
    ],
  ])('%s', (_, name, message) => {
    writeFileSync(join(folder, 'file'), 'kept');
    const path = join(folder, name);
    expect(() => new Journal(path, shards, '1.0.0')).toThrow(Misuse);
    expect(() => new Journal(path, shards, '1.0.0')).toThrow(message);
    expect(readdirSync(folder)).toEqual(['file']);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('kept');
  });
});

test('a journal that goes on without end, or is none, is a usage error', () => {
  symlinkSync('/dev/zero', join(folder, 'endless'));
  const endless = () => journalLines(join(folder, 'endless'));
  expect(endless).toThrow(Misuse);
  expect(endless).toThrow('(an input must be of at most 268435456 bytes, got more)');
  expect(() => journalLines(folder)).toThrow(Misuse);
});
