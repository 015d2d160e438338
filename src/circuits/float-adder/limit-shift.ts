import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { orAll } from '../barrel-shifter.ts';
import { bitLength } from '../params.ts';
import { negateIf } from './negate-if.ts';
import type { ExponentDifference } from './subtract-exponents.ts';

/**
 * The largest alignment shift. From f + 3 places on, two more than the significand has, all of the smaller operand is
 * in the sticky bit and any distance rounds alike; one place less and half an ulp of a result that loses its leading
 * one can go missing. The next 2^k - 1 is taken, so that the minimum is an OR with the bits above k.
 */
export function alignmentLimit(f: number): number {
  return 2 ** bitLength(f + 3) - 1;
}

/** Stage 3. min(|difference|, limit): the absolute value, then ones in every place if a bit above them is one. */
export function limitShift(g: Builder, { difference, negative }: ExponentDifference, f: number): Bus {
  return g.scope('limitation of alignment shift amount', () => {
    const distance = negateIf(g, difference, negative);
    g.show('distance', distance);
    const amount = limitDistance(g, distance, f);
    g.show('amount', amount);
    return amount;
  });
}

/** min(distance, limit): ones in every place where a bit above them is one. */
export function limitDistance(g: Builder, distance: Bus, f: number): Bus {
  const places = bitLength(alignmentLimit(f));
  const above = distance.slice(places);
  const amount = distance.slice(0, places);
  if (above.length === 0) return amount;
  const isFar = orAll(g, above);
  return amount.map((bit) => g.or(bit, isFar));
}
