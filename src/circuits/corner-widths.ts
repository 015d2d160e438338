/**
 * Where a verification of everything visits a circuit of two operands that no formula is held against at all widths:
 * every small pair, and these corners. Any other width can be asked for.
 */
export const SMALL_WIDTHS = [1, 2, 3] as const;

/** Pairs of widths: a 1-bit operand, a rectangle, the widest. */
export const CORNER_WIDTHS = [
  { i: 1, j: 64 },
  { i: 31, j: 12 },
  { i: 64, j: 64 },
] as const;
