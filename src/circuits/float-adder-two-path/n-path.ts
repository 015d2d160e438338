import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { type Net, ZERO } from '../../gates/net.ts';
import { andAll, orAll, shiftLeft } from '../barrel-shifter.ts';
import type { Operand } from '../float-adder/unpack.ts';
import { countLeadingZeros } from '../leading-zero-counter.ts';
import { bitLength } from '../params.ts';
import { compoundAddWithCarry, prefixAddAndCompare } from './compound-adder.ts';
import type { PathResult } from './r-path.ts';
import { decrement } from './step.ts';

/** The result of the N-path. */
export interface NPath extends PathResult {
  /** The difference is negative: the sign of the operand with the larger exponent does not hold. */
  readonly negative: Net;
  /** The difference is exactly zero. */
  readonly zero: Net;
  /** The exponents differ by an odd number. */
  readonly odd: Net;
  /** The bit of the difference that is worth as much as the hidden bit of the operand with the larger exponent. */
  readonly top: Net;
}

/**
 * The path that never rounds: right for effective subtractions whose exponents are at most 1 apart, unless they
 * are 1 apart and the difference has its bit `top`. Two bits of each exponent tell which operand
 * is the larger one, so the difference need not wait for that of the exponents. `exponent` is the larger of the two.
 */
export function nPath(g: Builder, a: Operand, b: Operand, exponent: Bus): NPath {
  return g.scope('N-path', () => {
    const aligned = alignByOne(g, a, b);
    const { magnitude, negative } = subtractAligned(g, aligned);
    const { zero, ...result } = normalizeDifference(g, exponent, magnitude);
    return { ...result, negative, zero, odd: aligned.odd, top: at(magnitude, magnitude.length - 1) };
  });
}

/** The significands of the operand with the larger exponent and of the other, one place to the right where they differ. */
interface AlignedByOne {
  /** f + 1 bits. */
  readonly larger: Bus;
  readonly smaller: Bus;
  /** The bit of the smaller one that came below; then the larger one is the larger number. */
  readonly below: Net;
  readonly odd: Net;
}

/** delta modulo 4 is 0, 1 or, where b has the larger exponent, 3; for 2 this path is not chosen. */
function alignByOne(g: Builder, a: Operand, b: Operand): AlignedByOne {
  return g.scope('alignment by one', () => {
    const [a0, a1, b0, b1] = [at(a.exponent, 0), at(a.exponent, 1), at(b.exponent, 0), at(b.exponent, 1)];
    const odd = g.xor(a0, b0);
    const borrow = g.and(b0, g.not(a0));
    const swap = g.xor(g.xor(a1, b1), borrow);
    const larger = a.significand.map((bit, k) => g.mux(swap, at(b.significand, k), bit));
    const unshifted = b.significand.map((bit, k) => g.mux(swap, at(a.significand, k), bit));
    const smaller = unshifted.map((bit, k) => {
      const above = unshifted[k + 1];
      return above === undefined ? g.and(bit, g.not(odd)) : g.mux(odd, above, bit);
    });
    const below = g.and(odd, at(unshifted, 0));
    g.show('larger', larger);
    g.show('smaller', [below, ...smaller]);
    return { larger, smaller, below, odd };
  });
}

/**
 * The absolute value of larger - smaller in ones' complement, f + 2 bits of which the lowest is the one below:
 * larger + not(smaller) + 1 where that is not negative, the complement of larger + not(smaller) where it is, and
 * larger + not(smaller) itself where the bit below borrows.
 */
function subtractAligned(g: Builder, x: AlignedByOne): { magnitude: Bus; negative: Net } {
  return g.scope('subtraction', () => {
    const complement = x.smaller.map((bit) => g.not(bit));
    const { sum, plusOne, plusOneCarries } = compoundAddWithCarry(g, x.larger, complement);
    const negative = g.not(plusOneCarries);
    const takesPlusOne = g.and(plusOneCarries, g.not(x.below));
    const high = sum.map((bit, k) => g.mux(takesPlusOne, at(plusOne, k), g.xor(bit, negative)));
    const magnitude = [x.below, ...high];
    g.show('magnitude', magnitude);
    g.show('negative', [negative]);
    return { magnitude, negative };
  });
}

/**
 * Brings the leading one to the top, as far as the exponent allows; the exponent less the leading zeros is that of the
 * result, and 0 stands in the field where the top bit stays 0. Whenever this path is chosen the bit below is shifted in
 * or 0, so nothing is left for rounding. The leading zeros are counted on the exact difference, not estimated.
 */
function normalizeDifference(g: Builder, exponent: Bus, magnitude: Bus): PathResult & { zero: Net } {
  return g.scope('normalization', () => {
    const zeros = g.scope('leading-zero count', () => countLeadingZeros(g, magnitude));
    const e = exponent.length;
    const { difference, isLimited } = g.scope('exponent adjustment', () => {
      // not(exponent) + zeros is the complement of exponent - zeros; with 1 more it carries unless zeros < exponent.
      const complement = exponent.map((bit) => g.not(bit));
      const { sum, plusOneCarries } = prefixAddAndCompare(g, complement, zeros.slice(0, e));
      return {
        difference: sum.map((bit) => g.not(bit)),
        isLimited: orAll(g, [plusOneCarries, ...zeros.slice(e)]),
      };
    });
    // Shifting out all of the magnitude is for zero alone, which any shift leaves as it is.
    const places = Math.min(e, bitLength(magnitude.length - 1));
    const amount = g.scope('limitation of normalization shift amount', () => {
      const limit = decrement(g, exponent.slice(0, places));
      return zeros.slice(0, places).map((bit, k) => g.mux(isLimited, at(limit, k), bit));
    });
    const significand = g.scope('normalization shift', () => shiftOut(g, magnitude, amount));
    const hidden = at(significand, significand.length - 1);
    const result = {
      exponent: difference.map((bit) => g.and(bit, hidden)),
      trailing: significand.slice(0, -1),
      // The count reaches the width only for zero, so the ones of the width tell it.
      zero: andAll(
        g,
        zeros.filter((_, k) => (magnitude.length >> k) & 1),
      ),
    };
    g.show('leading_zeros', zeros);
    g.show('amount', amount);
    g.show('exponent', result.exponent);
    g.show('trailing', result.trailing);
    g.show('zero', [result.zero]);
    return result;
  });
}

/** x 2^amount without its lowest bit, which nothing reads: the last row of the shifter has one multiplexer less. */
function shiftOut(g: Builder, x: Bus, amount: Bus): Bus {
  const last = amount.length - 1;
  const row = shiftLeft(g, x, amount.slice(0, last));
  return g.scope(`row ${last}`, () =>
    row.slice(1).map((stay, k) => g.mux(at(amount, last), row[k + 1 - 2 ** last] ?? ZERO, stay)),
  );
}
