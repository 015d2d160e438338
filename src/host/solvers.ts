import { mustBe } from '../gates/must-be.ts';
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
