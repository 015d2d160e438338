import { byteAt, wordAt } from '../gates/at.ts';
import { faninCount } from '../gates/depth.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';

/** The inputs and gates that no gate and no output reads. */
export function unreadNets(netlist: Netlist): number[] {
  const isRead = new Uint8Array(netlist.netCount);
  for (let net = firstGate(netlist); net < netlist.netCount; net++)
    for (const fanin of netlist.fanin.slice(0, faninCount(netlist, net))) isRead[wordAt(fanin, net)] = 1;
  for (const bus of Object.values(netlist.outputs)) for (const net of bus) isRead[net] = 1;
  const unread: number[] = [];
  for (let net = 2; net < netlist.netCount; net++) if (byteAt(isRead, net) === 0) unread.push(net);
  return unread;
}
