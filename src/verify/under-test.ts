import { type AnyCircuit, buildCircuit, buildObserved, type Model, modelOf } from '../circuits/circuit.ts';
import type { PlainForm } from '../circuits/meaning.ts';
import type { AnyValues } from '../circuits/params.ts';
import type { Netlist } from '../gates/netlist.ts';
import { type Catalogue, circuitNamed } from './catalogue.ts';

/**
 * A circuit with its parameters as everything here sees it. A test holds that no other file of this room builds circuits,
 * so that values are never compared with the model on a netlist that the model does not speak of.
 */
export interface UnderTest {
  readonly circuit: AnyCircuit;
  readonly params: AnyValues;
  /** The circuit's own gates: what is labelled, counted and proved. */
  readonly netlist: Netlist;
  /** The netlist whose outputs the model speaks of: what is run. It is `netlist` itself unless its meaning has `observe`. */
  readonly observed: Netlist;
  readonly model: Model;
}

/** What is needed to tell whether values are right; `circuit` for whom to blame where the record contradicts itself. */
export type Judged = Pick<UnderTest, 'observed' | 'model'> & Partial<Pick<UnderTest, 'circuit'>>;

/** Builds a circuit for verification. Throws where its gates cannot be built. */
export function underTest(circuit: AnyCircuit, params: AnyValues): UnderTest {
  const netlist = buildCircuit(circuit, params);
  const observed = circuit.meaning(params).observe === undefined ? netlist : buildObserved(circuit, params);
  return { circuit, params, netlist, observed, model: modelOf(circuit, params) };
}

/** The circuit's own gates alone, for what asks no model. */
export function ownNetlist(circuit: AnyCircuit, params: AnyValues): Netlist {
  return buildCircuit(circuit, params);
}

/** The case of a job or shard. */
export function caseUnderTest(
  { circuit, params }: { readonly circuit: string; readonly params: AnyValues },
  catalogue: Catalogue,
): UnderTest {
  return underTest(circuitNamed(circuit, catalogue), params);
}

/** The same outputs by the plainest gates. */
export function plainNetlist(
  { circuit, params }: Pick<UnderTest, 'circuit' | 'params'>,
  plain: PlainForm,
): Netlist {
  return buildCircuit({ ...circuit, build: (g, x) => plain.build(g, x) }, params);
}
