import { at, byteAt, wordAt } from '../../gates/at.ts';
import { faninCount, levels } from '../../gates/depth.ts';
import { firstGate, type Netlist } from '../../gates/netlist.ts';

/** Everything that a net depends on. */
export interface Cone {
  /** 1 for each net of the cone, the net itself included. */
  readonly marks: Uint8Array;
  readonly inputs: number;
  readonly gates: number;
  /** Adders all of whose gates, or some, are in it. */
  readonly adders: number;
  /** Gates on the longest path from an input. */
  readonly depth: number;
  /** Its gates as a part of all gates, 0 to 1. */
  readonly share: number;
}

/** The fan-in cone of a net. Fan-ins only point back, so one pass from the net down does. */
export function coneOf(netlist: Netlist, net: number): Cone {
  const marks = new Uint8Array(netlist.netCount);
  marks[net] = 1;
  const first = firstGate(netlist);
  let gates = 0;
  for (let n = net; n >= first; n--) {
    if (byteAt(marks, n) === 0) continue;
    gates++;
    for (let pin = 0; pin < faninCount(netlist, n); pin++) marks[wordAt(at(netlist.fanin, pin), n)] = 1;
  }
  let inputs = 0;
  for (let n = 2; n < first; n++) inputs += byteAt(marks, n);
  const { start } = netlist.cells;
  let adders = 0;
  for (const [cell, from] of start.entries()) {
    const end = start[cell + 1] ?? netlist.netCount;
    const gatesOf = netlist.cells.kind[cell] === 0 ? 2 : 5;
    for (let n = from; n < Math.min(end, from + gatesOf); n++)
      if (byteAt(marks, n) === 1) {
        adders++;
        break;
      }
  }
  return {
    marks,
    inputs,
    gates,
    adders,
    depth: wordAt(levels(netlist), net),
    share: gates / Math.max(1, netlist.netCount - first),
  };
}
