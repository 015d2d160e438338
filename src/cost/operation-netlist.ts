import { buildCircuit } from '../circuits/circuit.ts';
import { CIRCUITS } from '../circuits/index.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { type Operation, structureOf } from './operation.ts';

/** The netlist of the circuit that does an operation; throws where there is none. */
export function netlistOf(operation: Operation): Netlist {
  const structure = structureOf(operation);
  const circuit = CIRCUITS.find(({ name }) => name === structure?.circuit);
  if (structure === undefined || circuit === undefined)
    throw mustBe('netlistOf', 'operation', 'one with a circuit', operation.kind);
  return buildCircuit(circuit, structure.params);
}
