import { byteAt, wordAt } from './at.ts';
import type { CellSpec } from './cell.ts';
import { FANIN_OF_CODE, NO_GATE, TRUTH_OF_CODE } from './gate.ts';
import type { Netlist } from './netlist.ts';

/** Rows of an eight-row truth table: bit (x + 2 y + 4 z) for leaves x, y, z. */
const LEAF_TABLES = [0b10101010, 0b11001100, 0b11110000] as const;

/** Computes the truth tables of a run of gates over the nets that it reads. One object for a whole netlist. */
export class CellProver {
  /** The distinct nets that the run proved last reads; the first `leafCount` are valid. */
  readonly leaves = new Uint32Array(16);
  leafCount = 0;
  readonly #tables = new Uint8Array(8);
  readonly #netlist: Netlist;

  constructor(netlist: Netlist) {
    this.#netlist = netlist;
  }

  /** What is wrong with the label on the run from `start`; undefined when it is proved. */
  prove(spec: CellSpec, start: number): string | undefined {
    const { gate, fanin } = this.#netlist;
    this.leafCount = 0;
    for (let i = 0; i < spec.gates; i++) {
      const net = start + i;
      const code = byteAt(gate, net);
      if (code === NO_GATE) return `net ${net} is no gate`;
      const fanins = byteAt(FANIN_OF_CODE, code);
      const x = this.#table(wordAt(fanin[0], net), start, net);
      const y = fanins > 1 ? this.#table(wordAt(fanin[1], net), start, net) : 0;
      const z = fanins > 2 ? this.#table(wordAt(fanin[2], net), start, net) : 0;
      this.#tables[i] = compose(byteAt(TRUTH_OF_CODE, code), fanins, x, y, z);
    }
    return this.#compare(spec);
  }

  #compare(spec: CellSpec): string | undefined {
    if (this.leafCount !== spec.leaves) return `they read ${this.leafCount} nets, not ${spec.leaves}`;
    for (let leaf = 0; leaf < this.leafCount; leaf++)
      if (wordAt(this.leaves, leaf) < 2) return 'they read a constant';
    // A table over two leaves repeats over the absent third.
    const repeat = spec.leaves === 2 ? 0b10001 : 1;
    const sum = byteAt(this.#tables, spec.sum.at);
    if (sum !== spec.sum.truth * repeat) return `the sum has truth table ${bits(sum)}`;
    const carry = byteAt(this.#tables, spec.carry.at);
    if (carry !== spec.carry.truth * repeat) return `the carry has truth table ${bits(carry)}`;
    return undefined;
  }

  #table(net: number, start: number, reader: number): number {
    if (net >= start && net < reader) return byteAt(this.#tables, net - start);
    for (let leaf = 0; leaf < this.leafCount; leaf++)
      if (wordAt(this.leaves, leaf) === net) return LEAF_TABLES[leaf] ?? 0;
    this.leaves[this.leafCount] = net;
    return LEAF_TABLES[this.leafCount++] ?? 0;
  }
}

/** The eight-row table of a gate whose fan-ins have the tables x, y, z. */
function compose(truth: number, fanins: number, x: number, y: number, z: number): number {
  let table = 0;
  for (let row = 0; row < 1 << fanins; row++) {
    if (((truth >> row) & 1) === 0) continue;
    let match = row & 1 ? x : ~x;
    if (fanins > 1) match &= row & 2 ? y : ~y;
    if (fanins > 2) match &= row & 4 ? z : ~z;
    table |= match;
  }
  return table & 255;
}

function bits(table: number): string {
  return table.toString(2).padStart(8, '0');
}
