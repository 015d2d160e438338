import type { Columns } from '../dots/columns.ts';
import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { type Net, ONE, ZERO } from '../gates/net.ts';
import { propagateCarry } from './add-dots.ts';

/**
 * A sum that is still to be made, modulo 2^width: dots by column, and a constant. What counts negative, such as the
 * sign bit of a two's complement number, becomes its complement and a constant, -x = (1 - x) - 1, so that all dots are
 * positive; all constants together are at most one 1 in a column.
 */
export class DotSum {
  readonly width: number;
  readonly #g: Builder;
  readonly #columns: Columns;
  #constant = 0n;

  constructor(g: Builder, width: number) {
    this.#g = g;
    this.width = width;
    this.#columns = Array.from({ length: width }, () => []);
  }

  /** Adds 2^k x. */
  add(x: Net, k: number): void {
    if (k < this.width) at(this.#columns, k).push(x);
  }

  /** Subtracts 2^k x; in the top column, modulo 2^width, that is the same as adding it. */
  subtract(x: Net, k: number): void {
    if (k >= this.width - 1) {
      this.add(x, k);
      return;
    }
    this.add(this.#g.not(x), k);
    this.#constant -= 1n << BigInt(k);
  }

  /** Adds 2^k times the number on a bus. */
  addNumber(x: Bus, isSigned = false, k = 0): void {
    for (const [place, bit] of x.entries())
      if (isSigned && place === x.length - 1) this.subtract(bit, k + place);
      else this.add(bit, k + place);
  }

  /**
   * Adds a b, an AND for each pair of bits; those of one sign bit and one other bit count negative. C. R. Baugh,
   * B. A. Wooley, A two's complement parallel array multiplication algorithm, 1973, in the form with complemented dots.
   */
  addProduct(a: Bus, b: Bus, isSignedA: boolean, isSignedB: boolean): void {
    for (const [j, y] of b.entries())
      for (const [i, x] of a.entries()) {
        const isNegative = (isSignedA && i === a.length - 1) !== (isSignedB && j === b.length - 1);
        const dot = this.#g.and(x, y);
        if (isNegative) this.subtract(dot, i + j);
        else this.add(dot, i + j);
      }
  }

  /** The dots, with the constant 1 first in the columns where it is. */
  columns(): Columns {
    if (this.#constant === 0n) return this.#columns;
    const constant = BigInt.asUintN(this.width, this.#constant);
    return this.#columns.map((column, k) => ((constant >> BigInt(k)) & 1n ? [ONE, ...column] : column));
  }
}

/** A number in carry-save form: the sum of two rows of one width. */
export interface TwoRows {
  readonly sum: Bus;
  readonly carry: Bus;
}

/** Columns of at most two dots as two rows, where nothing is constant 0. */
export function twoRows(columns: Columns): TwoRows {
  return {
    sum: columns.map(([x]) => x ?? ZERO),
    carry: columns.map(([, y]) => y ?? ZERO),
  };
}

/** The rows added to one number, modulo 2^width. */
export function addTwoRows(g: Builder, { sum, carry }: TwoRows): Bus {
  const columns = sum.map((x, k) => [x, at(carry, k)].filter((net) => net !== ZERO));
  return propagateCarry(g, columns);
}
