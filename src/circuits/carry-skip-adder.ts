import { halfAdder } from '../gates/adders.ts';
import type { Builder } from '../gates/builder.ts';
import type { Net } from '../gates/net.ts';
import { addDots } from './add-dots.ts';
import { andAll } from './barrel-shifter.ts';
import { dotsAt, type RowSum } from './row-sum.ts';
import type { Row } from './rows.ts';

/**
 * a + b + cin = 2^n carry + sum over n columns of one or two dots. The carry ripples through blocks of equal size;
 * where every column of a block passes a carry on, the carry into the block skips it. The first block and the last
 * gain nothing by that and are ripples of full adders; in between, the generate and propagate of a column are a half
 * adder. The size, the root of n / 2, makes the longest way short: M. Lehman and N. Burla, 1961.
 */
export function carrySkipAdd(g: Builder, a: Row, b: Row, cin?: Net, withCarry = true): RowSum {
  const n = Math.max(a.length, b.length);
  const size = Math.max(2, Math.round(Math.sqrt(n / 2)));
  const sum: Net[] = [];
  let carry = cin;
  for (let from = 0; from < n; from += size) {
    const end = Math.min(n, from + size);
    const isInner = from > 0 && end < n;
    const into = carry;
    const propagates: Net[] = [];
    for (let k = from; k < end; k++) {
      const [x, y] = dotsAt(a, b, k);
      const isTop = k === n - 1 && !withCarry;
      if (!isInner || carry === undefined || y === undefined) {
        const [p, q, r] = [x, y, carry].filter((net) => net !== undefined);
        if (p === undefined || q === undefined) {
          sum.push(x);
          continue;
        }
        const added = addDots(g, r === undefined ? [p, q] : [p, q, r], isTop);
        sum.push(added.sum);
        carry = added.carry;
        if (isInner) propagates.push(x);
        continue;
      }
      const bit = halfAdder(g, x, y);
      propagates.push(bit.sum);
      sum.push(g.xor(bit.sum, carry));
      carry = g.or(bit.carry, g.and(bit.sum, carry));
    }
    if (isInner && into !== undefined && carry !== undefined)
      carry = g.mux(andAll(g, propagates), into, carry);
  }
  return { sum, carry };
}
