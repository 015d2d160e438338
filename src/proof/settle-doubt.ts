import { byteAt, wordAt } from '../gates/at.ts';
import { FANIN_OF_CODE, GATES, TRUTH_OF_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import type { Doubt } from './final-adder.ts';
import type { PortNumbers } from './refute.ts';
import { addGate, type CreateSat } from './sat.ts';

/**
 * Whether an input leads to values of the dots for which a final adder is wrong: returns such an input, or undefined when
 * there is none. A final adder may lack what its dots never ask of it, such as a carry out of two bits that are never both
 * 1; diagrams of the dots alone cannot know that, and those of the inputs would be too large. Throws `SatExhausted`.
 */
export function settleDoubt(netlist: Netlist, doubt: Doubt, create: CreateSat): PortNumbers | undefined {
  const solver = create();
  const { gate, fanin, netCount } = netlist;
  for (let net = 0; net < netCount; net++) solver.variable();
  const literalOf = (literal: number) => (literal & 1 ? -1 : 1) * variableOf(literal >>> 1);
  solver.clause([-variableOf(0)]);
  solver.clause([variableOf(1)]);
  // Only what the dots depend on: the adder behind them is in the doubt.
  const last = doubt.literals.reduce((most, literal) => Math.max(most, literal >>> 1), 0);
  for (let net = firstGate(netlist); net <= last; net++) {
    const code = byteAt(gate, net);
    const fanins = fanin.slice(0, byteAt(FANIN_OF_CODE, code)).map((of) => variableOf(wordAt(of, net)));
    addGate(solver, byteAt(TRUTH_OF_CODE, code), fanins, variableOf(net));
  }
  const question = solver.variable();
  const wrong = doubt.edges.map((edge) =>
    doubt.bdd.fold<number>(edge, {
      zero: variableOf(0),
      not: (of) => -of,
      choose: (place, one, zero) => {
        const out = solver.variable();
        const select = literalOf(doubt.literals[place] ?? 0);
        addGate(solver, GATES.mux.truth, [select, one, zero], out);
        return out;
      },
    }),
  );
  solver.clause([-question, ...wrong]);
  if (!solver.solve(question)) return undefined;
  return Object.fromEntries(
    Object.entries(netlist.inputs).map(([name, bus]) => [
      name,
      bus.reduce((value, net, k) => value | (solver.value(variableOf(net)) ? 1n << BigInt(k) : 0n), 0n),
    ]),
  );
}

function variableOf(net: number): number {
  return net + 1;
}
