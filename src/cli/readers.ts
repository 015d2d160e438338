import { mustBe } from '../gates/must-be.ts';
import type { Reader } from './option.ts';
import { parseRange } from './ranges.ts';

/** A whole number in decimal within the bounds. */
export function whole(min: number, max: number): Reader<number> {
  return (who, what, text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw mustBe(who, what, `a whole number from ${min} to ${max}`, text);
  };
}

/** The seeds there are, for whatever is drawn at random. */
export const readSeed = whole(0, 2 ** 32 - 1);

/** How many things are done at a time. */
export const readJobs = whole(1, 256);

/** Widths as `8`, `1..64` or `1,2,4..8`: ascending numbers. */
export const readWidths: Reader<number[]> = (who, what, text) => parseRange(who, what, text, 1, 64);

/** Some of these words, with commas between. */
export function someOf<T extends string>(words: readonly T[]): Reader<T[]> {
  return (who, what, text) =>
    text.split(',').map((part) => {
      const word = words.find((one) => one === part);
      if (word === undefined) throw mustBe(who, what, `some of ${words.join(', ')}`, part);
      return word;
    });
}

/** One of these words. */
export function oneOf<const T extends string>(
  words: readonly T[],
): Reader<T> & { readonly words: readonly T[] } {
  const read = (who: string, what: string, text: string) => {
    const word = words.find((one) => one === text);
    if (word === undefined) throw mustBe(who, what, `one of ${words.join(', ')}`, text);
    return word;
  };
  return Object.assign(read, { words });
}

/** Any text: what it must be depends on the rest of the line. */
export const readAny: Reader<string> = (_who, _what, text) => text;

/** The name of a file or folder. */
export const readPath: Reader<string> = (who, what, text) => {
  if (text !== '' && !text.includes('\0')) return text;
  throw mustBe(who, what, 'the name of a file', text);
};
