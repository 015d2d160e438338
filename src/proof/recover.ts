import { byteAt, wordAt } from '../gates/at.ts';
import { faninCount } from '../gates/depth.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { type Adders, emptyAdders } from './adders.ts';
import { type Cuts, cutsOf, NO_LEAF } from './cuts.ts';
import { LeafIndex } from './leaf-index.ts';
import { literalsOf, NONE, netOf } from './literal.ts';

/** What was found in a netlist: adders by kind, and the gates that belong to none. */
export interface Recovered {
  readonly fa: number;
  readonly ha: number;
  /** Gates in no adder; inverters and gates that only pass on a net are free and not counted. */
  readonly leftover: number;
}

/** Full and half adders of a netlist from its gates alone; labels are not read. */
export function recover(netlist: Netlist): Recovered {
  const literals = literalsOf(netlist);
  const adders = recoverAdders(netlist, literals);
  let fa = 0;
  let ha = 0;
  for (let k = 0; k < adders.count; k++)
    if (wordAt(adders.leaf2, k) !== NONE) fa++;
    else if (wordAt(adders.carry, k) !== NONE) ha++;
  let leftover = 0;
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const owner = adders.owner[net] ?? -1;
    const isFree = wordAt(literals, net) !== 2 * net;
    if (!isFree && (owner === -1 || wordAt(adders.carry, owner) === NONE)) leftover++;
  }
  return { fa, ha, leftover };
}

/**
 * Finds adders by truth tables on small cuts: an adder is an XOR and a majority, or an XOR and an AND, of literals of
 * the same leaves. Three leaves are preferred. A full adder with a constant input is a half adder, since constants
 * are no leaves. As with labels, an inner net of an adder is read by that adder alone, and the carry is read outside.
 */
export function recoverAdders(netlist: Netlist, literals: Uint32Array): Adders {
  return new Recovery(netlist, literals).run();
}

/** The eight majorities of literals: MAJORITY[table] is the complemented leaves (bits 0 to 2), or -1. */
const MAJORITY = new Int8Array(256).fill(-1);
for (let flips = 0; flips < 8; flips++) {
  let table = 0;
  for (let row = 0; row < 8; row++) if ((0b11101000 >> (row ^ flips)) & 1) table |= 1 << row;
  MAJORITY[table] = flips;
}

/** The ANDs of two literals and their complements: complemented leaves (bits 0 and 1) and output (bit 2), or -1. */
const CONJUNCTION = new Int8Array(256).fill(-1);
for (let flips = 0; flips < 4; flips++) {
  let table = 0;
  for (let row = 0; row < 8; row++) if (((row ^ flips) & 3) === 3) table |= 1 << row;
  CONJUNCTION[table] = flips;
  CONJUNCTION[table ^ 255] = flips | 4;
}

const XOR3 = 0b10010110;
const XOR2 = 0b01100110;

/** Cones of adders are small; whatever has more gates between its leaves and its outputs is none. */
const MOST_INNER = 24;

class Recovery {
  readonly #netlist: Netlist;
  readonly #literals: Uint32Array;
  readonly #cuts: Cuts;
  /** How often each net is read, by gates that stand for themselves and by outputs. */
  readonly #readers: Uint32Array;
  /** References to each net from within the cone at hand; zero between cones. */
  readonly #inside: Uint16Array;
  readonly #cone: number[] = [];
  readonly #owner: Int32Array;
  /** Leaves, sum and carry of each adder found, five numbers each. */
  readonly #found: number[] = [];
  #foundCount = 0;

  constructor(netlist: Netlist, literals: Uint32Array) {
    this.#netlist = netlist;
    this.#literals = literals;
    this.#cuts = cutsOf(netlist, literals);
    this.#readers = readersOf(netlist, literals);
    this.#inside = new Uint16Array(netlist.netCount);
    this.#owner = new Int32Array(netlist.netCount).fill(-1);
  }

