import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { propagateCarry } from './add-dots.ts';
import { defineCircuit } from './circuit.ts';
import { daddaReduce } from './dadda-multiplier.ts';
import { addTwoRows, DotSum, type TwoRows, twoRows } from './dot-sum.ts';
import { width } from './params.ts';

/**
 * sum + carry = s + c + a b modulo 2^w, with w the width of s and c: the accumulator stays in carry-save form, two rows
 * in and two rows out, so that no carry runs along it.
 */
export function multiplyAccumulate(g: Builder, a: Bus, b: Bus, acc: TwoRows, isSigned: boolean): TwoRows {
  return twoRows(accumulate(g, a, b, acc, isSigned));
}

function accumulate(g: Builder, a: Bus, b: Bus, { sum, carry }: TwoRows, isSigned: boolean) {
  const dots = new DotSum(g, sum.length);
  dots.addNumber(sum);
  dots.addNumber(carry);
  g.scope('partial products', () => dots.addProduct(a, b, isSigned, isSigned));
  return daddaReduce(g, dots.columns());
}

export const mac = defineCircuit({
  name: 'mac',
  about:
    'multiply and accumulate, unsigned or by Baugh and Wooley, with a carry-save accumulator: rows s + c and a b become rows sum + carry',
  source:
    'the MAC that PikeLPN, CVPR 2024, counts i*j adders for; carry-save accumulation and Dadda reduction in one tree',
  params: {
    i: width('bits of a', 8),
    j: width('bits of b', 8),
    headroom: {
      kind: 'integer',
      about: 'bits of the accumulator beyond the i + j of a product; h hold the sum of 2^h products',
      min: 0,
      max: 64,
      default: 6,
    },
    signed: { kind: 'flag', about: "two's complement operands and sums", default: false },
    final: {
      kind: 'flag',
      about: 'with a final adder that makes one number p of the two rows',
      default: false,
    },
  },
  sweep: { i: [1, 2], j: [2], headroom: [0] },
  cases: () => [false, true].map((signed) => ({ i: 12, j: 5, headroom: 6, signed, final: false })),
  inputs: ({ i, j, headroom }) => ({ a: i, b: j, s: i + j + headroom, c: i + j + headroom }),
  build: (g, { a, b, s, c }, { signed, final }) => {
    const columns = accumulate(g, a, b, { sum: s, carry: c }, signed);
    if (!final) return { ...twoRows(columns), p: [] };
    return { sum: [], carry: [], p: propagateCarry(g, columns) };
  },
  meaning: ({ i, j, headroom, signed, final }) => ({
    kind: 'equation',
    equation: {
      outputs: (final ? ['p'] : ['sum', 'carry']).map((port) => ({ coefficient: 1n, ports: [port] })),
      inputs: [['s'], ['c'], ['a', 'b']].map((ports) => ({ coefficient: 1n, ports })),
      modulo: i + j + headroom,
    },
    // The two rows may share the sum in any way, so the model is of their sum alone.
    model: ({ a, b, s, c }) => {
      const product = signed ? BigInt.asIntN(i, a) * BigInt.asIntN(j, b) : a * b;
      const p = BigInt.asUintN(i + j + headroom, s + c + product);
      return { sum: 0n, carry: 0n, p };
    },
    ...(final ? {} : { observe: (g, { sum, carry }) => ({ p: addTwoRows(g, { sum, carry }) }) }),
  }),
  signed: ({ signed }) => (signed ? ['a', 'b', 's', 'c', 'sum', 'carry', 'p'] : []),
  loose: ({ i, j, signed }) => ({ and: i * j, xor: 'any', ...(signed ? { not: 'any' } : {}) }),
});
