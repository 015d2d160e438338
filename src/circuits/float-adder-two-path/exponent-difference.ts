import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import type { Net } from '../../gates/net.ts';
import type { Operand } from '../float-adder/unpack.ts';
import { compoundAddWithCarry } from './compound-adder.ts';

/** How far the exponents are apart, and which is the larger. */
export interface ExponentDistance {
  /** The absolute value of delta, the exponent of a less that of b: e bits. */
  readonly distance: Bus;
  /** delta is negative. */
  readonly negative: Net;
}

/** |ea - eb|: ea + not(eb) + 1 where it is not negative, and else the complement of ea + not(eb), which is eb - ea. */
export function exponentDistance(g: Builder, a: Operand, b: Operand): ExponentDistance {
  return g.scope('exponent difference', () => {
    const complement = b.exponent.map((bit) => g.not(bit));
    const { sum, plusOne, plusOneCarries } = compoundAddWithCarry(g, a.exponent, complement);
    const distance = sum.map((bit, k) => g.mux(plusOneCarries, at(plusOne, k), g.not(bit)));
    const negative = g.not(plusOneCarries);
    g.show('distance', distance);
    g.show('negative', [negative]);
    return { distance, negative };
  });
}
