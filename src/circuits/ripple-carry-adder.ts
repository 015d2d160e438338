import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import type { Net } from '../gates/net.ts';
import { addDots } from './add-dots.ts';
import { defineCircuit } from './circuit.ts';
import { width } from './params.ts';

/**
 * a + b + cin = 2^w carry + sum, with w the width of the wider operand. One cell for each bit: a full adder where
 * three bits meet, a half adder where two do, so that no cell has a constant input.
 */
export function rippleCarryAdd(g: Builder, a: Bus, b: Bus, cin?: Net): { sum: Bus; carry: Net | undefined } {
  let carry = cin;
  const sum: Net[] = [];
  for (let k = 0; k < Math.max(a.length, b.length); k++) {
    const [x, y, z] = [a[k], b[k], carry].filter((net) => net !== undefined);
    carry = undefined;
    if (x === undefined) break;
    if (y === undefined) sum.push(x);
    else {
      const added = addDots(g, z === undefined ? [x, y] : [x, y, z]);
      sum.push(added.sum);
      carry = added.carry;
    }
  }
  return { sum, carry };
}

export const rippleCarryAdder = defineCircuit({
  name: 'ripple-carry-adder',
  about: 'sum of two unsigned numbers, of equal or different widths, with or without carry in',
  source: 'R. Zimmermann, Computer Arithmetic: Principles, Architectures, and VLSI Design, 1999, section 4.1',
  params: {
    i: width('bits of a', 8),
    j: width('bits of b', 8),
    carry: { kind: 'flag', about: 'with a carry in, port cin', default: false },
  },
  inputs: ({ i, j, carry }) => ({ a: i, b: j, cin: carry ? 1 : 0 }),
  build: (g, { a, b, cin }) => {
    const { sum, carry } = rippleCarryAdd(g, a, b, cin[0]);
    return { s: carry === undefined ? sum : [...sum, carry] };
  },
  meaning: () => ({ kind: 'sum', model: ({ a, b, cin }) => ({ s: a + b + cin }) }),
  loose: () => ({}),
});
