import { type FloatFormat, formatWidth } from '../../circuits/float-formats.ts';
import { floatFields, readFloat, showFloat } from '../../circuits/float-text.ts';
import { mustBe } from '../../gates/must-be.ts';
import { type Radix, readValue, showValue } from '../value-text.ts';

/** Enough for the exact decimal of any binary64 number; longer texts are not looked at. */
const MOST_CHARACTERS = 2000;

/**
 * The bits that a text stands for: 0x and 0b are bits, anything else is a number such as 0.1, -1.5e-7, inf or nan,
 * rounded to the format once. Throws a Misuse that says what it must be.
 */
export function readOperand(what: string, format: FloatFormat, text: string): bigint {
  // People paste a minus sign as typographers write it.
  const tidy = text.trim().replace(/^\u2212/, '-');
  if (tidy.length > MOST_CHARACTERS)
    throw mustBe('add', what, `at most ${MOST_CHARACTERS} characters`, tidy.length);
  if (!/^0[xb]/i.test(tidy)) return readFloat('add', what, format, tidy);
  const width = formatWidth(format);
  const bits = readValue(tidy.replaceAll('_', ''), width);
  if (bits === undefined) throw mustBe('add', what, `at most ${width} bits as 0x or 0b, or a number`, tidy);
  return bits;
}

/** Bits as text that `readOperand` reads back: in decimal the shortest number that rounds to them. */
export function showOperand(format: FloatFormat, bits: bigint, radix: Radix): string {
  return radix === 'decimal' ? showFloat(format, bits) : showValue(bits, formatWidth(format), radix);
}

/**
 * A number as significand and power of two, both as they are in its bits: `-1.0101 x 2^3`. Trailing zeros are left out,
 * and what is longer than `most` digits behind the point is cut: `1.1001.. x 2^-4`.
 */
export function scientific(
  format: Pick<FloatFormat, 'e' | 'f'>,
  bits: bigint,
  most = Number.POSITIVE_INFINITY,
): string {
  const { class: kind, sign, exponent, trailing } = floatFields(format, bits);
  const minus = sign === 1 ? '-' : '';
  if (exponent === undefined) return kind === 'infinity' ? `${minus}infinity` : kind;
  if (kind === 'zero') return `${minus}0`;
  const fraction = trailing.toString(2).padStart(format.f, '0').replace(/0+$/, '');
  const shown = fraction.length > most ? `${fraction.slice(0, most)}..` : fraction;
  return `${minus}${kind === 'normal' ? 1 : 0}${shown === '' ? '' : `.${shown}`} x 2^${exponent}`;
}
