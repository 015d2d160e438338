import { mustBe } from '../gates/must-be.ts';
import { type FloatFormat, formatBias } from './float-formats.ts';

type Widths = Pick<FloatFormat, 'e' | 'f'>;

export type FloatClass = 'zero' | 'subnormal' | 'normal' | 'infinity' | 'quiet NaN' | 'signalling NaN';

/** The bits of a floating-point number taken apart. */
export interface FloatFields {
  readonly class: FloatClass;
  readonly sign: 0 | 1;
  /** The exponent bits as they stand. */
  readonly biasedExponent: number;
  /** The power of two of a zero, subnormal or normal number's hidden bit; absent for infinities and NaNs. */
  readonly exponent?: number;
  readonly trailing: bigint;
}

/** The fields of `bits`; exponents of subnormals and zeros are those of the smallest normal number. */
export function floatFields({ e, f }: Widths, bits: bigint): FloatFields {
  const trailing = bits & ((1n << BigInt(f)) - 1n);
  const biasedExponent = Number((bits >> BigInt(f)) & ((1n << BigInt(e)) - 1n));
  const sign = bits >> BigInt(e + f) === 0n ? 0 : 1;
  const fields = {
    class: classOf({ e, f }, biasedExponent, trailing),
    sign,
    biasedExponent,
    trailing,
  } as const;
  if (biasedExponent === 2 ** e - 1) return fields;
  return { ...fields, exponent: Math.max(biasedExponent, 1) - formatBias({ e }) };
}

/** The class of a number with these exponent bits and this trailing significand. */
export function classOf({ e, f }: Widths, biasedExponent: number, trailing: bigint): FloatClass {
  if (biasedExponent === 0) return trailing === 0n ? 'zero' : 'subnormal';
  if (biasedExponent < 2 ** e - 1) return 'normal';
  if (trailing === 0n) return 'infinity';
  return trailing >> BigInt(f - 1) === 1n ? 'quiet NaN' : 'signalling NaN';
}

/** What `readFloat` reads, for error messages. */
const FLOAT_RULE = 'a number such as 1, 0.1 or -1.5e-7, inf, nan or snan';

/**
 * The bits of the number that a text stands for: a decimal, rounded once to the nearest number of the format, ties to
 * even, and to infinity where it is too large; `inf`; `nan` or `snan`, with `nan:0x5` for a payload, which is the
 * trailing significand below its top bit. A sign may stand before each. Throws where the text is none of these.
 */
export function readFloat(who: string, what: string, format: Widths, text: string): bigint {
  const { e, f } = format;
  const [, sign, rest = ''] = /^([+-]?)(.*)$/s.exec(text.toLowerCase()) ?? [];
  const signBit = sign === '-' ? 1n << BigInt(e + f) : 0n;
  const infinity = ((1n << BigInt(e)) - 1n) << BigInt(f);
  if (rest === 'inf' || rest === 'infinity') return signBit | infinity;

  const [, kind, payloadText] = /^(s?nan)(?::(\d+|0x[0-9a-f]+))?$/.exec(rest) ?? [];
  if (kind !== undefined) {
    const quietBit = 1n << BigInt(f - 1);
    const isQuiet = kind === 'nan';
    const payload = BigInt(payloadText ?? (isQuiet ? 0 : 1));
    if (!isQuiet && f === 1)
      throw mustBe(who, what, 'a number or nan where one trailing significand bit is left for NaNs', text);
    if (payload >= quietBit || (!isQuiet && payload === 0n))
      throw mustBe(who, what, `a NaN with a payload from ${isQuiet ? 0 : 1} to ${quietBit - 1n}`, text);
    return signBit | infinity | (isQuiet ? quietBit : 0n) | payload;
  }

  const [, whole, fraction = '', bare = '', power = '0'] =
    /^(?:(\d+)\.?(\d*)|\.(\d+))(?:e([+-]?\d+))?$/.exec(rest) ?? [];
  if (whole === undefined && bare === '') throw mustBe(who, what, FLOAT_RULE, text);
  const digits = `${whole ?? ''}${fraction}${bare}`.replace(/^0+/, '');
  const ten = Number(power) - fraction.length - bare.length;
  return signBit | roundDecimal(format, digits, ten);
}

