import type { Net } from '../gates/net.ts';

/** The dots of a dot diagram: `columns[k]` holds those of weight 2^k, as nets or as what else is known of them. */
export type Columns<Dot = Net> = Dot[][];

/** The column height: the most dots that any column has. */
export function height(columns: readonly (readonly unknown[])[]): number {
  let most = 0;
  for (const column of columns) most = Math.max(most, column.length);
  return most;
}
