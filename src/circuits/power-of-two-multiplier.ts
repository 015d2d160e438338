import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { type Net, ZERO } from '../gates/net.ts';
import { propagateCarry } from './add-dots.ts';
import { defineCircuit } from './circuit.ts';
import { bitLength, type Values, width } from './params.ts';

/**
 * acc + 2^amount x modulo 2^acc.length, or acc - 2^amount x where `negative` is 1: a weight that is a power of two needs
 * no multiplier, but a shifter and an adder.
 */
export function multiplyByPowerOfTwo(
  g: Builder,
  acc: Bus,
  x: Bus,
  amount: Bus,
  { isSigned, negative }: { readonly isSigned: boolean; readonly negative?: Net | undefined },
): Bus {
  const shifted = g.scope('shift', () => shiftWidening(g, x, amount, isSigned));
  const fill = isSigned ? at(shifted, shifted.length - 1) : ZERO;
  const places = acc.map((_, k) => shifted[k] ?? fill);
  // -x = not x + 1, and zeros become ones.
  const addend =
    negative === undefined
      ? places
      : g.scope('negation', () => complementIf(g, places, shifted.length, negative));
  const columns = acc.map((bit, k) => [bit, at(addend, k)].filter((net) => net !== ZERO));
  if (negative !== undefined) at(columns, 0).push(negative);
  return propagateCarry(g, columns);
}

/** The bits of x, complemented where `negative` is 1; those from `width` on all repeat the bit there. */
function complementIf(g: Builder, x: Bus, width: number, negative: Net): Bus {
  const complemented: Net[] = [];
  for (const [k, bit] of x.entries())
    if (bit === ZERO) complemented.push(negative);
    else if (k >= width) complemented.push(at(complemented, k - 1));
    else complemented.push(g.xor(bit, negative));
  return complemented;
}

/** 2^amount x, wide enough for the largest amount: in row r a multiplexer for each place that can change. */
function shiftWidening(g: Builder, x: Bus, amount: Bus, isSigned: boolean): Bus {
  let row = x;
  for (const [r, select] of amount.entries()) {
    const distance = 2 ** r;
    const before = row;
    const sign = isSigned ? at(before, before.length - 1) : ZERO;
    row = g.scope(`row ${r}`, () =>
      Array.from({ length: before.length + distance }, (_, place) => {
        const [moved, stay] = [before[place - distance] ?? ZERO, before[place] ?? sign];
        return moved === stay ? stay : g.mux(select, moved, stay);
      }),
    );
  }
  return row;
}

const params = {
  n: width('bits of x', 8),
  max: width('largest amount; the amount port has as many bits as this number needs', 7),
  headroom: {
    kind: 'integer',
    about: 'bits of the accumulator beyond those of the widest product',
    min: 0,
    max: 64,
    default: 1,
  },
  signed: { kind: 'flag', about: "x in two's complement", default: true },
  negative: { kind: 'flag', about: 'with the sign of the weight, port neg', default: true },
} as const;

function accumulatorWidth({ n, max, headroom }: Values<typeof params>): number {
  return n + 2 ** bitLength(max) - 1 + headroom;
}

export const powerOfTwoMultiplier = defineCircuit({
  name: 'power-of-two-multiplier',
  about:
    'multiply and accumulate for a weight that is a power of two: acc + 2^amount x or acc - 2^amount x, by a shifter and a ripple-carry adder',
  source:
    'the pointwise convolutions of PikeLPN, CVPR 2024, whose weights are signs and shifts; rows of multiplexers and an adder',
  params,
  sweep: { n: [1, 2], max: [1, 3], headroom: [0] },
  cases: () => [
    { n: 8, max: 7, headroom: 1, signed: true, negative: true },
    { n: 64, max: 15, headroom: 6, signed: false, negative: true },
    { n: 5, max: 63, headroom: 0, signed: true, negative: false },
  ],
  inputs: (p) => ({
    acc: accumulatorWidth(p),
    x: p.n,
    amount: bitLength(p.max),
    neg: p.negative ? 1 : 0,
  }),
  build: (g, { acc, x, amount, neg }, { signed }) => ({
    y: multiplyByPowerOfTwo(g, acc, x, amount, { isSigned: signed, negative: neg[0] }),
  }),
  meaning: (p) => ({
    kind: 'split',
    split: {
      on: { amount: bitLength(p.max), ...(p.negative ? { neg: 1 } : {}) },
      equation: ({ amount = 0n, neg = 0n }) => ({
        outputs: [{ coefficient: 1n, ports: ['y'] }],
        inputs: [
          { coefficient: 1n, ports: ['acc'] },
          { coefficient: (neg === 1n ? -1n : 1n) << amount, ports: ['x'] },
        ],
        modulo: accumulatorWidth(p),
        ...(p.signed ? { signed: ['x'] } : {}),
      }),
    },
    model: ({ acc, x, amount, neg }) => {
      const product = (p.signed ? BigInt.asIntN(p.n, x) : x) << amount;
      return { y: BigInt.asUintN(accumulatorWidth(p), neg === 1n ? acc - product : acc + product) };
    },
  }),
  // An accumulator that can go below 0 is in two's complement.
  signed: ({ signed, negative }) => [
    ...(signed ? (['x'] as const) : []),
    ...(signed || negative ? (['acc', 'y'] as const) : []),
  ],
  loose: () => ({ mux: 'any', xor: 'any', not: 'any' }),
});
