import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Net } from '../gates/net.ts';
import type { Row } from './rows.ts';

/** A sum of two rows: a bit for each column, and the carry out of the top one where there can be one. */
export interface RowSum {
  readonly sum: Bus;
  readonly carry: Net | undefined;
}

/** Adds two rows and a carry in; every column has one or two dots. Without `withCarry` the top makes no carry. */
export type AddRows = (g: Builder, a: Row, b: Row, cin?: Net, withCarry?: boolean) => RowSum;

/** The one or two dots of a column. */
export function dotsAt(a: Row, b: Row, k: number): readonly [Net, Net?] {
  const [x, y] = [a[k], b[k]].filter((net) => net !== undefined);
  if (x === undefined) throw mustBe('addition of rows', `column ${k}`, 'of one or two dots', 0);
  return y === undefined ? [x] : [x, y];
}
