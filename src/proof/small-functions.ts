import { at, byteAt, wordAt } from '../gates/at.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { netOf } from './literal.ts';

/**
 * What a net computes of few inputs: their nets ascending, and a truth table, whose row has bit k for input k. Gates
 * that select or encode, such as Booth's, are so small that their polynomials in the inputs can be written down.
 */
export interface SmallFunction {
  readonly inputs: readonly number[];
  readonly table: Uint8Array;
}

/** More inputs than that are not small: the polynomial has a term for each set of inputs. */
const MOST_INPUTS = 6;

/** The functions of all nets that read few inputs, in the order of nets. */
export function smallFunctions(netlist: Netlist, literals: Uint32Array): (SmallFunction | undefined)[] {
  const functions: (SmallFunction | undefined)[] = [{ inputs: [], table: Uint8Array.of(0) }];
  const first = firstGate(netlist);
  for (let net = 2; net < first; net++) functions[net] = { inputs: [net], table: Uint8Array.of(0, 1) };
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  for (let net = first; net < netlist.netCount; net++) {
    if (wordAt(literals, net) !== 2 * net) continue;
    const code = byteAt(netlist.gate, net);
    const read = code === GATE_CODE.mux ? [fanin0, fanin1, fanin2] : [fanin0, fanin1];
    functions[net] = combine(
      functions,
      code,
      read.map((fanin) => wordAt(literals, wordAt(fanin, net))),
    );
  }
  return functions;
}

function combine(
  functions: readonly (SmallFunction | undefined)[],
  code: number,
  literals: readonly number[],
): SmallFunction | undefined {
  const parts: SmallFunction[] = [];
  for (const literal of literals) {
    const part = functions[netOf(literal)];
    if (part === undefined) return undefined;
    parts.push(part);
  }
  const inputs = [...new Set(parts.flatMap((part) => part.inputs))].sort((x, y) => x - y);
  if (inputs.length > MOST_INPUTS) return undefined;
  const places = parts.map((part) => part.inputs.map((input) => inputs.indexOf(input)));
  const table = new Uint8Array(2 ** inputs.length);
  for (let row = 0; row < table.length; row++) {
    const [x = 0, y = 0, z = 0] = parts.map((part, k) => {
      let own = 0;
      for (const [bit, place] of at(places, k).entries()) own |= ((row >> place) & 1) << bit;
      return byteAt(part.table, own) ^ (at(literals, k) & 1);
    });
    if (code === GATE_CODE.and) table[row] = x & y;
    else if (code === GATE_CODE.or) table[row] = x | y;
    else if (code === GATE_CODE.xor) table[row] = x ^ y;
    else table[row] = x === 1 ? y : z;
  }
  return { inputs, table };
}

/** The polynomial that a function is for inputs of 0 and 1: calls `term` with each factor and the inputs it multiplies. */
export function eachTerm(
  { inputs, table }: SmallFunction,
  term: (factor: number, inputs: readonly number[]) => void,
): void {
  const factors = Int32Array.from(table);
  for (let bit = 1; bit < factors.length; bit <<= 1)
    for (let row = 0; row < factors.length; row++)
      if (row & bit) factors[row] = (factors[row] ?? 0) - (factors[row ^ bit] ?? 0);
  for (const [row, factor] of factors.entries())
    if (factor !== 0)
      term(
        factor,
        inputs.filter((_, k) => (row >> k) & 1),
      );
}
