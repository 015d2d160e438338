import { ITEM } from './layout.ts';

/** A point inside an item's unit square: x to the right, y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How an item looks from near by: a gate for each of its nets, and where nets come in. */
export interface Plan {
  /** The middle of each gate, in the order of the nets. */
  readonly gates: readonly Point[];
  /** Half the width and height of a gate. */
  readonly half: Point;
  /** Where each net leaves the item, in the order of the nets; inner nets leave it nowhere. */
  readonly out: readonly (Point | undefined)[];
}

/** The sum goes straight down, the carry to the next column, which is on the left. */
const SUM_OUT = { x: 0.68, y: 0.97 };
const CARRY_OUT = { x: 0.1, y: 0.97 };

/** Five gates: two XOR for the sum on the right, two AND and an OR for the carry on the left. */
const FULL: Plan = {
  gates: [
    { x: 0.68, y: 0.32 },
    { x: 0.68, y: 0.72 },
    { x: 0.26, y: 0.32 },
    { x: 0.37, y: 0.56 },
    { x: 0.26, y: 0.8 },
  ],
  half: { x: 0.1, y: 0.07 },
  out: [undefined, SUM_OUT, undefined, undefined, CARRY_OUT],
};

const HALF: Plan = {
  gates: [
    { x: 0.68, y: 0.55 },
    { x: 0.28, y: 0.55 },
  ],
  half: { x: 0.12, y: 0.09 },
  out: [SUM_OUT, CARRY_OUT],
};

const SINGLE: Plan = {
  gates: [{ x: 0.5, y: 0.5 }],
  half: { x: 0.3, y: 0.22 },
  out: [{ x: 0.5, y: 0.85 }],
};

const PLANS: Readonly<Record<number, Plan>> = {
  [ITEM.input]: SINGLE,
  [ITEM.gate]: SINGLE,
  [ITEM.ha]: HALF,
  [ITEM.fa]: FULL,
};

/** The plan of an item, by its code of `ITEM`. */
export function planOf(kind: number): Plan {
  return PLANS[kind] ?? SINGLE;
}

/** Where the n-th of `count` nets comes into an item, along its upper edge, or into one of its gates. */
export function pinOf(middle: Point, half: Point, n: number, count: number): Point {
  const share = count === 1 ? 0 : (2 * n) / (count - 1) - 1;
  return { x: middle.x + share * half.x * 0.6, y: middle.y - half.y };
}

/** The gate of an item under a point of its unit square, by its number; undefined between gates. */
export function gateAt({ gates, half }: Plan, x: number, y: number): number | undefined {
  const found = gates.findIndex((one) => Math.abs(one.x - x) <= half.x && Math.abs(one.y - y) <= half.y);
  return found === -1 ? undefined : found;
}
