import { buildCircuit } from '../circuits/circuit.ts';
import { dotProductCircuit } from '../circuits/dot-product.ts';
import { count } from '../gates/count.ts';

/** The full adders of a dot product, for each of its terms. */
export interface DotGrowth {
  readonly i: number;
  readonly j: number;
  readonly terms: number;
  readonly fullAddersATerm: number;
}

/** Numbers of terms. */
export const DOT_TERMS: readonly number[] = [1, 2, 4, 8, 16, 32, 64];

/** Every pair of widths up to 16, and the corners up to 64. */
export const DOT_WIDTHS: readonly (readonly [i: number, j: number])[] = [
  ...Array.from({ length: 256 }, (_, k) => [1 + (k >> 4), 1 + (k & 15)] as const),
  [1, 64],
  [64, 1],
  [64, 64],
];

/**
 * Counts the full adders of dot products that grow, unsigned and in carry-save form to the end. Each removes one of the
 * terms i j dots and two rows are left, so that a term comes to i j full adders as there are more of them: what F5 charges.
 */
export function measureDotGrowth(widths = DOT_WIDTHS): DotGrowth[] {
  return widths.flatMap(([i, j]) =>
    DOT_TERMS.map((terms) => {
      const { fa } = count(buildCircuit(dotProductCircuit, { i, j, d: terms, signed: false, final: false }));
      return { i, j, terms, fullAddersATerm: fa / terms };
    }),
  );
}
