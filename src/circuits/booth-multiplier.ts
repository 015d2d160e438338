import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { productEquation } from '../gates/equation.ts';
import type { Net } from '../gates/net.ts';
import { propagateCarry } from './add-dots.ts';
import { defineCircuit } from './circuit.ts';
import { CORNER_WIDTHS } from './corner-widths.ts';
import { daddaReduce } from './dadda-multiplier.ts';
import { DotSum } from './dot-sum.ts';
import { width } from './params.ts';

/**
 * A digit of b in radix 4, from -2 to 2: `one` and `two` tell its size, `negative` its sign; a net that is left out is
 * never 1. A digit of 0 may be negative too.
 */
interface BoothDigit {
  readonly one: Net;
  readonly two?: Net;
  readonly negative?: Net;
}

/**
 * The digits of b, the lowest first: digit k is b_(2k-1) + b_2k - 2 b_(2k+1), worth 4^k. Below b there is nothing;
 * above it are zeros, or with a sign copies of it, and the gates that would read them are left out.
 */
function boothDigits(g: Builder, b: Bus, isSigned: boolean): BoothDigit[] {
  const digits: BoothDigit[] = [];
  for (let k = 0; k < b.length || (k === b.length && !isSigned); k += 2) {
    const [low, middle, high] = [b[k - 1], b[k], b[k + 1]];
    digits.push(g.scope(`digit ${k / 2}`, () => boothDigit(g, low, middle, high, isSigned)));
  }
  return digits;
}

function boothDigit(
  g: Builder,
  low: Net | undefined,
  middle: Net | undefined,
  high: Net | undefined,
  isSigned: boolean,
): BoothDigit {
  if (middle === undefined) {
    // Only without a sign: a carry into the digit above b.
    if (low === undefined) throw new Error('a digit must have a bit');
    return { one: low };
  }
  if (high === undefined && isSigned)
    return low === undefined
      ? { one: middle, negative: middle }
      : { one: g.xor(middle, low), negative: middle };
  if (low === undefined)
    return high === undefined
      ? { one: middle }
      : { one: middle, two: g.and(high, g.not(middle)), negative: high };
  const one = g.xor(middle, low);
  if (high === undefined) return { one, two: g.and(middle, low) };
  return { one, two: g.and(g.xor(high, middle), g.not(one)), negative: high };
}

/** Adds digit 4^k a: a row of selected bits of a and 2 a, complemented for a negative digit, which is 1 too little. */
function addRow(g: Builder, dots: DotSum, a: Bus, digit: BoothDigit, k: number, isSigned: boolean): void {
  const { one, two, negative } = digit;
  const top = a.length - 1;
  const sizes = a.map((bit, m) => {
    const below = a[m - 1];
    if (two === undefined || below === undefined) return g.and(one, bit);
    return g.or(g.and(one, bit), g.and(two, below));
  });
  if (two !== undefined) sizes.push(g.and(isSigned ? g.or(one, two) : two, at(a, top)));
  const row = negative === undefined ? sizes : sizes.map((bit) => g.xor(bit, negative));
  dots.addNumber(row, isSigned, 2 * k);
  if (negative === undefined) return;
  dots.add(negative, 2 * k);
  // Without a sign, the complement of w bits is 2^w - 1 less the row.
  if (!isSigned) dots.subtract(negative, 2 * k + row.length);
}

/** a b by Booth's digits of b in radix 4, Dadda's reduction and a ripple-carry final adder; a.length + b.length bits. */
export function boothMultiply(g: Builder, a: Bus, b: Bus, isSigned: boolean): Bus {
  const dots = new DotSum(g, a.length + b.length);
  const digits = g.scope('digits', () => boothDigits(g, b, isSigned));
  g.scope('partial products', () => {
    for (const [k, digit] of digits.entries()) addRow(g, dots, a, digit, k, isSigned);
  });
  return propagateCarry(g, daddaReduce(g, dots.columns()));
}

export const boothMultiplier = defineCircuit({
  name: 'booth-multiplier',
  about:
    "product of two unsigned or two's complement numbers: a row for each radix-4 digit of b, Dadda reduction, ripple-carry final adder",
  source:
    'O. L. MacSorley, High-speed arithmetic in binary computers, Proc. IRE 49, 1961, after A. D. Booth, 1951',
  params: {
    i: width('bits of a', 8),
    j: width('bits of b', 8),
    signed: { kind: 'flag', about: "two's complement operands and product", default: false },
  },
  // The digits end in one of four ways, by the length of b and the sign.
  sweep: { i: [1, 3], j: [1, 2, 3, 4] },
  cases: () => CORNER_WIDTHS.map((widths, k) => ({ ...widths, signed: k === 1 })),
  inputs: ({ i, j }) => ({ a: i, b: j }),
  build: (g, { a, b }, { signed }) => ({ p: boothMultiply(g, a, b, signed) }),
  meaning: ({ i, j, signed }) =>
    signed
      ? {
          kind: 'equation',
          equation: productEquation('p', 'a', 'b'),
          model: ({ a, b }) => ({ p: BigInt.asUintN(i + j, BigInt.asIntN(i, a) * BigInt.asIntN(j, b)) }),
        }
      : { kind: 'product', model: ({ a, b }) => ({ p: a * b }) },
  signed: ({ signed }) => (signed ? ['a', 'b', 'p'] : []),
  loose: () => ({ and: 'any', or: 'any', xor: 'any', not: 'any' }),
});
