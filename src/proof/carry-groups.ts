import { byteAt, wordAt } from '../gates/at.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { type Dot, netOf } from './literal.ts';

/**
 * What a net is known to be, about columns `high` down to `low` of a sum. With g = x y and p = x xor y in each column:
 * `carry` is the carry out of them when none comes in, `carryOfOne` when one does, `propagates` that every p is 1, `ors` that
 * every column has a 1; `passed` and `passedOfOne` are what columns `high` to `middle` pass on of the carry out of those
 * below; `sum` and `sumOfOne` are p of column `high` xor the carry out of those below it.
 */
const KIND = {
  dot: 1,
  carry: 2,
  carryOfOne: 3,
  propagates: 4,
  ors: 5,
  passed: 6,
  passedOfOne: 7,
  sum: 8,
  sumOfOne: 9,
} as const;

/** Dots to be added, and the outputs that must be the bits of their sum, modulo 2^modulus. */
export interface SumOfColumns {
  readonly dots: readonly Dot[];
  readonly outputs: readonly Dot[];
  readonly modulus: number;
  /** Marks the gates between dots and outputs. */
  readonly between: Uint8Array;
}

/**
 * Proves that a netlist adds columns of at most two dots, and one carry in: every gate is named after the group of columns
 * whose carry it is, by rules for joining groups, which hold whatever the network. It takes one pass, however wide; false
 * says nothing. R. Zimmermann, Computer Arithmetic: Principles, Architectures, and VLSI Design, 1999, section 3.
 */
export function addsByGroups(netlist: Netlist, literals: Uint32Array, sum: SumOfColumns): boolean {
  const columns = columnsOf(netlist, literals, sum);
  if (columns === undefined) return false;
  const groups = new Groups(netlist, literals, columns);
  groups.nameGates(sum.between);
  return groups.areSums(sum);
}

interface Columns {
  /** The weight of column 1, the first of two dots; column 0 is that of the carry in. */
  readonly lowest: number;
  /** The nets of each column, at most two. */
  readonly nets: readonly (readonly number[])[];
  /** The nets below, one a weight, by their weights. */
  readonly below: ReadonlyMap<number, number>;
}

function columnsOf(
  netlist: Netlist,
  literals: Uint32Array,
  { dots, between }: SumOfColumns,
): Columns | undefined {
  const byWeight = new Map<number, number[]>();
  const seen = new Set<number>();
  let highest = -1;
  for (const { literal, weight } of dots) {
    const net = netOf(literal);
    if (literal & 1 || seen.has(net)) return undefined;
    seen.add(net);
    byWeight.set(weight, [...(byWeight.get(weight) ?? []), net]);
    highest = Math.max(highest, weight);
  }
  const several = [...byWeight].filter(([, nets]) => nets.length > 1).map(([weight]) => weight);
  const lowest = several.reduce((least, weight) => Math.min(least, weight), Number.POSITIVE_INFINITY);
  if (several.length === 0 || highest - lowest > dots.length) return undefined;
  const nets: number[][] = Array.from({ length: highest - lowest + 2 }, (_, column) =>
    column === 0 ? [] : (byWeight.get(lowest + column - 1) ?? []),
  );
  const [carries = [], first = [], ...others] = nets;
  if (first.length === 3) {
    // The two that meet first are numbers, the third is the carry in.
    const pair = firstPair(netlist, literals, between, first);
    if (pair === undefined) return undefined;
    carries.push(...first.filter((net) => !pair.includes(net)));
    first.splice(0, 3, ...pair);
  }
  if (first.length > 2 || others.some(({ length }) => length === 0 || length > 2)) return undefined;
  const below = new Map(
    [...byWeight].flatMap(([weight, [net = 0]]) => (weight < lowest ? [[weight, net] as const] : [])),
  );
  return { lowest, nets, below };
}

function firstPair(
  netlist: Netlist,
  literals: Uint32Array,
  between: Uint8Array,
  three: readonly number[],
): number[] | undefined {
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    if (between[net] !== 1 || byteAt(netlist.gate, net) === GATE_CODE.not) continue;
    const [x, y] = [0, 1].map((k) => netOf(wordAt(literals, wordAt(netlist.fanin[k === 0 ? 0 : 1], net))));
    if (x !== undefined && y !== undefined && x !== y && three.includes(x) && three.includes(y))
      return [x, y];
  }
  return undefined;
}

class Groups {
  readonly #netlist: Netlist;
  readonly #literals: Uint32Array;
  readonly #columns: Columns;
  /** What each net is; 0 where nothing is known. */
  readonly #kind: Uint8Array;
  readonly #high: Int32Array;
  readonly #middle: Int32Array;
  readonly #low: Int32Array;
  /** How many columns below each can make a carry by themselves. */
  readonly #makersBelow: Uint32Array;
  /** The lowest column from which on none below this one makes a carry. */
  readonly #base: Int32Array;

