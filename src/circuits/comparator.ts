import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { mustBe } from '../gates/must-be.ts';
import { type Net, ONE, ZERO } from '../gates/net.ts';
import { defineCircuit } from './circuit.ts';
import { width } from './params.ts';

/** Order of two numbers: at most one of the nets is 1; neither means greater. */
export interface Order {
  readonly less: Net;
  readonly equal: Net;
}

/**
 * The order of two unsigned numbers of equal width, by a balanced tree: the higher half decides unless it is equal.
 */
export function compare(g: Builder, a: Bus, b: Bus): Order {
  const [x] = a;
  const [y] = b;
  if (x === undefined || y === undefined || a.length !== b.length)
    throw mustBe('compare', 'widths', 'equal and at least 1', [a.length, b.length]);
  if (a.length === 1) return { less: g.and(g.not(x), y), equal: g.not(g.xor(x, y)) };
  const half = a.length >> 1;
  const low = compare(g, a.slice(0, half), b.slice(0, half));
  const high = compare(g, a.slice(half), b.slice(half));
  return { less: g.or(high.less, g.and(high.equal, low.less)), equal: g.and(high.equal, low.equal) };
}

/** Whether a < b, without the gates that only equality of the whole needs. */
export function isLess(g: Builder, a: Bus, b: Bus): Net {
  const [x, y] = [a[0], b[0]];
  if (x === undefined || y === undefined || a.length !== b.length)
    throw mustBe('isLess', 'widths', 'equal and at least 1', [a.length, b.length]);
  if (a.length === 1) return g.and(g.not(x), y);
  const half = a.length >> 1;
  const low = isLess(g, a.slice(0, half), b.slice(0, half));
  const high = compare(g, a.slice(half), b.slice(half));
  return g.or(high.less, g.and(high.equal, low));
}

export const comparator = defineCircuit({
  name: 'comparator',
  about: 'order of two unsigned numbers of equal width: less, equal, greater',
  source: 'R. Zimmermann, Computer Arithmetic: Principles, Architectures, and VLSI Design, 1999, section 5.2',
  params: { n: width('bits of a and b', 8) },
  inputs: ({ n }) => ({ a: n, b: n }),
  build: (g, { a, b }) => {
    const { less, equal } = compare(g, a, b);
    return { lt: [less], eq: [equal], gt: [g.not(g.or(less, equal))] };
  },
  meaning: () => ({
    kind: 'plain',
    model: ({ a, b }) => ({ lt: a < b ? 1n : 0n, eq: a === b ? 1n : 0n, gt: a > b ? 1n : 0n }),
    plain: {
      build: (g, { a, b }) => {
        // From the lowest bit up: the highest difference decides.
        let [less, equal, greater]: [Net, Net, Net] = [ZERO, ONE, ZERO];
        for (const [k, x] of a.entries()) {
          const differs = g.xor(x, b[k] ?? ZERO);
          less = g.mux(differs, b[k] ?? ZERO, less);
          greater = g.mux(differs, x, greater);
          equal = g.mux(differs, ZERO, equal);
        }
        return { lt: [less], eq: [equal], gt: [greater] };
      },
    },
  }),
  loose: ({ n }) => ({ not: 2 * n + 1, xor: n, and: 3 * n - 2, or: n }),
});
