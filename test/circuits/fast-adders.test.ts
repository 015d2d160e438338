import { describe, expect, test } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { FAST_ADDERS } from '../../src/circuits/final-adder.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import {
  brentKung,
  hanCarlson,
  koggeStone,
  type PrefixNetwork,
  sklansky,
} from '../../src/circuits/prefix-network.ts';
import { MEASURES } from '../../src/claims/claim.ts';
import { check } from '../../src/gates/check.ts';
import { count } from '../../src/gates/count.ts';
import { depth } from '../../src/gates/depth.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import { planJobs } from '../../src/verify/plan.ts';
import { runJob } from '../../src/verify/run-job.ts';
import { CHECK_NAMES } from '../../src/verify/verdict.ts';

function adder(kind: string, n: number, carry: boolean) {
  const circuit = CIRCUITS.find(({ name }) => name === `${kind}-adder`);
  if (circuit === undefined) throw new Error(`no ${kind}-adder`);
  return buildCircuit(circuit, kind === 'ripple-carry' ? { i: n, j: n, carry } : { n, carry });
}

const unitGates = (kind: string, n: number) =>
  Math.round(7 * MEASURES.unitGates.of(count(adder(kind, n, true))));

test('every kind is right and fully labelled at every width, with and without carry', () => {
  const names = Object.keys(FAST_ADDERS).map((kind) => `${kind}-adder`);
  const jobs = planJobs(
    { names, params: {}, widths: [1, 2, 3, 4, 5, 7, 8, 13, 31, 64], checks: CHECK_NAMES, seed: 1 },
    CATALOGUE,
  );
  expect(jobs).toHaveLength(6 * 10 * 2);
  for (const job of jobs) expect(runJob(job, CATALOGUE).failures).toEqual([]);
});

test('as final adders of a multiplier they are right too', () => {
  const all = planJobs(
    { names: ['dadda-multiplier'], params: {}, widths: [1, 2, 3, 4, 5, 8, 16], checks: CHECK_NAMES, seed: 1 },
    CATALOGUE,
  );
  const jobs = all.filter(({ params }) => params.final !== 'ripple-carry');
  expect(jobs).toHaveLength(6 * 7 * 7);
  for (const job of jobs) expect(runJob(job, CATALOGUE).failures).toEqual([]);
});

describe("unit gates with carry in, against R. Zimmermann's table", () => {
  // His figures at 8, 16, 32, 64 and 128 bits; ours are 2 less at each width, the ripple-carry adder's too.
  test.each([
    ['ripple-carry', [58, 114, 226, 450, 898]],
    ['sklansky', [73, 165, 373, 837, 1861]],
    ['brent-kung', [70, 147, 304, 621, 1258]],
    ['kogge-stone', [88, 216, 520, 1224, 2824]],
  ] as const)('%s', (kind, figures) => {
    expect([8, 16, 32, 64, 128].map((n) => unitGates(kind, n) + 2)).toEqual(figures);
  });

  test('the others', () => {
    expect(
      Object.fromEntries(
        ['han-carlson', 'carry-select', 'carry-skip'].map((kind) => [
          kind,
          [8, 16, 32, 64].map((n) => unitGates(kind, n)),
        ]),
      ),
    ).toMatchInlineSnapshot(`
      {
        "carry-select": [
          89,
          216,
          461,
          978,
        ],
        "carry-skip": [
          64,
          132,
          260,
          520,
        ],
        "han-carlson": [
          71,
          163,
          371,
          835,
        ],
      }
    `);
  });
});

test('depth at 64 bits', () => {
  expect(
    Object.fromEntries(
      ['ripple-carry', ...Object.keys(FAST_ADDERS)].map((kind) => [kind, depth(adder(kind, 64, false))]),
    ),
  ).toMatchInlineSnapshot(`
    {
      "brent-kung": 22,
      "carry-select": 23,
      "carry-skip": 136,
      "han-carlson": 15,
      "kogge-stone": 13,
      "ripple-carry": 127,
      "sklansky": 14,
    }
  `);
});

test('a network carries every group down to bit 0, each join with the group right below', () => {
  for (const network of [sklansky, koggeStone, brentKung, hanCarlson] as PrefixNetwork[])
    for (let n = 1; n <= 70; n++) {
      const lowest = Array.from({ length: n }, (_, k) => k);
      for (const { at, below } of network(n)) {
        expect(lowest[at]).toBe(below + 1);
        lowest[at] = lowest[below] ?? -1;
      }
      expect(lowest.every((low) => low === 0)).toBe(true);
    }
});

test('nothing is unread, and no gate leaks', () => {
  for (const kind of Object.keys(FAST_ADDERS))
    for (const n of [1, 2, 9, 33]) expect(check(adder(kind, n, n % 2 === 1)).violations).toEqual([]);
});
