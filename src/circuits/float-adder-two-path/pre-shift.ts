import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { type Net, ZERO } from '../../gates/net.ts';
import type { Aligned } from '../float-adder/align.ts';

/** The two operands of the addition, both f + 2 bits, and what lies below them. */
export interface PreShifted {
  readonly larger: Bus;
  /** The smaller operand; its complement on subtraction. */
  readonly addend: Bus;
  /** What completes the complement; only where nothing lies below. */
  readonly carry: Net;
  /** The bit below the lowest. */
  readonly guard: Net;
  /** Whether anything lies below the guard bit. */
  readonly sticky: Net;
}

/**
 * On effective subtraction both operands move one place to the left, so that a difference above 1/2 and a sum of at
 * least 1 lie alike between 1 and 4 and are rounded at the same places; and the smaller one is complemented. The bits
 * below the places of the sum are complemented too: -(r s) is 1 - (r s), with r xor s on top, unless both are 0.
 */
export function preShift(
  g: Builder,
  larger: Bus,
  { significand, sticky }: Aligned,
  subtraction: Net,
): PreShifted {
  return g.scope('negation and pre-shift', () => {
    const [round, guard] = [at(significand, 0), at(significand, 1)];
    const smaller = significand.slice(2);
    const inverted = [guard, ...smaller].map((bit) => g.not(bit));
    const choose = (shifted: Net, stay: Net | undefined) =>
      stay === undefined ? g.and(subtraction, shifted) : g.mux(subtraction, shifted, stay);
    const below = g.or(round, sticky);
    const operands = {
      larger: [ZERO, ...larger].map((bit, k) =>
        k === 0 ? g.and(at(larger, 0), g.not(subtraction)) : choose(bit, larger[k]),
      ),
      addend: inverted.map((bit, k) => choose(bit, smaller[k])),
      carry: g.and(subtraction, g.not(below)),
      guard: g.mux(subtraction, g.xor(round, sticky), guard),
      sticky: g.mux(subtraction, sticky, below),
    };
    g.show('larger', operands.larger);
    g.show('addend', operands.addend);
    g.show('carry', [operands.carry]);
    g.show('guard', [operands.guard]);
    g.show('sticky', [operands.sticky]);
    return operands;
  });
}
