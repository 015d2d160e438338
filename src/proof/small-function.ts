import { byteAt, wordAt } from '../gates/at.ts';
import { faninCount } from '../gates/depth.ts';
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

/** More inputs are not small: the polynomial has a term for each set of inputs. Nor are more gates. */
const MOST_INPUTS = 6;
const MOST_GATES = 48;

/** The function of a net that is driven by a gate; undefined where it is not small. */
export function smallFunction(
  netlist: Netlist,
  literals: Uint32Array,
  net: number,
): SmallFunction | undefined {
  const fanins = (gate: number): number[] =>
    netlist.fanin.slice(0, faninCount(netlist, gate)).map((fanin) => wordAt(literals, wordAt(fanin, gate)));
  const first = firstGate(netlist);
  const gates = new Set([net]);
  const inputs = new Set<number>();
  for (const gate of gates)
    for (const fanin of fanins(gate).map(netOf)) {
      if (fanin >= first) gates.add(fanin);
      else if (fanin > 0) inputs.add(fanin);
      if (inputs.size > MOST_INPUTS || gates.size > MOST_GATES) return undefined;
    }
  const sorted = [...inputs].sort((x, y) => x - y);
  const rows = 2 ** sorted.length;
  const tables = new Map([[0, new Uint8Array(rows)]]);
  for (const [k, input] of sorted.entries())
    tables.set(
      input,
      Uint8Array.from({ length: rows }, (_, row) => (row >> k) & 1),
    );
  const read = (literal: number | undefined, row: number): number =>
    literal === undefined ? 0 : byteAt(tables.get(netOf(literal)) ?? EMPTY, row) ^ (literal & 1);
  for (const gate of [...gates].sort((x, y) => x - y)) {
    const [x, y, z] = fanins(gate);
    const code = byteAt(netlist.gate, gate);
    tables.set(
      gate,
      Uint8Array.from({ length: rows }, (_, row) => gateRow(code, read(x, row), read(y, row), read(z, row))),
    );
  }
  return { inputs: sorted, table: tables.get(net) ?? EMPTY };
}

const EMPTY = new Uint8Array(0);

function gateRow(code: number, x: number, y: number, z: number): number {
  if (code === GATE_CODE.not) return x ^ 1;
  if (code === GATE_CODE.and) return x & y;
  if (code === GATE_CODE.or) return x | y;
  if (code === GATE_CODE.xor) return x ^ y;
  return x === 1 ? y : z;
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
