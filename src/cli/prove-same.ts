import type { AnyCircuit } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import { at } from '../gates/at.ts';
import type { Bus, Ports } from '../gates/bus.ts';
import { type Equation, showEquation } from '../gates/equation.ts';
import type { Netlist } from '../gates/netlist.ts';
import { solverNamed } from '../host/solvers.ts';
import { addNetlist, inputsOf } from '../proof/clauses.ts';
import { compareNetlists } from '../proof/compare.ts';
import { miter } from '../proof/miter.ts';
import type { Proof } from '../proof/proof.ts';
import { proveEquation } from '../proof/prove-equation.ts';
import type { PortNumbers } from '../proof/refute.ts';
import type { SolverKind } from '../proof/solver.ts';
import { evaluate } from '../sim/evaluate.ts';
import { proveCircuit } from '../verify/prove-circuit.ts';

/** A proof that two netlists are the same; of a counterexample also what the other one gives. */
export type SameProof =
  | Exclude<Proof, { verdict: 'refuted' }>
  | (Extract<Proof, { verdict: 'refuted' }> & { readonly right: PortNumbers });

/** What the reference is known to compute: a circuit of the catalogue under its own port names. */
export interface Specification {
  readonly record: AnyCircuit;
  readonly params: AnyValues;
  readonly netlist: Netlist;
  readonly equation: Equation;
}

export interface SameOptions {
  readonly stop: AbortSignal;
  readonly solver?: SolverKind;
  readonly specification?: Specification | undefined;
}

/**
 * Proves that two netlists with the same ports give the same outputs for every input: by simulation and decision diagrams
 * where these tell at once; by the equation of a circuit that is known to satisfy one; else by a SAT solver, which suits large netlists that are built alike, such as two
 * floating-point adders. A counterexample has been simulated on both.
 */
export async function proveSame(
  netlist: Netlist,
  reference: Netlist,
  { stop, solver, specification }: SameOptions,
): Promise<SameProof> {
  const equal = (how: string) => `equal to ${reference.name}, by ${how}`;
  const confirmed = (method: string, inputs: PortNumbers): SameProof => {
    const [outputs, right] = [evaluate(netlist, inputs), evaluate(reference, inputs)];
    if (Object.keys(outputs).every((name) => outputs[name] === right[name]))
      return { verdict: 'undecided', method, reason: 'simulation does not confirm the counterexample' };
    return { verdict: 'refuted', method, counterexample: { inputs, outputs }, right };
  };
  if (stop.aborted) return { verdict: 'undecided', method: equal('simulation'), reason: String(stop.reason) };
  const quick = compareNetlists(netlist, reference);
  if (quick.verdict === 'proved') return { verdict: 'proved', method: equal(quick.method) };
  if (quick.verdict === 'refuted') return confirmed(equal(quick.method), quick.counterexample.inputs);
  const both = specification === undefined ? undefined : proveBoth(netlist, reference, specification);
  if (both?.verdict === 'proved') return { verdict: 'proved', method: equal(both.method) };
  if (both?.verdict === 'refuted') return confirmed(equal(both.method), both.counterexample.inputs);
  const kind = solver ?? solverNamed();
  const method = equal(kind.name);
  const joined = miter(netlist, reference);
  const session = await kind.start();
  const literalOf = addNetlist(session, joined);
  const answer = await session.solve([literalOf(at(joined.outputs.differs ?? [], 0))], stop);
  if (answer.kind === 'unknown') return { verdict: 'undecided', method, reason: answer.reason };
  if (answer.kind === 'unsat') return { verdict: 'proved', method };
  return confirmed(
    method,
    inputsOf(joined, (net) => answer.isTrue(literalOf(net))),
  );
}

/**
 * Whether both satisfy the equation of the reference, which settles their one output; a counterexample names the ports of
 * the netlist. Undefined where there is no such equation.
 */
function proveBoth(netlist: Netlist, reference: Netlist, specification: Specification): Proof | undefined {
  const { record, params, netlist: own, equation } = specification;
  const [output, ...more] = equation.outputs;
  if (output?.coefficient !== 1n || more.length > 0) return undefined;
  const names = new Map<string, string>();
  for (const side of ['inputs', 'outputs'] as const)
    for (const [name, bus] of Object.entries(reference[side])) {
      const [whole] = Object.entries(own[side]).find(([, other]) => isSame(bus, other)) ?? [];
      if (whole === undefined) return undefined;
      names.set(name, whole);
    }
  if (Object.keys(own.outputs).length > 1) return undefined;
  const renamed = (ports: Ports) =>
    Object.fromEntries(Object.entries(ports).map(([name, bus]) => [names.get(name) ?? name, bus]));
  const subject = { ...netlist, inputs: renamed(netlist.inputs), outputs: renamed(netlist.outputs) };
  if (proveCircuit(record, params, own)?.verdict !== 'proved') return undefined;
  const proof = proveEquation(subject, equation);
  if (proof.verdict === 'undecided') return undefined;
  const method = `${showEquation(equation)}, which both are: ${proof.method}`;
  if (proof.verdict === 'proved') return { verdict: 'proved', method };
  const inputs = Object.fromEntries(
    [...names].map(([name, whole]) => [name, proof.counterexample.inputs[whole] ?? 0n]),
  );
  const asked = Object.fromEntries(Object.keys(netlist.inputs).map((name) => [name, inputs[name] ?? 0n]));
  return { verdict: 'refuted', method: proof.method, counterexample: { inputs: asked, outputs: {} } };
}

function isSame(x: Bus, y: Bus): boolean {
  return x.length === y.length && x.every((net, k) => net === y[k]);
}
