import { alignmentLimit } from '../../circuits/float-adder/limit-shift.ts';
import { type FloatFormat, formatBias } from '../../circuits/float-formats.ts';
import { readFloat } from '../../circuits/float-text.ts';

/** Operands as bits, and 1 for a subtraction. */
export interface Operands {
  readonly a: bigint;
  readonly b: bigint;
  readonly op: bigint;
}

/** Operands worth seeing, made for any format. */
export interface Preset {
  readonly name: string;
  /** As on its button. */
  readonly title: string;
  /** What to look at, in a sentence. */
  readonly look: string;
  /** Undefined in the few narrow formats that have no such numbers. */
  operands(format: Widths): Operands | undefined;
}

type Widths = Pick<FloatFormat, 'e' | 'f'>;

/** Some magnitudes of a format, as bits. */
function magnitudes({ e, f }: Widths) {
  const hidden = 1n << BigInt(f);
  const infinity = ((1n << BigInt(e)) - 1n) << BigInt(f);
  const one = BigInt(formatBias({ e })) << BigInt(f);
  return {
    one,
    /** 1 for formats in which half a unit in its last place is a number; 2 in those with two exponent bits. */
    base: e === 2 ? one + hidden : one,
    hidden,
    least: 1n,
    leastNormal: hidden,
    greatest: infinity - 1n,
    infinity,
    quiet: infinity | (hidden >> 1n),
  };
}

/** Half a unit in the last place of a magnitude that is at least twice the smallest normal number. */
function halfUnit({ f }: Widths, magnitude: bigint): bigint {
  const exponent = Number(magnitude >> BigInt(f)) - f - 1;
  // Below exponent 1 it is subnormal: the hidden bit of exponent 1 is 2^f units, of exponent 0 half as many.
  return exponent >= 1 ? BigInt(exponent) << BigInt(f) : 1n << BigInt(f - 1 + exponent);
}

const sum = (a: bigint, b: bigint): Operands => ({ a, b, op: 0n });
const difference = (a: bigint, b: bigint): Operands => ({ a, b, op: 1n });

/** The presets, from the plain to the odd. They speak of rounding ties to even. */
export const PRESETS: readonly Preset[] = [
  {
    name: 'tenths',
    title: '0.1 + 0.2',
    look: 'neither is a number of the format; see what is rounded away',
    operands: (format) => {
      const read = (text: string) => readFloat('preset', text, format, text);
      return sum(read('0.1'), read('0.2'));
    },
  },
  {
    name: 'carry',
    title: 'Carry',
    look: 'the sum of 1.5 and 1.5 needs a place more: normalization moves it right',
    operands: (format) => {
      const { one, hidden } = magnitudes(format);
      return sum(one | (hidden >> 1n), one | (hidden >> 1n));
    },
  },
  {
    name: 'tie-down',
    title: 'Tie to even, down',
    look: 'guard 1, sticky 0 and an even last bit: the half is dropped',
    operands: (format) => {
      const { base } = magnitudes(format);
      return sum(base, halfUnit(format, base));
    },
  },
  {
    name: 'tie-up',
    title: 'Tie to even, up',
    look: 'guard 1, sticky 0 and an odd last bit: rounded up to the even neighbour',
    operands: (format) => {
      const { base } = magnitudes(format);
      return sum(base + 1n, halfUnit(format, base));
    },
  },
  {
    name: 'above-tie',
    title: 'Just above a tie',
    look: 'one bit far below sets the sticky bit, and so the half counts as more',
    operands: (format) => {
      const { base } = magnitudes(format);
      const half = halfUnit(format, base);
      return half > 1n ? sum(base, half + 1n) : undefined;
    },
  },
  {
    name: 'round-carry',
    title: 'Carry out of rounding',
    look: 'all ones round up: the carry runs through the significand into the exponent',
    operands: (format) => {
      const { base, hidden } = magnitudes(format);
      return sum(base | (hidden - 1n), halfUnit(format, base));
    },
  },
  {
    name: 'far',
    title: 'Far apart',
    look: 'the largest and the smallest number: the amount is limited, all of the smaller is in the sticky bit',
    operands: (format) => {
      const { greatest, least } = magnitudes(format);
      return 2 ** format.e - 3 > alignmentLimit(format.f) ? sum(greatest, least) : undefined;
    },
  },
  {
    name: 'cancel',
    title: 'Cancellation',
    look: 'two neighbours subtracted: one bit is left, and normalization moves it far to the left',
    operands: (format) => {
      const { base } = magnitudes(format);
      return difference(base, base - 1n);
    },
  },
  {
    name: 'negate',
    title: 'Negative difference',
    look: 'equal exponents hide that b is larger: conversion negates the difference',
    operands: (format) => {
      const { one, hidden } = magnitudes(format);
      return difference(one, one | (hidden >> 1n));
    },
  },
  {
    name: 'zero',
    title: 'Exactly zero',
    look: 'no leading one is left; the sign of such a zero is a rule of its own',
    operands: (format) => {
      const { one, hidden } = magnitudes(format);
      const x = one | (hidden >> 1n);
      return difference(x, x);
    },
  },
  {
    name: 'underflow',
    title: 'Into the subnormals',
    look: 'the smallest normal number less the smallest of all: the left shift stops at the least exponent',
    operands: (format) => {
      const { leastNormal, least } = magnitudes(format);
      return difference(leastNormal, least);
    },
  },
  {
    name: 'subnormals',
    title: 'Out of the subnormals',
    look: 'the largest subnormal and the smallest: the carry becomes the hidden bit',
    operands: (format) => {
      const { leastNormal, least } = magnitudes(format);
      return sum(leastNormal - 1n, least);
    },
  },
  {
    name: 'greatest',
    title: 'Largest finite',
    look: 'half a unit more is a tie, and the even neighbour is infinity',
    operands: (format) => {
      const { greatest } = magnitudes(format);
      return sum(greatest, halfUnit(format, greatest));
    },
  },
  {
    name: 'infinity',
    title: 'Infinity',
    look: 'an infinite operand: the stages work on its bits, and packing says that they do not count',
    operands: (format) => {
      const { infinity, one } = magnitudes(format);
      return sum(infinity, one);
    },
  },
  {
    name: 'invalid',
    title: 'Infinity - infinity',
    look: 'there is no answer: the canonical NaN, and the invalid flag',
    operands: (format) => {
      const { infinity } = magnitudes(format);
      return difference(infinity, infinity);
    },
  },
  {
    name: 'nan',
    title: 'NaN',
    look: 'a quiet NaN passes through without a flag',
    operands: (format) => {
      const { quiet, one } = magnitudes(format);
      return sum(quiet, one);
    },
  },
  {
    name: 'signalling',
    title: 'Signalling NaN',
    look: 'the top bit of the trailing significand is 0: the result is quiet, and the invalid flag is set',
    operands: (format) => {
      const { infinity, one } = magnitudes(format);
      return format.f === 1 ? undefined : sum(infinity | 1n, one);
    },
  },
];
