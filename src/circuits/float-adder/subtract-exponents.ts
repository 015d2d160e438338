import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { type Net, ZERO } from '../../gates/net.ts';
import { subtract } from '../subtractor.ts';
import type { Operand } from './unpack.ts';

/** The exponent of a less that of b: `difference` - 2^e `negative`. */
export interface ExponentDifference {
  readonly difference: Bus;
  readonly negative: Net;
}

/** Stage 1. Its sign says which operand has the larger exponent. */
export function subtractExponents(g: Builder, a: Operand, b: Operand): ExponentDifference {
  return g.scope('exponent subtraction', () => {
    const { difference, borrow: negative = ZERO } = subtract(g, a.exponent, b.exponent);
    g.show('difference', difference);
    g.show('negative', [negative]);
    return { difference, negative };
  });
}
