import { type CaseId, showCase } from '../circuits/case-id.ts';
import type { AnyCircuit } from '../circuits/circuit.ts';
import { type AnyValues, withDefaults } from '../circuits/params.ts';
import type { Equation } from '../gates/equation.ts';
import type { Netlist } from '../gates/netlist.ts';
import { type FloatReading, readFloatAdder } from './float-reading.ts';
import { equationOf } from './prove-circuit.ts';
import { type Operation, type Reading, readAs, type Said } from './reading.ts';
import { ownNetlist } from './under-test.ts';

/** What a proof is about: a netlist, and the equation that it must satisfy where one is known. */
export interface ProofSubject {
  /** What tables call it. */
  readonly label: string;
  /** Where the catalogue built it, which case it is; what a file's header claims to be is not what it is. */
  readonly id?: CaseId;
  readonly netlist: Netlist;
  readonly equation: Equation | undefined;
  /** Where the netlist is a circuit of the catalogue, that circuit with its parameter values. */
  readonly circuit?: { readonly record: AnyCircuit; readonly params: AnyValues };
  /** Where it is a file's, what its ports were read as. */
  readonly reading?: Reading;
}

/** A floating-point adder to be proved: what it should compute, and the netlist that should compute it. */
export interface FloatSubject extends Pick<ProofSubject, 'label' | 'id'> {
  readonly circuit: AnyCircuit;
  readonly params: AnyValues;
  /** Where the netlist is a file's, what that calls its ports. */
  readonly ports?: FloatReading;
}

/** Proofs do not grow with what a sweep can visit, so wider circuits are allowed than elsewhere. */
const MOST_BITS = 4096;

/** A circuit with parameters as wide as a proof allows. */
export function asWideAsProofs(circuit: AnyCircuit): AnyCircuit {
  const params = Object.entries(circuit.params).map(([name, param]) => [
    name,
    param.kind === 'integer' && param.max === 64 ? { ...param, max: MOST_BITS } : param,
  ]);
  return { ...circuit, params: Object.fromEntries(params) };
}

/** A circuit as what is to be proved. */
export function circuitSubject(record: AnyCircuit, params: AnyValues): ProofSubject {
  const netlist = ownNetlist(record, params);
  const equation = equationOf(record, params, netlist);
  const id = { circuit: record.name, params: withDefaults(record.params, params) };
  return { label: netlist.name, id, netlist, equation, circuit: { record, params } };
}

/** A netlist from elsewhere, read as an operation where it is said to be one. */
export function netlistSubject(
  label: string,
  netlist: Netlist,
  operation?: Operation,
  said: Said = {},
): ProofSubject {
  if (operation === undefined) return { label, netlist, equation: undefined };
  const reading = readAs(netlist, operation, said);
  return { label, netlist: reading.netlist, equation: reading.equation, reading };
}

/** A circuit as a floating-point adder. */
export function floatSubject(circuit: AnyCircuit, params: AnyValues): FloatSubject {
  const id = { circuit: circuit.name, params };
  return { label: showCase(id), id, circuit, params };
}

/** A netlist from elsewhere that shall be what a floating-point adder of ours is. */
export function floatNetlistSubject(
  label: string,
  netlist: Netlist,
  circuit: AnyCircuit,
  params: AnyValues,
): FloatSubject {
  const ports = readFloatAdder(netlist, ownNetlist(circuit, params));
  return { label, circuit, params, ports };
}
