import { describe, expect, test } from 'vitest';
import { adderscope } from '../support/command-line.ts';
import { runCommand } from '../support/run-command.ts';

/** What `verify` says below its tables, without the time that it took. */
async function said(...args: string[]): Promise<{ code: number; notes: string[] }> {
  const { code, data } = await runCommand('verify', ...args, '--jobs', '1');
  const notes = data
    .replaceAll(/, [\d.]+ s\)/g, ')')
    .split('\n')
    .filter((line) => /\.$/.test(line));
  return { code, notes };
}

describe('what is said of our own', () => {
  test('a formula that is only measured is called so, with its range', async () => {
    expect(await said('F8', '--checks', 'counts')).toEqual({
      code: 0,
      notes: [
        'Measured: F8, exact in 0 of 3,721 cases: off by +6.94 to +39.5 % (61 of 61 circuits, 0 input vectors, seed 1).',
      ],
    });
  });

  test.each([
    [['F8', '--widths', '8', '--checks', 'counts'], 'measured', false],
    [['F8', '--widths', '8', '--checks', 'labels,counts'], 'holds', true],
    [['F4', '--widths', '8', '--checks', 'counts'], 'holds', true],
  ] as const)('%s: as data, %s', async (args, verdict, holds) => {
    const { code, data } = await runCommand('verify', ...args, '--jobs', '1', '--format', 'json');
    expect([code, JSON.parse(data)]).toEqual([0, expect.objectContaining({ verdict, holds })]);
  });

  test('what holds and what is measured are told apart, and how many cases there were', async () => {
    expect(await said('F4', 'F7', 'F5', '--widths', '1..4', '--checks', 'labels,counts')).toEqual({
      code: 0,
      notes: [
        'Holds: the exact formula F4 in 16 of 16 cases and every label (44 of 44 circuits, 0 input vectors, seed 1).',
        'Measured: F5, exact in 0 of 16 cases: off by -85.7 to -36 %; F7, exact in 8 of 12 cases, where j is a power of two; else off by -20.8 %.',
      ],
    });
  });

  test('a check that has nothing to look at in some circuits', async () => {
    expect(await said('incrementer', 'float-adder', '--widths', '4', '--checks', 'proof')).toEqual({
      code: 0,
      notes: [
        'Holds: 1 proof for every input (75 of 75 circuits, 0 input vectors, seed 1).',
        'Nothing to prove is stated of float-adder (74).',
      ],
    });
    expect(await said('comparator', '--widths', '4')).toEqual({
      code: 0,
      notes: [
        'Holds: the account of every gate and every value (1 of 1 circuits, 256 input vectors, seed 1).',
        'Nothing to count: no formula speaks of these circuits.',
      ],
    });
    const { code, notes } = await said('relu', 'dadda-multiplier', '--widths', '8', '--checks', 'counts');
    expect([code, notes.at(-1)]).toEqual([0, 'Nothing to count: no formula speaks of relu.']);
    expect(await said('F4', '--widths', '4', '--checks', 'values')).toEqual({
      code: 0,
      notes: [
        'Holds: every value (1 of 1 circuits, 256 input vectors, seed 1).',
        'F4 was not counted: --checks has no counts.',
      ],
    });
  });
});

test.each([
  [
    ['comparator', '--checks', 'counts'],
    "--checks must be some that have something to check, got 'counts': no formula speaks of these circuits",
  ],
  [
    ['float-adder-two-path', '--checks', 'counts,proof'],
    "--checks must be some that have something to check, got 'counts,proof': no formula speaks of these circuits; nothing to prove is stated of float-adder-two-path",
  ],
  [['F4', 'F5', '--widths', '40'], 'number of cases of F5 in the selection must be at least 1, got 0'],
])('nothing checked is an error: verify %s', (args, text) => {
  expect(adderscope('verify', ...args)).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(`verify: ${text}`),
  });
});

