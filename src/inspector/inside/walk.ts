import { wordAt } from '../../gates/at.ts';
import type { Spot } from '../canvas/cursor-grid.tsx';
import type { Layout } from './layout.ts';

/** The item at a column and row of the layout; undefined where there is none. */
export function itemAtSlot({ columns, rows, slot }: Layout, column: number, row: number): number | undefined {
  if (column < 0 || column >= columns || row < 0 || row >= rows) return undefined;
  const item = slot[row * columns + column] ?? -1;
  return item === -1 ? undefined : item;
}

/**
 * The item that an arrow leads to: the next one in that direction, up and down first in the same column, then in the
 * nearest one of the next row that has any. Stays where it is when there is nothing more.
 */
export function neighbour(layout: Layout, item: number, by: Spot): number {
  const [column, row] = [wordAt(layout.column, item), wordAt(layout.row, item)];
  const { columns, rows } = layout;
  if (by.column !== 0) {
    // Columns are drawn from the highest to the lowest.
    for (let k = column - by.column; k >= 0 && k < columns; k -= by.column) {
      const found = itemAtSlot(layout, k, row);
      if (found !== undefined) return found;
    }
    return item;
  }
  for (let r = row + by.row; r >= 0 && r < rows; r += by.row) {
    const found = itemAtSlot(layout, column, r);
    if (found !== undefined) return found;
  }
  for (let r = row + by.row; r >= 0 && r < rows; r += by.row)
    for (let away = 1; away < columns; away++) {
      const found = itemAtSlot(layout, column - away, r) ?? itemAtSlot(layout, column + away, r);
      if (found !== undefined) return found;
    }
  return item;
}
