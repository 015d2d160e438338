import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import { planJobs, pointsOf, type Selection, sweepOf } from '../../src/verify/plan.ts';
import { CHECK_NAMES } from '../../src/verify/verdict.ts';
import { circuitNamed } from '../support/build.ts';

const nothing: Selection = { names: [], params: {}, checks: CHECK_NAMES, seed: 1 };

const plan = (selection: Partial<Selection>) =>
  planJobs({ ...nothing, ...selection }, CATALOGUE).map(
    ({ circuit, params, claims, checks }) =>
      `${circuit} ${Object.values(params).join(' ')}: ${claims.map(({ id }) => id).join(' ')}; ${checks.join(' ')}`,
  );

describe('selection', () => {
  test('a claim, over its domain within the widths', () => {
    expect(plan({ names: ['F1'], widths: [1, 5] })).toEqual([
      'dadda-multiplier 1 1 ripple-carry: F1; labels counts values',
      'dadda-multiplier 5 5 ripple-carry: F1; labels counts values',
    ]);
  });

  test('a circuit, over its sweep, with the claims that speak of it', () => {
    expect(plan({ names: ['dadda-multiplier'], params: { i: [3], j: [3, 4] } })).toEqual([
      'dadda-multiplier 3 3 ripple-carry: F1 F2 F3 F4 F4r F9 F9f; labels counts values',
      'dadda-multiplier 3 4 ripple-carry: F4 F4r F9 F9f; labels counts values',
    ]);
  });

  test('claims and circuits together: one build serves all that ask for it', () => {
    expect(plan({ names: ['F1', 'F4', 'incrementer'], widths: [2] })).toEqual([
      'incrementer 2: ; labels counts values',
      'dadda-multiplier 2 2 ripple-carry: F1 F4; labels counts values',
    ]);
  });

  test('a claim by its name over its whole domain, also where everything visits a sample', () => {
    expect(plan({ names: ['F5dr'], checks: ['counts'] })).toHaveLength(6 * 259);
    const sampled = CATALOGUE.claims.find(({ id }) => id === 'F5dr')?.sample;
    expect(sampled?.length).toBeLessThan(110);
  });

  test('checks: without counts no claim is asked', () => {
    expect(plan({ names: ['F1'], widths: [4], checks: ['labels'] })).toEqual([
      'dadda-multiplier 4 4 ripple-carry: ; labels',
    ]);
  });

  test('forbidden combinations are left out', () => {
    const sweep = [...sweepOf(circuitNamed('barrel-shifter'), { params: { n: [4], max: [3] } })];
    expect(sweep).toHaveLength(7);
    expect(sweep).not.toContainEqual(expect.objectContaining({ kind: 'rotate-left', sticky: true }));
  });

  test.each([
    [['F7'], 'F7'],
    [['F4', 'F7'], 'F7'],
    [['incrementer', 'F8', 'F4'], 'F8'],
  ])('%s with nothing in the widths for %s', (names, none) => {
    expect(() => plan({ names, widths: [1] })).toThrow(
      new RangeError(`verify: number of cases of ${none} in the selection must be at least 1, got 0`),
    );
  });

  test('a claim without counts is not asked, but its circuits are', () => {
    expect(plan({ names: ['F4'], widths: [2], checks: ['values'] })).toEqual([
      'dadda-multiplier 2 2 ripple-carry: ; values',
    ]);
  });

  test('an unknown name', () => {
    const catalogue = { circuits: CATALOGUE.circuits.slice(0, 2), claims: CATALOGUE.claims.slice(0, 1) };
    expect(() => planJobs({ ...nothing, names: ['F9'] }, catalogue)).toThrow(
      new RangeError(
        "verify: name must be a circuit or a claim of dadda-multiplier, wallace-multiplier, F1, got 'F9'",
      ),
    );
  });

  test('a claim about a circuit that is not there', () => {
    const catalogue = { circuits: [], claims: CATALOGUE.claims.slice(0, 1) };
    expect(() => planJobs({ ...nothing, names: ['F1'] }, catalogue)).toThrow(
      "claim F1: circuit must be in the catalogue, got 'dadda-multiplier'",
    );
    expect(planJobs(nothing, { ...catalogue, claims: [] })).toEqual([]);
  });
});

describe('everything', () => {
  const jobs = planJobs(nothing, CATALOGUE);

  test('no circuit is built twice', () => {
    const keys = jobs.map(({ circuit, params }) => `${circuit} ${JSON.stringify(params)}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('every point of every claim is asked for once, or of its sample where it has one', () => {
    const asked = jobs.flatMap(({ claims }) =>
      claims.map(({ id, point }) => `${id} ${JSON.stringify(point)}`),
    );
    const points = CATALOGUE.claims.flatMap(({ id, domain, sample = domain }) =>
      sample.map((p) => `${id} ${JSON.stringify(p)}`),
    );
    expect(asked.sort()).toEqual(points.sort());
  });

  test('every sweep is visited with every check; what only a claim asks for is not run', () => {
    const count = (name: string) => jobs.filter(({ circuit }) => circuit === name);
    const ripple = count('dadda-multiplier').filter(({ params }) => params.final === 'ripple-carry');
    expect(ripple).toHaveLength(4096);
    // The six other final adders each at nine widths squared.
    expect(count('dadda-multiplier')).toHaveLength(4096 + 6 * 9 * 9);
    expect(count('dadda-multiplier').every(({ checks }) => checks.includes('values'))).toBe(true);
    expect(count('ripple-carry-adder')).toHaveLength(8192);
    const shifters = count('barrel-shifter');
    expect(shifters).toHaveLength(4096 + 64 * 7 * 7 - 64 * 7);
    expect(shifters.filter(({ checks }) => checks.includes('values'))).toHaveLength(64 * 7 * 7);
  });
});

test('points within widths', () => {
  const [, , , rectangle] = CATALOGUE.claims;
  if (rectangle === undefined) throw new Error('F4 must be the fourth claim');
  expect(pointsOf(rectangle, undefined)).toHaveLength(4096);
  expect(pointsOf(rectangle, [3, 64])).toEqual([
    { i: 3, j: 3 },
    { i: 3, j: 64 },
    { i: 64, j: 3 },
    { i: 64, j: 64 },
  ]);
});
