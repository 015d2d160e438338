/**
 * Work arrays for functions that run on thousands of netlists: fresh memory is slow to touch, so the same is cleared and
 * lent again. An array belongs to its borrower until the next call with the same name; it must not be kept.
 */
const words = new Map<string, Uint32Array>();
const bytes = new Map<string, Uint8Array>();

/** Longer arrays are made for the occasion and let go. */
const MOST_KEPT = 2 ** 18;

/** `length` words, all 0. */
export function scratchWords(name: string, length: number): Uint32Array {
  if (length > MOST_KEPT) return new Uint32Array(length);
  let kept = words.get(name);
  if (kept === undefined || kept.length < length) {
    kept = new Uint32Array(2 * length);
    words.set(name, kept);
  }
  return kept.subarray(0, length).fill(0);
}

/** `length` bytes, all 0. */
export function scratchBytes(name: string, length: number): Uint8Array {
  if (length > MOST_KEPT) return new Uint8Array(length);
  let kept = bytes.get(name);
  if (kept === undefined || kept.length < length) {
    kept = new Uint8Array(2 * length);
    bytes.set(name, kept);
  }
  return kept.subarray(0, length).fill(0);
}
