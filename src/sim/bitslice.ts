import { wordAt } from '../gates/at.ts';
import type { Column } from './column.ts';

/**
 * Turns a column into planes: bit k of the value at first + lane becomes bit (lane % 32) of planes[k * words + lane / 32].
 * Lanes from `lanes` on become 0. Works on 32 x 32 squares of bits, so a value costs a few operations a bit.
 */
export function slicePort(
  { limbs }: Column,
  first: number,
  lanes: number,
  width: number,
  planes: Uint32Array,
  words: number,
): void {
  const square = new Uint32Array(32);
  for (const [limb, values] of limbs.entries()) {
    const from = 32 * limb;
    const rows = Math.min(32, width - from);
    for (let word = 0; word < words; word++) {
      const here = Math.max(0, Math.min(32, lanes - 32 * word));
      for (let lane = 0; lane < here; lane++) square[lane] = wordAt(values, first + 32 * word + lane);
      square.fill(0, here);
      if (here > 0) transpose32(square);
      for (let k = 0; k < rows; k++) planes[(from + k) * words + word] = wordAt(square, k);
    }
  }
}

/** The value of one lane, read across the planes of a port. */
export function laneValue(planes: Uint32Array, words: number, width: number, lane: number): bigint {
  let value = 0n;
  for (let k = width - 1; k >= 0; k--)
    value = (value << 1n) | BigInt((wordAt(planes, k * words + (lane >> 5)) >>> (lane & 31)) & 1);
  return value;
}

/** Transposes a square of 32 x 32 bits in place: bit c of row r becomes bit r of row c. Hacker's Delight, 7-3. */
export function transpose32(rows: Uint32Array): void {
  let mask = 0x0000ffff;
  for (let size = 16; size !== 0; size >>= 1, mask ^= mask << size) {
    for (let r = 0; r < 32; r = (r + size + 1) & ~size) {
      const swap = ((wordAt(rows, r) >>> size) ^ wordAt(rows, r + size)) & mask;
      rows[r] = wordAt(rows, r) ^ (swap << size);
      rows[r + size] = wordAt(rows, r + size) ^ swap;
    }
  }
}
