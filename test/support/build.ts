import { type AnyCircuit, buildCircuit, resolveCircuit } from '../../src/circuits/circuit.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { sweepOf } from '../../src/verify/plan.ts';

/** The circuit of the catalogue with this name. */
export function circuitNamed(name: string): AnyCircuit {
  const circuit = CIRCUITS.find((one) => one.name === name);
  if (circuit === undefined) throw new Error(`no circuit ${name}`);
  return circuit;
}

/** Builds a circuit of the catalogue by name. */
export function build(name: string, params: Readonly<Record<string, unknown>> = {}): Netlist {
  const circuit = circuitNamed(name);
  return buildCircuit(circuit, resolveCircuit(circuit, params));
}

/** Every circuit of the catalogue at every width up to `most`, by name. */
export function smallNetlists(most: number): [string, Netlist][] {
  const widths = Array.from({ length: most }, (_, k) => k + 1);
  return CIRCUITS.flatMap((circuit) =>
    [...sweepOf(circuit, { params: {}, widths })].map((params): [string, Netlist] => {
      const netlist = buildCircuit(circuit, params);
      return [netlist.name, netlist];
    }),
  );
}
