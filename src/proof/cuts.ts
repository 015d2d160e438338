import { byteAt, wordAt } from '../gates/at.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';

/** How many cuts a net keeps, itself as its own cut included. */
const CUTS_A_NET = 12;

/** Fills the places of absent leaves; greater than any net, so that leaves stay in ascending order. */
export const NO_LEAF = 0xffffffff;

/**
 * Small cuts of every net that stands for itself: sets of at most three nets that decide it, with the truth table of
 * how. They lie one after the other, those of net n at the places from start[n] to start[n + 1], first the net itself
 * as its own cut. Tables have eight rows, bit (x + 2 y + 4 z) for leaves x < y < z, and repeat over absent leaves.
 */
export interface Cuts {
  readonly start: Uint32Array;
  /** The net of each place. */
  readonly root: Uint32Array;
  /** Three leaves for each place, ascending. */
  readonly leaves: Uint32Array;
  readonly table: Uint8Array;
}

/** Made when first needed: every command starts through this file, and few want it. */
let expandOnce: Uint8Array | undefined;

/** Entry 256 mask + table: a table over the leaves at the places of `mask`, as a table over all three. */
function expandTable(): Uint8Array {
  if (expandOnce !== undefined) return expandOnce;
  const expand = new Uint8Array(8 * 256);
  for (let mask = 0; mask < 8; mask++)
    for (let table = 0; table < 256; table++) {
      let wide = 0;
      for (let row = 0; row < 8; row++) {
        let place = 0;
        let narrow = 0;
        for (let leaf = 0; leaf < 3; leaf++) if ((mask >> leaf) & 1) narrow |= ((row >> leaf) & 1) << place++;
        wide |= ((table >> narrow) & 1) << row;
      }
      expand[256 * mask + table] = wide;
    }
  expandOnce = expand;
  return expand;
}

/**
 * Enumerates the cuts in the order of nets, each from the cuts of its fan-ins, the shallow ones first. `literals` are
 * those of `literalsOf`. A. Mishchenko et al., Combinational and sequential mapping with priority cuts, 2007.
 */
export function cutsOf(netlist: Netlist, literals: Uint32Array): Cuts {
  return new Enumeration(netlist, literals).run();
}

class Enumeration {
  readonly #expand = expandTable();
  readonly #netlist: Netlist;
  readonly #literals: Uint32Array;
  readonly #start: Uint32Array;
  #root: Uint32Array;
  #leaves: Uint32Array;
  #table: Uint8Array;
  /** A bit for each leaf, modulo 32: more than three bits in a union are more than three leaves. */
  #signature: Uint32Array;
  /** The place after the last cut. */
  #end = 0;
  /** The union made last. */
  readonly #union = new Uint32Array(3);
  #unionSize = 0;
  #maskA = 0;
  #maskB = 0;

  constructor(netlist: Netlist, literals: Uint32Array) {
    this.#netlist = netlist;
    this.#literals = literals;
    this.#start = new Uint32Array(netlist.netCount + 1);
    const room = 3 * netlist.netCount + 2 * CUTS_A_NET;
    this.#root = new Uint32Array(room);
    this.#leaves = new Uint32Array(3 * room);
    this.#table = new Uint8Array(room);
    this.#signature = new Uint32Array(room);
  }

