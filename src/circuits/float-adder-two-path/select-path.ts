import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import type { Net } from '../../gates/net.ts';
import { orAll } from '../barrel-shifter.ts';
import type { Rounded } from '../float-adder/round.ts';
import type { Ordered } from '../float-adder/swap-operands.ts';
import type { NPath } from './n-path.ts';
import type { RPath } from './r-path.ts';

/** The result of the path that was chosen. */
export interface Selected {
  readonly sign: Net;
  readonly zero: Net;
  readonly rounded: Rounded;
}

/**
 * The R-path for effective addition, exponents at least 2 apart, and exponents 1 apart where the difference keeps the
 * leading place, so that after the pre-shift it lies in [2, 4). Only the N-path can be zero or turn the sign, only the
 * R-path is inexact.
 */
export function selectPath(g: Builder, ordered: Ordered, distance: Bus, r: RPath, n: NPath): Selected {
  return g.scope('path selection', () => {
    const far = orAll(g, distance.slice(1));
    const isR = orAll(g, [g.not(ordered.subtraction), far, g.and(n.odd, n.top)]);
    const notR = g.not(isR);
    const choose = (one: Bus, zero: Bus) => zero.map((bit, k) => g.mux(isR, at(one, k), bit));
    const { mayGrow, negativeZero } = r.injection;
    const selected = {
      sign: g.xor(ordered.sign, g.and(notR, n.negative)),
      zero: g.and(notR, n.zero),
      rounded: {
        exponent: choose(r.exponent, n.exponent),
        trailing: choose(r.trailing, n.trailing),
        inexact: g.and(isR, r.inexact),
        mayGrow,
        negativeZero,
      },
    };
    g.show('r_path', [isR]);
    g.show('sign', [selected.sign]);
    g.show('exponent', selected.rounded.exponent);
    g.show('trailing', selected.rounded.trailing);
    g.show('inexact', [selected.rounded.inexact]);
    return selected;
  });
}
