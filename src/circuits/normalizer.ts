import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { propagateCarry } from './add-dots.ts';
import { defineCircuit } from './circuit.ts';
import { daddaReduce } from './dadda-multiplier.ts';
import { DotSum } from './dot-sum.ts';
import { type Values, width } from './params.ts';

/** x scale + 2^align offset modulo 2^width; scale and offset are two's complement, x where it is signed. */
export function normalize(
  g: Builder,
  x: Bus,
  scale: Bus,
  offset: Bus,
  { align, signed, width }: { readonly align: number; readonly signed: boolean; readonly width: number },
): Bus {
  const dots = new DotSum(g, width);
  g.scope('partial products', () => dots.addProduct(x, scale, signed, true));
  g.scope('offset', () => dots.addNumber(offset, true, align));
  return propagateCarry(g, daddaReduce(g, dots.columns()));
}

const params = {
  i: width('bits of x', 8),
  j: width('bits of scale', 8),
  n: width('bits of offset', 8),
  align: {
    kind: 'integer',
    about: 'fraction bits of the product below the last bit of the offset',
    min: 0,
    max: 64,
    default: 0,
  },
  signed: { kind: 'flag', about: "x in two's complement, as scale and offset always are", default: true },
} as const;

/** One bit more than the wider of product and offset. */
function normalizedWidth({ i, j, n, align }: Pick<Values<typeof params>, 'i' | 'j' | 'n' | 'align'>): number {
  return Math.max(i + j, n + align) + 1;
}

export const normalizer = defineCircuit({
  name: 'normalizer',
  about:
    "batch norm in fixed point: x scale + 2^align offset, exact, scale and offset in two's complement; Baugh-Wooley dots and offset in one Dadda reduction",
  source:
    'S. Ioffe, C. Szegedy, Batch normalization, 2015, folded into a scale and an offset as PikeLPN, CVPR 2024, quantizes them',
  params,
  sweep: { i: [1, 2], j: [1, 3], n: [1, 4], align: [2] },
  cases: () => [
    { i: 8, j: 8, n: 16, align: 0, signed: true },
    { i: 13, j: 30, n: 24, align: 6, signed: false },
  ],
  inputs: ({ i, j, n }) => ({ x: i, scale: j, offset: n }),
  build: (g, { x, scale, offset }, p) => ({
    y: normalize(g, x, scale, offset, { align: p.align, signed: p.signed, width: normalizedWidth(p) }),
  }),
  meaning: (p) => ({
    kind: 'equation',
    equation: {
      outputs: [{ coefficient: 1n, ports: ['y'] }],
      inputs: [
        { coefficient: 1n, ports: ['x', 'scale'] },
        { coefficient: 1n << BigInt(p.align), ports: ['offset'] },
      ],
    },
    model: ({ x, scale, offset }) => {
      const product = (p.signed ? BigInt.asIntN(p.i, x) : x) * BigInt.asIntN(p.j, scale);
      const y = product + (BigInt.asIntN(p.n, offset) << BigInt(p.align));
      return { y: BigInt.asUintN(normalizedWidth(p), y) };
    },
  }),
  signed: ({ signed }) => [...(signed ? (['x'] as const) : []), 'scale', 'offset', 'y'],
  loose: ({ i, j }) => ({ and: i * j, not: 'any', xor: 'any' }),
});
