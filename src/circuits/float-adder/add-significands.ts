import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { type Net, ZERO } from '../../gates/net.ts';
import { increment } from '../incrementer.ts';
import { rippleCarryAdd } from '../ripple-carry-adder.ts';
import type { Negated } from './negate.ts';

/** 2^(f + 3) carry + sum; on effective subtraction the carry says that the sum is not negative. */
export interface Sum {
  /** round, guard, then f + 1 bits. */
  readonly sum: Bus;
  readonly carry: Net;
  readonly sticky: Net;
}

/** Stage 6. A half adder for round and guard, where the larger operand has nothing, and a full adder for each bit above. */
export function addSignificands(g: Builder, larger: Bus, { addend, carry, sticky }: Negated): Sum {
  return g.scope('significand addition', () => {
    const low = increment(g, addend.slice(0, 2), carry);
    const high = rippleCarryAdd(g, larger, addend.slice(2), low.carry);
    const added = { sum: [...low.sum, ...high.sum], carry: high.carry ?? ZERO, sticky };
    g.show('sum', added.sum);
    g.show('carry', [added.carry]);
    return added;
  });
}
