import { halfAdder } from '../../gates/adders.ts';
import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { type Net, ONE, ZERO } from '../../gates/net.ts';
import { compoundAdd } from './compound-adder.ts';
import type { Injection } from './injection.ts';
import { andKnown, orKnown } from './known-gates.ts';
import type { PreShifted } from './pre-shift.ts';

/** A sum between 1 and 4, rounded. */
export interface RoundedSum {
  /** The sum, rounded, is at least 2. */
  readonly high: Net;
  /** The bit of worth 1 of a sum that is not high; 0 for subnormals. */
  readonly hidden: Net;
  readonly trailing: Bus;
  readonly inexact: Net;
}

/**
 * Adds and rounds at once. A row of half adders makes room at the lowest place for the injection, so that no more than
 * one carry leaves it; the compound adder has the places above with that carry and without. Whether the sum is high,
 * with the injection that a low sum needs, is known before the injection that a high one needs, one place further up,
 * decides which of the two it is.
 */
export function addAndRound(g: Builder, x: PreShifted, injection: Injection): RoundedSum {
  const row = g.scope('half adder row', () => addRow(g, x.larger, x.addend));
  const { sum, plusOne } = compoundAdd(g, row.sums, row.carries);
  return g.scope('injection rounding', () => {
    const top = sum.length - 1;
    const below = g.or(x.guard, x.sticky);
    const injected = orKnown(g, andKnown(g, injection.half, x.guard), andKnown(g, injection.full, below));
    const lowest = halfAdder(g, row.lowest, orKnown(g, x.carry, injected));
    const highCarry = carryOfHigh(g, row.lowest, x.carry, below, injection);
    const high = g.mux(lowest.carry, at(plusOne, top), at(sum, top));
    const carry = g.mux(high, highCarry, lowest.carry);
    const chosen = sum.slice(0, top).map((bit, k) => g.mux(carry, at(plusOne, k), bit));

    // The bit that a high sum loses.
    const lost = g.xor(row.lowest, x.carry);
    const inexact = g.mux(high, g.or(lost, below), below);
    const places = [lowest.sum, ...chosen];
    const shifted = places.slice(0, -1).map((bit, k) => g.mux(high, at(places, k + 1), bit));
    const last = setLast(g, at(shifted, 0), { ...x, lost, below, high, inexact }, injection);
    const rounded = {
      high,
      hidden: at(places, top),
      trailing: [last, ...shifted.slice(1)],
      inexact,
    };
    g.show('high', [high]);
    g.show('low_carry', [lowest.carry]);
    g.show('carry', [carry]);
    g.show('trailing', rounded.trailing);
    g.show('inexact', [inexact]);
    return rounded;
  });
}

/** a + b = lowest + 2 (sums + carries), modulo 2^n: a half adder for each place but the top, which makes no carry. */
function addRow(g: Builder, a: Bus, b: Bus): { lowest: Net; sums: Bus; carries: Bus } {
  const top = a.length - 1;
  const cells = a.slice(0, top).map((bit, k) => halfAdder(g, bit, at(b, k)));
  const sums = [...cells.map(({ sum }) => sum), g.xor(at(a, top), at(b, top))];
  return { lowest: at(sums, 0), sums: sums.slice(1), carries: cells.map(({ carry }) => carry) };
}

/** The carry out of the lowest place of a high sum, where half a unit is a whole bit and a full one brings those below. */
function carryOfHigh(g: Builder, lowest: Net, carry: Net, below: Net, { mayGrow, full }: Injection): Net {
  if (mayGrow === ONE) return g.or(lowest, carry);
  const both = g.and(lowest, carry);
  if (mayGrow === ZERO) return both;
  const withBit = g.or(both, g.and(mayGrow, g.or(lowest, carry)));
  return g.or(withBit, g.and(full, below));
}

/** The last bit: a tie that went up becomes even, and to odd an inexact one becomes odd. */
function setLast(
  g: Builder,
  last: Net,
  x: Pick<PreShifted, 'guard' | 'sticky'> & Record<'lost' | 'below' | 'high' | 'inexact', Net>,
  { tiesToEven, toOdd }: Injection,
): Net {
  let set = last;
  if (tiesToEven !== ZERO) {
    const lowTie = g.and(x.guard, g.not(x.sticky));
    const highTie = g.and(x.lost, g.not(x.below));
    const tie = g.mux(x.high, highTie, lowTie);
    g.show('tie', [tie]);
    set = g.and(set, g.not(andKnown(g, tiesToEven, tie)));
  }
  return orKnown(g, set, andKnown(g, toOdd, x.inexact));
}