  run(): Adders {
    const [xor3, majority, xor2, conjunction] = this.#candidates();
    const triples = new LeafIndex(this.#cuts, xor3);
    for (const place of majority) {
      const carry = wordAt(this.#cuts.root, place);
      const flips = MAJORITY[byteAt(this.#cuts.table, place)] ?? 0;
      triples.each(place, (sumPlace) => this.#tryFull(sumPlace, place, carry, flips));
    }
    const pairs = new LeafIndex(this.#cuts, xor2);
    // The highest first: where the carry is made of smaller conjunctions of the same leaves, it is the carry.
    for (const place of conjunction.reverse()) {
      const carry = wordAt(this.#cuts.root, place);
      const flips = CONJUNCTION[byteAt(this.#cuts.table, place)] ?? 0;
      pairs.each(place, (sumPlace) => this.#tryHalf(sumPlace, place, carry, flips));
    }
    for (const place of xor2) this.#trySum(place);
    return this.#inOrder();
  }

  /** Places of cuts whose tables are half of an adder, by kind. */
  #candidates(): readonly [number[], number[], number[], number[]] {
    const { start, leaves, table } = this.#cuts;
    const xor3: number[] = [];
    const majority: number[] = [];
    const xor2: number[] = [];
    const conjunction: number[] = [];
    const end = wordAt(start, this.#netlist.netCount);
    for (let place = 1; place < end; place++) {
      const rows = byteAt(table, place);
      if (wordAt(leaves, 3 * place + 2) !== NO_LEAF) {
        if (rows === XOR3 || rows === (XOR3 ^ 255)) xor3.push(place);
        else if (MAJORITY[rows] !== -1) majority.push(place);
      } else if (wordAt(leaves, 3 * place + 1) !== NO_LEAF) {
        if (rows === XOR2 || rows === (XOR2 ^ 255)) xor2.push(place);
        else if (CONJUNCTION[rows] !== -1) conjunction.push(place);
      }
    }
    return [xor3, majority, xor2, conjunction];
  }

  #tryFull(sumPlace: number, place: number, carry: number, flips: number): boolean {
    const sum = wordAt(this.#cuts.root, sumPlace);
    if (!this.#isClosed(sum, carry, place)) return false;
    const [x, y, z] = [flips & 1, (flips >> 1) & 1, (flips >> 2) & 1];
    const isComplement = byteAt(this.#cuts.table, sumPlace) === XOR3 ? 0 : 1;
    this.#add(
      2 * this.#leaf(place, 0) + x,
      2 * this.#leaf(place, 1) + y,
      2 * this.#leaf(place, 2) + z,
      2 * sum + (isComplement ^ x ^ y ^ z),
      2 * carry,
    );
    return true;
  }

  #tryHalf(sumPlace: number, place: number, carry: number, flips: number): boolean {
    const sum = wordAt(this.#cuts.root, sumPlace);
    if (!this.#isClosed(sum, carry, place)) return false;
    const [x, y] = [flips & 1, (flips >> 1) & 1];
    const isComplement = byteAt(this.#cuts.table, sumPlace) === XOR2 ? 0 : 1;
    this.#add(
      2 * this.#leaf(place, 0) + x,
      2 * this.#leaf(place, 1) + y,
      NONE,
      2 * sum + (isComplement ^ x ^ y),
      2 * carry + (flips >> 2),
    );
    return true;
  }

  /** An XOR that no carry goes with: the sum of a column whose carry is dropped. */
  #trySum(place: number): void {
    const sum = wordAt(this.#cuts.root, place);
    if (this.#owner[sum] !== -1) return;
    const isComplement = byteAt(this.#cuts.table, place) === XOR2 ? 0 : 1;
    this.#cone.length = 0;
    this.#add(2 * this.#leaf(place, 0), 2 * this.#leaf(place, 1), NONE, 2 * sum + isComplement, NONE);
  }

  #leaf(place: number, k: number): number {
    return wordAt(this.#cuts.leaves, 3 * place + k);
  }

  /**
   * Whether the gates between the leaves and the two outputs belong to nothing else: none is in another adder, none
   * but the outputs is read from elsewhere, and the carry is. Leaves the gates in `#cone`.
   */
  #isClosed(sum: number, carry: number, place: number): boolean {
    if (sum === carry || this.#owner[sum] !== -1 || this.#owner[carry] !== -1) return false;
    const cone = this.#cone;
    cone.length = 0;
    let holds = this.#walk(sum, place) && this.#walk(carry, place);
    if (holds) holds = wordAt(this.#readers, carry) > (this.#inside[carry] ?? 0);
    for (const net of cone) {
      if (this.#owner[net] !== -1) holds = false;
      if (net !== sum && net !== carry && wordAt(this.#readers, net) !== this.#inside[net]) holds = false;
    }
    for (const net of cone) this.#inside[net] = 0;
    this.#inside[sum] = 0;
    this.#inside[carry] = 0;
    return holds;
  }

  /** Collects the cone of an output down to the leaves and counts its references. */
  #walk(output: number, place: number): boolean {
    const cone = this.#cone;
    if (cone.includes(output)) return true;
    const [x, y, z] = [this.#leaf(place, 0), this.#leaf(place, 1), this.#leaf(place, 2)];
    let next = cone.length;
    cone.push(output);
    while (next < cone.length) {
      const net = cone[next++] ?? 0;
      const fanins = faninCount(this.#netlist, net);
      for (let k = 0; k < fanins; k++) {
        const fanin = netOf(wordAt(this.#literals, wordAt(this.#netlist.fanin[k] ?? this.#readers, net)));
        if (fanin === x || fanin === y || fanin === z || fanin === 0) continue;
        const before = this.#inside[fanin] ?? 0;
        this.#inside[fanin] = before + 1;
        if (before > 0 || cone.includes(fanin)) continue;
        if (cone.length > MOST_INNER) return false;
        cone.push(fanin);
      }
    }
    return true;
  }

  #add(x: number, y: number, z: number, sum: number, carry: number): void {
    for (const net of this.#cone) this.#owner[net] = this.#foundCount;
    this.#owner[netOf(sum)] = this.#foundCount;
    if (carry !== NONE) this.#owner[netOf(carry)] = this.#foundCount;
    this.#foundCount++;
    this.#found.push(x, y, z, sum, carry);
  }

  /** The adders found, sorted by the lower of their outputs. */
  #inOrder(): Adders {
    const { netCount } = this.#netlist;
    const lowest = new Int32Array(netCount).fill(-1);
    const found = Uint32Array.from(this.#found);
    for (let k = 0; k < this.#foundCount; k++) {
      const sum = wordAt(found, 5 * k + 3) >>> 1;
      const carry = wordAt(found, 5 * k + 4);
      lowest[carry === NONE ? sum : Math.min(sum, carry >>> 1)] = k;
    }
    const adders = emptyAdders(this.#foundCount, netCount);
    const place = new Int32Array(this.#foundCount);
    let next = 0;
    for (let net = 0; net < netCount; net++) {
      const k = lowest[net] ?? -1;
      if (k === -1) continue;
      adders.leaf0[next] = wordAt(found, 5 * k);
      adders.leaf1[next] = wordAt(found, 5 * k + 1);
      adders.leaf2[next] = wordAt(found, 5 * k + 2);
      adders.sum[next] = wordAt(found, 5 * k + 3);
      adders.carry[next] = wordAt(found, 5 * k + 4);
      place[k] = next++;
    }
    for (let net = 0; net < netCount; net++) {
      const k = this.#owner[net] ?? -1;
      if (k !== -1) adders.owner[net] = place[k] ?? -1;
    }
    return adders;
  }
}

/** How often each net is read, by gates that stand for themselves and by outputs; inverters read for their readers. */
export function readersOf(netlist: Netlist, literals: Uint32Array): Uint32Array {
  const readers = new Uint32Array(netlist.netCount);
  const read = (net: number) => {
    const root = netOf(wordAt(literals, net));
    readers[root] = wordAt(readers, root) + 1;
  };
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    if (wordAt(literals, net) !== 2 * net) continue;
    const fanins = faninCount(netlist, net);
    read(wordAt(netlist.fanin[0], net));
    if (fanins > 1) read(wordAt(netlist.fanin[1], net));
    if (fanins > 2) read(wordAt(netlist.fanin[2], net));
  }
  for (const bus of Object.values(netlist.outputs)) for (const net of bus) read(net);
  return readers;
}
