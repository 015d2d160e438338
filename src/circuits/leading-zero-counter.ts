import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import { type Bus, constantBus } from '../gates/bus.ts';
import { type Net, ZERO } from '../gates/net.ts';
import { defineCircuit } from './circuit.ts';
import { bitLength, width } from './params.ts';

/**
 * The number of zeros above the highest one of x, from 0 to n: bitLength(n) bits, all n values of a zero counted.
 * The upper 2^k bits and the rest are counted apart. When the upper part is zero its own count is exactly 2^k, so its
 * low bits are free for the count of the rest: one AND and one OR a bit, no adder.
 */
export function countLeadingZeros(g: Builder, x: Bus): Bus {
  if (x.length === 1) return [g.not(at(x, 0))];
  const k = bitLength(x.length - 1) - 1;
  const split = x.length - 2 ** k;
  const upper = countLeadingZeros(g, x.slice(split));
  const rest = countLeadingZeros(g, x.slice(0, split));
  const upperIsZero = at(upper, k);
  const low: Net[] = upper.slice(0, k).map((bit, place) => {
    const other = rest[place];
    return other === undefined ? bit : g.or(bit, g.and(upperIsZero, other));
  });
  const restIsFullAndZero = rest[k];
  if (restIsFullAndZero === undefined) return [...low, upperIsZero];
  const all = g.and(upperIsZero, restIsFullAndZero);
  return [...low, g.xor(upperIsZero, all), all];
}

export const leadingZeroCounter = defineCircuit({
  name: 'leading-zero-counter',
  about: 'how many zeros stand above the highest one; n for zero itself',
  source:
    'V. G. Oklobdzija, An algorithmic and novel design of a leading zero detector circuit, IEEE Trans. VLSI Systems 2, 1994',
  params: { n: width('bits of a', 8) },
  inputs: ({ n }) => ({ a: n }),
  build: (g, { a }) => ({ zeros: countLeadingZeros(g, a) }),
  meaning: ({ n }) => ({
    kind: 'plain',
    model: ({ a }) => ({ zeros: BigInt(n - (a === 0n ? 0 : a.toString(2).length)) }),
    plain: {
      build: (g, { a }) => {
        // The highest one has the last word.
        let zeros = constantBus(BigInt(n), bitLength(n));
        for (const [k, bit] of a.entries()) {
          const count = constantBus(BigInt(n - 1 - k), zeros.length);
          zeros = zeros.map((before, place) => g.mux(bit, count[place] ?? ZERO, before));
        }
        return { zeros };
      },
    },
  }),
  loose: ({ n }) => ({ not: n, and: 'any', or: 'any', xor: 'any' }),
  *stimulus({ n }) {
    // The answer depends on the highest one alone: try each, with nothing, everything and alternating bits below.
    yield { a: 0n };
    for (let k = 0n; k < n; k++) {
      const below = (1n << k) - 1n;
      for (const noise of [0n, below, below / 3n, below - below / 3n]) yield { a: (1n << k) + noise };
    }
  },
});
