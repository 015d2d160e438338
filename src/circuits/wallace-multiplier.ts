import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { propagateCarry } from './add-dots.ts';
import { defineCircuit } from './circuit.ts';
import { multiplier } from './multiplier.ts';
import { addRows, columnsOf, partialProducts, type Row } from './rows.ts';

/**
 * One stage: the rows in groups of three, each group added into a row of sums and a row of carries; one or two rows
 * left over pass on. Every pair of dots inside a group takes a half adder, needed or not: that is Wallace's cost.
 */
export function reduceRows(g: Builder, rows: readonly Row[], width: number): Row[] {
  const next: Row[] = [];
  const grouped = rows.length - (rows.length % 3);
  for (let first = 0; first < grouped; first += 3) {
    const { sums, carries } = addRows(g, rows.slice(first, first + 3), width);
    next.push(sums);
    if (carries.length > 0) next.push(carries);
  }
  return [...next, ...rows.slice(grouped)];
}

/** a b by Wallace's row-grouped reduction and a ripple-carry final adder; a.length + b.length bits. */
export function wallaceMultiply(g: Builder, a: Bus, b: Bus): Bus {
  const width = a.length + b.length;
  let rows = partialProducts(g, a, b);
  g.scope('reduction', () => {
    for (let stage = 1; rows.length > 2; stage++)
      rows = g.scope(`stage ${stage}`, () => reduceRows(g, rows, width));
  });
  return propagateCarry(g, columnsOf(rows, width));
}

export const wallaceMultiplier = defineCircuit({
  ...multiplier(wallaceMultiply),
  name: 'wallace-multiplier',
  about:
    'product of two unsigned numbers: AND partial products, row-grouped Wallace reduction, ripple-carry final adder',
  source: 'C. S. Wallace, A suggestion for a fast multiplier, IEEE Trans. Electronic Computers EC-13, 1964',
  loose: ({ i, j }) => ({ and: i * j, xor: 'any' }),
});
