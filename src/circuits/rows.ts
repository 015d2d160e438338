import type { Columns } from '../dots/columns.ts';
import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import type { Net } from '../gates/net.ts';
import { addDots } from './add-dots.ts';

/** One row of a dot diagram: the dot of weight 2^k at place k, where it has one. */
export type Row = (Net | undefined)[];

/** The partial products of a and b, one AND each: row j has the dot a_i b_j at place i + j. */
export function partialProducts(g: Builder, a: Bus, b: Bus): Row[] {
  return g.scope('partial products', () =>
    b.map((y, j) => {
      const row: Row = new Array(j).fill(undefined);
      for (const x of a) row.push(g.and(x, y));
      return row;
    }),
  );
}

/** The same dots by column: `width` columns, the dots of each in the order of the rows. */
export function columnsOf(rows: readonly Row[], width: number): Columns {
  const columns: Columns = Array.from({ length: width }, () => []);
  for (const row of rows)
    for (let k = 0; k < row.length; k++) {
      const dot = row[k];
      if (dot !== undefined) at(columns, k).push(dot);
    }
  return columns;
}

/**
 * Adds up to three rows into a row of sums and a row of carries, column by column: three dots take a full adder,
 * two a half adder, and a single dot passes into the row of sums. `width` is the number of columns of the product.
 */
export function addRows(g: Builder, rows: readonly Row[], width: number): { sums: Row; carries: Row } {
  const [first = [], second = [], third = []] = rows;
  const sums: Row = [];
  const carries: Row = [];
  for (let k = 0; k < Math.max(first.length, second.length, third.length); k++) {
    let x = first[k];
    let y = second[k];
    let z = third[k];
    // Closes the gaps, so that x is there if any dot is, and z only if all are.
    if (x === undefined) [x, y] = [y, undefined];
    if (y === undefined) [y, z] = [z, undefined];
    if (x === undefined) [x, y] = [y, undefined];
    if (x === undefined || y === undefined) {
      sums.push(x);
      continue;
    }
    const added = addDots(g, z === undefined ? [x, y] : [x, y, z], k === width - 1);
    sums.push(added.sum);
    if (added.carry === undefined) continue;
    while (carries.length <= k) carries.push(undefined);
    carries.push(added.carry);
  }
  return { sums, carries };
}
