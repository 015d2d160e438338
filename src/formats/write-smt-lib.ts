import type { Netlist } from '../gates/netlist.ts';
import { smtLibLines } from '../proof/smt-lib-lines.ts';
import type { FileInfo } from './format.ts';
import { commentHeader } from './header.ts';

/**
 * SMT-LIB 2, logic QF_BV: each input is a constant, each gate and each output a definition. What is to be proved is
 * for the reader to assert behind it.
 */
export function writeSmtLib(netlist: Netlist, info: FileInfo): string {
  return `${[...commentHeader('; ', netlist, info), '(set-logic QF_BV)', ...smtLibLines(netlist)].join('\n')}\n`;
}
