import { describe, expect, test } from 'vitest';
import { RANDOM_VECTORS } from '../../src/verify/vectors.ts';
import { adderscope, printed } from '../support/command-line.ts';

/** What does not depend on the machine and the day. */
function lasting(json: string) {
  const { seconds, machine, ...rest } = JSON.parse(json);
  expect(seconds).toBeGreaterThanOrEqual(0);
  expect(machine).toContain('Node');
  return rest;
}

const timeless = (text: string) => text.replace(/\d+(\.\d+)? s\)/, '# s)');

describe('what holds: exit 0', () => {
  test('table', () => {
    expect(timeless(printed('verify', 'F1', 'F4', 'F7', '--widths', '2,4'))).toMatchInlineSnapshot(`
      "Formulas against the counted structure
      claim  formula          circuit           counted as        status  domain      cases  exact  max error  max error %  verdict
      F1     i^2 - 3i + 2     dadda-multiplier  adders            stated  2 of 64         2      2          0            0  holds
      F4     i*j - max(i, j)  dadda-multiplier  adders            stated  4 of 4,096      4      4          0            0  holds
      F7     i*log2(j)/5      barrel-shifter    multiplexers / 5  stated  4 of 4,032      4      4          0            0  measured

      Circuits
      circuit           cases  adders proved  formulas counted  input vectors  cases with every input  cases proved  failures
      dadda-multiplier      4             22                 6            400                       4             0         0
      barrel-shifter        4              0                 4            120                       4             0         0

      Holds: all 2 exact formulas in 6 of 6 cases, every label and every value (8 of 8 circuits, 520 input vectors, seed 1, # s).
      Measured: F7, exact in 4 of 4 cases.
      "
    `);
  });

  test('json', () => {
    const json = printed('verify', 'comparator', '--widths', '3,40', '--seed', '5', '--format', 'json');
    expect(lasting(json)).toEqual({
      version: expect.any(String),
      seed: 5,
      done: 2,
      planned: 2,
      verdict: 'holds',
      holds: true,
      circuits: [
        {
          circuit: 'comparator',
          cases: 2,
          planned: 2,
          checked: { labels: 2, counts: 2, values: 2, proof: 0 },
          labels: 0,
          counts: 0,
          values: { vectors: 64 + 5 * 2 * (5 + 40) + RANDOM_VECTORS, exhaustiveCases: 1 },
          proved: 0,
          failures: [],
          moreFailures: 0,
        },
      ],
    });
  });

  test('only the checks that are asked for', () => {
    const args = 'verify F4 --widths 1..8 --checks counts'.split(' ');
    const json = printed(...args, '--format', 'json');
    expect(timeless(printed(...args))).toContain(
      'Holds: the exact formula F4 in 64 of 64 cases (64 of 64 circuits, 0 input vectors, seed 1, # s).',
    );
    expect(lasting(json)).toMatchObject({
      claims: [{ id: 'F4', cases: 64, exact: 64, verdict: 'holds' }],
      circuits: [{ labels: 0, counts: 64, values: { vectors: 0, exhaustiveCases: 0 } }],
    });
  });

  test('the same seed gives the same report, on one thread and on two', () => {
    const args = 'verify F6 subtractor --widths 1..9 --seed 7 --format json --jobs'.split(' ');
    expect(lasting(printed(...args, '2'))).toEqual(lasting(printed(...args, '1')));
  });

  test('csv, md and json agree on the numbers', () => {
    const args = ['verify', 'F2', '--widths', '1..6', '--format'];
    const { claims, circuits } = lasting(printed(...args, 'json'));
    const csv = printed(...args, 'csv').split('\n');
    expect(csv[1]).toBe('F2,2i - 2,dadda-multiplier,adders,stated,6 of 64,6,6,0,0,holds');
    expect(csv[4]).toBe('dadda-multiplier,6,70,6,5460,6,0,0');
    expect(claims).toMatchObject([{ cases: 6, exact: 6, maxAbsError: 0, maxRelError: 0 }]);
    expect(circuits).toMatchObject([{ cases: 6, labels: 70, counts: 6, values: { vectors: 5460 } }]);
    const cells = printed(...args, 'md').replaceAll(/[ |]+/g, ' ');
    expect(cells).toContain(' F2 2i - 2 dadda-multiplier adders stated 6 of 64 6 6 0 0 holds ');
    expect(cells).toContain(' dadda-multiplier 6 70 6 5460 6 0 ');
  });
});

describe('what fails: exit 1', () => {
  const load = ['--load', 'test/fixtures/swapped-multiplier.mjs'];

  test('a counterexample, with the command that shows it again', () => {
    const { code, stdout } = adderscope('verify', 'swapped-multiplier', '--i', '3', '--j', '2', ...load);
    expect(code).toBe(1);
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      "Circuits
      circuit             cases  adders proved  formulas counted  input vectors  cases with every input  cases proved  failures
      swapped-multiplier      1              3                 0             10                       0             0         1

      Failures, the smallest circuits first
      circuit                                         check   what                                                                      see it again
      swapped-multiplier(i=3,j=2,final=ripple-carry)  values  an output differs from the model: a=0x1 b=0x1 must give p=0x1, got p=0x2  adderscope simulate swapped-multiplier --i 3 --j 2 --final ripple-carry --a 0x1 --b 0x1 --load test/fixtures/swapped-multiplier.mjs

      Fails: see the failures above (1 of 1 circuits, 10 input vectors, seed 1, # s).
      "
    `);
    const command = /adderscope (simulate .*)$/m.exec(stdout)?.[1] ?? '';
    const again = adderscope(...command.split(' '));
    expect(again.code).toBe(1);
    expect(again.stdout).toMatchInlineSnapshot(`
      "swapped-multiplier(i=3,j=2,final=ripple-carry)
      port          bits  decimal  hexadecimal  binary
      a     input      3  1        0x1          0b001
      b     input      2  1        0x1          0b01
      p     output     5  2        0x2          0b00010

      p differs from the model, which says 0x1
      "
    `);
  });

  test('on worker threads too; the smallest circuits are listed', () => {
    const args = 'verify swapped-multiplier --i 1..9 --j 1..9 --jobs 2 --format json'.split(' ');
    const { code, stdout } = adderscope(...args, ...load);
    expect(code).toBe(1);
    const { circuits, holds, done } = lasting(stdout);
    expect([holds, done]).toEqual([false, 81]);
    expect(circuits[0]).toMatchObject({ cases: 81, moreFailures: 71 });
    expect(circuits[0].failures[0]).toEqual({
      check: 'values',
      where: 'swapped-multiplier(i=1,j=1,final=ripple-carry)',
      text: 'an output differs from the model',
      reproduce: 'simulate swapped-multiplier --i 1 --j 1 --final ripple-carry --a 0x1 --b 0x1',
      counterexample: { inputs: { a: '0x1', b: '0x1' }, expected: { p: '0x1' }, got: { p: '0x2' } },
    });
  });
});
