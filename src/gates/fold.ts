import { at, byteAt, wordAt } from './at.ts';
import { type Gate, gateOf } from './gate.ts';
import { mustBe } from './must-be.ts';
import { firstGate, type Netlist } from './netlist.ts';

/** A meaning for every gate. `and` gets (x, y), `not` gets (x), `mux` gets (select, one, zero). */
export type Algebra<T> = Readonly<Record<Gate, (x: T, y: T, z: T) => T>> & {
  readonly zero: T;
  readonly one: T;
};

/**
 * Gives every net a value, in one pass: the value of each gate from those of its fan-ins. One traversal, many
 * meanings: BigInt lanes simulate, numbers measure depth, strings write Verilog.
 * `inputs` holds a value for each input net, in the order of the nets; the result one for each net.
 */
export function fold<T>(netlist: Netlist, algebra: Algebra<T>, inputs: readonly T[]): T[] {
  if (inputs.length !== netlist.inputCount)
    throw mustBe(`fold of ${netlist.name}`, 'number of inputs', `${netlist.inputCount}`, inputs.length);
  const values: T[] = [algebra.zero, algebra.one, ...inputs];
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const gate = gateOf(byteAt(netlist.gate, net));
    if (gate === undefined) throw mustBe(`fold of ${netlist.name}`, `net ${net}`, 'driven by a gate', 'none');
    values.push(
      algebra[gate](
        at(values, wordAt(fanin0, net)),
        at(values, wordAt(fanin1, net)),
        at(values, wordAt(fanin2, net)),
      ),
    );
  }
  return values;
}
