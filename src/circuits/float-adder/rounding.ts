import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { type Net, ONE, ZERO } from '../../gates/net.ts';

/**
 * The rounding directions and their codes on the port `rm`: those of RISC-V and of Berkeley HardFloat. The unused codes
 * are defined too: 5 acts as 4 and 7 as 6. `to-odd` is no IEEE direction: an inexact result takes the odd neighbour.
 */
export const ROUNDING_CODES = {
  'ties-to-even': 0,
  'toward-zero': 1,
  down: 2,
  up: 3,
  'ties-away': 4,
  'to-odd': 6,
} as const;

export type Direction = keyof typeof ROUNDING_CODES;

/** What the parameter `rounding` can be: `port` reads the direction from the port `rm`, the others fix it. */
export const ROUNDINGS = [
  'port',
  'ties-to-even',
  'toward-zero',
  'up',
  'down',
  'ties-away',
  'to-odd',
] as const satisfies readonly (Direction | 'port')[];

export type Rounding = (typeof ROUNDINGS)[number];

/** What the decision reads: the sign, the last bit kept, the bit below it, and whether anything is below that. */
export interface Remainder {
  readonly sign: Net;
  readonly last: Net;
  readonly guard: Net;
  readonly sticky: Net;
  /** guard or sticky. */
  readonly inexact: Net;
}

/** What the direction decides. A direction fixed at build time makes some of these constants. */
export interface Decision {
  /** The magnitude goes up by one unit in the last place. */
  readonly increment: Net;
  /** The magnitude may go up at all; it also says whether an overflow is an infinity or the largest finite number. */
  readonly mayGrow: Net;
  /** An inexact result gets its last bit set. */
  readonly toOdd: Net;
  /** A difference of exactly zero is negative. */
  readonly negativeZero: Net;
}

/** IEEE 754-2019, section 4.3, as gates: none that the direction does not need. */
export function decideRounding(g: Builder, rounding: Rounding, rm: Bus, x: Remainder): Decision {
  const fixed = { toOdd: ZERO, negativeZero: ZERO };
  switch (rounding) {
    case 'ties-to-even':
      return { ...fixed, increment: g.and(x.guard, g.or(x.sticky, x.last)), mayGrow: ONE };
    case 'ties-away':
      return { ...fixed, increment: x.guard, mayGrow: ONE };
    case 'toward-zero':
      return { ...fixed, increment: ZERO, mayGrow: ZERO };
    case 'to-odd':
      return { ...fixed, increment: ZERO, mayGrow: ZERO, toOdd: ONE };
    case 'down':
      return { increment: g.and(x.inexact, x.sign), mayGrow: x.sign, toOdd: ZERO, negativeZero: ONE };
    case 'up': {
      const mayGrow = g.not(x.sign);
      return { ...fixed, increment: g.and(x.inexact, mayGrow), mayGrow };
    }
    case 'port':
      return readPort(g, rm, x);
  }
}

function readPort(g: Builder, rm: Bus, x: Remainder): Decision {
  const { directed, high, notHigh, notLow, mayGrow } = readCode(g, rm, x.sign);
  const nearer = g.and(x.guard, g.or(high, g.or(x.sticky, x.last)));
  const increment = g.and(mayGrow, g.mux(directed, x.inexact, nearer));
  const negativeZero = g.and(g.and(directed, notHigh), notLow);
  return { increment, mayGrow, toOdd: g.and(directed, high), negativeZero };
}

/**
 * What the code on the port says, for a magnitude with this sign. rm[1] tells the directed roundings and to-odd from
 * the nearest and toward zero; rm[2] is ties-away or to-odd; rm[0] is toward zero or up.
 */
export function readCode(g: Builder, rm: Bus, sign: Net): Record<CodePart, Net> {
  const [low, directed, high] = [at(rm, 0), at(rm, 1), at(rm, 2)];
  const notHigh = g.not(high);
  const notLow = g.not(low);
  const directedGrows = g.and(notHigh, g.xor(sign, low));
  const nearestGrows = g.or(high, notLow);
  return { directed, high, notHigh, notLow, mayGrow: g.mux(directed, directedGrows, nearestGrows) };
}

type CodePart = 'directed' | 'high' | 'notHigh' | 'notLow' | 'mayGrow';
