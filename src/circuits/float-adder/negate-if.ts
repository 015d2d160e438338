import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import type { Net } from '../../gates/net.ts';
import { increment } from '../incrementer.ts';

/**
 * negative ? 2^n - x : x, modulo 2^n: a row of XOR, then plus one. Nothing needs the carry out of the top bit, so an
 * XOR stands there and n - 1 half adders below it.
 */
export function negateIf(g: Builder, x: Bus, negative: Net): Bus {
  const flipped = x.map((bit) => g.xor(bit, negative));
  const { sum, carry } = increment(g, flipped.slice(0, -1), negative);
  return [...sum, g.xor(at(flipped, x.length - 1), carry)];
}
