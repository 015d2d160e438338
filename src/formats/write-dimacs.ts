import type { Netlist } from '../gates/netlist.ts';
import { addNetlist } from '../proof/clauses.ts';
import { printDimacs } from '../proof/dimacs.ts';
import { Clauses } from '../proof/problem.ts';
import type { FileInfo } from './format.ts';
import { commentHeader } from './header.ts';

/**
 * DIMACS CNF, by Tseitin: the variable of a net is its number, variable 1 is true and constant 0 is -1. The comments
 * name the variables of each port, the least significant first. By itself it is satisfied by every run of the
 * circuit; what is asked of it is for the reader to add.
 */
export function writeDimacs(netlist: Netlist, info: FileInfo): string {
  const clauses = new Clauses();
  const literalOf = addNetlist(clauses, netlist);
  const ports = (word: string, some: Netlist['inputs']) =>
    Object.entries(some).map(([name, bus]) => `c ${word} ${name} ${bus.map(literalOf).join(' ')}`);
  const comments = [
    ...commentHeader('c ', netlist, info),
    ...ports('input', netlist.inputs),
    ...ports('output', netlist.outputs),
  ];
  return `${comments.join('\n')}\n${printDimacs(clauses.problem())}`;
}
