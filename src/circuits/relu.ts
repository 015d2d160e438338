import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { ZERO } from '../gates/net.ts';
import { defineCircuit } from './circuit.ts';
import { width } from './params.ts';

/** max(x, 0) of a two's complement number: to compare with 0 is to look at the sign, and to choose 0 an AND. */
export function rectify(g: Builder, x: Bus): Bus {
  const magnitude = x.slice(0, -1);
  if (magnitude.length === 0) return [ZERO];
  const isPositive = g.not(at(x, x.length - 1));
  return [...magnitude.map((bit) => g.and(isPositive, bit)), ZERO];
}

export const relu = defineCircuit({
  name: 'relu',
  about: "rectified linear unit, the larger of a two's complement number and 0; the top bit is always 0",
  source: 'V. Nair, G. E. Hinton, Rectified linear units improve restricted Boltzmann machines, 2010',
  params: { n: width('bits of x and y', 8) },
  sweep: { n: [1, 2, 3, 8, 64] },
  inputs: ({ n }) => ({ x: n }),
  build: (g, { x }) => ({ y: rectify(g, x) }),
  meaning: ({ n }) => ({
    kind: 'plain',
    model: ({ x }) => ({ y: BigInt.asIntN(n, x) < 0n ? 0n : x }),
    plain: {
      build: (g, { x }) => ({ y: x.map((bit) => g.mux(at(x, x.length - 1), ZERO, bit)) }),
    },
  }),
  signed: () => ['x', 'y'],
  loose: ({ n }) => ({ not: n === 1 ? 0 : 1, and: n - 1 }),
});
