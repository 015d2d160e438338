import { halfAdder } from '../gates/adders.ts';
import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import type { Net } from '../gates/net.ts';
import { defineCircuit } from './circuit.ts';
import { width } from './params.ts';

/** x + inc = 2^n carry + sum for n-bit x and one bit inc: a half adder for each bit. */
export function increment(g: Builder, x: Bus, inc: Net): { sum: Bus; carry: Net } {
  let carry = inc;
  const sum = x.map((bit) => {
    const added = halfAdder(g, bit, carry);
    carry = added.carry;
    return added.sum;
  });
  return { sum, carry };
}

export const incrementer = defineCircuit({
  name: 'incrementer',
  about: 'an unsigned number plus one bit, as rounding needs it',
  source: 'R. Zimmermann, Computer Arithmetic: Principles, Architectures, and VLSI Design, 1999, section 4.1',
  params: { n: width('bits of a', 8) },
  inputs: ({ n }) => ({ a: n, inc: 1 }),
  build: (g, { a, inc }) => {
    const { sum, carry } = increment(g, a, at(inc, 0));
    return { s: [...sum, carry] };
  },
  meaning: () => ({ kind: 'sum', model: ({ a, inc }) => ({ s: a + inc }) }),
  loose: () => ({}),
});
