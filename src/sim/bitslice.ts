import { at, wordAt } from '../gates/at.ts';

/**
 * Turns values into planes: bit k of values[first + lane] becomes bit (lane % 32) of planes[k * words + lane / 32].
 * Lanes from `lanes` on become 0. Works on 32 x 32 squares of bits, so a value costs a few operations a bit.
 */
export function slicePort(
  values: readonly bigint[],
  first: number,
  lanes: number,
  width: number,
  planes: Uint32Array,
  words: number,
): void {
  const limb = new BigUint64Array(1);
  const halves = new Uint32Array(limb.buffer);
  const low = new Uint32Array(32);
  const high = new Uint32Array(32);
  for (let from = 0; from < width; from += 64) {
    for (let word = 0; word < words; word++) {
      const here = Math.min(32, lanes - 32 * word);
      if (here <= 0) {
        for (let k = from; k < Math.min(width, from + 64); k++) planes[k * words + word] = 0;
        continue;
      }
      low.fill(0);
      high.fill(0);
      for (let lane = 0; lane < here; lane++) {
        const value = at(values, first + 32 * word + lane);
        limb[0] = from === 0 ? value : value >> BigInt(from);
        low[lane] = wordAt(halves, 0);
        high[lane] = wordAt(halves, 1);
      }
      transpose32(low);
      for (let k = 0; k < 32 && from + k < width; k++) planes[(from + k) * words + word] = wordAt(low, k);
      if (width <= from + 32) continue;
      transpose32(high);
      for (let k = 0; k < 32 && from + 32 + k < width; k++)
        planes[(from + 32 + k) * words + word] = wordAt(high, k);
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
