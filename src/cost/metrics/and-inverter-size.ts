import { byteAt, wordAt } from '../../gates/at.ts';
import { GATE_CODE } from '../../gates/gate.ts';
import { firstGate, type Netlist } from '../../gates/netlist.ts';
import { scratchWords } from '../../gates/scratch.ts';
import type { Metric } from '../metric.ts';
import { daddaGates } from './dadda-gates.ts';

/** The size of a netlist as a graph of two-input ANDs and free inverters, with equal ANDs shared. */
export interface AndInverterSize {
  readonly nodes: number;
  /** ANDs on the longest path from an input to an output. */
  readonly levels: number;
}

/**
 * Takes gates apart into ANDs over literals (twice a variable, plus 1 when inverted; 0 and 1 are constants). Unlike the
 * files of `formats/`, equal ANDs are one and constants vanish, as every tool that reads such graphs has it. XOR is
 * not(x y) and not(not x and not y), so that the carry of an adder shares its x y.
 */
export function andInverterSize(netlist: Netlist): AndInverterSize {
  if (last?.netlist !== netlist) last = { netlist, size: measure(netlist) };
  return last.size;
}

/** Both metrics ask for the same netlist, one after the other. */
let last: { readonly netlist: Netlist; readonly size: AndInverterSize } | undefined;

function measure(netlist: Netlist): AndInverterSize {
  const graph = new Graph(3 * (netlist.netCount - firstGate(netlist)), netlist.inputCount);
  const literal = scratchWords('and-inverter literals', netlist.netCount);
  literal[1] = 1;
  for (let net = 2; net < firstGate(netlist); net++) literal[net] = 2 * (net - 1);
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const x = wordAt(literal, wordAt(fanin0, net));
    const y = wordAt(literal, wordAt(fanin1, net));
    switch (byteAt(netlist.gate, net)) {
      case GATE_CODE.not:
        literal[net] = x ^ 1;
        break;
      case GATE_CODE.and:
        literal[net] = graph.and(x, y);
        break;
      case GATE_CODE.or:
        literal[net] = graph.and(x ^ 1, y ^ 1) ^ 1;
        break;
      case GATE_CODE.xor:
        literal[net] = graph.and(graph.and(x, y) ^ 1, graph.and(x ^ 1, y ^ 1) ^ 1);
        break;
      default: {
        const z = wordAt(literal, wordAt(fanin2, net));
        literal[net] = graph.and(graph.and(x, y) ^ 1, graph.and(x ^ 1, z) ^ 1) ^ 1;
      }
    }
  }
  let levels = 0;
  for (const bus of Object.values(netlist.outputs))
    for (const net of bus) levels = Math.max(levels, graph.level(wordAt(literal, net)));
  return { nodes: graph.nodes, levels };
}

/** ANDs in an open hash table, since a sweep makes fifty million of them. */
class Graph {
  nodes = 0;
  readonly #firstNode: number;
  readonly #mask: number;
  /** Node + 1 in each place of the table; 0 where it is free. */
  readonly #table: Uint32Array;
  readonly #left: Uint32Array;
  readonly #right: Uint32Array;
  readonly #level: Uint32Array;

  constructor(most: number, inputCount: number) {
    this.#firstNode = inputCount + 1;
    const size = 2 ** Math.ceil(Math.log2(2 * most + 2));
    this.#mask = size - 1;
    this.#table = scratchWords('and-inverter table', size);
    this.#left = scratchWords('and-inverter left', most);
    this.#right = scratchWords('and-inverter right', most);
    this.#level = scratchWords('and-inverter level', most);
  }

  /** The literal of x y. */
  and(x: number, y: number): number {
    if (x === 0 || y === 0 || (x ^ y) === 1) return 0;
    if (x === 1 || x === y) return y;
    if (y === 1) return x;
    const [low, high] = x < y ? [x, y] : [y, x];
    let place = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 0;
    for (place = (place ^ (place >>> 15)) & this.#mask; ; place = (place + 1) & this.#mask) {
      const node = wordAt(this.#table, place);
      if (node === 0) break;
      if (wordAt(this.#left, node - 1) === low && wordAt(this.#right, node - 1) === high)
        return 2 * (this.#firstNode + node - 1);
    }
    const node = this.nodes++;
    this.#table[place] = node + 1;
    this.#left[node] = low;
    this.#right[node] = high;
    this.#level[node] = 1 + Math.max(this.level(low), this.level(high));
    return 2 * (this.#firstNode + node);
  }

  /** How many ANDs lie on the longest path to a literal. */
  level(literal: number): number {
    const node = (literal >> 1) - this.#firstNode;
    return node < 0 ? 0 : wordAt(this.#level, node);
  }
}

const SOURCE = 'counted here; the graph of A. Kuehlmann and F. Krohm, DAC 1997';

/** Two-input ANDs, inverters free, equal ones shared. */
export const andInverterNodes: Metric = {
  name: 'and-inverter-nodes',
  title: 'AND-inverter nodes',
  unit: 'ANDs',
  about: 'two-input ANDs when all gates are made of them, inverters free, equal ANDs shared',
  source: SOURCE,
  status: 'computed',
  prices: {
    mul: daddaGates(7, 3),
  },
  ofNetlist: (netlist) => andInverterSize(netlist).nodes,
};

/** ANDs on the longest path. */
export const andInverterLevels: Metric = {
  name: 'and-inverter-levels',
  title: 'AND-inverter levels',
  unit: 'levels',
  about: 'ANDs on the longest path when all gates are made of them, inverters free',
  source: SOURCE,
  status: 'computed',
  prices: {},
  ofNetlist: (netlist) => andInverterSize(netlist).levels,
};