  constructor(netlist: Netlist, literals: Uint32Array, columns: Columns) {
    this.#netlist = netlist;
    this.#literals = literals;
    this.#columns = columns;
    this.#kind = new Uint8Array(netlist.netCount);
    this.#high = new Int32Array(netlist.netCount);
    this.#middle = new Int32Array(netlist.netCount);
    this.#low = new Int32Array(netlist.netCount);
    const { nets } = columns;
    this.#makersBelow = new Uint32Array(nets.length + 1);
    this.#base = new Int32Array(nets.length + 1);
    for (const [column, dots] of nets.entries()) {
      const makes = dots.length > (column === 0 ? 0 : 1);
      this.#makersBelow[column + 1] = wordAt(this.#makersBelow, column) + (makes ? 1 : 0);
      this.#base[column + 1] = makes ? column + 1 : (this.#base[column] ?? 0);
      for (const net of dots) {
        const lone = column === 0 ? KIND.carry : KIND.propagates;
        this.#name(net, dots.length === 2 ? KIND.dot : lone, column, column);
      }
    }
  }

  nameGates(between: Uint8Array): void {
    const { gate, fanin, netCount } = this.#netlist;
    for (let net = firstGate(this.#netlist); net < netCount; net++) {
      if (between[net] !== 1) continue;
      const code = byteAt(gate, net);
      if (code === GATE_CODE.not) continue;
      const x = this.#named(wordAt(fanin[0], net));
      const y = this.#named(wordAt(fanin[1], net));
      if (x === undefined || y === undefined) continue;
      if (code === GATE_CODE.and) this.#and(net, x, y);
      else if (code === GATE_CODE.or) this.#or(net, x, y);
      else if (code === GATE_CODE.xor) this.#xor(net, x, y);
      else if (code === GATE_CODE.mux) {
        const z = this.#named(wordAt(fanin[2], net));
        if (z !== undefined) this.#mux(net, x, y, z);
      }
    }
  }

  /** Whether the outputs are the bits of the sum. */
  areSums({ outputs, modulus }: SumOfColumns): boolean {
    const { lowest, nets, below } = this.#columns;
    const top = nets.length - 1;
    const shown = new Set<number>();
    for (const { literal, weight } of outputs) {
      if (weight >= modulus) continue;
      const dot = below.get(weight);
      const isRight =
        dot === undefined ? this.#isSum(literal, weight - lowest + 1, top) : literal === 2 * dot;
      if (shown.has(weight) || !isRight) return false;
      shown.add(weight);
    }
    for (const weight of below.keys()) if (weight < modulus && !shown.has(weight)) return false;
    const end = Math.min(top + 1, modulus - lowest);
    for (let column = 1; column <= end; column++) if (!shown.has(column + lowest - 1)) return false;
    return true;
  }

  #isSum(literal: number, column: number, top: number): boolean {
    if (column < 1 || column > top + 1) return literal === 0;
    const net = this.#named(netOf(literal));
    if (literal & 1 || net === undefined) return false;
    const kind = byteAt(this.#kind, net);
    const [high, low] = [this.#high[net], this.#low[net]];
    if (column === top + 1) return kind === KIND.carry && high === top && low === 0;
    if (high !== column) return false;
    if (kind === KIND.sum) return low === 0;
    // Where no carry comes, the sum is what would propagate it.
    return kind === KIND.propagates && low === column && this.#base[column] === 0;
  }

  /** The net that a fan-in stands for, if that is not a complement and its meaning is known. */
  #named(fanin: number): number | undefined {
    const literal = wordAt(this.#literals, fanin);
    const net = netOf(literal);
    return literal & 1 || this.#kind[net] === 0 ? undefined : net;
  }

  #name(net: number, kind: number, high: number, low: number, middle = 0): void {
    this.#kind[net] = kind;
    this.#high[net] = high;
    this.#middle[net] = middle;
    // A carry from columns that make none is no carry.
    const isOfNone = kind === KIND.carry || kind === KIND.sum || kind === KIND.passed;
    this.#low[net] = isOfNone ? (this.#base[low] ?? 0) : low;
  }

  #is(net: number, kind: number): boolean {
    return this.#kind[net] === kind;
  }

