import { fullAdder, halfAdder } from '../gates/adders.ts';
import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import { type Net, ZERO } from '../gates/net.ts';
import { dotsAt, type RowSum } from './row-sum.ts';
import type { Row } from './rows.ts';

/** One step: the group that ends at bit `at` is joined with the group below it, which ends at bit `below`. */
export interface Join {
  readonly at: number;
  readonly below: number;
}

/** The joins that carry each bit's group down to bit 0, in an order of evaluation, for n bits. */
export type PrefixNetwork = (n: number) => Join[];

/**
 * J. Sklansky, Conditional-sum addition logic, 1960: bits in blocks of 2, 4, 8 ...; the upper half of each block is
 * joined with the top of the lower half. Least depth, fan-outs up to n / 2.
 */
export function sklansky(n: number): Join[] {
  const joins: Join[] = [];
  for (let half = 1; half < n; half *= 2)
    for (let k = 0; k < n; k++)
      if (Math.floor(k / half) % 2 === 1) joins.push({ at: k, below: Math.floor(k / half) * half - 1 });
  return joins;
}

/**
 * P. M. Kogge and H. S. Stone, A parallel algorithm for the efficient solution of a general class of recurrence
 * equations, 1973: every bit is joined with the one 1, 2, 4 ... below. Least depth and fan-out, most gates.
 */
export function koggeStone(n: number): Join[] {
  const joins: Join[] = [];
  for (let distance = 1; distance < n; distance *= 2)
    for (let k = n - 1; k >= distance; k--) joins.push({ at: k, below: k - distance });
  return joins;
}

/**
 * R. P. Brent and H. T. Kung, A regular layout for parallel adders, 1982: a tree up over blocks of 2, 4, 8 ..., then
 * down again into what lies between. Fewest gates, about twice the depth.
 */
export function brentKung(n: number): Join[] {
  const joins: Join[] = [];
  let distance = 1;
  for (; distance < n; distance *= 2)
    for (let k = 2 * distance - 1; k < n; k += 2 * distance) joins.push({ at: k, below: k - distance });
  for (distance /= 2; distance >= 1; distance /= 2)
    for (let k = 3 * distance - 1; k < n; k += 2 * distance) joins.push({ at: k, below: k - distance });
  return joins;
}

/**
 * T. Han and D. A. Carlson, Fast area-efficient VLSI adders, 1987: Kogge and Stone's network over the odd bits alone,
 * and one more level for the even ones. Half the gates for one level of depth.
 */
export function hanCarlson(n: number): Join[] {
  const joins: Join[] = [];
  for (let k = 1; k < n; k += 2) joins.push({ at: k, below: k - 1 });
  for (let distance = 2; distance < n; distance *= 2)
    for (let k = n % 2 === 0 ? n - 1 : n - 2; k > distance; k -= 2)
      joins.push({ at: k, below: k - distance });
  for (let k = 2; k < n; k += 2) joins.push({ at: k, below: k - 1 });
  return joins;
}

/** Whether a group makes a carry by itself, and whether it passes one on; absent where it cannot. */
interface Group {
  readonly generate: Net | undefined;
  readonly propagate: Net | undefined;
}

/**
 * a + b + cin = 2^n carry + sum over n columns of one or two dots, by a network of carry groups. The generate and
 * propagate of a bit are a half adder; where the carry in meets bit 0, that bit is a full adder. Only gates that
 * something reads are added; without `withCarry` the top bit makes no carry.
 */
export function prefixAdd(
  g: Builder,
  network: PrefixNetwork,
  a: Row,
  b: Row,
  cin?: Net,
  withCarry = true,
): RowSum {
  const n = Math.max(a.length, b.length);
  const last = withCarry ? n : n - 1;
  const joins = network(n);
  const needed = neededParts(joins, last);

  const propagates: (Net | undefined)[] = [];
  const groups = Array.from({ length: n }, (_, k): Group => {
    const dots = [...dotsAt(a, b, k), k === 0 ? cin : undefined];
    const [x = ZERO, y, z] = dots.filter((net) => net !== undefined);
    if (y === undefined) {
      propagates.push(x);
      return { generate: undefined, propagate: x };
    }
    if (k === n - 1 && !withCarry) {
      propagates.push(z === undefined ? g.xor(x, y) : g.xor(g.xor(x, y), z));
      return { generate: undefined, propagate: undefined };
    }
    const { sum, carry } = z === undefined ? halfAdder(g, x, y) : fullAdder(g, x, y, z);
    propagates.push(sum);
    return { generate: carry, propagate: k === 0 ? undefined : sum };
  });
  for (const [step, { at: upper, below }] of joins.entries()) {
    const { generate, propagate } = needed[step] ?? { generate: false, propagate: false };
    const high = at(groups, upper);
    const low = at(groups, below);
    groups[upper] = {
      generate: generate ? joinGenerates(g, high, low) : undefined,
      propagate: propagate ? both(g, high.propagate, low.propagate) : undefined,
    };
  }
  const carries = groups.map(({ generate }) => generate);
  const sum = propagates.map((propagate, k) => {
    const carry = k === 0 ? undefined : carries[k - 1];
    return carry === undefined ? (propagate ?? ZERO) : g.xor(propagate ?? ZERO, carry);
  });
  return { sum, carry: withCarry ? carries[n - 1] : undefined };
}

/** Which halves of each joined group something reads, found from the last join back. */
function neededParts(joins: readonly Join[], last: number): { generate: boolean; propagate: boolean }[] {
  const top = Math.max(last, ...joins.map(({ at: k }) => k + 1));
  const generate = Array.from({ length: top }, (_, k) => k < last);
  const propagate = new Array<boolean>(top).fill(false);
  const parts = joins.map(() => ({ generate: false, propagate: false }));
  for (let step = joins.length - 1; step >= 0; step--) {
    const { at: upper, below } = at(joins, step);
    const reads = { generate: at(generate, upper), propagate: at(propagate, upper) };
    parts[step] = reads;
    // The carry of a group is its own generate, or what it passes on of the group below.
    propagate[upper] = reads.propagate || reads.generate;
    propagate[below] = at(propagate, below) || reads.propagate;
    generate[below] = at(generate, below) || reads.generate;
  }
  return parts;
}

function joinGenerates(g: Builder, high: Group, low: Group): Net | undefined {
  const passed = both(g, high.propagate, low.generate);
  if (high.generate === undefined) return passed;
  return passed === undefined ? high.generate : g.or(high.generate, passed);
}

function both(g: Builder, x: Net | undefined, y: Net | undefined): Net | undefined {
  return x === undefined || y === undefined ? undefined : g.and(x, y);
}
