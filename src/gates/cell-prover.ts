import { at, byteAt, wordAt } from './at.ts';
import type { CellSpec } from './cell.ts';
import { FANIN_OF_CODE, NO_GATE, TRUTH_OF_CODE } from './gate.ts';
import type { Netlist } from './netlist.ts';

/** Rows of an eight-row truth table: bit (x + 2 y + 4 z) for leaves x, y, z. */
const LEAF_TABLES = [0b10101010, 0b11001100, 0b11110000] as const;

/** Where a gate of a run reads: nowhere, a leaf, or a gate of the run; four bits each. */
const FIRST_LEAF = 1;
const FIRST_GATE = 8;

/**
 * Computes the truth tables of a run of gates over the nets that it reads. One object for a whole netlist: most runs
 * have the shape of the one before, the same gates reading the same places, and what was proved of a shape holds again.
 */
export class CellProver {
  /** The distinct nets that the run proved last reads; the first `leafCount` are valid. */
  readonly leaves = new Uint32Array(16);
  leafCount = 0;
  readonly #tables = new Uint8Array(8);
  readonly #netlist: Netlist;
  /** The shape proved last for a spec: a word a gate, its code and the places of its fan-ins. */
  readonly #proved = new Map<CellSpec, Uint32Array>();

  constructor(netlist: Netlist) {
    this.#netlist = netlist;
  }

  /** What is wrong with the label on the run from `start`; undefined when it is proved. */
  prove(spec: CellSpec, start: number): string | undefined {
    const shape = this.#shapeOf(spec);
    this.leafCount = 0;
    let isKnown = true;
    for (let i = 0; i < spec.gates; i++) {
      const code = byteAt(this.#netlist.gate, start + i);
      const word = code === NO_GATE ? 0 : this.#read(code, start, start + i);
      if (word !== wordAt(shape, i)) isKnown = false;
      shape[i] = word;
      if (code === NO_GATE) return `net ${start + i} is no gate`;
    }
    for (let leaf = 0; leaf < Math.min(this.leafCount, spec.leaves); leaf++)
      if (wordAt(this.leaves, leaf) < 2) isKnown = false;
    if (isKnown) return undefined;
    const wrong = this.#compare(spec, shape);
    // No word of a gate is 0, so this shape is not taken for a proved one.
    if (wrong !== undefined) shape[0] = 0;
    return wrong;
  }

  #shapeOf(spec: CellSpec): Uint32Array {
    let shape = this.#proved.get(spec);
    if (shape === undefined) {
      shape = new Uint32Array(8);
      this.#proved.set(spec, shape);
    }
    return shape;
  }

  /** The word of a gate: its code, then where each fan-in is. */
  #read(code: number, start: number, net: number): number {
    const { fanin } = this.#netlist;
    const fanins = byteAt(FANIN_OF_CODE, code);
    let word = code | (this.#place(wordAt(fanin[0], net), start, net) << 4);
    if (fanins > 1) word |= this.#place(wordAt(fanin[1], net), start, net) << 8;
    if (fanins > 2) word |= this.#place(wordAt(fanin[2], net), start, net) << 12;
    return word;
  }

  #place(net: number, start: number, reader: number): number {
    if (net >= start && net < reader) return FIRST_GATE + net - start;
    const { leaves } = this;
    for (let leaf = 0; leaf < this.leafCount; leaf++)
      if (wordAt(leaves, leaf) === net) return Math.min(FIRST_LEAF + leaf, FIRST_GATE - 1);
    leaves[this.leafCount++] = net;
    return Math.min(this.leafCount, FIRST_GATE - 1);
  }

  #compare(spec: CellSpec, shape: Uint32Array): string | undefined {
    if (this.leafCount !== spec.leaves) return `they read ${this.leafCount} nets, not ${spec.leaves}`;
    for (let leaf = 0; leaf < this.leafCount; leaf++)
      if (wordAt(this.leaves, leaf) < 2) return 'they read a constant';
    for (let i = 0; i < spec.gates; i++) {
      const word = wordAt(shape, i);
      const tables = [4, 8, 12].map((shift) => this.#tableAt((word >> shift) & 15));
      this.#tables[i] = compose(
        byteAt(TRUTH_OF_CODE, word & 15),
        at(tables, 0),
        at(tables, 1),
        at(tables, 2),
      );
    }
    // A table over two leaves repeats over the absent third.
    const repeat = spec.leaves === 2 ? 0b10001 : 1;
    const sum = byteAt(this.#tables, spec.sum.at);
    if (sum !== spec.sum.truth * repeat) return `the sum has truth table ${bits(sum)}`;
    const carry = byteAt(this.#tables, spec.carry.at);
    if (carry !== spec.carry.truth * repeat) return `the carry has truth table ${bits(carry)}`;
    return undefined;
  }

  #tableAt(place: number): number {
    if (place >= FIRST_GATE) return byteAt(this.#tables, place - FIRST_GATE);
    return place === 0 ? 0 : (LEAF_TABLES[place - FIRST_LEAF] ?? 0);
  }
}

/** The eight-row table of a gate whose fan-ins have the tables x, y, z; those of absent fan-ins are 0. */
function compose(truth: number, x: number, y: number, z: number): number {
  let table = 0;
  for (let row = 0; row < 8; row++) {
    if (((truth >> row) & 1) === 0) continue;
    table |= (row & 1 ? x : ~x) & (row & 2 ? y : ~y) & (row & 4 ? z : ~z);
  }
  return table & 255;
}

function bits(table: number): string {
  return table.toString(2).padStart(8, '0');
}
