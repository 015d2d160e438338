import { at, byteAt, wordAt } from '../gates/at.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';

/** A netlist of ANDs and inverters alone. A literal is twice a variable, plus 1 when inverted; 0 and 1 are constants. */
export interface AndInverter {
  readonly inputCount: number;
  /** The operands of AND k, the larger first; it is the variable inputCount + 1 + k. */
  readonly ands: readonly (readonly [number, number])[];
  /** The literal of every net. */
  readonly literals: readonly number[];
}

/**
 * Takes each gate apart: NOT is a mark, OR an AND with all marks turned, XOR and MUX three ANDs. Nothing is shared
 * or folded, so the size says what the gates cost in this form.
 */
export function andInverter(netlist: Netlist): AndInverter {
  const { inputCount } = netlist;
  const ands: [number, number][] = [];
  const and = (x: number, y: number): number => {
    ands.push(x > y ? [x, y] : [y, x]);
    return 2 * (inputCount + ands.length);
  };
  const or = (x: number, y: number): number => and(x ^ 1, y ^ 1) ^ 1;
  const literals = [0, 1];
  for (let k = 0; k < inputCount; k++) literals.push(2 * (k + 1));
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const x = at(literals, wordAt(fanin0, net));
    const y = at(literals, wordAt(fanin1, net));
    const z = at(literals, wordAt(fanin2, net));
    switch (byteAt(netlist.gate, net)) {
      case GATE_CODE.not:
        literals.push(x ^ 1);
        break;
      case GATE_CODE.and:
        literals.push(and(x, y));
        break;
      case GATE_CODE.or:
        literals.push(or(x, y));
        break;
      case GATE_CODE.xor:
        literals.push(or(and(x, y ^ 1), and(x ^ 1, y)));
        break;
      default:
        literals.push(or(and(x, y), and(x ^ 1, z)));
    }
  }
  return { inputCount, ands, literals };
}
