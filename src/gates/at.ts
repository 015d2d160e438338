import { mustBe } from './must-be.ts';

/**
 * Checked reads. An index outside an array is a fault of ours, so it stops at once with its place instead of
 * flowing on as `undefined`. One function for each kind of array: V8 keeps one type record a function, and a
 * shared one would make every hot loop megamorphic.
 */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw outside(items.length, index);
  return item;
}

/** `bytes[index]`, checked. */
export function byteAt(bytes: Uint8Array, index: number): number {
  const byte = bytes[index];
  if (byte === undefined) throw outside(bytes.length, index);
  return byte;
}

/** `words[index]`, checked. */
export function wordAt(words: Uint32Array, index: number): number {
  const word = words[index];
  if (word === undefined) throw outside(words.length, index);
  return word;
}

function outside(length: number, index: number): RangeError {
  return mustBe('at', 'index', `a whole number from 0 to ${length - 1}`, index);
}
