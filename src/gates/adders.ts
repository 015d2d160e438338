import type { Builder } from './builder.ts';
import type { Net } from './net.ts';

/** The outputs of an adder cell: `sum` has the weight of its inputs, `carry` twice that. */
export interface SumAndCarry {
  readonly sum: Net;
  readonly carry: Net;
}

/** Half adder: x + y = 2 carry + sum. One XOR, one AND. */
export function halfAdder(g: Builder, x: Net, y: Net): SumAndCarry {
  g.cell('ha');
  const sum = g.xor(x, y);
  const carry = g.and(x, y);
  return { sum, carry };
}

/** Full adder: x + y + z = 2 carry + sum. The five-gate textbook form: two XOR, two AND, one OR. */
export function fullAdder(g: Builder, x: Net, y: Net, z: Net): SumAndCarry {
  g.cell('fa');
  const half = g.xor(x, y);
  const sum = g.xor(half, z);
  const both = g.and(x, y);
  const either = g.and(half, z);
  const carry = g.or(both, either);
  return { sum, carry };
}
