import { byteAt, wordAt } from '../gates/at.ts';
import { type Gate, gateOf } from '../gates/gate.ts';
import type { Net } from '../gates/net.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import type { FileInfo } from './format.ts';
import { commentHeader } from './header.ts';

/** The clauses that say v = gate(x, y, z), each by the signs of its variables. */
const CLAUSES: Readonly<Record<Gate, (v: number, x: number, y: number, z: number) => readonly number[][]>> = {
  not: (v, x) => [
    [v, x],
    [-v, -x],
  ],
  and: (v, x, y) => [
    [-v, x],
    [-v, y],
    [v, -x, -y],
  ],
  or: (v, x, y) => [
    [v, -x],
    [v, -y],
    [-v, x, y],
  ],
  xor: (v, x, y) => [
    [-v, x, y],
    [-v, -x, -y],
    [v, -x, y],
    [v, x, -y],
  ],
  mux: (v, select, one, zero) => [
    [-v, -select, one],
    [v, -select, -one],
    [-v, select, zero],
    [v, select, -zero],
  ],
};

/**
 * DIMACS CNF, by Tseitin: the variable of a net is its number, variable 1 is true and constant 0 is -1. The comments
 * name the variables of each port, the least significant first. By itself it is satisfied by every run of the
 * circuit; what is asked of it is for the reader to add.
 */
export function writeDimacs(netlist: Netlist, info: FileInfo): string {
  const ports = (word: string, some: Netlist['inputs']) =>
    Object.entries(some).map(([name, bus]) => `c ${word} ${name} ${bus.map(literal).join(' ')}`);
  const comments = [
    ...commentHeader('c ', netlist, info),
    ...ports('input', netlist.inputs),
    ...ports('output', netlist.outputs),
  ];
  return `${[...comments, ...problem(netlist, clausesOf(netlist))].join('\n')}\n`;
}

/** The same clauses and one more: this net is 1. So the question is whether any input makes it so. */
export function dimacsQuestion(netlist: Netlist, net: Net): string {
  return `${problem(netlist, [...clausesOf(netlist), [literal(net)]]).join('\n')}\n`;
}

const literal = (net: number) => (net === 0 ? -1 : net);

function clausesOf(netlist: Netlist): (readonly number[])[] {
  const clauses: (readonly number[])[] = [[1]];
  const [x, y, z] = netlist.fanin;
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const gate = gateOf(byteAt(netlist.gate, net)) ?? 'and';
    const read = (fanin: Uint32Array) => literal(wordAt(fanin, net));
    clauses.push(...CLAUSES[gate](net, read(x), read(y), read(z)));
  }
  return clauses;
}

function problem(netlist: Netlist, clauses: readonly (readonly number[])[]): string[] {
  return [
    `p cnf ${netlist.netCount - 1} ${clauses.length}`,
    ...clauses.map((clause) => `${clause.join(' ')} 0`),
  ];
}
