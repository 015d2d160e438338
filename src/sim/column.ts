import { at, wordAt } from '../gates/at.ts';

/** The values of one input port, one for each vector: 32 bits of each to an array, least significant first. */
export interface Column {
  readonly limbs: readonly Uint32Array[];
}

/** A column of so many zeros, to be filled. */
export function emptyColumn(width: number, count: number): Column {
  return { limbs: Array.from({ length: Math.ceil(width / 32) }, () => new Uint32Array(count)) };
}

/** A column of these values, each below 2^width. */
export function columnOf(values: readonly bigint[], width: number): Column {
  const column = emptyColumn(width, values.length);
  for (const [place, value] of values.entries()) setColumnValue(column, place, value);
  return column;
}

export function setColumnValue({ limbs }: Column, place: number, value: bigint): void {
  let rest = value;
  for (const limb of limbs) {
    limb[place] = Number(rest & 0xffffffffn);
    rest >>= 32n;
  }
}

/** The value at a place. */
export function columnValue({ limbs }: Column, place: number): bigint {
  let value = 0n;
  for (let limb = limbs.length - 1; limb >= 0; limb--)
    value = (value << 32n) | BigInt(wordAt(at(limbs, limb), place));
  return value;
}

export function columnLength({ limbs }: Column): number {
  return at(limbs, 0).length;
}
