import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Net } from '../../gates/net.ts';
import { bitLength } from '../params.ts';

/** One column of an addition: whether it makes a carry, absent where it cannot, and whether it passes one on. */
export interface Column {
  readonly generate: Net | undefined;
  readonly propagate: Net;
}

/** Whether columns `from` to `to` together make a carry, or pass one on. */
export interface CarryGroups {
  generate(from: number, to: number): Net | undefined;
  propagate(from: number, to: number): Net;
}

/**
 * The groups of columns of a prefix adder, after J. Sklansky, Conditional-sum addition logic, 1960: a group is halved at
 * the largest power of two, for least depth. Gates are added when a group is first asked for, so that none goes unread.
 */
export function carryGroups(g: Builder, columns: readonly Column[]): CarryGroups {
  const generates = new Map<string, Net | undefined>();
  const propagates = new Map<string, Net>();
  const middle = (from: number, to: number) => from + 2 ** (bitLength(to - from) - 1);

  function generate(from: number, to: number): Net | undefined {
    if (from === to) return at(columns, from).generate;
    const key = `${from} ${to}`;
    if (generates.has(key)) return generates.get(key);
    const split = middle(from, to);
    const high = generate(split, to);
    const low = generate(from, split - 1);
    const passed = low === undefined ? undefined : g.and(propagate(split, to), low);
    const made = high === undefined || passed === undefined ? (high ?? passed) : g.or(high, passed);
    generates.set(key, made);
    return made;
  }

  function propagate(from: number, to: number): Net {
    if (from === to) return at(columns, from).propagate;
    const key = `${from} ${to}`;
    const known = propagates.get(key);
    if (known !== undefined) return known;
    const split = middle(from, to);
    const passed = g.and(propagate(split, to), propagate(from, split - 1));
    propagates.set(key, passed);
    return passed;
  }

  return { generate, propagate };
}
