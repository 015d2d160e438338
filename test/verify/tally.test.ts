import { describe, expect, test } from 'vitest';
import { showCase } from '../../src/circuits/case-id.ts';
import type { Claim } from '../../src/claims/claim.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import { planJobs } from '../../src/verify/plan.ts';
import { runJob } from '../../src/verify/run-job.ts';
import { Tally } from '../../src/verify/tally.ts';
import { CHECK_NAMES, type Job, type Verdict } from '../../src/verify/verdict.ts';

/** A claim about a circuit of the catalogue, over a domain small enough to run whole. */
function claimOf(change: Partial<Claim>): Claim {
  const [f1] = CATALOGUE.claims;
  if (f1 === undefined) throw new Error('the catalogue must have claims');
  return { ...f1, domain: f1.domain.slice(0, 5), ...change };
}

/** Plans a claim, runs all of its jobs but `missing`, and adds them up. */
function summaryOf(claim: Claim, missing = 0) {
  const catalogue = { circuits: CATALOGUE.circuits, claims: [claim] };
  const jobs = planJobs({ names: [claim.id], params: {}, checks: ['labels', 'counts'], seed: 1 }, catalogue);
  const tally = new Tally(jobs, catalogue);
  for (const job of jobs.slice(missing)) tally.add(runJob(job, catalogue));
  return tally.summary();
}

/** F1 with one too many from a width on. */
const missesFrom = (from: number): Claim['terms'] =>
  claimOf({}).terms.map((term) => ({
    ...term,
    formula: (p) => term.formula(p) + ((p.i ?? 0) >= from ? 1 : 0),
  }));

describe('an exact claim', () => {
  test('holds when all of its cases are met', () => {
    const { claims, circuits, ...rest } = summaryOf(claimOf({}));
    expect(rest).toEqual({ done: 5, planned: 5, complete: true, holds: true });
    expect(claims).toEqual([
      {
        id: 'F1',
        circuit: 'dadda-multiplier',
        formula: 'i^2 - 3i + 2',
        measure: 'adders',
        kind: 'exact',
        status: 'stated',
        domain: 5,
        planned: 5,
        cases: 5,
        met: 5,
        exact: 5,
        maxAbsError: 0,
        maxRelError: 0,
        verdict: 'holds',
      },
    ]);
    expect(circuits).toEqual([
      {
        circuit: 'dadda-multiplier',
        cases: 5,
        planned: 5,
        checked: { labels: 5, counts: 5, values: 0, proof: 0 },
        labels: 40,
        counts: 5,
        values: { vectors: 0, exhaustiveCases: 0 },
        proved: 0,
        failures: [],
        moreFailures: 0,
      },
    ]);
  });

  test('that misses once fails', () => {
    const { claims, circuits, holds } = summaryOf(claimOf({ terms: missesFrom(5) }));
    expect(holds).toBe(false);
    expect(claims[0]).toMatchObject({
      cases: 5,
      exact: 4,
      maxAbsError: 1,
      verdict: 'fails',
      reason: '1 of 5 cases differ from the formula',
    });
    expect(claims[0]?.maxRelError).toBeCloseTo(1 / 12);
    expect(circuits[0]?.failures).toEqual([
      {
        circuit: 'dadda-multiplier',
        params: { i: 5, j: 5, final: 'ripple-carry' },
        check: 'counts',
        text: "F1: adders of 'reduction' must be i^2 - 3i + 2 = 13, got 12",
      },
    ]);
  });

  test('that is not all counted is incomplete, and does not hold', () => {
    const { claims, done, planned, holds } = summaryOf(claimOf({}), 1);
    expect([claims[0]?.verdict, done, planned, holds]).toEqual(['incomplete', 4, 5, false]);
  });

  test('that missed fails, complete or not', () => {
    expect(summaryOf(claimOf({ terms: missesFrom(5) }), 1).claims[0]?.verdict).toBe('fails');
  });
});

describe('an approximate claim', () => {
  const approximate = (maxAbsError: number, maxRelError: number) =>
    claimOf({ kind: 'approximate', terms: missesFrom(4), recorded: { maxAbsError, maxRelError } });

  test('is measured when its errors are as recorded', () => {
    const { claims, holds } = summaryOf(approximate(1, 0.166667));
    expect([claims[0]?.verdict, holds]).toEqual(['measured', true]);
    expect(claims[0]).toMatchObject({ exact: 3, maxAbsError: 1, maxRelError: 1 / 6 });
  });

  test('fails when they have changed', () => {
    const { claims, holds } = summaryOf(approximate(1, 0.25));
    expect(holds).toBe(false);
    expect(claims[0]).toMatchObject({
      verdict: 'fails',
      reason: 'the largest errors must be as recorded, 1 and 25 %, got 1 and 16.6667 %',
    });
    expect(summaryOf(approximate(2, 0.166667)).claims[0]?.verdict).toBe('fails');
  });

  test('is not held against figures of the whole domain before that is counted', () => {
    expect(summaryOf(approximate(2, 0.25), 1).claims[0]?.verdict).toBe('incomplete');
  });
});

