import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import type { Net } from '../../gates/net.ts';
import type { Sum } from './add-significands.ts';
import { negateIf } from './negate-if.ts';
import type { Ordered } from './swap-operands.ts';

/** The sum as sign and magnitude. The top bit of the magnitude is worth twice the hidden bit of the larger operand. */
export interface Magnitude {
  readonly sign: Net;
  /** round, guard, then f + 2 bits. */
  readonly magnitude: Bus;
  readonly sticky: Net;
}

/**
 * Stage 7. The absolute value of the sum, and its sign. A sum is negative only where the exponents were equal; then
 * nothing was shifted out, round and guard are 0 in either sign and pass by.
 */
export function convert(
  g: Builder,
  { sum, carry, sticky }: Sum,
  ordered: Pick<Ordered, 'sign' | 'subtraction'>,
): Magnitude {
  return g.scope('significand conversion', () => {
    const negative = g.and(ordered.subtraction, g.not(carry));
    const sign = g.xor(ordered.sign, negative);
    const top = g.and(carry, g.not(ordered.subtraction));
    const magnitude = [...sum.slice(0, 2), ...negateIf(g, sum.slice(2), negative), top];
    g.show('negative', [negative]);
    g.show('sign', [sign]);
    g.show('magnitude', magnitude);
    return { sign, magnitude, sticky };
  });
}
