import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adderscope, adderscopeIn } from '../support/command-line.ts';

const LOAD = ['--load', 'test/fixtures/killed-adder.mjs'];
const EXHAUSTIVE = ['verify', 'killed-adder', '--n', '10', '--exhaustive', '--format', 'json', ...LOAD];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The report without what differs from run to run. */
function reportOf(stdout: string): object {
  const { seconds: _, ...report } = JSON.parse(stdout);
  return report;
}

function linesOf(journal: string): string[] {
  return readFileSync(journal, 'utf8').trimEnd().split('\n');
}

describe('verify --exhaustive', () => {
  test('tries every input of a circuit', () => {
    const { code, stdout } = adderscope(...EXHAUSTIVE);
    expect(code).toBe(0);
    expect(reportOf(stdout)).toMatchObject({
      holds: true,
      circuits: [{ circuit: 'killed-adder', values: { vectors: 2 ** 20, exhaustiveCases: 1 }, failures: [] }],
    });
  });

  test('tries those alone whose last ports have given values, and does not call that every input', () => {
    const args = [
      'verify',
      'float-adder',
      '--e',
      '3',
      '--f',
      '2',
      '--rounding',
      'up',
      '--exhaustive',
      '--where',
      'op=subtract',
    ];
    const { code, stdout } = adderscope(...args, '--format', 'json');
    expect(code).toBe(0);
    expect(reportOf(stdout)).toMatchObject({
      holds: true,
      where: { op: 1 },
      circuits: [{ values: { vectors: 2 ** 12, exhaustiveCases: 0 } }],
    });
    expect(adderscope(...args).stdout).toContain('4,096 input vectors where op = 0x1');
  });

  test.each([
    ['op', "verify: --where must be ports with a value each, as in op=add or op=0,rm=3, got 'op'"],
    ['b=2,op=add', "verify: --where b must be bits of a float, as 0x... or as 0b..., got '2'"],
    ['b=-2,op=add', "verify: --where b must be bits of a float, as 0x... or as 0b..., got '-2'"],
    [
      'a=0x0',
      "verify float-adder: --where must be of the last input ports of a, b, op, rm, without a gap, got 'a'",
    ],
    ['op=divide', 'verify: --where op must be one of add, subtract, or '],
  ])('--where %s is refused', (where, text) => {
    const { code, stderr } = adderscope(
      'verify',
      'float-adder',
      '--e',
      '3',
      '--f',
      '2',
      '--exhaustive',
      '--where',
      where,
    );
    expect(code).toBe(2);
    expect(stderr).toContain(text);
  });

  test('killed in the middle it goes on by its journal, and its report is that of an undisturbed run', () => {
    const undisturbed = adderscope(...EXHAUSTIVE);
    const killed = adderscopeIn({ KILL_AT: String(2 ** 19 + 7) }, ...EXHAUSTIVE, '--resume', folder);
    expect(killed.signal).toBe('SIGKILL');
    const journal = join(folder, 'journal.ndjson');
    expect(linesOf(journal)).toHaveLength(1 + 2);

    const resumed = adderscope(...EXHAUSTIVE, '--resume', folder);
    expect(resumed.stderr).toContain('2 of 4 shards were done before');
    expect(reportOf(resumed.stdout)).toEqual(reportOf(undisturbed.stdout));
    expect(linesOf(journal)).toHaveLength(1 + 4);

    // The vector that killed before is none of those that a fingerprint of the model asks for.
    const again = adderscopeIn({ KILL_AT: String(2 ** 19 + 7) }, ...EXHAUSTIVE, '--resume', folder);
    expect(again.stderr).toContain('4 of 4 shards were done before');
    expect(reportOf(again.stdout)).toEqual(reportOf(undisturbed.stdout));
  });

  test('a damaged line is named, set aside and its shard run again; a doubled one counts once', () => {
    const first = adderscope(...EXHAUSTIVE, '--resume', folder);
    const journal = join(folder, 'journal.ndjson');
    const [head = '', one = '', two = '', ...rest] = linesOf(journal);
    const broken = two.replace('"checked":262144', '"checked":262145');
    expect(broken).not.toBe(two);
    writeFileSync(journal, `${[head, one, broken, one, ...rest].join('\n')}\n`);
    appendFileSync(journal, one.slice(0, 40));

    const resumed = adderscope(...EXHAUSTIVE, '--resume', folder);
    expect(resumed.stderr).toContain('line 3 of the journal is damaged');
    expect(resumed.stderr).toContain('line 7 of the journal is damaged');
    expect(resumed.stderr).toContain('3 of 4 shards were done before');
    expect(reportOf(resumed.stdout)).toEqual(reportOf(first.stdout));
    expect(readFileSync(join(folder, 'damaged.txt'), 'utf8')).toBe(`${broken}\n${one.slice(0, 40)}\n`);
  });

  test('the journal of another campaign is refused', () => {
    adderscope(...EXHAUSTIVE, '--resume', folder);
    const other = adderscope(
      'verify',
      'dadda-multiplier',
      '--i',
      '4',
      '--j',
      '4',
      '--exhaustive',
      '--resume',
      folder,
    );
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('verify: --resume must be a folder of this same campaign');
  });

  test('the first wrong input is found, whatever else is wrong, and named with its command', () => {
    const args = ['verify', 'wrong-adder', '--n', '10', '--exhaustive', '--format', 'json', ...LOAD];
    const { code, stdout } = adderscope(...args);
    expect(code).toBe(1);
    const { circuits } = JSON.parse(stdout);
    expect(circuits[0].values.vectors).toBe(600 * 1024 + 5 + 1);
    expect(circuits[0].failures).toMatchObject([
      {
        check: 'values',
        // No bit of 5 or 600 can be cleared so that both stay at least that large.
        counterexample: { inputs: { a: '0x5', b: '0x258' }, expected: { s: '0x25c' }, got: { s: '0x25d' } },
        reproduce: 'simulate wrong-adder --n 10 --a 0x5 --b 0x258',
      },
    ]);
    expect(adderscope(...args).stdout.replace(/"seconds": [\d.]+/, '')).toBe(
      stdout.replace(/"seconds": [\d.]+/, ''),
    );
  });

  test('every engine gives the same', () => {
    const run = (engine: string) =>
      adderscope(
        'verify',
        'dadda-multiplier',
        '--i',
        '9',
        '--j',
        '8',
        '--exhaustive',
        '--engine',
        engine,
        '--format',
        'json',
      );
    const [interpreter, table, generated] = ['interpreter', 'table', 'generated'].map((name) =>
      reportOf(run(name).stdout),
    );
    expect(interpreter).toMatchObject({ holds: true });
    expect(table).toEqual(interpreter);
    expect(generated).toEqual(interpreter);
  });

  test('more than 40 input bits, and --resume alone, are usage errors', () => {
    const wide = adderscope('verify', 'dadda-multiplier', '--i', '21', '--j', '20', '--exhaustive');
    expect(wide.code).toBe(2);
    expect(wide.stderr).toBe(
      'ERROR: verify dadda-multiplier(i=21,j=20,final=ripple-carry): number of input bits with --exhaustive must be at most 40, got 41\n',
    );
    const alone = adderscope('verify', 'dadda-multiplier', '--resume', folder);
    expect(alone.stderr).toBe('ERROR: verify: --resume must come with --exhaustive\n');
  });
});
