import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import type { Net } from '../gates/net.ts';
import { addDots } from './add-dots.ts';
import { dotsAt, type RowSum } from './row-sum.ts';
import type { Row } from './rows.ts';

/**
 * a + b + cin = 2^n carry + sum over n columns of one or two dots. Blocks of 2, 2, 3, 4 ... columns add by ripple for
 * both values of the carry into them, and that carry selects. The first column of a block needs no second adder: with
 * a carry it carries x or y, and its sum is complemented.
 */
export function carrySelectAdd(g: Builder, a: Row, b: Row, cin?: Net, withCarry = true): RowSum {
  const n = Math.max(a.length, b.length);
  const sum: Net[] = [];
  let carry = cin;
  for (let from = 0, size = 2; from < n; from += size, size = from === 2 ? 2 : size + 1) {
    const columns = Array.from({ length: Math.min(size, n - from) }, (_, k) => dotsAt(a, b, from + k));
    const isLast = from + columns.length === n && !withCarry;
    const block = from === 0 || carry === undefined ? ripple : select;
    const added = block(g, columns, carry, isLast);
    sum.push(...added.sum);
    carry = added.carry;
  }
  return { sum, carry };
}

type Column = readonly [Net, Net?];

/** Adds the columns of a block and one carry; the last makes no carry when the block is the top one. */
function ripple(g: Builder, columns: readonly Column[], cin: Net | undefined, isTop: boolean): RowSum {
  let carry = cin;
  const sum: Bus = columns.map(([x, y], k) => {
    const [p, q, r] = [x, y, carry].filter((net) => net !== undefined);
    carry = undefined;
    if (p === undefined || q === undefined) return x;
    const added = addDots(g, r === undefined ? [p, q] : [p, q, r], isTop && k === columns.length - 1);
    carry = added.carry;
    return added.sum;
  });
  return { sum, carry };
}

/** Adds the columns of a block without and with a carry, and lets the carry choose. */
function select(g: Builder, columns: readonly Column[], carry: Net | undefined, isTop: boolean): RowSum {
  const [[x, y] = [], ...others] = columns;
  if (x === undefined || carry === undefined) return ripple(g, columns, carry, isTop);
  const isOnly = others.length === 0;
  const first = y === undefined ? { sum: x, carry: undefined } : addDots(g, [x, y], isTop && isOnly);
  const sum = [g.xor(first.sum, carry)];
  if (isTop && isOnly) return { sum, carry: undefined };
  const without = ripple(g, others, first.carry, isTop);
  const withOne = ripple(g, others, y === undefined ? x : g.or(x, y), isTop);
  for (const [k, one] of withOne.sum.entries()) sum.push(g.mux(carry, one, without.sum[k] ?? one));
  if (withOne.carry === undefined) return { sum, carry: without.carry };
  // A block that carries without a carry into it carries with one too, so no multiplexer is needed.
  const passed = g.and(carry, withOne.carry);
  return { sum, carry: without.carry === undefined ? passed : g.or(without.carry, passed) };
}
