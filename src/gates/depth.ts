import { byteAt, wordAt } from './at.ts';
import { FANIN_OF_CODE } from './gate.ts';
import { firstGate, type Netlist } from './netlist.ts';

/** For each net, the number of gates on the longest path to it from an input; constants and inputs have 0. */
export function levels(netlist: Netlist): Uint32Array {
  const level = new Uint32Array(netlist.netCount);
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  // A missing fan-in is net 0, of level 0, so it never decides.
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const x = wordAt(level, wordAt(fanin0, net));
    const y = wordAt(level, wordAt(fanin1, net));
    const z = wordAt(level, wordAt(fanin2, net));
    level[net] = 1 + Math.max(x, y, z);
  }
  return level;
}

/** The number of gates on the longest path from an input to an output. */
export function depth(netlist: Netlist): number {
  const level = levels(netlist);
  let most = 0;
  for (const bus of Object.values(netlist.outputs))
    for (const net of bus) most = Math.max(most, wordAt(level, net));
  return most;
}

/** The number of fan-ins of this net's gate: 0 for constants and inputs. */
export function faninCount(netlist: Netlist, net: number): number {
  return byteAt(FANIN_OF_CODE, byteAt(netlist.gate, net));
}
