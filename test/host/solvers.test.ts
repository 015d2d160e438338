import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCadical } from '../../src/host/cadical.ts';
import { MINISAT_THREAD } from '../../src/host/minisat-thread.ts';
import { SOLVERS, solverNamed } from '../../src/host/solvers.ts';
import { MINISAT } from '../../src/proof/minisat.ts';
import type { SolverKind } from '../../src/proof/solver.ts';
import { addPigeons } from '../support/pigeons.ts';
import { isThere, needsTool } from '../support/tool.ts';

/** Clauses to add and literals to assume, one question after the other. */
interface Step {
  readonly clauses: readonly (readonly number[])[];
  readonly assumed: readonly number[];
}

const VARIABLES = 6;

const literal = fc.integer({ min: -VARIABLES, max: VARIABLES }).filter((one) => one !== 0);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    clauses: fc.array(fc.array(literal, { minLength: 1, maxLength: 3 }), { maxLength: 16 }),
    assumed: fc.array(literal, { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 4 },
);

/** Whether any values of so few variables satisfy all, by trying them. */
function holds(clauses: readonly (readonly number[])[]): boolean {
  for (let values = 0; values < 2 ** VARIABLES; values++)
    if (clauses.every((clause) => clause.some((one) => isTrue(one, (k) => ((values >> (k - 1)) & 1) === 1))))
      return true;
  return false;
}

function isTrue(one: number, valueIn: (variable: number) => boolean): boolean {
  return valueIn(Math.abs(one)) === one > 0;
}

const KINDS: readonly (readonly [string, () => SolverKind, number])[] = [
  ['MiniSat in this thread', () => MINISAT, 200],
  ['MiniSat in a thread of its own', () => MINISAT_THREAD, 6],
  ['cadical', () => solverNamed('cadical'), 20],
];

describe.each(KINDS)('%s', (name, kindOf, runs) => {
  const check = name === 'cadical' ? needsTool(name) : test;

  check('answers as trying all values does, whatever it was asked before', async () => {
    const answers = { sat: 0, unsat: 0, unknown: 0 };
    const property = fc.asyncProperty(steps, async (questions) => {
      const solver = await kindOf().start();
      for (let k = 0; k < VARIABLES; k++) solver.variable();
      const told: (readonly number[])[] = [];
      for (const { clauses, assumed } of questions) {
        for (const clause of clauses) solver.clause(clause);
        told.push(...clauses);
        const all = [...told, ...assumed.map((one) => [one])];
        const answer = await solver.solve(assumed);
        answers[answer.kind]++;
        expect(answer.kind).toBe(holds(all) ? 'sat' : 'unsat');
        if (answer.kind !== 'sat') continue;
        // They stay what they are, whatever else is added.
        solver.clause([solver.variable()]);
        for (const clause of all) expect(clause.some((one) => isTrue(one, answer.isTrue))).toBe(true);
      }
    });
    await fc.assert(property, { seed: 1, numRuns: runs });
    expect(answers.unknown).toBe(0);
    expect(Math.min(answers.sat, answers.unsat)).toBeGreaterThan(runs / 4);
  });

  check('nothing satisfies the empty clause, and everything no clause', async () => {
    const solver = await kindOf().start();
    expect((await solver.solve([])).kind).toBe('sat');
    solver.clause([]);
    expect((await solver.solve([])).kind).toBe('unsat');
  });

  check('tells that pigeons fit, or do not', async () => {
    for (const pigeons of [4, 5]) {
      const solver = await kindOf().start();
      addPigeons(solver, pigeons, 4);
      expect((await solver.solve([])).kind).toBe(pigeons === 4 ? 'sat' : 'unsat');
    }
  });

  check('does not begin where it was told to stop', async () => {
    const solver = await kindOf().start();
    addPigeons(solver, 41, 40);
    expect(await solver.solve([], AbortSignal.abort('enough'))).toEqual({
      kind: 'unknown',
      reason: 'enough',
    });
  });
});

describe('stops when told to', () => {
  test.each(SOLVERS)('%s, at its work', async (name) => {
    if (name === 'cadical' && !isThere(name)) return;
    const solver = await solverNamed(name).start();
    addPigeons(solver, 41, 40);
    const stop = new AbortController();
    const answer = solver.solve([], stop.signal);
    setTimeout(() => stop.abort('enough'), 50);
    expect(await answer).toEqual({ kind: 'unknown', reason: 'enough' });
  });

  test('MiniSat in this thread, between two questions of many', async () => {
    const solver = await MINISAT.start();
    const x = solver.variable();
    const stop = new AbortController();
    setTimeout(() => stop.abort('enough'));
    let answer = await solver.solve([x], stop.signal);
    while (answer.kind === 'sat') answer = await solver.solve([x], stop.signal);
    expect(answer).toEqual({ kind: 'unknown', reason: 'enough' });
  });
});

describe('gives up, in words', () => {
  test.each([
    ['here', MINISAT],
    ['in its thread', MINISAT_THREAD],
  ])('MiniSat %s where its memory is full, and from then on', async (_, kind) => {
    const solver = await kind.start();
    for (let k = 0; k < 2 ** 22; k++) solver.variable();
    for (let again = 0; again < 2; again++)
      expect(await solver.solve([1])).toEqual({
        kind: 'unknown',
        reason: 'MiniSat ran out of its 64 MB of memory',
      });
  });

  needsTool('cadical')('cadical when the time is over', async () => {
    const solver = await findCadical({ seconds: 1 })?.start();
    if (solver === undefined) throw new Error('no cadical');
    addPigeons(solver, 13, 12);
    expect(await solver.solve([])).toEqual({
      kind: 'unknown',
      reason: 'cadical gave up after 1 seconds',
    });
  });
});
