import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { type Net, ZERO } from '../gates/net.ts';
import { propagateCarry } from './add-dots.ts';
import { defineCircuit } from './circuit.ts';
import { daddaReduce } from './dadda-multiplier.ts';
import { DotSum } from './dot-sum.ts';
import { type Values, width } from './params.ts';

/**
 * 2^fraction x where x is not negative, else x slope: a product and a row of multiplexers that its sign selects. x and
 * slope are two's complement, and so is the result.
 */
export function rectifyParametric(g: Builder, x: Bus, slope: Bus, fraction: number): Bus {
  const dots = new DotSum(g, x.length + slope.length);
  g.scope('partial products', () => dots.addProduct(x, slope, true, true));
  const product = propagateCarry(g, daddaReduce(g, dots.columns()));
  const isNegative = at(x, x.length - 1);
  // What is not negative has a 0 for its sign.
  const whole: Net[] = [...new Array(fraction).fill(ZERO), ...x.slice(0, -1), ZERO];
  return g.scope('choice', () =>
    Array.from({ length: Math.max(product.length, whole.length) }, (_, k) =>
      g.mux(isNegative, product[k] ?? at(product, product.length - 1), whole[k] ?? ZERO),
    ),
  );
}

const params = {
  i: width('bits of x', 8),
  j: width('bits of slope', 8),
  fraction: {
    kind: 'integer',
    about: 'bits of slope below the point, and so of y beyond those of x',
    min: 0,
    max: 64,
    default: 7,
  },
} as const;

function rectifiedWidth({ i, j, fraction }: Values<typeof params>): number {
  return i + Math.max(j, fraction);
}

export const prelu = defineCircuit({
  name: 'prelu',
  about:
    "parametric rectified linear unit in fixed point: x, or where x is negative x slope, exact; two's complement",
  source:
    'K. He et al., Delving deep into rectifiers, 2015; a Baugh-Wooley multiplier and a row of multiplexers',
  params,
  sweep: { i: [1, 2, 4], j: [1, 3], fraction: [0, 3] },
  cases: () => [
    { i: 12, j: 20, fraction: 25 },
    { i: 64, j: 64, fraction: 60 },
  ],
  inputs: ({ i, j }) => ({ x: i, slope: j }),
  build: (g, { x, slope }, { fraction }) => ({ y: rectifyParametric(g, x, slope, fraction) }),
  meaning: (p) => ({
    kind: 'split',
    split: {
      on: { x: 1 },
      // Without its sign bit, x is the rest, or the rest less 2^(i - 1).
      equation: ({ x: isNegative }) => {
        const rest = p.i === 1 ? [] : ['x'];
        const whole = rest.map((x) => ({ coefficient: 1n << BigInt(p.fraction), ports: [x] }));
        const product = [
          ...rest.map((x) => ({ coefficient: 1n, ports: [x, 'slope'] })),
          { coefficient: -(1n << BigInt(p.i - 1)), ports: ['slope'] },
        ];
        return {
          outputs: [{ coefficient: 1n, ports: ['y'] }],
          inputs: isNegative === 1n ? product : whole,
          signed: ['slope', 'y'],
        };
      },
    },
    model: ({ x, slope }) => {
      const value = BigInt.asIntN(p.i, x);
      const y = value < 0n ? value * BigInt.asIntN(p.j, slope) : value << BigInt(p.fraction);
      return { y: BigInt.asUintN(rectifiedWidth(p), y) };
    },
  }),
  signed: () => ['x', 'slope', 'y'],
  loose: ({ i, j, fraction }) => ({ and: i * j, not: 'any', xor: 'any', mux: i + Math.max(j, fraction) }),
});
