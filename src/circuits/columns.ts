import { fullAdder, halfAdder } from '../gates/adders.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { type Net, ZERO } from '../gates/net.ts';

/** The dots of a dot diagram: `columns[k]` holds the nets of weight 2^k. */
export type Columns = Net[][];

/** The column height: the most dots that any column has. */
export function height(columns: Columns): number {
  let most = 0;
  for (const column of columns) most = Math.max(most, column.length);
  return most;
}

/**
 * Adds two or three dots of one column: a full adder for three, a half adder for two. In the top column of a product
 * the carry would be worth more than any product, so it is never 1; there XOR gates do, and no adder is spent.
 */
export function addDots(
  g: Builder,
  [x, y, z]: readonly [Net, Net, Net?],
  isTop = false,
): { sum: Net; carry: Net | undefined } {
  if (isTop) return { sum: z === undefined ? g.xor(x, y) : g.xor(g.xor(x, y), z), carry: undefined };
  return z === undefined ? halfAdder(g, x, y) : fullAdder(g, x, y, z);
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
