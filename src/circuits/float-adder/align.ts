import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { type Net, ZERO } from '../../gates/net.ts';
import { shiftSticky } from '../barrel-shifter.ts';

/** A significand with two bits below it, round then guard from the lowest, and whether anything was lost below. */
export interface Aligned {
  /** round, guard, then the f + 1 bits of the significand. */
  readonly significand: Bus;
  readonly sticky: Net;
}

/** Stage 4. smaller 2^-amount: two places more than the significand and the sticky bit hold all that rounding needs. */
export function align(g: Builder, smaller: Bus, amount: Bus): Aligned {
  return g.scope('alignment shift', () => {
    const { shifted, sticky = ZERO } = shiftSticky(g, [ZERO, ZERO, ...smaller], amount, 'right-logical');
    g.show('significand', shifted.slice(2));
    g.show('guard', [at(shifted, 1)]);
    g.show('round', [at(shifted, 0)]);
    g.show('sticky', [sticky]);
    return { significand: shifted, sticky };
  });
}
