import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import type { Net } from '../../gates/net.ts';
import { align } from '../float-adder/align.ts';
import { limitDistance } from '../float-adder/limit-shift.ts';
import type { Rounding } from '../float-adder/rounding.ts';
import type { Ordered } from '../float-adder/swap-operands.ts';
import { chooseInjection, type Injection } from './injection.ts';
import { preShift } from './pre-shift.ts';
import { addAndRound } from './round-by-injection.ts';
import { decrementBy, incrementBy } from './step.ts';

/** What a path delivers: the fields of a result, as if it were finite. */
export interface PathResult {
  readonly exponent: Bus;
  readonly trailing: Bus;
}

/** The result of the R-path, and what was decided on the way. */
export interface RPath extends PathResult {
  readonly inexact: Net;
  readonly injection: Injection;
}

/**
 * The path that rounds: right for every effective addition, and for those subtractions that lose at most one leading
 * bit: exponents at least 2 apart, or 1 apart with a difference of at least 1.
 */
export function rPath(
  g: Builder,
  ordered: Ordered,
  distance: Bus,
  f: number,
  rounding: Rounding,
  rm: Bus,
): RPath {
  return g.scope('R-path', () => {
    const injection = chooseInjection(g, rounding, rm, ordered.sign);
    const exponents = g.scope('exponents', () => adjustExponent(g, ordered.exponent, ordered.subtraction));
    const amount = g.scope('limitation of alignment shift amount', () => limitDistance(g, distance, f));
    const aligned = align(g, ordered.smaller, amount);
    const operands = preShift(g, ordered.larger, aligned, ordered.subtraction);
    const { high, hidden, trailing, inexact } = addAndRound(g, operands, injection);
    return g.scope('exponent selection', () => {
      // A sum without a hidden bit is subnormal; its exponent is 1, and 0 in the field.
      const low = exponents.low.map((bit, k) => (k === 0 ? g.and(bit, hidden) : bit));
      const exponent = low.map((bit, k) => g.mux(high, at(exponents.high, k), bit));
      g.show('exponent', exponent);
      return { exponent, trailing, inexact, injection };
    });
  });
}

/**
 * The exponents of a low and of a high sum: x and x + 1 where nothing moved, x - 1 and x after the pre-shift of a
 * subtraction. Both are modulo 2^e; neither leaves the range where this path is chosen.
 */
function adjustExponent(g: Builder, exponent: Bus, subtraction: Net): { low: Bus; high: Bus } {
  return { low: decrementBy(g, exponent, subtraction), high: incrementBy(g, exponent, g.not(subtraction)) };
}