describe('claims of a loaded module', () => {
  const about = async (id: string) => {
    const args = [id, '--load', 'test/fixtures/claims.mjs', '--checks', 'counts'];
    const { code, notes } = await said(...args);
    const { data } = await runCommand('verify', ...args, '--jobs', '1', '--format', 'json');
    const { failures, moreFailures } = JSON.parse(data).circuits[0];
    return { code, notes, failures: failures.length + moreFailures, first: failures[0]?.text };
  };
  const holds = (what: string) => ({
    code: 0,
    notes: [`Holds: ${what} in 8 of 8 cases (8 of 8 circuits, 0 input vectors, seed 1).`],
    failures: 0,
    first: undefined,
  });
  const fails = (reason: string, failures: number, first: string) => ({
    code: 1,
    notes: [`${reason}.`, 'Fails: see the failures above (8 of 8 circuits, 0 input vectors, seed 1).'],
    failures,
    first,
  });

  test.each([
    ['exact-right', holds('the exact formula exact-right')],
    ['upper-right', holds('the bound upper-right')],
    ['lower-right', holds('the bound lower-right')],
    ['near-right', holds('within its tolerance near-right')],
    [
      'exact-wrong',
      fails(
        'exact-wrong fails: 7 of 8 cases differ from the formula',
        7,
        'exact-wrong: adders of the whole must be i^2 - 4 = -3, got 0',
      ),
    ],
    [
      'upper-wrong',
      fails(
        'upper-wrong fails: 3 of 8 cases are above the bound',
        3,
        'upper-wrong: adders of the whole must be at most 4i = 24, got 30',
      ),
    ],
    [
      'lower-wrong',
      fails(
        'lower-wrong fails: 3 of 8 cases are below the bound',
        3,
        'lower-wrong: adders of the whole must be at least 3i = 3, got 0',
      ),
    ],
    [
      'near-wrong',
      fails(
        'near-wrong fails: 6 of 8 cases are beyond the tolerance',
        6,
        'near-wrong: adders of the whole must be i^2 = 9 within 2, got 6',
      ),
    ],
    [
      'measured',
      {
        code: 0,
        notes: [
          'Measured: measured, exact in 1 of 8 cases; else off by -100 to +7.14 %, and a charge where nothing is counted (8 of 8 circuits, 0 input vectors, seed 1).',
        ],
        failures: 0,
        first: undefined,
      },
    ],
  ])('%s', async (id, found) => {
    expect(await about(id)).toEqual(found);
  });

  test('a formula that gives no number is refused, though its claim be only measured', () => {
    const { code, stderr } = adderscope('verify', 'no-number', '--load', 'test/fixtures/claims.mjs');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /claims\.mjs: claims\[9\]\.terms\[0\]\.formula\(i=1\) must be a finite number, got -Infinity/,
    );
  });

  test('the row and the list say what kind of claim it is', async () => {
    const load = ['--load', 'test/fixtures/claims.mjs', '--format', 'csv'];
    const names = ['upper-right', 'lower-right', 'near-right', 'exact-right', 'measured'];
    const { data } = await runCommand('verify', ...names, '--checks', 'counts', '--jobs', '1', ...load);
    const ends = (text: string) =>
      Object.fromEntries(names.map((id) => [id, text.match(new RegExp(`^${id},.*,([^,\\n]*)$`, 'm'))?.[1]]));
    expect(ends(data)).toEqual({
      'upper-right': 'holds as an upper bound',
      'lower-right': 'holds as a lower bound',
      'near-right': 'holds within 2 or 50 %',
      'exact-right': 'holds',
      measured: 'measured',
    });
    const list = (await runCommand('list', ...load)).data;
    expect(list).toMatch(/^upper-right,i\^2,dadda-multiplier,upper bound,inferred,8,/m);
    expect(list).toMatch(/^near-right,i\^2,dadda-multiplier,within 2 or 50 %,inferred,8,/m);
    expect(list).toMatch(/^measured,i\^2 - 4,dadda-multiplier,approximate,inferred,8,/m);
  });

  test('table and count judge them alike', async () => {
    const load = ['--load', 'test/fixtures/claims.mjs'];
    for (const [id, code] of [
      ['upper-right', 0],
      ['upper-wrong', 1],
      ['near-right', 0],
      ['near-wrong', 1],
      ['measured', 0],
    ] as const)
      expect((await runCommand('table', id, ...load)).code, id).toBe(code);
    const { data } = await runCommand(
      'count',
      'dadda-multiplier',
      '--i',
      '8',
      '--j',
      '8',
      '--format',
      'json',
      ...load,
    );
    const verdicts = JSON.parse(data).claims.map((row: { id: string; verdict: string }) => [
      row.id,
      row.verdict,
    ]);
    expect(Object.fromEntries(verdicts)).toMatchObject({
      'exact-right': 'holds',
      'upper-right': 'holds',
      'upper-wrong': 'differs',
      'near-wrong': 'differs',
      measured: 'approximate',
    });
  });
});
