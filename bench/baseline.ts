import { daddaHeights } from '../src/dots/dadda-schedule.ts';

/**
 * The same Dadda multiplier and the same label check written the usual way, an object for each gate and a closure for
 * each function: what the typed arrays are measured against.
 */
export interface PlainGate {
  readonly kind: 'input' | 'and' | 'or' | 'xor';
  readonly fanin: readonly PlainGate[];
}

export interface PlainAdder {
  readonly leaves: readonly PlainGate[];
  readonly sum: PlainGate;
  readonly carry: PlainGate;
}

export interface PlainMultiplier {
  readonly gates: readonly PlainGate[];
  readonly adders: readonly PlainAdder[];
}

export function plainDadda(i: number, j: number): PlainMultiplier {
  const gates: PlainGate[] = [];
  const adders: PlainAdder[] = [];
  const gate = (kind: PlainGate['kind'], ...fanin: PlainGate[]): PlainGate => {
    const made = { kind, fanin };
    gates.push(made);
    return made;
  };
  const add = (leaves: PlainGate[]): PlainAdder => {
    const [x, y, z] = leaves;
    if (x === undefined || y === undefined) throw new Error('an adder has two leaves or more');
    const half = gate('xor', x, y);
    const both = gate('and', x, y);
    const adder =
      z === undefined
        ? { leaves, sum: half, carry: both }
        : { leaves, sum: gate('xor', half, z), carry: gate('or', both, gate('and', half, z)) };
    adders.push(adder);
    return adder;
  };
  const a = Array.from({ length: i }, () => gate('input'));
  const b = Array.from({ length: j }, () => gate('input'));
  let columns: PlainGate[][] = Array.from({ length: i + j }, () => []);
  for (const [q, y] of b.entries()) for (const [p, x] of a.entries()) columns[p + q]?.push(gate('and', x, y));
  for (const target of daddaHeights(Math.min(i, j))) {
    let carries: PlainGate[] = [];
    columns = columns.map((column) => {
      const dots = [...column];
      const kept = carries;
      carries = [];
      while (dots.length + kept.length > target) {
        const adder = add(dots.splice(0, dots.length + kept.length === target + 1 ? 2 : 3));
        kept.push(adder.sum);
        carries.push(adder.carry);
      }
      return [...kept, ...dots];
    });
  }
  let carry: PlainGate | undefined;
  for (const column of columns) {
    const dots = carry === undefined ? column : [...column, carry];
    carry = dots.length < 2 ? undefined : add(dots).carry;
  }
  return { gates, adders };
}

/** Proves each adder by trying all values of its leaves. Returns how many are adders. */
export function plainCheck({ adders }: PlainMultiplier): number {
  let proved = 0;
  for (const { leaves, sum, carry } of adders) {
    let holds = true;
    for (let row = 0; row < 2 ** leaves.length; row++) {
      const value = new Map<PlainGate, number>(leaves.map((leaf, k) => [leaf, (row >> k) & 1]));
      const of = (gate: PlainGate): number => {
        const known = value.get(gate);
        if (known !== undefined) return known;
        const [x = 0, y = 0] = gate.fanin.map(of);
        return gate.kind === 'and' ? x & y : gate.kind === 'or' ? x | y : x ^ y;
      };
      const ones = [...value.values()].reduce((total, bit) => total + bit, 0);
      if (of(sum) + 2 * of(carry) !== ones) holds = false;
    }
    if (holds) proved++;
  }
  return proved;
}
