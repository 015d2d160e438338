import { mustBe } from '../gates/must-be.ts';

/**
 * A binary floating-point format of IEEE 754-2019, section 3.3: a sign bit, `e` exponent bits with bias
 * 2^(e - 1) - 1 and `f` trailing significand bits. Exponent zero holds zeros and subnormals; exponent all ones holds
 * infinities (trailing significand 0) and NaNs, quiet when the top bit of the trailing significand is 1.
 */
export interface FloatFormat {
  readonly name: string;
  /** Exponent bits. */
  readonly e: number;
  /** Trailing significand bits; the precision is f + 1. */
  readonly f: number;
}

/** The formats with names. `e4m3` is the IEEE-style one, with infinities, unlike that of the OCP 8-bit standard. */
export const FLOAT_FORMATS = [
  { name: 'binary16', e: 5, f: 10 },
  { name: 'bfloat16', e: 8, f: 7 },
  { name: 'tf32', e: 8, f: 10 },
  { name: 'binary32', e: 8, f: 23 },
  { name: 'binary64', e: 11, f: 52 },
  { name: 'binary128', e: 15, f: 112 },
  { name: 'e5m2', e: 5, f: 2 },
  { name: 'e4m3', e: 4, f: 3 },
] as const satisfies readonly FloatFormat[];

/** The smallest width with a format: below 4 bits there is none, see `formatForWidth`. */
export const LEAST_WIDTH = 4;

/** The bits of a number in this format: 1 + e + f. */
export function formatWidth({ e, f }: Pick<FloatFormat, 'e' | 'f'>): number {
  return 1 + e + f;
}

/** What is subtracted from the exponent bits: 2^(e - 1) - 1. */
export function formatBias({ e }: Pick<FloatFormat, 'e'>): number {
  return 2 ** (e - 1) - 1;
}

/** The format called `name`: one of `FLOAT_FORMATS`, or `e<bits>m<bits>` such as `e6m9` with e from 2 to 15 and m from 1 to 112. */
export function formatNamed(name: string): FloatFormat {
  const known = FLOAT_FORMATS.find((format) => format.name === name);
  if (known !== undefined) return known;
  const [, exponent, trailing] = /^e(\d{1,3})m(\d{1,3})$/.exec(name) ?? [];
  const e = Number(exponent);
  const f = Number(trailing);
  if (e >= 2 && e <= 15 && f >= 1 && f <= 112) return { name: `e${e}m${f}`, e, f };
  const names = FLOAT_FORMATS.map((format) => format.name).join(', ');
  throw mustBe('formatNamed', 'format', `one of ${names}, or e<2 to 15>m<1 to 112>`, name);
}

/** Exponent bits at the widths that fix the rule: OCP FP4 and the 8-bit E4M3, then binary16, 32, 64 and 128. */
const ANCHORS = [
  { width: 4, e: 2 },
  { width: 8, e: 4 },
  { width: 16, e: 5 },
  { width: 32, e: 8 },
  { width: 64, e: 11 },
  { width: 128, e: 15 },
] as const;

/**
 * The format that a total width from 1 to 128 stands for, in the claims about widths. Widths 16, 32, 64 and 128 are
 * the standard formats of IEEE 754, 8 is e4m3 and 4 is e2m1. Between two of these the exponent bits lie on a straight
 * line over log2(width), rounded to the nearest whole number; from 64 to 128 that is the standard's own rule for
 * wide formats, round(4 log2(width)) - 13. Exponent and trailing significand never shrink as the width grows, so that
 * each format holds every number of the narrower ones. Widths 1 to 3 are undefined: an infinity apart from a NaN
 * takes a trailing significand bit, a normal number two exponent bits, and both with the sign make 4 bits.
 */
export function formatForWidth(width: number): FloatFormat | undefined {
  if (!Number.isInteger(width) || width < 1 || width > 128)
    throw mustBe('formatForWidth', 'width', 'a whole number from 1 to 128', width);
  for (const [k, high] of ANCHORS.entries()) {
    const low = ANCHORS[k - 1];
    if (low === undefined || width < low.width || width > high.width) continue;
    const along = Math.log2(width / low.width) / Math.log2(high.width / low.width);
    const e = Math.round(low.e + (high.e - low.e) * along);
    const f = width - 1 - e;
    return FLOAT_FORMATS.find((format) => format.e === e && format.f === f) ?? { name: `e${e}m${f}`, e, f };
  }
  return undefined;
}