  run(): Cuts {
    const { netCount, gate, fanin } = this.#netlist;
    const first = firstGate(this.#netlist);
    // The constant has one cut without leaves, and the table of 0.
    this.#leaves.fill(NO_LEAF, 0, 3);
    this.#end = 1;
    this.#start[1] = 1;
    for (let net = 2; net < netCount; net++) {
      this.#start[net] = this.#end;
      if (wordAt(this.#literals, net) !== 2 * net) continue;
      if (this.#end + 2 * CUTS_A_NET > this.#root.length) this.#grow();
      this.#put(net, 0b10101010, net, NO_LEAF, NO_LEAF, 1 << (net & 31));
      if (net < first) continue;
      const code = byteAt(gate, net);
      const x = wordAt(this.#literals, wordAt(fanin[0], net));
      const y = wordAt(this.#literals, wordAt(fanin[1], net));
      if (code === GATE_CODE.mux) this.#joinThree(net, x, y, wordAt(this.#literals, wordAt(fanin[2], net)));
      else this.#joinTwo(net, code, x, y);
    }
    this.#start[netCount] = this.#end;
    return { start: this.#start, root: this.#root, leaves: this.#leaves, table: this.#table };
  }

  #joinTwo(net: number, code: number, x: number, y: number): void {
    const baseX = wordAt(this.#start, x >>> 1);
    const baseY = wordAt(this.#start, y >>> 1);
    const countX = wordAt(this.#start, (x >>> 1) + 1) - baseX;
    const countY = wordAt(this.#start, (y >>> 1) + 1) - baseY;
    const flipX = x & 1 ? 255 : 0;
    const flipY = y & 1 ? 255 : 0;
    for (let depth = 0; depth <= countX + countY - 2; depth++) {
      const last = Math.min(depth, countX - 1);
      for (let k = Math.max(0, depth - countY + 1); k <= last; k++) {
        const a = baseX + k;
        const b = baseY + depth - k;
        if (!this.#unite(a, b)) continue;
        const tableA = byteAt(this.#expand, 256 * this.#maskA + byteAt(this.#table, a)) ^ flipX;
        const tableB = byteAt(this.#expand, 256 * this.#maskB + byteAt(this.#table, b)) ^ flipY;
        const table =
          code === GATE_CODE.and
            ? tableA & tableB
            : code === GATE_CODE.or
              ? tableA | tableB
              : tableA ^ tableB;
        if (!this.#keep(net, table)) return;
      }
    }
  }

  /** A multiplexer joins select and one first, at a place beyond the last cut. */
  #joinThree(net: number, select: number, one: number, zero: number): void {
    const base = [select, one, zero].map((literal) => wordAt(this.#start, literal >>> 1));
    const [baseS = 0, baseX = 0, baseY = 0] = base;
    const countS = wordAt(this.#start, (select >>> 1) + 1) - baseS;
    const countX = wordAt(this.#start, (one >>> 1) + 1) - baseX;
    const countY = wordAt(this.#start, (zero >>> 1) + 1) - baseY;
    for (let depth = 0; depth <= countS + countX + countY - 3; depth++)
      for (let s = 0; s < countS && s <= depth; s++)
        for (let k = 0; k < countX && s + k <= depth; k++) {
          if (depth - s - k >= countY) continue;
          const [placeS, placeX, placeY] = [baseS + s, baseX + k, baseY + depth - s - k];
          if (!this.#unite(placeS, placeX)) continue;
          const scratch = this.#end + 1;
          for (let leaf = 0; leaf < 3; leaf++)
            this.#leaves[3 * scratch + leaf] = leaf < this.#unionSize ? wordAt(this.#union, leaf) : NO_LEAF;
          this.#signature[scratch] = wordAt(this.#signature, placeS) | wordAt(this.#signature, placeX);
          const [maskS, maskX] = [this.#maskA, this.#maskB];
          if (!this.#unite(scratch, placeY)) continue;
          const lift = (place: number, mask: number) =>
            byteAt(
              this.#expand,
              256 * this.#maskA + byteAt(this.#expand, 256 * mask + byteAt(this.#table, place)),
            );
          const tableS = lift(placeS, maskS) ^ (select & 1 ? 255 : 0);
          const tableX = lift(placeX, maskX) ^ (one & 1 ? 255 : 0);
          const tableY =
            byteAt(this.#expand, 256 * this.#maskB + byteAt(this.#table, placeY)) ^ (zero & 1 ? 255 : 0);
          if (!this.#keep(net, (tableS & tableX) | (~tableS & tableY & 255))) return;
        }
  }

  /** Unites the leaves of two cuts and notes where each one's leaves went; false when they are more than three. */
  #unite(a: number, b: number): boolean {
    let bits = wordAt(this.#signature, a) | wordAt(this.#signature, b);
    bits &= bits - 1;
    bits &= bits - 1;
    bits &= bits - 1;
    if (bits !== 0) return false;
    const endA = 3 * a + 3;
    const endB = 3 * b + 3;
    let p = 3 * a;
    let q = 3 * b;
    let size = 0;
    this.#maskA = 0;
    this.#maskB = 0;
    for (;;) {
      const x = p < endA ? wordAt(this.#leaves, p) : NO_LEAF;
      const y = q < endB ? wordAt(this.#leaves, q) : NO_LEAF;
      const least = Math.min(x, y);
      if (least === NO_LEAF) break;
      if (size === 3) return false;
      this.#union[size] = least;
      if (x === least) {
        this.#maskA |= 1 << size;
        p++;
      }
      if (y === least) {
        this.#maskB |= 1 << size;
        q++;
      }
      size++;
    }
    this.#unionSize = size;
    return true;
  }

  /** Stores the union with its table unless it is there already; false when the net has its full number of cuts. */
  #keep(net: number, table: number): boolean {
    let reduced = table;
    let size = this.#unionSize;
    for (let leaf = size - 1; leaf >= 0; leaf--)
      if (!dependsOn(reduced, leaf)) {
        reduced = without(reduced, leaf);
        for (let k = leaf; k < size - 1; k++) this.#union[k] = wordAt(this.#union, k + 1);
        size--;
      }
    const x = size > 0 ? wordAt(this.#union, 0) : NO_LEAF;
    const y = size > 1 ? wordAt(this.#union, 1) : NO_LEAF;
    const z = size > 2 ? wordAt(this.#union, 2) : NO_LEAF;
    const first = wordAt(this.#start, net);
    for (let place = 3 * first; place < 3 * this.#end; place += 3)
      if (
        wordAt(this.#leaves, place) === x &&
        wordAt(this.#leaves, place + 1) === y &&
        wordAt(this.#leaves, place + 2) === z
      )
        return true;
    const signature =
      (size > 0 ? 1 << (x & 31) : 0) | (size > 1 ? 1 << (y & 31) : 0) | (size > 2 ? 1 << (z & 31) : 0);
    this.#put(net, reduced, x, y, z, signature);
    return this.#end < first + CUTS_A_NET;
  }

  #put(net: number, table: number, x: number, y: number, z: number, signature: number): void {
    const place = this.#end++;
    this.#root[place] = net;
    this.#table[place] = table;
    this.#leaves[3 * place] = x;
    this.#leaves[3 * place + 1] = y;
    this.#leaves[3 * place + 2] = z;
    this.#signature[place] = signature;
  }

  #grow(): void {
    const room = 2 * this.#root.length;
    this.#root = grown(this.#root, room);
    this.#leaves = grown(this.#leaves, 3 * room);
    this.#signature = grown(this.#signature, room);
    const table = new Uint8Array(room);
    table.set(this.#table);
    this.#table = table;
  }
}

function grown(old: Uint32Array, room: number): Uint32Array {
  const words = new Uint32Array(room);
  words.set(old);
  return words;
}

function dependsOn(table: number, leaf: number): boolean {
  const shifted = leaf === 0 ? table >> 1 : leaf === 1 ? table >> 2 : table >> 4;
  const rows = leaf === 0 ? 0b01010101 : leaf === 1 ? 0b00110011 : 0b00001111;
  return ((table ^ shifted) & rows) !== 0;
}

/** A table that does not depend on a leaf, over the other leaves. */
function without(table: number, leaf: number): number {
  let narrow = 0;
  for (let row = 0; row < 8; row++) {
    const low = row & ((1 << leaf) - 1);
    const wide = (low | ((row >> leaf) << (leaf + 1))) & 7;
    narrow |= ((table >> wide) & 1) << row;
  }
  return narrow;
}
