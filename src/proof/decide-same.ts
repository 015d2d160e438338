import { at } from '../gates/at.ts';
import type { Bus, Ports } from '../gates/bus.ts';
import type { PortNumbers } from '../gates/counterexample.ts';
import { type Equation, showEquation } from '../gates/equation.ts';
import type { Netlist } from '../gates/netlist.ts';
import { evaluate } from '../sim/evaluate.ts';
import { addNetlist, inputsOf } from './clauses.ts';
import { compareNetlists } from './compare.ts';
import { miter } from './miter.ts';
import type { Proof } from './proof.ts';
import { proveEquation } from './prove-equation.ts';
import type { SolverKind } from './solver.ts';

/** What the reference is said to compute: an equation between its ports under the names of its own netlist. */
export interface Specification {
  readonly netlist: Netlist;
  readonly equation: Equation;
}

export interface DecideOptions {
  readonly solver: SolverKind;
  readonly stop?: AbortSignal | undefined;
  readonly specification?: Specification | undefined;
}

/**
 * Proves that two netlists with the same ports give the same outputs for every input: by simulation and decision diagrams
 * where these tell at once; by the equation of the reference where both satisfy it; else by a SAT solver, which suits
 * large netlists that are built alike, such as two floating-point adders. A counterexample has been
 * simulated on both: what the reference gives is expected.
 */
export async function decideSame(
  netlist: Netlist,
  reference: Netlist,
  { solver, stop, specification }: DecideOptions,
): Promise<Proof> {
  const equal = (how: string) => `equal to ${reference.name}, by ${how}`;
  const confirmed = (method: string, inputs: PortNumbers): Proof => {
    const [got, expected] = [evaluate(netlist, inputs), evaluate(reference, inputs)];
    if (Object.keys(got).every((name) => got[name] === expected[name]))
      return { verdict: 'undecided', method, reason: 'simulation does not confirm the counterexample' };
    return { verdict: 'refuted', method, counterexample: { inputs, got, expected } };
  };
  if (stop?.aborted === true)
    return { verdict: 'undecided', method: equal('simulation'), reason: String(stop.reason) };
  const quick = compareNetlists(netlist, reference);
  if (quick.verdict === 'proved') return { verdict: 'proved', method: equal(quick.method) };
  if (quick.verdict === 'refuted') return confirmed(equal(quick.method), quick.counterexample.inputs);
  const both = specification === undefined ? undefined : proveBoth(netlist, reference, specification);
  if (both?.verdict === 'proved') return { verdict: 'proved', method: equal(both.method) };
  if (both?.verdict === 'refuted') return confirmed(equal(both.method), both.counterexample.inputs);
  const method = equal(solver.name);
  const joined = miter(netlist, reference);
  const session = await solver.start();
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
  const { netlist: own, equation } = specification;
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
  if (proveEquation(own, equation).verdict !== 'proved') return undefined;
  const proof = proveEquation(subject, equation);
  if (proof.verdict === 'undecided') return undefined;
  const method = `${showEquation(equation)}, which both are: ${proof.method}`;
  if (proof.verdict === 'proved') return { verdict: 'proved', method };
  const inputs = Object.fromEntries(
    [...names].map(([name, whole]) => [name, proof.counterexample.inputs[whole] ?? 0n]),
  );
  const asked = Object.fromEntries(Object.keys(netlist.inputs).map((name) => [name, inputs[name] ?? 0n]));
  return { verdict: 'refuted', method: proof.method, counterexample: { inputs: asked, got: {} } };
}

function isSame(x: Bus, y: Bus): boolean {
  return x.length === y.length && x.every((net, k) => net === y[k]);
}
