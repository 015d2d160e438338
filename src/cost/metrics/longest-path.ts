import { byteAt, wordAt } from '../../gates/at.ts';
import { firstGate, type Netlist } from '../../gates/netlist.ts';

/** The longest path from an input to an output, where each net's gate, of this code, takes as long as `delayOf` says. */
export function longestPath(netlist: Netlist, delayOf: (net: number, code: number) => number): number {
  const arrival = new Float64Array(netlist.netCount);
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  const when = (net: number) => arrival[net] ?? 0;
  // A missing fan-in is net 0, which is there from the start, so it never decides.
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const last = Math.max(when(wordAt(fanin0, net)), when(wordAt(fanin1, net)), when(wordAt(fanin2, net)));
    arrival[net] = last + delayOf(net, byteAt(netlist.gate, net));
  }
  let most = 0;
  for (const bus of Object.values(netlist.outputs)) for (const net of bus) most = Math.max(most, when(net));
  return most;
}
