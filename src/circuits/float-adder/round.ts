import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { type Net, ONE, ZERO } from '../../gates/net.ts';
import { increment } from '../incrementer.ts';
import { rippleCarryAdd } from '../ripple-carry-adder.ts';
import type { Normalized } from './normalize.ts';
import { type Decision, decideRounding, type Rounding } from './rounding.ts';

/** The rounded number, its exponent as wide as the format's; all ones mean overflow. */
export interface Rounded extends Pick<Decision, 'mayGrow' | 'negativeZero'> {
  /** The exponent bits of the result. */
  readonly exponent: Bus;
  readonly trailing: Bus;
  readonly inexact: Net;
}

/**
 * Stage 9. The trailing significand plus the increment; its carry and the hidden bit are added to the exponent. A
 * significand that rounds up to 2 leaves zeros behind, so the exponent is all there is to post-normalize, and a
 * subnormal that rounds up to the smallest normal number needs no case of its own. The exponent cannot pass all ones:
 * the sum of two numbers with the largest exponent is even, so its carry leaves no guard bit to round up.
 */
export function round(g: Builder, sign: Net, x: Normalized, rounding: Rounding, rm: Bus): Rounded {
  return g.scope('rounding and post-normalization', () => {
    const hidden = at(x.significand, x.significand.length - 1);
    const last = at(x.significand, 0);
    const inexact = g.or(x.guard, x.sticky);
    const decision = decideRounding(g, rounding, rm, {
      sign,
      last,
      guard: x.guard,
      sticky: x.sticky,
      inexact,
    });
    const kept = [setLast(g, last, inexact, decision.toOdd), ...x.significand.slice(1, -1)];

    const isIncremented = decision.increment !== ZERO;
    const rounded = isIncremented ? increment(g, kept, decision.increment) : { sum: kept, carry: undefined };
    const below = x.exponentBelow.slice(0, -1);
    const { sum, carry = ZERO } = rippleCarryAdd(g, below, [hidden], rounded.carry);
    const exponent = [...sum, g.xor(at(x.exponentBelow, below.length), carry)];

    if (rm.length > 0) g.show('rm', rm);
    g.show('increment', [decision.increment]);
    g.show('exponent', exponent);
    g.show('trailing', rounded.sum);
    g.show('inexact', [inexact]);
    return {
      exponent,
      trailing: rounded.sum,
      inexact,
      mayGrow: decision.mayGrow,
      negativeZero: decision.negativeZero,
    };
  });
}

function setLast(g: Builder, last: Net, inexact: Net, toOdd: Net): Net {
  if (toOdd === ZERO) return last;
  return g.or(last, toOdd === ONE ? inexact : g.and(toOdd, inexact));
}
