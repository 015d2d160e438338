import { type Solver, type SolverAnswer, type SolverKind, stopped } from './solver.ts';

/** The part of MiniSat's wrapper in the package `logic-solver` that is used here. */
export interface MiniSat {
  ensureVar(variable: number): void;
  addClause(literals: readonly number[]): boolean;
  solve(): boolean;
  solveAssuming(literal: number): boolean;
  getSolution(): readonly (boolean | null)[];
  /** The program inside, which writes its last words to stdout. */
  readonly _C: { print(text: string): void; printErr(text: string): void };
  /** The wrapper keeps every clause here, for debugging. */
  _clauses: { push(clause: readonly number[]): void };
}

/**
 * MiniSat in JavaScript, out of the package `logic-solver`, in the thread that asks. It has 64 MB of memory, and hears a
 * signal to stop between two questions only.
 */
export const MINISAT: SolverKind = {
  name: 'logic-solver (MiniSat)',
  async start() {
    const { default: MiniSat } = await import('logic-solver/minisat_wrapper.js');
    return new Remembering(new MiniSat());
  },
};

/** Why a proof is undecided where MiniSat ended. */
export const OUT_OF_MEMORY = 'MiniSat ran out of its 64 MB of memory';

/** Milliseconds of work after which whoever may tell it to stop gets a turn. */
const TURN = 50;

class Remembering implements Solver {
  readonly #minisat: MiniSat;
  #variables = 0;
  /** Nothing works any more once the memory was full. */
  #isLost = false;
  #heard = performance.now();

  constructor(minisat: MiniSat) {
    this.#minisat = minisat;
    minisat._clauses = { push: () => {} };
    minisat._C.print = () => {};
    minisat._C.printErr = () => {};
  }

  variable(): number {
    this.#variables++;
    this.#guarded(() => this.#minisat.ensureVar(this.#variables));
    return this.#variables;
  }

  clause(literals: readonly number[]): void {
    this.#guarded(() => this.#minisat.addClause(literals));
  }

  async solve(assumed: readonly number[], stop?: AbortSignal): Promise<SolverAnswer> {
    if (stop !== undefined && performance.now() - this.#heard > TURN) {
      await new Promise((resolve) => setTimeout(resolve));
      this.#heard = performance.now();
    }
    if (stop?.aborted === true) return stopped(stop);
    const [first, ...more] = assumed;
    if (first === undefined || (first > 0 && more.length === 0)) return this.#ask(first);
    // It assumes one variable at a time, and takes a negative literal for another one: here one that implies all of them.
    const all = this.variable();
    for (const literal of assumed) this.clause([-all, literal]);
    const answer = this.#ask(all);
    this.clause([-all]);
    return answer;
  }

  #ask(assumed: number | undefined): SolverAnswer {
    const holds = this.#guarded(() =>
      assumed === undefined ? this.#minisat.solve() : this.#minisat.solveAssuming(assumed),
    );
    if (holds === undefined) return { kind: 'unknown', reason: OUT_OF_MEMORY };
    if (!holds) return { kind: 'unsat' };
    const values = this.#minisat.getSolution();
    return { kind: 'sat', isTrue: (variable) => values[variable] === true };
  }

  /** Undefined where the memory is full: Emscripten ends a program by throwing its stack as a text. */
  #guarded<T>(body: () => T): T | undefined {
    if (this.#isLost) return undefined;
    try {
      return body();
    } catch (error) {
      if (error instanceof Error) throw error;
      this.#isLost = true;
      return undefined;
    }
  }
}
