import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { propagateCarry } from './add-dots.ts';
import { defineCircuit } from './circuit.ts';
import { multiplier } from './multiplier.ts';
import { addRows, columnsOf, partialProducts } from './rows.ts';

/** a b by a carry-save array, one row of partial products after the other; a.length + b.length bits. */
export function arrayMultiply(g: Builder, a: Bus, b: Bus): Bus {
  const width = a.length + b.length;
  const [first = [], ...others] = partialProducts(g, a, b);
  let sums = first;
  let carries: typeof first = [];
  g.scope('reduction', () => {
    for (const [k, row] of others.entries())
      ({ sums, carries } = g.scope(`row ${k + 1}`, () => addRows(g, [sums, carries, row], width)));
  });
  return propagateCarry(g, columnsOf([sums, carries], width));
}

export const arrayMultiplier = defineCircuit({
  ...multiplier(arrayMultiply),
  name: 'array-multiplier',
  about:
    'product of two unsigned numbers: AND partial products, a carry-save row for each bit of b, ripple-carry final adder',
  source: 'E. L. Braun, Digital Computer Design, 1963; the row of an array is one carry-save addition',
});
