import { describe, expect, test } from 'vitest';
import { findCadical } from '../../src/host/cadical.ts';
import { loadMiniSat, OUT_OF_MEMORY } from '../../src/proof/minisat.ts';
import { addDifference, addGate, type CreateSat, SatExhausted } from '../../src/proof/sat.ts';
import { needsTool } from '../support/tool.ts';

const createMiniSat = await loadMiniSat();

/** Whether n pigeons fit into fewer holes, each in one of its own. */
function pigeonsFit(create: CreateSat, pigeons: number, holes: number): boolean {
  const solver = create();
  const rows = Array.from({ length: pigeons }, () => Array.from({ length: holes }, () => solver.variable()));
  for (const row of rows) solver.clause(row);
  for (let hole = 0; hole < holes; hole++)
    for (const [k, one] of rows.entries())
      for (const other of rows.slice(0, k)) solver.clause([-(one[hole] ?? 0), -(other[hole] ?? 0)]);
  return solver.solve(rows[0]?.[0] ?? 0);
}

/** The rows of a truth table, read back from the clauses that stand for it. */
function readBack(create: CreateSat, truth: number, fanin: number): number {
  const solver = create();
  const fanins = Array.from({ length: fanin }, () => solver.variable());
  const out = solver.variable();
  addGate(solver, truth, fanins, out);
  let rows = 0;
  for (let row = 0; row < 2 ** fanin; row++) {
    const here = solver.variable();
    for (const [k, x] of fanins.entries()) solver.clause([-here, (row >> k) & 1 ? x : -x]);
    expect(solver.solve(here)).toBe(true);
    for (const [k, x] of fanins.entries()) expect(solver.value(x)).toBe(((row >> k) & 1) === 1);
    if (solver.value(out)) rows |= 1 << row;
  }
  return rows;
}

function agrees(create: CreateSat): void {
  expect(pigeonsFit(create, 4, 4)).toBe(true);
  expect(pigeonsFit(create, 5, 4)).toBe(false);
  for (const truth of [0b11011000, 0b10010110, 0b11101000, 0, 255])
    expect(readBack(create, truth, 3)).toBe(truth);
}

describe('MiniSat', () => {
  test('without memory it gives up, in words', () => {
    const solver = createMiniSat();
    const fill = () => {
      for (let k = 0; k < 2 ** 22; k++) solver.variable();
    };
    expect(fill).toThrow(new SatExhausted(OUT_OF_MEMORY));
  });

  test('answers, gives values, and keeps what it was told between questions', () => {
    agrees(createMiniSat);
    const solver = createMiniSat();
    const [x, y, different] = [solver.variable(), solver.variable(), solver.variable()];
    addDifference(solver, different, x, y);
    expect(solver.solve(different)).toBe(true);
    expect(solver.value(x)).not.toBe(solver.value(y));
    solver.clause([-x, y]);
    solver.clause([x, -y]);
    expect(solver.solve(different)).toBe(false);
    expect(solver.solve(-different)).toBe(true);
  });

  test('every truth table of up to two fan-ins comes back from its clauses', () => {
    for (let truth = 0; truth < 4; truth++) expect(readBack(createMiniSat, truth, 1)).toBe(truth);
    for (let truth = 0; truth < 16; truth++) expect(readBack(createMiniSat, truth, 2)).toBe(truth);
  });
});

needsTool('cadical')('CaDiCaL answers the same, and gives up when the time is over', () => {
  const create = findCadical();
  if (create === undefined) throw new Error('no cadical');
  agrees(create);
  const hurried = findCadical(1);
  if (hurried === undefined) throw new Error('no cadical');
  expect(() => pigeonsFit(hurried, 12, 11)).toThrow('cadical gave up after 1 seconds');
});
