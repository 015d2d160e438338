import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import type { Net } from '../gates/net.ts';
import { defineCircuit } from './circuit.ts';
import { width } from './params.ts';
import { rippleCarryAdd } from './ripple-carry-adder.ts';

/**
 * a - b - bin = d - 2^n bout for n-bit a and b, as not(not(a) + b + bin): adding 1 by a constant carry in would
 * spend a full adder where a half adder does.
 */
export function subtract(
  g: Builder,
  a: Bus,
  b: Bus,
  bin?: Net,
): { difference: Bus; borrow: Net | undefined } {
  const { sum, carry } = rippleCarryAdd(
    g,
    a.map((x) => g.not(x)),
    b,
    bin,
  );
  return { difference: sum.map((x) => g.not(x)), borrow: carry };
}

export const subtractor = defineCircuit({
  name: 'subtractor',
  about: 'difference of two unsigned numbers of equal width, with the borrow, with or without borrow in',
  source: "a - b = not(not(a) + b) in two's complement; the adder is ripple-carry",
  params: {
    n: width('bits of a and b', 8),
    borrow: { kind: 'flag', about: 'with a borrow in, port bin', default: false },
  },
  inputs: ({ n, borrow }) => ({ a: n, b: n, bin: borrow ? 1 : 0 }),
  build: (g, { a, b, bin }) => {
    const { difference, borrow } = subtract(g, a, b, bin[0]);
    return { d: difference, bout: borrow === undefined ? [] : [borrow] };
  },
  meaning: ({ n, borrow }) => ({
    kind: 'equation',
    equation: {
      outputs: [
        { coefficient: 1n, ports: ['d'] },
        { coefficient: -(1n << BigInt(n)), ports: ['bout'] },
      ],
      inputs: [
        { coefficient: 1n, ports: ['a'] },
        { coefficient: -1n, ports: ['b'] },
        ...(borrow ? [{ coefficient: -1n, ports: ['bin'] }] : []),
      ],
    },
    model: ({ a, b, bin }) => {
      const d = a - b - bin;
      return { d: BigInt.asUintN(n, d), bout: d < 0n ? 1n : 0n };
    },
  }),
  loose: ({ n }) => ({ not: 2 * n }),
});
