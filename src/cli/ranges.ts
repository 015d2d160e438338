import { type Param, paramValue } from '../circuits/params.ts';
import { mustBe } from '../gates/must-be.ts';

/** What a range of whole numbers looks like, for error messages. */
const RANGE_RULE = 'whole numbers as in 8, 1..64 or 1,2,4..8';

/** Reads `8`, `1..64` or `1,2,4..8` into ascending numbers without repeats, each within the bounds. */
export function parseRange(who: string, what: string, text: string, min: number, max: number): number[] {
  const numbers = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(\d+)(?:\.\.(\d+))?$/.exec(part.trim());
    if (match === null) throw mustBe(who, what, `${RANGE_RULE}, from ${min} to ${max}`, text);
    const low = Number(match[1]);
    const high = Number(match[2] ?? match[1]);
    if (low < min || high > max || low > high)
      throw mustBe(who, what, `${RANGE_RULE}, from ${min} to ${max}`, text);
    for (let n = low; n <= high; n++) numbers.add(n);
  }
  return [...numbers].sort((x, y) => x - y);
}

/** The values that an option gives a parameter: a range for a whole number, a list for a choice. */
export function parseParam(
  who: string,
  name: string,
  param: Param,
  raw: unknown,
): (number | string | boolean)[] {
  if (param.kind === 'integer') {
    const text = String(raw);
    if (text.includes('..') || text.includes(',')) return parseRange(who, name, text, param.min, param.max);
    return [paramValue(who, name, param, text)];
  }
  if (param.kind === 'choice')
    return String(raw)
      .split(',')
      .map((value) => paramValue(who, name, param, value));
  return [paramValue(who, name, param, raw)];
}

/** What `parseValue` reads, for error messages. */
export const VALUE_RULE = 'a number in decimal, as 0x... or as 0b...';

/** A port value as text: decimal, 0x... or 0b... */
export function parseValue(who: string, what: string, text: string, rule = VALUE_RULE): bigint {
  if (!/^(\d+|0x[0-9a-f]+|0b[01]+)$/i.test(text)) throw mustBe(who, what, rule, text);
  return BigInt(text);
}
