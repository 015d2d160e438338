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
  #clauses = new Int32Array(1 << 10);
  #length = 0;

  variable(): number {
    this.#variables++;
    return this.#variables;
  }

  clause(literals: readonly number[]): void {
    const next = this.#length + literals.length + 1;
    if (next > this.#clauses.length) this.#grow(next);
    for (let k = 0; k < literals.length; k++) this.#clauses[this.#length + k] = literals[k] ?? 0;
    // What is behind them is 0.
    this.#length = next;
  }

  #grow(least: number): void {
    const more = new Int32Array(Math.max(least, 2 * this.#clauses.length));
    more.set(this.#clauses);
    this.#clauses = more;
  }

  /** All of it so far, and that these literals hold. */
  problem(assumed: readonly number[] = []): Problem {
    const clauses = new Int32Array(this.#length + 2 * assumed.length);
    clauses.set(this.#clauses.subarray(0, this.#length));
    for (const [k, literal] of assumed.entries()) clauses[this.#length + 2 * k] = literal;
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
  // Variables come one after the other.
  let before = 0;
  for (let k = variables; k > 0; k--) before = sink.variable() - variables;
  let clause: number[] = [];
  for (let k = 0; k < clauses.length; k++) {
    const literal = clauses[k] ?? 0;
    if (literal > 0) clause.push(literal + before);
    else if (literal < 0) clause.push(literal - before);
    else {
      sink.clause(clause);
      clause = [];
    }
  }
  return (variable) => variable + before;
}
