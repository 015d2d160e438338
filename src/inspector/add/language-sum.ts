import { type FloatFormat, formatBias } from '../../circuits/float-formats.ts';
import { floatFields } from '../../circuits/float-text.ts';
import type { FloatRun } from './float-run.ts';

/** What the language's own addition gives, or why it gives nothing. */
export type LanguageSum =
  | {
      /** The sum as bits; of a NaN only that it is one is laid down, so there it is undefined. */
      readonly bits: bigint | undefined;
      /** How it was had, as an expression. */
      readonly how: string;
    }
  | { readonly whyNot: string };

/**
 * a + b or a - b by the numbers of JavaScript itself, which are binary64 and round ties to even. The sum of two numbers
 * of a format with at most 24 bits of precision, rounded to 53 bits and then to the format, is as if rounded once (S. A.
 * Figueroa, When is double rounding innocuous?, 1995).
 */
export function languageSum({
  format,
  direction,
  op,
  a,
  b,
}: Pick<FloatRun, 'format' | 'direction' | 'op' | 'a' | 'b'>): LanguageSum {
  const { e, f } = format;
  const isDouble = e === 11 && f === 52;
  if (!isDouble && (e > 8 || f > 23)) return { whyNot: 'it has no addition that rounds to this format' };
  if (direction !== 'ties-to-even') return { whyNot: `it rounds ties-to-even, never ${direction}` };
  const x = toNumber(format, a);
  const y = toNumber(format, b);
  const sum = op === 1n ? x - y : x + y;
  const text = op === 1n ? 'a - b' : 'a + b';
  if (isDouble) return { bits: bitsOfNumber(format, sum), how: text };
  if (e === 8 && f === 23)
    return { bits: bitsOfNumber(format, Math.fround(sum)), how: `Math.fround(${text})` };
  return {
    bits: bitsOfNumber(format, roundTo(format, sum)),
    how: `${text} as binary64, rounded to ${format.name}`,
  };
}

/** The number that bits of a format stand for; exact for every format that binary64 holds. */
export function toNumber(format: Pick<FloatFormat, 'e' | 'f'>, bits: bigint): number {
  const { class: kind, sign, exponent = 0, trailing } = floatFields(format, bits);
  const signed = (size: number) => (sign === 1 ? -size : size);
  if (kind === 'quiet NaN' || kind === 'signalling NaN') return Number.NaN;
  if (kind === 'infinity') return signed(Number.POSITIVE_INFINITY);
  const significand = kind === 'normal' ? trailing | (1n << BigInt(format.f)) : trailing;
  // Two factors: 2^-1074 by itself is a number, but the smallest powers must not be passed on the way.
  const place = exponent - format.f;
  const half = Math.trunc(place / 2);
  return signed(Number(significand) * 2 ** half * 2 ** (place - half));
}

/**
 * The number of a narrow format nearest to `sum`, ties to even, by the language's own rounding: beside 1.5 2^(52 + p)
 * binary64 has no finer places than 2^p, so that adding and subtracting it rounds there.
 */
function roundTo({ e, f }: Pick<FloatFormat, 'e' | 'f'>, sum: number): number {
  if (sum === 0 || !Number.isFinite(sum)) return sum;
  const bias = formatBias({ e });
  const place = Math.max(powerOf(sum), 1 - bias) - f;
  const anchor = 1.5 * 2 ** (52 + place);
  const rounded = sum + anchor - anchor;
  const size = Math.abs(rounded) >= 2 ** (bias + 1) ? Number.POSITIVE_INFINITY : Math.abs(rounded);
  return sum < 0 ? -size : size;
}

/** The power of two of the leading one of a number of binary64 that is normal. */
function powerOf(x: number): number {
  const words = new DataView(new ArrayBuffer(8));
  words.setFloat64(0, x);
  return ((words.getUint16(0) >> 4) & 0x7ff) - 1023;
}

/** The bits of a number that the format holds; undefined for NaN. */
function bitsOfNumber({ e, f }: Pick<FloatFormat, 'e' | 'f'>, x: number): bigint | undefined {
  if (Number.isNaN(x)) return undefined;
  const sign = x < 0 || Object.is(x, -0) ? 1n << BigInt(e + f) : 0n;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(x));
  const double = view.getBigUint64(0);
  if (e === 11 && f === 52) return sign | double;
  if (x === 0) return sign;
  const infinity = ((1n << BigInt(e)) - 1n) << BigInt(f);
  if (!Number.isFinite(x)) return sign | infinity;
  const bias = formatBias({ e });
  const power = powerOf(x);
  const place = Math.max(power, 1 - bias) - f;
  // A whole number of units of the format; its hidden bit counts as one of the exponent.
  const units = BigInt(Math.abs(x) / 2 ** place);
  return sign | ((BigInt(place + f - (1 - bias)) << BigInt(f)) + units);
}
