import { halfAdder } from '../../gates/adders.ts';
import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import type { Net } from '../../gates/net.ts';
import { type Column, carryGroups } from './carry-groups.ts';

/**
 * a + b and a + b + 1, both modulo 2^n, of n-bit a and b of at most n bits, by one network of carry groups: a bit gets a
 * carry where the bits below make one, and in the second sum also where all of them pass one on. Half adders make the
 * columns. The top column makes no carry; `compoundAddWithCarry` is for those who need it.
 */
export function compoundAdd(g: Builder, a: Bus, b: Bus): { sum: Bus; plusOne: Bus } {
  return g.scope('compound adder', () => {
    const adder = columnsOf(g, a, b, false);
    return { sum: sumOf(g, adder), plusOne: plusOneOf(g, adder) };
  });
}

/** The same, and whether a + b + 1 reaches 2^n. */
export function compoundAddWithCarry(
  g: Builder,
  a: Bus,
  b: Bus,
): { sum: Bus; plusOne: Bus; plusOneCarries: Net } {
  return g.scope('compound adder', () => {
    const adder = columnsOf(g, a, b, true);
    const sum = sumOf(g, adder);
    return { sum, plusOne: plusOneOf(g, adder), plusOneCarries: plusOneCarry(g, adder, a.length - 1) };
  });
}

/** a + b modulo 2^n alone, and whether a + b + 1 reaches 2^n: a sum and a comparison. */
export function prefixAddAndCompare(g: Builder, a: Bus, b: Bus): { sum: Bus; plusOneCarries: Net } {
  return g.scope('compound adder', () => {
    const adder = columnsOf(g, a, b, true);
    return { sum: sumOf(g, adder), plusOneCarries: plusOneCarry(g, adder, a.length - 1) };
  });
}

interface Columns {
  readonly bits: Bus;
  readonly groups: ReturnType<typeof carryGroups>;
}

function columnsOf(g: Builder, a: Bus, b: Bus, withCarry: boolean): Columns {
  const columns = a.map((x, k): Column => {
    const y = b[k];
    if (y === undefined) return { generate: undefined, propagate: x };
    if (k === a.length - 1 && !withCarry) return { generate: undefined, propagate: g.xor(x, y) };
    const { sum, carry } = halfAdder(g, x, y);
    return { generate: carry, propagate: sum };
  });
  return { bits: columns.map(({ propagate }) => propagate), groups: carryGroups(g, columns) };
}

function sumOf(g: Builder, { bits, groups }: Columns): Bus {
  return bits.map((bit, k) => {
    const carry = k === 0 ? undefined : groups.generate(0, k - 1);
    return carry === undefined ? bit : g.xor(bit, carry);
  });
}

function plusOneOf(g: Builder, adder: Columns): Bus {
  return adder.bits.map((bit, k) => (k === 0 ? g.not(bit) : g.xor(bit, plusOneCarry(g, adder, k - 1))));
}

/** The carry out of bit `top` where one is added. */
function plusOneCarry(g: Builder, { bits, groups }: Columns, top: number): Net {
  const made = groups.generate(0, top);
  const passed = top === 0 ? at(bits, 0) : groups.propagate(0, top);
  return made === undefined ? passed : g.or(made, passed);
}
