import { byteAt, wordAt } from '../gates/at.ts';
import { CELL_NAMES, CELLS } from '../gates/cell.ts';
import { CellProver } from '../gates/cell-prover.ts';
import type { Netlist } from '../gates/netlist.ts';
import { NONE } from './literal.ts';

/**
 * Adders of a netlist in ascending order of the lower of their two outputs, labelled or recovered alike. All are
 * literals: x + y + z = 2 carry + sum for a full adder; a half adder has no z (`NONE`); a sum whose carry nobody made
 * has neither z nor carry, and x + y = sum modulo 2. Each was proved from its gates when it was put here.
 */
export interface Adders {
  readonly count: number;
  readonly leaf0: Uint32Array;
  readonly leaf1: Uint32Array;
  readonly leaf2: Uint32Array;
  readonly sum: Uint32Array;
  readonly carry: Uint32Array;
  /** For each net the adder whose gate drives it, or -1. */
  readonly owner: Int32Array;
}

/**
 * The labelled adders, each proved by its truth tables; undefined when a label is wrong, so that a netlist is never
 * judged by a label that lies.
 */
export function labelledAdders(netlist: Netlist, literals: Uint32Array): Adders | undefined {
  const { kind, start } = netlist.cells;
  const count = start.length;
  const adders = emptyAdders(count, netlist.netCount);
  const prover = new CellProver(netlist);
  let end = 0;
  for (let cell = 0; cell < count; cell++) {
    const name = CELL_NAMES[byteAt(kind, cell)];
    const first = wordAt(start, cell);
    if (name === undefined) return undefined;
    const spec = CELLS[name];
    if (first < end || first + spec.gates > netlist.netCount) return undefined;
    if (prover.prove(spec, first) !== undefined) return undefined;
    end = first + spec.gates;
    adders.leaf0[cell] = wordAt(literals, wordAt(prover.leaves, 0));
    adders.leaf1[cell] = wordAt(literals, wordAt(prover.leaves, 1));
    adders.leaf2[cell] = spec.leaves === 3 ? wordAt(literals, wordAt(prover.leaves, 2)) : NONE;
    adders.sum[cell] = 2 * (first + spec.sum.at);
    adders.carry[cell] = 2 * (first + spec.carry.at);
    for (let net = first; net < end; net++) {
      // A gate that its own fan-ins make pointless would have another net's literal, and no weight of its own.
      if (wordAt(literals, net) !== 2 * net) return undefined;
      adders.owner[net] = cell;
    }
  }
  return adders;
}

/** Room for `count` adders. */
export function emptyAdders(count: number, netCount: number): Adders {
  return {
    count,
    leaf0: new Uint32Array(count),
    leaf1: new Uint32Array(count),
    leaf2: new Uint32Array(count),
    sum: new Uint32Array(count),
    carry: new Uint32Array(count),
    owner: new Int32Array(netCount).fill(-1),
  };
}
