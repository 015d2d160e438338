import { mustBe } from '../gates/must-be.ts';
import { MINISAT } from '../proof/minisat.ts';
import type { SolverKind } from '../proof/solver.ts';
import { findCadical } from './cadical.ts';
import { MINISAT_THREAD } from './minisat-thread.ts';

export const SOLVERS = ['cadical', 'logic-solver'] as const;

export type SolverName = (typeof SOLVERS)[number];

/** The solver of this name, or the faster one of those that are there; a thread or a process of its own does the work. */
export function solverNamed(name?: SolverName): SolverKind {
  const cadical = name === 'logic-solver' ? undefined : findCadical();
  if (name === 'cadical' && cadical === undefined)
    throw mustBe('prove', 'cadical', 'installed for --solver cadical', 'nothing');
  return cadical ?? MINISAT_THREAD;
}

/**
 * For the doubts that proofs by rewriting leave: `cadical` where it is installed, within the time, else MiniSat in this
 * thread. These are few, so that nothing is looked for before there is one.
 */
export function solverOfDoubts(name: SolverName | undefined, seconds: number): SolverKind {
  const choose = () => (name === 'logic-solver' ? undefined : findCadical({ seconds })) ?? MINISAT;
  return { name: 'SAT', start: () => choose().start() };
}
