import type { Columns } from '../dots/columns.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { propagateCarry } from './add-dots.ts';
import { defineCircuit } from './circuit.ts';
import { daddaReduce } from './dadda-multiplier.ts';
import { addTwoRows, DotSum, type TwoRows, twoRows } from './dot-sum.ts';
import { bitLength, type Values, width } from './params.ts';

/** The two operands of a product. */
export interface Factors {
  readonly a: Bus;
  readonly b: Bus;
}

/**
 * The sum of products as two rows, all dots in one reduction: sum + carry = a0 b0 + a1 b1 + ... modulo 2^width.
 */
export function dotProduct(g: Builder, terms: readonly Factors[], width: number, isSigned: boolean): TwoRows {
  return twoRows(reduceProducts(g, terms, width, isSigned));
}

function reduceProducts(g: Builder, terms: readonly Factors[], width: number, isSigned: boolean): Columns {
  const dots = new DotSum(g, width);
  g.scope('partial products', () => {
    for (const { a, b } of terms) dots.addProduct(a, b, isSigned, isSigned);
  });
  return daddaReduce(g, dots.columns());
}

/** The most terms, and so the numbers of the ports: a0, b0, a1, b1 ... */
const MOST_TERMS = 64;

const params = {
  i: width('bits of a0, a1 ...', 8),
  j: width('bits of b0, b1 ...', 8),
  d: { kind: 'integer', about: 'number of terms', min: 1, max: MOST_TERMS, default: 4 },
  signed: { kind: 'flag', about: "two's complement operands and sum", default: false },
  final: { kind: 'flag', about: 'with a final adder; else the sum is two rows', default: true },
} as const;

/** The ports of each term. */
function factorNames(d: number): (`a${number}` | `b${number}`)[][] {
  return Array.from({ length: d }, (_, k) => [`a${k}`, `b${k}`]);
}

/** Bits that hold the sum of d products: i + j + ceil(log2 d). */
export function dotProductWidth({ i, j, d }: Pick<Values<typeof params>, 'i' | 'j' | 'd'>): number {
  return i + j + bitLength(d - 1);
}

export const dotProductCircuit = defineCircuit({
  name: 'dot-product',
  about:
    'sum of d products a0 b0 + a1 b1 + ..., unsigned or by Baugh and Wooley: one Dadda reduction of all partial products, ripple-carry final adder',
  source:
    'the multiply-accumulate of PikeLPN, CVPR 2024, unrolled: D terms in one carry-save tree; L. Dadda, 1965, for the reduction',
  params,
  // Every term is as the others, so few are visited.
  sweep: { i: [1, 2], j: [2], d: [1, 3], final: [true] },
  cases: () => [
    { i: 8, j: 8, d: 4, signed: true, final: true },
    { i: 3, j: 17, d: 5, signed: false, final: false },
  ],
  inputs: ({ i, j, d }) => {
    const widths: Record<`${'a' | 'b'}${number}`, number> = {};
    for (let k = 0; k < MOST_TERMS; k++) {
      widths[`a${k}`] = k < d ? i : 0;
      widths[`b${k}`] = k < d ? j : 0;
    }
    return widths;
  },
  build: (g, x, p) => {
    const terms = Array.from({ length: p.d }, (_, k) => ({ a: x[`a${k}`] ?? [], b: x[`b${k}`] ?? [] }));
    const columns = reduceProducts(g, terms, dotProductWidth(p), p.signed);
    if (p.final) return { p: propagateCarry(g, columns), sum: [], carry: [] };
    return { ...twoRows(columns), p: [] };
  },
  meaning: ({ i, j, d, signed, final }) => ({
    kind: 'equation',
    equation: {
      outputs: (final ? ['p'] : ['sum', 'carry']).map((port) => ({ coefficient: 1n, ports: [port] })),
      inputs: factorNames(d).map((ports) => ({ coefficient: 1n, ports })),
      modulo: dotProductWidth({ i, j, d }),
    },
    model: (x) => {
      let total = 0n;
      for (let k = 0; k < d; k++) {
        const [a, b] = [x[`a${k}`] ?? 0n, x[`b${k}`] ?? 0n];
        total += signed ? BigInt.asIntN(i, a) * BigInt.asIntN(j, b) : a * b;
      }
      return { p: BigInt.asUintN(dotProductWidth({ i, j, d }), total), sum: 0n, carry: 0n };
    },
    ...(final ? {} : { observe: (g, { sum, carry }) => ({ p: addTwoRows(g, { sum, carry }) }) }),
  }),
  signed: ({ d, signed }) => (signed ? [...factorNames(d).flat(), 'p', 'sum', 'carry'] : []),
  loose: ({ i, j, d, signed }) => ({ and: i * j * d, xor: 'any', ...(signed ? { not: 'any' } : {}) }),
});
