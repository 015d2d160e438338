import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import type { Net } from '../../gates/net.ts';
import type { Aligned } from './align.ts';

/** What is added to the larger significand: `addend` + `carry`, with the sticky bit below as it was. */
export interface Negated {
  /** round, guard, then the significand. */
  readonly addend: Bus;
  readonly carry: Net;
  readonly sticky: Net;
}

/**
 * Stage 5. The complement on effective subtraction; the one that completes it comes in as a carry, where no sticky bit
 * lies in its way: not(x s) + 1 is not(x) + 1 and 0 for s = 0, not(x) and 1 for s = 1.
 */
export function negate(g: Builder, { significand, sticky }: Aligned, subtraction: Net): Negated {
  return g.scope('significand negation', () => {
    const addend = significand.map((bit) => g.xor(bit, subtraction));
    const carry = g.and(subtraction, g.not(sticky));
    g.show('addend', addend);
    g.show('carry', [carry]);
    return { addend, carry, sticky };
  });
}
