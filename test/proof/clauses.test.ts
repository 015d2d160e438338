import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GATE_NAMES, GATES } from '../../src/gates/gate.ts';
import { addDifference, addGate } from '../../src/proof/clauses.ts';
import { printDimacs, readDimacs } from '../../src/proof/dimacs.ts';
import { MINISAT } from '../../src/proof/minisat.ts';
import { addProblem, Clauses } from '../../src/proof/problem.ts';

/** The rows of a truth table, read back from the clauses that stand for it. */
async function readBack(truth: number, fanin: number): Promise<number> {
  const solver = await MINISAT.start();
  const fanins = Array.from({ length: fanin }, () => solver.variable());
  const out = solver.variable();
  addGate(solver, truth, fanins, out);
  let rows = 0;
  for (let row = 0; row < 2 ** fanin; row++) {
    const here = fanins.map((x, k) => ((row >> k) & 1 ? x : -x));
    const [zero, one] = [await solver.solve([...here, -out]), await solver.solve([...here, out])];
    // One value and no other.
    expect([zero.kind, one.kind].toSorted()).toEqual(['sat', 'unsat']);
    if (one.kind === 'sat') rows |= 1 << row;
  }
  return rows;
}

test('every truth table of up to two fan-ins comes back from its clauses', async () => {
  for (let truth = 0; truth < 4; truth++) expect(await readBack(truth, 1)).toBe(truth);
  for (let truth = 0; truth < 16; truth++) expect(await readBack(truth, 2)).toBe(truth);
});

test.each(GATE_NAMES)('so does that of our own %s, which has its clauses written down', async (gate) => {
  const { truth, fanin } = GATES[gate];
  expect(await readBack(truth, fanin)).toBe(truth);
});

test('and those of three fan-ins that a fault may make', async () => {
  for (const truth of [0b11011001, 0b10010110, 0b11101000, 0, 255])
    expect(await readBack(truth, 3)).toBe(truth);
});

test('a difference is one', async () => {
  const solver = await MINISAT.start();
  const [x, y, different] = [solver.variable(), solver.variable(), solver.variable()];
  addDifference(solver, different, x, y);
  const answer = await solver.solve([different]);
  if (answer.kind !== 'sat') throw new Error('it must be satisfiable');
  expect(answer.isTrue(x)).not.toBe(answer.isTrue(y));
  solver.clause([-x, y]);
  solver.clause([x, -y]);
  expect((await solver.solve([different])).kind).toBe('unsat');
  expect((await solver.solve([-different])).kind).toBe('sat');
});

test('a problem is printed in DIMACS and read again, and added beside others', () => {
  const clauses = new Clauses();
  const [x, y] = [clauses.variable(), clauses.variable()];
  clauses.clause([x, -y]);
  clauses.clause([]);
  const problem = clauses.problem([y]);
  expect(printDimacs(problem)).toBe('p cnf 2 3\n1 -2 0\n0\n2 0\n');
  expect(readDimacs(`c 1 x\n${printDimacs(problem)}c 2 y\n`)).toEqual(problem);
  const there = addProblem(clauses, problem);
  expect([there(1), there(2)]).toEqual([3, 4]);
  expect(printDimacs(clauses.problem())).toBe('p cnf 4 5\n1 -2 0\n0\n3 -4 0\n0\n4 0\n');
});

test('a text is what it would be, number by number, and reads as what it was', () => {
  const literal = fc.oneof(
    fc.integer({ min: -120, max: 120 }),
    fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(literal.filter((one) => one !== 0)), { maxLength: 20 }), (clauses) => {
      const problem = { variables: 7, clauses: Int32Array.from(clauses.flatMap((clause) => [...clause, 0])) };
      const lines = clauses.map((clause) => `${[...clause, 0].join(' ')}\n`);
      expect(printDimacs(problem)).toBe(`p cnf 7 ${clauses.length}\n${lines.join('')}`);
      expect(readDimacs(printDimacs(problem).trimEnd())).toEqual(problem);
    }),
    { seed: 1, numRuns: 300 },
  );
});
