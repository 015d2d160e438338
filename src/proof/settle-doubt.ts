import { GATES } from '../gates/gate.ts';
import { ZERO } from '../gates/net.ts';
import { addGate, addNetlist, inputsOf } from './clauses.ts';
import type { OpenDoubt, Proof } from './proof.ts';
import { confirm } from './refute.ts';
import type { Solver, SolverKind } from './solver.ts';

/** The same proof; where it is in doubt, one that a solver has settled, if it could. */
export async function settle(proof: Proof, kind: SolverKind, stop?: AbortSignal): Promise<Proof> {
  if (proof.verdict !== 'undecided' || proof.doubt === undefined) return proof;
  const { netlist, judge, method } = proof.doubt;
  const solver = await kind.start();
  const { literalOf, question } = addDoubt(solver, proof.doubt);
  const answer = await solver.solve([question], stop);
  if (answer.kind === 'unsat') return { verdict: 'proved', method };
  if (answer.kind === 'unknown') return { ...proof, reason: `${proof.reason}; ${answer.reason}` };
  const inputs = inputsOf(netlist, (net) => answer.isTrue(literalOf(net)));
  return { verdict: 'refuted', method, counterexample: confirm(netlist, judge, { inputs }) };
}

/** Adds the question whether an input leads to values of the dots for which the adder is wrong. */
function addDoubt(solver: Solver, { netlist, bdd, edges, literals }: OpenDoubt) {
  // Only what the dots depend on: the adder behind them is in the doubt.
  const last = literals.reduce((most, literal) => Math.max(most, literal >>> 1), netlist.inputCount + 1);
  const literalOf = addNetlist(solver, netlist, last + 1);
  const question = solver.variable();
  const wrong = edges.map((edge) =>
    bdd.fold<number>(edge, {
      zero: literalOf(ZERO),
      not: (of) => -of,
      choose: (place, one, zero) => {
        const out = solver.variable();
        const literal = literals[place] ?? 0;
        const select = literalOf(literal >>> 1);
        addGate(solver, GATES.mux.truth, [literal & 1 ? -select : select, one, zero], out);
        return out;
      },
    }),
  );
  solver.clause([-question, ...wrong]);
  return { literalOf, question };
}
