/**
 * A cell is a run of gates of known length that together are one adder. The two truth tables are what the label
 * claims; `check` proves them from the gates.
 */
export const CELL_NAMES = ['ha', 'fa'] as const;

export type Cell = (typeof CELL_NAMES)[number];

export interface CellSpec {
  /** How many gates the run has. */
  readonly gates: number;
  /** How many distinct nets it reads. */
  readonly leaves: 2 | 3;
  /** Place of the sum in the run, from 0, and its truth table over the leaves. */
  readonly sum: { readonly at: number; readonly truth: number };
  /** Place of the carry in the run, from 0, and its truth table over the leaves. */
  readonly carry: { readonly at: number; readonly truth: number };
}

/** Truth tables have bit (x + 2 y + 4 z) for leaves x, y, z. */
export const CELLS: Readonly<Record<Cell, CellSpec>> = {
  ha: { gates: 2, leaves: 2, sum: { at: 0, truth: 0b0110 }, carry: { at: 1, truth: 0b1000 } },
  fa: { gates: 5, leaves: 3, sum: { at: 1, truth: 0b10010110 }, carry: { at: 4, truth: 0b11101000 } },
};

/** What `Cells.kind` holds for each cell. */
export const CELL_CODE: Readonly<Record<Cell, number>> = { ha: 0, fa: 1 };
