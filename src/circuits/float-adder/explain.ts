import type { Explain, Shown } from '../circuit.ts';
import { type FloatFormat, formatBias } from '../float-formats.ts';
import { classOf, showFloat } from '../float-text.ts';
import { alignmentLimit } from './limit-shift.ts';
import { directionOf } from './model.ts';
import type { Rounding } from './rounding.ts';
import type { FloatStage } from './stages.ts';

/** What the sentences need to know of the adder. */
interface Adder extends Pick<FloatFormat, 'e' | 'f'> {
  readonly rounding: Rounding;
}

/**
 * What happened in each stage of an addition, in words. The stages between unpacking and packing do their work on the
 * bits of infinities and NaNs too; packing says that it does not count.
 */
export function explainFloatAdder(x: Adder): Record<FloatStage, Explain> {
  return {
    unpacking: (shown) => `a is ${operandWords(x, shown, 'a')}; b is ${operandWords(x, shown, 'b')}`,
    'exponent subtraction': (shown) => {
      const delta = deltaOf(shown);
      const difference = `delta = ${shown('unpacking', 'a_exponent')} - ${shown('unpacking', 'b_exponent')} = ${delta}`;
      if (delta === 0n) return `${difference}: the exponents are equal`;
      return `${difference}: ${delta > 0n ? 'a' : 'b'} has the larger exponent`;
    },
    'operand swapping': (shown) => {
      const delta = deltaOf(shown);
      const order =
        delta < 0n
          ? 'the operands are swapped, a is the smaller one'
          : delta > 0n
            ? 'the operands stay, b is the smaller one'
            : 'the operands stay, b counts as the smaller one';
      const is =
        shown('operand swapping', 'subtraction') === 1n
          ? 'differ: effective subtraction'
          : 'agree: effective addition';
      return `${order}; with the operation the signs ${is}`;
    },
    'limitation of alignment shift amount': (shown) => {
      const distance = shown('limitation of alignment shift amount', 'distance');
      const amount = shown('limitation of alignment shift amount', 'amount');
      const limit = alignmentLimit(x.f);
      if (amount === distance) return `|delta| = ${distance} is within the limit of ${limit}`;
      return `|delta| = ${distance} is cut to the limit of ${limit}, where all of the smaller operand is in the sticky bit`;
    },
    'alignment shift': alignmentWords,
    'significand negation': (shown) => {
      if (shown('operand swapping', 'subtraction') === 0n)
        return 'addition: the smaller significand passes as it is';
      const carry =
        shown('significand negation', 'carry') === 1n
          ? 'a carry in completes the negative'
          : 'no carry in, since the sticky bit below takes it up';
      return `subtraction: every bit of the smaller significand is inverted; ${carry}`;
    },
    'significand addition': (shown) => {
      const carries = shown('significand addition', 'carry') === 1n;
      if (shown('operand swapping', 'subtraction') === 1n)
        return carries
          ? 'a carry out of the top: the difference is not negative'
          : 'no carry out of the top: the difference is negative';
      return carries ? 'a carry out of the top: the sum has one place more' : 'no carry out of the top';
    },
    'significand conversion': (shown) => {
      const sign = shown('significand conversion', 'sign') === 1n ? 'minus' : 'plus';
      return shown('significand conversion', 'negative') === 1n
        ? `the negative difference is negated and the sign becomes ${sign}`
        : `nothing to negate; the sign is ${sign}`;
    },
    normalization: normalizationWords,
    'rounding and post-normalization': (shown) => roundingWords(x, shown),
    packing: (shown) => packingWords(x, shown),
  };
}

/** The exponent of a less that of b. */
function deltaOf(shown: Shown): bigint {
  const exponentOfB = shown('unpacking', 'b_exponent');
  return shown('unpacking', 'a_exponent') - exponentOfB;
}

function trailingOf({ f }: Adder, significand: bigint): bigint {
  return significand & ((1n << BigInt(f)) - 1n);
}

/** The class of an operand; unpacking shows exponent 1 for zeros and subnormals, whose hidden bit is 0. */
function operandClass(x: Adder, shown: Shown, name: 'a' | 'b') {
  const significand = shown('unpacking', `${name}_significand`);
  const field = significand >> BigInt(x.f) === 0n ? 0n : shown('unpacking', `${name}_exponent`);
  return classOf(x, Number(field), trailingOf(x, significand));
}

function operandWords(x: Adder, shown: Shown, name: 'a' | 'b'): string {
  const sign = shown('unpacking', `${name}_sign`) === 1n ? '-' : '+';
  const exponent = Number(shown('unpacking', `${name}_exponent`));
  const power = `2^${exponent - formatBias(x)}`;
  const kind = operandClass(x, shown, name);
  switch (kind) {
    case 'zero':
      return `${sign}0, taken with exponent 1`;
    case 'subnormal':
      return `subnormal, hidden bit 0, taken with exponent 1 for ${power}`;
    case 'normal':
      return `normal, hidden bit 1, exponent ${exponent} for ${power}`;
    case 'infinity':
      return `${sign}infinity`;
    case 'quiet NaN':
    case 'signalling NaN':
      return `a ${kind}`;
  }
}

