import type { Builder } from '../../gates/builder.ts';
import { type Net, ONE, ZERO } from '../../gates/net.ts';

/** x y, without a gate where one of them is constant: what a direction fixed at build time does not need. */
export function andKnown(g: Builder, x: Net, y: Net): Net {
  if (x === ZERO || y === ZERO) return ZERO;
  if (x === ONE) return y;
  return y === ONE ? x : g.and(x, y);
}

/** x + y - x y, without a gate where one of them is constant. */
export function orKnown(g: Builder, x: Net, y: Net): Net {
  if (x === ONE || y === ONE) return ONE;
  if (x === ZERO) return y;
  return y === ZERO ? x : g.or(x, y);
}
