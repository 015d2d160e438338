import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import type { Net } from '../../gates/net.ts';
import { increment } from '../incrementer.ts';

/** x + one modulo 2^n, for one bit: half adders, and an XOR at the top, whose carry nothing needs. */
export function incrementBy(g: Builder, x: Bus, one: Net): Bus {
  const { sum, carry } = increment(g, x.slice(0, -1), one);
  return [...sum, g.xor(at(x, x.length - 1), carry)];
}

/** x - one modulo 2^n, as not(not(x) + one). */
export function decrementBy(g: Builder, x: Bus, one: Net): Bus {
  const complement = x.map((bit) => g.not(bit));
  return incrementBy(g, complement, one).map((bit) => g.not(bit));
}

/** x - 1 modulo 2^n for n of at least 2: the lowest bit flips, and where it was 0 those above go down by one. */
export function decrement(g: Builder, x: Bus): Bus {
  const lowest = g.not(at(x, 0));
  return [lowest, ...decrementBy(g, x.slice(1), lowest)];
}
