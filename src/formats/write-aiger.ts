import { at } from '../gates/at.ts';
import type { Netlist } from '../gates/netlist.ts';
import { andInverter } from './and-inverter.ts';
import type { FileInfo } from './format.ts';
import { headerLines } from './header.ts';
import { bitNames } from './names.ts';

/** AIGER in ASCII: ANDs and inverters, with the ports' bits as symbols and the header as the comment. */
export function writeAiger(netlist: Netlist, info: FileInfo): string {
  const { inputCount, ands, literals } = andInverter(netlist);
  const outputs = bitNames(netlist.outputs);
  const first = 2 * (inputCount + 1);
  const lines = [
    `aag ${inputCount + ands.length} ${inputCount} 0 ${outputs.length} ${ands.length}`,
    ...Array.from({ length: inputCount }, (_, k) => `${2 * (k + 1)}`),
    ...outputs.map(({ net }) => `${at(literals, net)}`),
    ...ands.map(([x, y], k) => `${first + 2 * k} ${x} ${y}`),
    ...aigerTail(netlist, info),
  ];
  return `${lines.join('\n')}\n`;
}

/** The symbols and the comment, which both forms share. */
export function aigerTail(netlist: Netlist, info: FileInfo): string[] {
  return [
    ...bitNames(netlist.inputs).map(({ name }, k) => `i${k} ${name}`),
    ...bitNames(netlist.outputs).map(({ name }, k) => `o${k} ${name}`),
    'c',
    ...headerLines(netlist, info),
  ];
}
