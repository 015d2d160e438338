import type { Columns } from '../dots/columns.ts';
import { fullAdder, halfAdder } from '../gates/adders.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { type Net, ONE, ZERO } from '../gates/net.ts';

/** What an addition of dots leaves: `carry` is worth twice the sum; the top column makes none. */
export interface AddedDots {
  readonly sum: Net;
  readonly carry: Net | undefined;
}

/**
 * Adds two or three dots of one column: a full adder for three, a half adder for two. In the top column of a product
 * the carry would be worth more than any product, so it is never 1; there XOR gates do, and no adder is spent. One of
 * the dots may be the constant 1, which no adder reads.
 */
export function addDots(g: Builder, [x, y, z]: readonly [Net, Net, Net?], isTop = false): AddedDots {
  if (x === ONE) return addOne(g, y, z, isTop);
  if (y === ONE) return addOne(g, x, z, isTop);
  if (z === ONE) return addOne(g, x, y, isTop);
  if (isTop) return { sum: z === undefined ? g.xor(x, y) : g.xor(g.xor(x, y), z), carry: undefined };
  return z === undefined ? halfAdder(g, x, y) : fullAdder(g, x, y, z);
}

/**
 * Adds 1 to one or two dots: 1 + x = 2 x + not x needs no adder, and 1 + x + y = 3 - (1 - x) - (1 - y) a half adder
 * between inverters.
 */
function addOne(g: Builder, x: Net, y: Net | undefined, isTop: boolean): AddedDots {
  if (y === undefined) return { sum: g.not(x), carry: isTop ? undefined : x };
  if (isTop) return { sum: g.not(g.xor(x, y)), carry: undefined };
  const { sum, carry } = halfAdder(g, g.not(x), g.not(y));
  return { sum: g.not(sum), carry: g.not(carry) };
}

/**
 * Carry-propagate addition of columns of at most two dots, by ripple: a column of one dot and no carry costs
 * nothing, two things to add cost a half adder, three a full adder. A column that nothing reaches is constant 0.
 */
export function propagateCarry(g: Builder, columns: Columns): Bus {
  return g.scope('final adder', () => {
    let carry: Net | undefined;
    return columns.map((column, k) => {
      const [x, y, z] = carry === undefined ? column : [...column, carry];
      carry = undefined;
      if (x === undefined) return ZERO;
      if (y === undefined) return x;
      const added = addDots(g, z === undefined ? [x, y] : [x, y, z], k === columns.length - 1);
      carry = added.carry;
      return added.sum;
    });
  });
}