function alignmentWords(shown: Shown): string {
  const amount = shown('limitation of alignment shift amount', 'amount');
  const smaller = deltaOf(shown) < 0n ? 'a' : 'b';
  const guard = shown('alignment shift', 'guard');
  const round = shown('alignment shift', 'round');
  const sticky = shown('alignment shift', 'sticky');
  if (amount === 0n) return `the significand of ${smaller} stays; guard, round and sticky are 0`;
  const lost =
    amount <= 2n
      ? 'nothing is shifted out below round'
      : sticky === 1n
        ? 'a one is shifted out below round'
        : 'only zeros are shifted out below round';
  return `the significand of ${smaller} moves right by ${places(amount)}: guard ${guard}, round ${round}; sticky ${sticky} because ${lost}`;
}

function normalizationWords(shown: Shown): string {
  const stage = 'normalization';
  const zeros = shown(stage, 'leading_zeros');
  const amount = shown(stage, 'amount');
  if (shown(stage, 'zero') === 1n) return 'no bit is one: the sum is exactly zero';
  const below = `guard ${shown(stage, 'guard')}, sticky ${shown(stage, 'sticky')}`;
  if (amount === 0n)
    return `the carry moves everything right by 1 place, the exponent goes up by 1; ${below}`;
  const left = amount - 1n;
  const isLimited = amount < zeros;
  if (left === 0n && !isLimited) return `the leading one is in its place; ${below}`;
  if (!isLimited) return `left by ${places(left)}, the exponent goes down by ${left}; ${below}`;
  const moved = left === 0n ? 'nothing moves' : `left by ${places(left)}, not ${zeros - 1n}`;
  return `${moved}, since the exponent is at its least: the sum is subnormal; ${below}`;
}

function roundingWords(x: Adder, shown: Shown): string {
  const stage = 'rounding and post-normalization';
  const sentence = decisionWords(x, shown);
  const exponent = shown(stage, 'exponent');
  const carried =
    shown(stage, 'increment') === 1n && shown(stage, 'trailing') === 0n
      ? '; the carry out of the significand goes on into the exponent'
      : '';
  const overflow = exponent === (1n << BigInt(x.e)) - 1n ? '; the exponent reaches all ones' : '';
  return sentence + carried + overflow;
}

/** Why the magnitude goes up by a unit in the last place, or does not. */
function decisionWords({ rounding }: Adder, shown: Shown): string {
  const guard = shown('normalization', 'guard');
  const sticky = shown('normalization', 'sticky');
  if (guard === 0n && sticky === 0n) return 'guard and sticky are 0: exact, nothing to round';
  const isOdd = (shown('normalization', 'significand') & 1n) === 1n;
  const code = rounding === 'port' ? shown('rounding and post-normalization', 'rm') : 0n;
  const direction = directionOf(rounding, code);
  const sign = shown('significand conversion', 'sign') === 1n ? 'negative' : 'positive';
  switch (direction) {
    case 'ties-to-even':
    case 'ties-away': {
      if (guard === 0n) return 'guard 0: less than half, rounded down';
      if (sticky === 1n) return 'guard 1, sticky 1: more than half, rounded up';
      if (direction === 'ties-away') return 'guard 1, sticky 0: a tie, rounded up, away from zero';
      return isOdd
        ? 'guard 1, sticky 0: a tie, rounded up because the last bit is odd'
        : 'guard 1, sticky 0: a tie, rounded down because the last bit is even';
    }
    case 'toward-zero':
      return 'inexact: rounded down, toward zero';
    case 'up':
    case 'down': {
      const grows = (direction === 'up') === (sign === 'positive');
      return `inexact and ${sign}: the magnitude is rounded ${grows ? 'up' : 'down'}, as the direction is ${direction}`;
    }
    case 'to-odd':
      return isOdd ? 'inexact: the last bit is odd and stays' : 'inexact: the last bit is made odd';
  }
}

function packingWords(x: Adder, shown: Shown): string {
  const classes = [operandClass(x, shown, 'a'), operandClass(x, shown, 'b')];
  const result = shown('packing', 'result');
  const text = showFloat(x, result);
  if (classes.includes('signalling NaN'))
    return 'a signalling NaN is invalid: the result is the canonical quiet NaN';
  if (classes.includes('quiet NaN')) return 'an operand is a NaN: the result is the canonical quiet NaN';
  if (shown('packing', 'nan') === 1n)
    return 'infinity less infinity is invalid: the result is the canonical quiet NaN';
  if (classes.includes('infinity')) return `an operand is infinite, and so is the result: ${text}`;
  const isTooLarge = shown('rounding and post-normalization', 'exponent') === (1n << BigInt(x.e)) - 1n;
  if (isTooLarge)
    return text.endsWith('inf')
      ? `overflow: the result is ${text}`
      : `overflow: this direction stops at the largest finite number, ${text}`;
  if (shown('normalization', 'zero') === 1n)
    return shown('operand swapping', 'subtraction') === 1n
      ? `total cancellation: the result is ${text}`
      : `a sum of zeros keeps their sign: the result is ${text}`;
  const inexact = shown('rounding and post-normalization', 'inexact') === 1n ? 'inexact' : 'exact';
  return `the result is the rounded number, ${text}, ${inexact}`;
}

function places(count: bigint): string {
  return count === 1n ? '1 place' : `${count} places`;
}
