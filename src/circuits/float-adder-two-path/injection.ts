import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { type Net, ONE, ZERO } from '../../gates/net.ts';
import { type Decision, type Rounding, readCode } from '../float-adder/rounding.ts';

/**
 * What is added below the last place of a magnitude before it is cut off, so that it comes out rounded: nothing toward
 * zero and to odd, half a unit in the last place to the nearest, all but the least part of a unit away from zero.
 */
export interface Injection extends Pick<Decision, 'mayGrow' | 'toOdd' | 'negativeZero'> {
  readonly half: Net;
  readonly full: Net;
  /** A tie has gone up and must get an even last bit. */
  readonly tiesToEven: Net;
}

/** The injection of a direction. A direction fixed at build time makes some or all of these constants. */
export function chooseInjection(g: Builder, rounding: Rounding, rm: Bus, sign: Net): Injection {
  return g.scope('injection', () => {
    const nothing = {
      half: ZERO,
      full: ZERO,
      tiesToEven: ZERO,
      mayGrow: ZERO,
      toOdd: ZERO,
      negativeZero: ZERO,
    };
    switch (rounding) {
      case 'ties-to-even':
        return { ...nothing, half: ONE, mayGrow: ONE, tiesToEven: ONE };
      case 'ties-away':
        return { ...nothing, half: ONE, mayGrow: ONE };
      case 'toward-zero':
        return nothing;
      case 'to-odd':
        return { ...nothing, toOdd: ONE };
      case 'down':
        return { ...nothing, full: sign, mayGrow: sign, negativeZero: ONE };
      case 'up': {
        const full = g.not(sign);
        return { ...nothing, full, mayGrow: full };
      }
      case 'port': {
        const { directed, high, notHigh, notLow, mayGrow } = readCode(g, rm, sign);
        const half = g.and(mayGrow, g.not(directed));
        return {
          half,
          full: g.and(mayGrow, directed),
          tiesToEven: g.and(half, notHigh),
          mayGrow,
          toOdd: g.and(directed, high),
          negativeZero: g.and(g.and(directed, notHigh), notLow),
        };
      }
    }
  });
}