describe('a bound', () => {
  const bound = (side: 'upper' | 'lower', off: number) =>
    claimOf({
      kind: 'bound',
      bound: side,
      terms: claimOf({}).terms.map((term) => ({ ...term, formula: (p) => term.formula(p) + off })),
    });

  test.each([
    ['upper', 3, 'holds'],
    ['upper', 0, 'holds'],
    ['upper', -1, 'fails'],
    ['lower', -1, 'holds'],
    ['lower', 0, 'holds'],
    ['lower', 1, 'fails'],
  ] as const)('%s, off by %i: %s', (side, off, verdict) => {
    const { claims, holds } = summaryOf(bound(side, off));
    expect([claims[0]?.verdict, holds]).toEqual([verdict, verdict === 'holds']);
    expect(claims[0]).toMatchObject({ met: verdict === 'holds' ? 5 : 0, exact: off === 0 ? 5 : 0 });
  });

  test('says what is wrong, on which side', () => {
    const { claims, circuits } = summaryOf(bound('upper', -1));
    expect(claims[0]?.reason).toBe('5 of 5 cases are above the bound');
    expect(circuits[0]?.failures.at(-1)?.text).toBe(
      "F1: adders of 'reduction' must be at most i^2 - 3i + 2 = 11, got 12",
    );
    expect(summaryOf(bound('lower', 1)).circuits[0]?.failures[0]?.text).toBe(
      "F1: adders of 'reduction' must be at least i^2 - 3i + 2 = 1, got 0",
    );
  });
});

describe('an approximate claim with a tolerance', () => {
  const near = (tolerance: Claim['tolerance']) =>
    claimOf({ kind: 'approximate', terms: missesFrom(4), ...(tolerance === undefined ? {} : { tolerance }) });

  test.each([
    [{ absolute: 1 }, 'holds'],
    [{ absolute: 0.9 }, 'fails'],
    [{ relative: 1 / 6 }, 'holds'],
    [{ relative: 0.16 }, 'fails'],
    [{ absolute: 0.5, relative: 0.17 }, 'holds'],
    [{ absolute: 0, relative: 0 }, 'fails'],
    [undefined, 'measured'],
  ] as const)('%o: %s', (tolerance, verdict) => {
    const { claims, holds } = summaryOf(near(tolerance));
    expect([claims[0]?.verdict, holds]).toEqual([verdict, verdict !== 'fails']);
  });

  test('says what was allowed', () => {
    const { claims, circuits } = summaryOf(near({ absolute: 0.5, relative: 0.1 }));
    expect(claims[0]?.reason).toBe('1 of 5 cases are beyond the tolerance');
    expect(circuits[0]?.failures.map(({ text }) => text)).toEqual([
      "F1: adders of 'reduction' must be i^2 - 3i + 2 = 7 within 0.5 or 10 %, got 6",
    ]);
  });
});

test.each([['exact'], ['approximate']] as const)('a formula without a number fails, %s too', (kind) => {
  const terms = claimOf({}).terms.map((term) => ({ ...term, formula: () => Number.NaN }));
  const { claims, holds } = summaryOf(claimOf({ kind, terms }));
  expect([claims[0]?.verdict, claims[0]?.maxAbsError, holds]).toEqual([
    'fails',
    Number.POSITIVE_INFINITY,
    false,
  ]);
});

test('fifths are compared as numbers, not as doubles', () => {
  const fifths = claimOf({
    circuit: 'barrel-shifter',
    params: ({ i = 1 }) => ({ n: i, max: 1, kind: 'left', sticky: false }),
    terms: [{ scope: '', measure: 'muxAdders', text: '0.2*i', formula: ({ i = 1 }) => 0.2 * i }],
  });
  expect(0.2 * 3).not.toBe(3 / 5);
  expect(summaryOf(fifths)).toMatchObject({ holds: true, claims: [{ exact: 5, maxAbsError: 0 }] });
});

describe('failures', () => {
  const job: Job = { circuit: 'x', params: {}, checks: CHECK_NAMES, claims: [], seed: 1 };
  const verdict = (n: number): Verdict => ({
    ...{ circuit: 'x', params: {}, checks: CHECK_NAMES, cells: 1, gates: 1, claims: [], vectors: 1 },
    exhaustive: true,
    proved: false,
    failures: [{ circuit: 'x', params: { n }, check: 'values', text: 'wrong' }],
  });

  test('the smallest circuits are listed, the others counted', () => {
    const tally = new Tally(new Array<Job>(14).fill(job), CATALOGUE);
    for (let n = 14; n > 0; n--) tally.add(verdict(n));
    const { circuits, holds } = tally.summary();
    expect(holds).toBe(false);
    expect(circuits[0]?.failures.map(showCase)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `x(n=${n})`),
    );
    expect(circuits[0]?.moreFailures).toBe(4);
  });

  test('adders of a case with a wrong label are not called proved', () => {
    const tally = new Tally([job, job], CATALOGUE);
    tally.add({ ...verdict(1), failures: [] });
    tally.add({ ...verdict(1), failures: [{ circuit: 'x', params: {}, check: 'labels', text: 'wrong' }] });
    expect(tally.summary().circuits[0]?.labels).toBe(1);
  });

  test('a run of nothing does not hold', () => {
    expect(new Tally([], CATALOGUE).summary()).toEqual({
      claims: [],
      circuits: [],
      done: 0,
      planned: 0,
      complete: true,
      holds: false,
    });
  });
});
