import { dimacsQuestion } from '../formats/write-dimacs.ts';
import { at } from '../gates/at.ts';
import type { Netlist } from '../gates/netlist.ts';
import { miter } from '../proof/miter.ts';
import type { Proof } from '../proof/proof.ts';
import { evaluate } from '../sim/evaluate.ts';
import { type SatSolver, satSolver } from './sat.ts';

/**
 * Proves that two netlists with the same ports give the same outputs for every input, by a SAT solver: it is for large
 * netlists that are built alike, such as two floating-point adders. A counterexample has been simulated on both.
 */
export async function proveSame(
  netlist: Netlist,
  reference: Netlist,
  stop: AbortSignal,
  solver: SatSolver = satSolver(),
): Promise<Proof> {
  const method = `equal to ${reference.name}, by ${solver.name}`;
  const both = miter(netlist, reference);
  const answer = await solver.solve(dimacsQuestion(both, at(both.outputs.differs ?? [], 0)), stop);
  if (answer === undefined) return { verdict: 'undecided', method, reason: String(stop.reason) };
  if (answer.kind === 'unsatisfiable') return { verdict: 'proved', method };
  // The variable of a net is its number.
  const inputs = Object.fromEntries(
    Object.entries(both.inputs).map(([name, bus]) => [
      name,
      bus.reduce((value, net, k) => (answer.isTrue.has(net) ? value | (1n << BigInt(k)) : value), 0n),
    ]),
  );
  const [outputs, right] = [evaluate(netlist, inputs), evaluate(reference, inputs)];
  if (Object.keys(outputs).every((name) => outputs[name] === right[name]))
    return { verdict: 'undecided', method, reason: 'simulation does not confirm the counterexample' };
  return { verdict: 'refuted', method, counterexample: { inputs, outputs } };
}