  /** Whether a net says that its columns pass on a carry: by all p, by all ors, or by the carry of one. */
  #passes(net: number): boolean {
    return this.#is(net, KIND.propagates) || this.#is(net, KIND.ors) || this.#is(net, KIND.carryOfOne);
  }

  /** Whether two nets are the two dots of a column. */
  #areDots(x: number, y: number): boolean {
    return x !== y && this.#is(x, KIND.dot) && this.#is(y, KIND.dot) && this.#high[x] === this.#high[y];
  }

  #isAbove(x: number, y: number): boolean {
    return this.#low[x] === (this.#high[y] ?? 0) + 1;
  }

  #and(net: number, x: number, y: number): void {
    if (this.#areDots(x, y)) {
      const column = this.#high[x] ?? 0;
      this.#name(net, KIND.carry, column, column);
      return;
    }
    for (const [upper, lower] of [
      [x, y],
      [y, x],
    ] as const) {
      if (!this.#passes(upper) || !this.#isAbove(upper, lower)) continue;
      const [high, middle, low] = [this.#high[upper] ?? 0, this.#low[upper] ?? 0, this.#low[lower] ?? 0];
      const both = (kind: number) => this.#is(upper, kind) && this.#is(lower, kind);
      if (both(KIND.propagates)) {
        this.#name(net, KIND.propagates, high, low);
        return;
      }
      if (this.#isOr(upper) && this.#isOr(lower)) {
        this.#name(net, KIND.ors, high, low);
        return;
      }
      const makesNone = this.#makersBelow[high + 1] === this.#makersBelow[middle];
      if (this.#is(lower, KIND.carry)) {
        this.#name(net, makesNone ? KIND.carry : KIND.passed, high, low, middle);
        return;
      }
      if (this.#is(lower, KIND.carryOfOne)) {
        this.#name(net, makesNone ? KIND.carryOfOne : KIND.passedOfOne, high, low, middle);
        return;
      }
    }
  }

  /** Whether a net says that every column has a 1; of one column that is its carry of one. */
  #isOr(net: number): boolean {
    return this.#is(net, KIND.ors) || (this.#is(net, KIND.carryOfOne) && this.#high[net] === this.#low[net]);
  }

  #or(net: number, x: number, y: number): void {
    if (this.#areDots(x, y)) {
      const column = this.#high[x] ?? 0;
      this.#name(net, KIND.carryOfOne, column, column);
      return;
    }
    for (const [made, other] of [
      [x, y],
      [y, x],
    ] as const) {
      if (!this.#is(made, KIND.carry) || this.#high[made] !== this.#high[other]) continue;
      const [high, low] = [this.#high[other] ?? 0, this.#low[other] ?? 0];
      const from = this.#low[made];
      const isPassed = this.#is(other, KIND.passed);
      if (isPassed || this.#is(other, KIND.passedOfOne)) {
        if (from === this.#base[this.#middle[other] ?? 0]) {
          this.#name(net, isPassed ? KIND.carry : KIND.carryOfOne, high, low);
          return;
        }
      } else if (
        (this.#is(other, KIND.propagates) || this.#is(other, KIND.ors)) &&
        from === this.#base[low]
      ) {
        this.#name(net, KIND.carryOfOne, high, low);
        return;
      }
    }
  }

  #xor(net: number, x: number, y: number): void {
    if (this.#areDots(x, y)) {
      const column = this.#high[x] ?? 0;
      this.#name(net, KIND.propagates, column, column);
      return;
    }
    for (const [bit, carry] of [
      [x, y],
      [y, x],
    ] as const) {
      const column = this.#high[bit] ?? 0;
      if (!this.#is(bit, KIND.propagates) || this.#low[bit] !== column || !this.#isAbove(bit, carry))
        continue;
      if (this.#is(carry, KIND.carry)) {
        this.#name(net, KIND.sum, column, this.#low[carry] ?? 0);
        return;
      }
      if (this.#is(carry, KIND.carryOfOne)) {
        this.#name(net, KIND.sumOfOne, column, this.#low[carry] ?? 0);
        return;
      }
    }
  }

  #mux(net: number, select: number, one: number, zero: number): void {
    const high = this.#high[one] ?? 0;
    // A carry chooses between what comes with it and what comes without.
    const selects = this.#is(select, KIND.carry) || this.#is(select, KIND.carryOfOne);
    const isOne = this.#is(select, KIND.carryOfOne);
    const from = (this.#high[select] ?? 0) + 1;
    if (
      selects &&
      this.#low[one] === from &&
      this.#high[zero] === high &&
      this.#low[zero] === this.#base[from]
    ) {
      const low = this.#low[select] ?? 0;
      if (this.#is(one, KIND.carryOfOne) && this.#is(zero, KIND.carry)) {
        this.#name(net, isOne ? KIND.carryOfOne : KIND.carry, high, low);
        return;
      }
      if (this.#is(one, KIND.sumOfOne) && this.#is(zero, KIND.sum)) {
        this.#name(net, isOne ? KIND.sumOfOne : KIND.sum, high, low);
        return;
      }
    }
    // Where all columns propagate, the carry into them is the carry out of them.
    const isCarry = this.#is(one, KIND.carry) || this.#is(one, KIND.carryOfOne);
    if (
      this.#is(select, KIND.propagates) &&
      isCarry &&
      this.#kind[zero] === this.#kind[one] &&
      this.#isAbove(select, one) &&
      this.#high[zero] === this.#high[select] &&
      this.#low[zero] === this.#low[one]
    )
      this.#name(net, byteAt(this.#kind, one), this.#high[zero] ?? 0, this.#low[zero] ?? 0);
  }
}
