import type { Solver, SolverAnswer } from './solver.ts';
import { stopped } from './solver.ts';

/** Clauses as plain data, one behind the other. */
export interface Problem {
  readonly variables: number;
  /** The literals of each clause, and 0. */
  readonly clauses: Int32Array;
}

/** Takes in variables and clauses. */
export type ClauseSink = Pick<Solver, 'variable' | 'clause'>;

/** Keeps what it is told. */
export class Clauses implements ClauseSink {
  #variables = 0;
  readonly #clauses: number[] = [];

  variable(): number {
    this.#variables++;
    return this.#variables;
  }

  clause(literals: readonly number[]): void {
    for (const literal of literals) this.#clauses.push(literal);
    this.#clauses.push(0);
  }

  /** All of it so far, and that these literals hold. */
  problem(assumed: readonly number[] = []): Problem {
    const told = this.#clauses.length;
    const clauses = new Int32Array(told + 2 * assumed.length);
    clauses.set(this.#clauses);
    for (const [k, literal] of assumed.entries()) clauses[told + 2 * k] = literal;
    return { variables: this.#variables, clauses };
  }
}

/** Decides a problem as a whole. */
export type Decide = (problem: Problem, stop?: AbortSignal) => Promise<SolverAnswer>;

/** A solver out of what remembers nothing: each question carries everything, which suits few and hard ones. */
export class AskedAnew extends Clauses implements Solver {
  readonly #decide: Decide;

  constructor(decide: Decide) {
    super();
    this.#decide = decide;
  }

  async solve(assumed: readonly number[], stop?: AbortSignal): Promise<SolverAnswer> {
    return stop?.aborted === true ? stopped(stop) : this.#decide(this.problem(assumed), stop);
  }
}

/** Adds a problem to what is there; returns what its variables are there. */
export function addProblem(sink: ClauseSink, { variables, clauses }: Problem): (variable: number) => number {
  const own = Int32Array.from({ length: variables }, () => sink.variable());
  const there = (variable: number) => own[variable - 1] ?? 0;
  let clause: number[] = [];
  for (const literal of clauses)
    if (literal === 0) {
      sink.clause(clause);
      clause = [];
    } else clause.push(literal > 0 ? there(literal) : -there(-literal));
  return there;
}
