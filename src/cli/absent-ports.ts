import type { AnyCircuit } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { GivenText } from './context.ts';

/** Throws where a value is given to a port that the circuit has with other parameters only. */
export function refuseAbsentPorts(
  who: string,
  circuit: AnyCircuit,
  params: AnyValues,
  netlist: Netlist,
  given: GivenText,
): void {
  for (const port of Object.keys(circuit.inputs(params))) {
    const isParam = Object.hasOwn(circuit.params, port);
    if (!isParam && given[port] !== undefined && !Object.hasOwn(netlist.inputs, port))
      throw mustBe(who, `--${port}`, `left out: ${netlist.name} has no such input`, given[port]);
  }
}
