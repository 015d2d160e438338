import { at } from '../gates/at.ts';
import { type Algebra, fold } from '../gates/fold.ts';
import { netPrefix } from '../gates/net-prefix.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';

/** What each gate says of bits: everything here is a bit vector, of one bit inside. */
const TERMS: Algebra<string> = {
  zero: '#b0',
  one: '#b1',
  not: (x) => `(bvnot ${x})`,
  and: (x, y) => `(bvand ${x} ${y})`,
  or: (x, y) => `(bvor ${x} ${y})`,
  xor: (x, y) => `(bvxor ${x} ${y})`,
  mux: (select, one, zero) => `(ite (= ${select} #b1) ${one} ${zero})`,
};

/** A netlist in SMT-LIB 2: its declarations and definitions, a line each, for whoever chooses a logic and asks something. */
export function smtLibLines(netlist: Netlist): string[] {
  const prefix = netPrefix(netlist);
  const lines: string[] = [];
  const inputs: string[] = [];
  for (const [port, bus] of Object.entries(netlist.inputs)) {
    lines.push(`(declare-const |${port}| (_ BitVec ${bus.length}))`);
    for (const k of bus.keys())
      inputs.push(bus.length === 1 ? `|${port}|` : `((_ extract ${k} ${k}) |${port}|)`);
  }
  let net = firstGate(netlist);
  // The term of a gate is written out where it is made; whoever reads the gate gets its name.
  const define = (term: string): string => {
    lines.push(`(define-fun ${prefix}${net} () (_ BitVec 1) ${term})`);
    return `${prefix}${net++}`;
  };
  const names = fold<string>(
    netlist,
    {
      ...TERMS,
      not: (x, y, z) => define(TERMS.not(x, y, z)),
      and: (x, y, z) => define(TERMS.and(x, y, z)),
      or: (x, y, z) => define(TERMS.or(x, y, z)),
      xor: (x, y, z) => define(TERMS.xor(x, y, z)),
      mux: (x, y, z) => define(TERMS.mux(x, y, z)),
    },
    inputs,
  );
  for (const [port, bus] of Object.entries(netlist.outputs)) {
    const bits = bus.map((bit) => at(names, bit)).reverse();
    const term = bits.length === 1 ? at(bits, 0) : `(concat ${bits.join(' ')})`;
    lines.push(`(define-fun |${port}| () (_ BitVec ${bus.length}) ${term})`);
  }
  return lines;
}
