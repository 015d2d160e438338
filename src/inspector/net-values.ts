import { GATE_CODE } from '../gates/gate.ts';
import { mustBe } from '../gates/must-be.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { evaluateNets, type PortValues } from '../sim/evaluate.ts';

/** One net that holds a value whatever its gate says. */
export interface Fault {
  readonly net: number;
  readonly stuck: 0 | 1;
}

/** The bit of every net for one input vector, as the reference simulator has it; 0 or 1 a net. */
export function netValues(netlist: Netlist, inputs: PortValues, fault?: Fault): Uint8Array {
  const bits = evaluateNets(fault === undefined ? netlist : withFault(netlist, fault), inputs);
  return Uint8Array.from(bits, Number);
}

/** The netlist with the gate of one net replaced by one that gives a constant. Throws where the net has no gate. */
export function withFault(netlist: Netlist, { net, stuck }: Fault): Netlist {
  if (!(net >= firstGate(netlist) && net < netlist.netCount))
    throw mustBe(netlist.name, 'net of the fault', 'one that a gate drives', net);
  const gate = netlist.gate.slice();
  const [x, y, z] = [netlist.fanin[0].slice(), netlist.fanin[1].slice(), netlist.fanin[2].slice()];
  gate[net] = GATE_CODE.and;
  x[net] = stuck;
  y[net] = stuck;
  z[net] = 0;
  return { ...netlist, gate, fanin: [x, y, z] };
}

/** The number on a bus, given the bit of every net. */
export function busNumber(bits: Uint8Array, bus: readonly number[]): bigint {
  return bus.reduce((sum, net, k) => sum + (bits[net] === 1 ? 1n << BigInt(k) : 0n), 0n);
}

/** A fault as in `net.200.1`, net 200 stuck at 1; undefined where no gate drives the net. */
export function readFault(text: string, netlist: Netlist): Fault | undefined {
  const match = /^net\.(\d{1,7})\.([01])$/.exec(text);
  const net = Number(match?.[1]);
  if (match === null || net < firstGate(netlist) || net >= netlist.netCount) return undefined;
  return { net, stuck: match[2] === '1' ? 1 : 0 };
}

/** The text that `readFault` reads back. */
export function showFault({ net, stuck }: Fault): string {
  return `net.${net}.${stuck}`;
}
