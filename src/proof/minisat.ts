import { type CreateSat, type IncrementalSat, SatExhausted } from './sat.ts';

/** The part of MiniSat's wrapper in the package `logic-solver` that is used here. */
export interface MiniSat {
  ensureVar(variable: number): void;
  addClause(literals: readonly number[]): boolean;
  solveAssuming(literal: number): boolean;
  getSolution(): readonly (boolean | null)[];
  /** The program inside, which writes its last words to stdout. */
  readonly _C: { print(text: string): void; printErr(text: string): void };
  /** The wrapper keeps every clause here, for debugging. */
  _clauses: { push(clause: readonly number[]): void };
}

/**
 * MiniSat in JavaScript, out of the package `logic-solver`, loaded when a proof asks for it. It has 64 MB of memory and no
 * clock: what needs more memory throws `SatExhausted`, and what needs time takes it.
 */
export async function loadMiniSat(): Promise<CreateSat> {
  const { default: MiniSat } = await import('logic-solver/minisat_wrapper.js');
  return () => new Solver(new MiniSat());
}

class Solver implements IncrementalSat {
  readonly #minisat: MiniSat;
  #variables = 0;
  #solution: readonly (boolean | null)[] = [];

  constructor(minisat: MiniSat) {
    this.#minisat = minisat;
    minisat._clauses = { push: () => {} };
    minisat._C.print = () => {};
    minisat._C.printErr = () => {};
  }

  variable(): number {
    this.#variables++;
    guarded(() => this.#minisat.ensureVar(this.#variables));
    return this.#variables;
  }

  clause(literals: readonly number[]): void {
    guarded(() => this.#minisat.addClause(literals));
  }

  solve(assumed: number): boolean {
    const holds = guarded(() => this.#minisat.solveAssuming(assumed));
    this.#solution = holds ? this.#minisat.getSolution() : [];
    return holds;
  }

  value(variable: number): boolean {
    return this.#solution[variable] === true;
  }
}

/** Why a proof is undecided where MiniSat ended. */
export const OUT_OF_MEMORY = 'MiniSat ran out of its 64 MB of memory';

/** Emscripten ends a program that is out of memory by throwing its stack as a text. */
function guarded<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof Error) throw error;
    throw new SatExhausted(OUT_OF_MEMORY);
  }
}