/** digits 10^ten as bits without a sign. */
function roundDecimal({ e, f }: Widths, digits: string, ten: number): bigint {
  const bias = formatBias({ e });
  const infinity = ((1n << BigInt(e)) - 1n) << BigInt(f);
  // Far outside the format the power of ten need not be computed, and may be too large to be.
  const size = digits.length + ten;
  if (digits === '' || size < -((bias + f) * Math.log10(2)) - 1) return 0n;
  if (size > (bias + 1) * Math.log10(2) + 2) return infinity;

  const over = BigInt(digits) * 10n ** BigInt(Math.max(ten, 0));
  const under = 10n ** BigInt(Math.max(-ten, 0));
  const least = 1 - bias - f;
  let place = Math.max(bitsOf(over) - bitsOf(under) - (f + 1), least);
  let [kept, rest, unit] = divide(over, under, place);
  if (kept >> BigInt(f + 1) !== 0n) [kept, rest, unit] = divide(over, under, ++place);
  if (2n * rest > unit || (2n * rest === unit && (kept & 1n) === 1n)) kept += 1n;
  // The hidden bit and a carry out of rounding count as ones of the exponent.
  const bits = (BigInt(place - least) << BigInt(f)) + kept;
  return bits < infinity ? bits : infinity;
}

/** over / (under 2^place): the whole part, the rest, and what the rest is a part of. */
function divide(over: bigint, under: bigint, place: number): [bigint, bigint, bigint] {
  const scaled = over << BigInt(Math.max(-place, 0));
  const unit = under << BigInt(Math.max(place, 0));
  return [scaled / unit, scaled % unit, unit];
}

function bitsOf(x: bigint): number {
  return x.toString(2).length;
}

/**
 * The shortest decimal that `readFloat` reads back as `bits`, and among these the closest; written as the language
 * writes its numbers. `inf`, `nan` and `snan` stand for what they say, payloads other than the usual follow a colon.
 */
export function showFloat(format: Widths, bits: bigint): string {
  const { f } = format;
  const { class: kind, sign, biasedExponent, trailing } = floatFields(format, bits);
  const minus = sign === 1 ? '-' : '';
  const payload = trailing & ((1n << BigInt(f - 1)) - 1n);
  switch (kind) {
    case 'zero':
      return `${minus}0`;
    case 'infinity':
      return `${minus}inf`;
    case 'quiet NaN':
      return payload === 0n ? `${minus}nan` : `${minus}nan:0x${payload.toString(16)}`;
    case 'signalling NaN':
      return payload === 1n ? `${minus}snan` : `${minus}snan:0x${payload.toString(16)}`;
    case 'subnormal':
    case 'normal': {
      const significand = kind === 'normal' ? trailing | (1n << BigInt(f)) : trailing;
      const place = Math.max(biasedExponent, 1) - formatBias(format) - f;
      return minus + shortest(significand, place, trailing === 0n && biasedExponent > 1);
    }
  }
}

/**
 * The shortest decimal that rounds to significand 2^place. What rounds there reaches half a unit up and down, ends
 * included for even significands; below a power of two, where numbers lie closer, a quarter.
 */
function shortest(significand: bigint, place: number, isPower: boolean): string {
  // In quarters of the unit.
  const here = 4n * significand;
  const low = here - (isPower ? 1n : 2n);
  const high = here + 2n;
  const isClosed = (significand & 1n) === 0n;
  const quarter = place - 2;

  /** The whole numbers c for which c 10^ten rounds to the number, least to greatest, and the one closest to it. */
  const candidates = (ten: number) => {
    const over = 2n ** BigInt(Math.max(quarter, 0)) * 10n ** BigInt(Math.max(-ten, 0));
    const under = 2n ** BigInt(Math.max(-quarter, 0)) * 10n ** BigInt(Math.max(ten, 0));
    const open = isClosed ? 0n : 1n;
    const least = (low * over + open + under - 1n) / under;
    const greatest = (high * over - open) / under;
    let nearest = (here * over) / under;
    const rest = 2n * (here * over - nearest * under);
    if (rest > under || (rest === under && (nearest & 1n) === 1n)) nearest += 1n;
    return { least, greatest, nearest };
  };
  // A power of ten below the width of the range has a multiple in it; then larger powers are tried.
  let ten = Math.floor(quarter * Math.log10(2)) - 1;
  let found = candidates(ten);
  for (let next = candidates(ten + 1); next.least <= next.greatest; next = candidates(ten + 1)) {
    found = next;
    ten++;
  }
  let c = found.nearest;
  if (c < found.least) c = found.least;
  if (c > found.greatest) c = found.greatest;
  return placeDigits(c.toString(), ten);
}

/** digits 10^ten with a point where the number is neither large nor small, else with an exponent. */
function placeDigits(digits: string, ten: number): string {
  const point = digits.length + ten;
  if (ten >= 0 && point <= 21) return digits + '0'.repeat(ten);
  if (point > 0 && point <= 21) return `${digits.slice(0, point)}.${digits.slice(point)}`;
  if (point > -6 && point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  const power = point - 1;
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${digits.slice(0, 1)}${fraction}e${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}
