import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { type Net, ZERO } from '../../gates/net.ts';
import { andAll, orAll, shiftLeft } from '../barrel-shifter.ts';
import { countLeadingZeros } from '../leading-zero-counter.ts';
import { subtract } from '../subtractor.ts';
import type { Magnitude } from './convert.ts';

/** A number ready to be rounded. */
export interface Normalized {
  /** The biased exponent less one; 0 for subnormals. Adding the hidden bit to it gives the exponent bits. */
  readonly exponentBelow: Bus;
  /** f + 1 bits, the hidden bit on top; it is 0 for subnormals and zero. */
  readonly significand: Bus;
  /** The first bit below the significand. */
  readonly guard: Net;
  /** Whether anything lies below the guard bit. */
  readonly sticky: Net;
  /** The sum is exactly zero. */
  readonly zero: Net;
}

/**
 * Stage 8. One left shift brings the leading one to the top place, which is worth twice the hidden bit of the larger
 * operand: no shift at all is the right shift by one after a carry. The shift stops at the exponent, so that
 * subnormals come out with exponent 1 and hidden bit 0. A shift of more than two places needs no sticky bit behind
 * it: then the exponents differed by at most one and nothing was lost.
 */
export function normalize(
  g: Builder,
  exponent: Bus,
  { magnitude, sticky }: Pick<Magnitude, 'magnitude' | 'sticky'>,
): Normalized {
  return g.scope('normalization', () => {
    const zeros = g.scope('leading-zero count', () => countLeadingZeros(g, magnitude));
    const e = exponent.length;

    const { difference, isLimited } = g.scope('exponent adjustment', () => {
      const { difference, borrow = ZERO } = subtract(g, exponent, zeros.slice(0, e));
      return { difference, isLimited: orAll(g, [borrow, ...zeros.slice(e)]) };
    });
    const amount = g.scope('limitation of normalization shift amount', () =>
      zeros.slice(0, e).map((bit, k) => g.mux(isLimited, at(exponent, k), bit)),
    );
    const shifted = g.scope('normalization shift', () => shiftLeft(g, magnitude, amount));
    const hidden = at(shifted, shifted.length - 1);

    const normalized = {
      exponentBelow: difference.map((bit) => g.and(bit, hidden)),
      significand: shifted.slice(3),
      guard: at(shifted, 2),
      sticky: orAll(g, [at(shifted, 0), at(shifted, 1), sticky]),
      // The count reaches the width only for zero, so the ones of the width tell it.
      zero: andAll(
        g,
        zeros.filter((_, k) => (magnitude.length >> k) & 1),
      ),
    };
    g.show('leading_zeros', zeros);
    g.show('amount', amount);
    g.show('exponent_below', normalized.exponentBelow);
    g.show('significand', normalized.significand);
    g.show('guard', [normalized.guard]);
    g.show('sticky', [normalized.sticky]);
    g.show('zero', [normalized.zero]);
    return normalized;
  });
}
