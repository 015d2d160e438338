import { at } from '../gates/at.ts';

/**
 * A SAT solver for many questions, each a little more than the one before. Variables are whole numbers from 1, a literal
 * is a variable or its negative. It is handed in by whoever has one, so that nothing here depends on a package or program.
 */
export interface IncrementalSat {
  /** A new variable. */
  variable(): number;
  /** One of the literals must be true. */
  clause(literals: readonly number[]): void;
  /** Whether all clauses can hold together with this literal. Throws `SatExhausted` where the solver gave up. */
  solve(assumed: number): boolean;
  /** The value of a variable, after `solve` said yes. */
  value(variable: number): boolean;
}

export type CreateSat = () => IncrementalSat;

/** Thrown when a solver gives up, for want of memory or time: the question is then undecided. */
export class SatExhausted extends Error {}

/** The clauses that say: `out` is what this truth table gives for the fan-ins. Bit (x + 2 y + 4 z) of it is a row. */
export function addGate(solver: IncrementalSat, truth: number, fanins: readonly number[], out: number): void {
  for (const { fixed, value } of implicants(truth, fanins.length)) {
    const clause = [value === 1 ? out : -out];
    for (const [k, bit] of fixed.entries())
      if (bit !== FREE) clause.push(bit === 1 ? -at(fanins, k) : at(fanins, k));
    solver.clause(clause);
  }
}

/** `different` implies that x and y differ. */
export function addDifference(solver: IncrementalSat, different: number, x: number, y: number): void {
  solver.clause([-different, x, y]);
  solver.clause([-different, -x, -y]);
}

/** Where these fan-ins have these bits, the output has this value, whatever the others are. */
interface Implicant {
  readonly fixed: readonly number[];
  readonly value: number;
}

const FREE = 2;

const known = new Map<number, readonly Implicant[]>();

/** Every prime implicant of a function and of its complement: all of them, since redundant ones let a solver see further. */
function implicants(truth: number, fanin: number): readonly Implicant[] {
  const key = 256 * fanin + truth;
  const found = known.get(key) ?? primes(truth, fanin);
  known.set(key, found);
  return found;
}

function primes(truth: number, fanin: number): Implicant[] {
  const all: Implicant[] = [];
  for (let cube = 0; cube < 3 ** fanin; cube++) {
    const fixed = Array.from({ length: fanin }, (_, k) => Math.floor(cube / 3 ** k) % 3);
    const values = new Set<number>();
    for (let row = 0; row < 2 ** fanin; row++)
      if (fixed.every((bit, k) => bit === FREE || bit === ((row >> k) & 1))) values.add((truth >> row) & 1);
    for (const value of values) if (values.size === 1) all.push({ fixed, value });
  }
  const holds = (wide: Implicant, narrow: Implicant) =>
    wide !== narrow && wide.fixed.every((bit, k) => bit === FREE || bit === narrow.fixed[k]);
  return all.filter((one) => !all.some((other) => holds(other, one)));
}
