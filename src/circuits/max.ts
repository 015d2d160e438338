import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { type Net, ZERO } from '../gates/net.ts';
import { defineCircuit } from './circuit.ts';
import { isLess } from './comparator.ts';
import { width } from './params.ts';

/** The larger of two numbers of equal width: a comparison and a row of multiplexers. */
export function larger(g: Builder, a: Bus, b: Bus, isSigned: boolean): Bus {
  const less = g.scope('comparison', () =>
    isSigned ? isLess(g, withTop(a, b), withTop(b, a)) : isLess(g, a, b),
  );
  return g.scope('choice', () => a.map((bit, k) => g.mux(less, at(b, k), bit)));
}

/** x with the top bit of y. With the sign bits exchanged, two's complement numbers compare as unsigned ones. */
function withTop(x: Bus, y: Bus): Bus {
  return [...x.slice(0, -1), at(y, y.length - 1)];
}

export const max = defineCircuit({
  name: 'max',
  about: "the larger of two unsigned or two's complement numbers of equal width, as max pooling needs it",
  source:
    'a comparator by a tree, R. Zimmermann, Computer Arithmetic, 1999, section 5.2, and a row of multiplexers',
  params: {
    n: width('bits of a, b and y', 8),
    signed: { kind: 'flag', about: "two's complement numbers", default: false },
  },
  sweep: { n: [1, 2, 3, 5, 64] },
  inputs: ({ n }) => ({ a: n, b: n }),
  build: (g, { a, b }, { signed }) => ({ y: larger(g, a, b, signed) }),
  meaning: ({ n, signed }) => ({
    kind: 'plain',
    model: ({ a, b }) => {
      const isLess = signed ? BigInt.asIntN(n, a) < BigInt.asIntN(n, b) : a < b;
      return { y: isLess ? b : a };
    },
    plain: {
      build: (g, { a, b }) => {
        // From the lowest bit up: the highest difference decides, and at the sign the other way.
        let less: Net = ZERO;
        for (const [k, x] of a.entries()) {
          const y = at(b, k);
          less = g.mux(g.xor(x, y), signed && k === a.length - 1 ? x : y, less);
        }
        return { y: a.map((x, k) => g.mux(less, at(b, k), x)) };
      },
    },
  }),
  signed: ({ signed }) => (signed ? ['a', 'b', 'y'] : []),
  loose: ({ n }) => ({ mux: n, not: 'any', xor: 'any', and: 'any', or: 'any' }),
});
