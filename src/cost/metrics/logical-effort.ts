import { byteAt, wordAt } from '../../gates/at.ts';
import { GATE_NAMES, type Gate } from '../../gates/gate.ts';
import { firstGate, type Netlist } from '../../gates/netlist.ts';
import type { Metric } from '../metric.ts';
import { longestPath } from './longest-path.ts';

/** A static CMOS gate with the drive of a unit inverter: what each input loads its driver with, and its own delay, in tau. */
interface Effort {
  /** Logical effort of an input, in unit inverters. */
  readonly load: number;
  /** Delay with nothing to drive. */
  readonly own: number;
}

/**
 * NAND-n has effort (n + 2)/3 and parasitic delay n, NOR-n (2n + 1)/3 and n, a multiplexer 2 and 2n, XOR 4 and 4, an
 * inverter 1 and 1. AND and OR are a NAND or NOR with an inverter: 1 + 2 into the inverter, and its own 1.
 */
const EFFORTS: Readonly<Record<Gate, Effort>> = {
  not: { load: 1, own: 1 },
  and: { load: 4 / 3, own: 1 + 2 + 1 },
  or: { load: 5 / 3, own: 1 + 2 + 1 },
  xor: { load: 4, own: 4 },
  mux: { load: 2, own: 4 },
};

const LOAD = Float64Array.of(0, ...GATE_NAMES.map((gate) => EFFORTS[gate].load));
const OWN = Float64Array.of(0, ...GATE_NAMES.map((gate) => EFFORTS[gate].own));

/** An inverter that drives four of its kind takes 4 + 1 tau. */
const TAU_PER_FO4 = 5;

/** Delay along the critical path by logical effort, every gate of unit drive and every output loaded by one inverter. */
export const fanoutOfFour: Metric = {
  name: 'fo4',
  title: 'FO4 delay',
  unit: 'FO4',
  about:
    'logical effort along the critical path: each gate has the drive of a unit inverter and drives what reads it; none is resized',
  source: 'I. Sutherland, R. Sproull, D. Harris, Logical Effort, 1999',
  status: 'computed',
  prices: {},
  ofNetlist: (netlist) => {
    const load = loads(netlist);
    const tau = longestPath(netlist, (net, code) => (OWN[code] ?? 0) + (load[net] ?? 0));
    return tau / TAU_PER_FO4;
  },
};

/** What each net drives, in unit inverters. */
function loads(netlist: Netlist): Float64Array {
  const load = new Float64Array(netlist.netCount);
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  const drive = (net: number, more: number) => {
    load[net] = (load[net] ?? 0) + more;
  };
  // A missing fan-in is net 0, whose load nobody asks for.
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const each = LOAD[byteAt(netlist.gate, net)] ?? 0;
    drive(wordAt(fanin0, net), each);
    drive(wordAt(fanin1, net), each);
    drive(wordAt(fanin2, net), each);
  }
  for (const bus of Object.values(netlist.outputs)) for (const net of bus) drive(net, 1);
  return load;
}
