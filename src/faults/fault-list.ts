import { at, byteAt, wordAt } from '../gates/at.ts';
import { GATE_NAMES } from '../gates/gate.ts';
import { firstGate, type Netlist, scopePath } from '../gates/netlist.ts';
import { FAULT_KINDS, type FaultKind } from './fault-kinds.ts';

/** Every single fault of a netlist, in the order of nets; there may be hundreds of thousands, so no object for each. */
export interface FaultList {
  readonly count: number;
  /** The gate that is wrong, by the net it drives. */
  readonly net: Uint32Array;
  /** What is wrong with it: a place in `FAULT_KINDS`. */
  readonly kind: Uint8Array;
  /** The truth table that the gate then has. */
  readonly truth: Uint8Array;
  /** The first fault of the same gate with the same truth table: what is found of one holds for the other. */
  readonly alike: Uint32Array;
}

/** The places in `FAULT_KINDS` of each gate, by its code. */
const KINDS_OF_CODE: readonly (readonly number[])[] = [
  [],
  ...GATE_NAMES.map((gate) => [...FAULT_KINDS.keys()].filter((k) => at(FAULT_KINDS, k).gate === gate)),
];

/** Lists every single fault of every gate. */
export function listFaults(netlist: Netlist): FaultList {
  const first = firstGate(netlist);
  let count = 0;
  for (let net = first; net < netlist.netCount; net++)
    count += at(KINDS_OF_CODE, byteAt(netlist.gate, net)).length;
  const faults = {
    count,
    net: new Uint32Array(count),
    kind: new Uint8Array(count),
    truth: new Uint8Array(count),
    alike: new Uint32Array(count),
  };
  let k = 0;
  for (let net = first; net < netlist.netCount; net++) {
    const start = k;
    for (const kind of at(KINDS_OF_CODE, byteAt(netlist.gate, net))) {
      faults.net[k] = net;
      faults.kind[k] = kind;
      faults.truth[k] = at(FAULT_KINDS, kind).truth;
      faults.alike[k] = faults.truth.indexOf(byteAt(faults.truth, k), start);
      k++;
    }
  }
  return faults;
}

/** A fault in words. */
export interface FaultText {
  readonly net: number;
  readonly gate: FaultKind['gate'];
  /** The path of the innermost stage that holds the gate; empty where there are no stages. */
  readonly stage: string;
  /** What is wrong: `fan-in 0 stuck at 1`. */
  readonly fault: string;
}

/** What the fault of this number is. */
export function describeFault(netlist: Netlist, faults: FaultList, k: number): FaultText {
  const net = wordAt(faults.net, k);
  const { gate, text } = at(FAULT_KINDS, byteAt(faults.kind, k));
  return { net, gate, stage: stageOf(netlist, net), fault: text };
}

/** The path of the innermost stage that holds a net. Stages are in preorder, so the last that holds it is that. */
export function stageOf(netlist: Netlist, net: number): string {
  const index = netlist.scopes.findLastIndex(({ start, end }) => start <= net && net < end);
  return scopePath(netlist, index);
}
