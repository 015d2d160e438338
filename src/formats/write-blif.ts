import { at, byteAt, wordAt } from '../gates/at.ts';
import { faninCount } from '../gates/depth.ts';
import { type Gate, gateOf } from '../gates/gate.ts';
import { netPrefix } from '../gates/net-prefix.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import type { FileInfo } from './format.ts';
import { commentHeader } from './header.ts';
import { bitNames, identifier } from './names.ts';

/** The cover of each gate: the rows of inputs where it is 1. */
const COVERS: Readonly<Record<Gate, readonly string[]>> = {
  not: ['0 1'],
  and: ['11 1'],
  or: ['1- 1', '-1 1'],
  xor: ['10 1', '01 1'],
  mux: ['11- 1', '0-1 1'],
};

/** BLIF: a table for each gate, in their order, so that reading it back gives the same gates. */
export function writeBlif(netlist: Netlist, info: FileInfo): string {
  const inputs = bitNames(netlist.inputs);
  const outputs = bitNames(netlist.outputs);
  const prefix = netPrefix(netlist);
  const names = ['$false', '$true', ...inputs.map(({ name }) => name)];
  for (let net = firstGate(netlist); net < netlist.netCount; net++) names.push(`${prefix}${net}`);
  const lines = [
    ...commentHeader('# ', netlist, info),
    `.model ${identifier(netlist.name)}`,
    ...listLines('.inputs', inputs),
    ...listLines('.outputs', outputs),
    '.names $false',
    '.names $true',
    '1',
  ];
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const gate = gateOf(byteAt(netlist.gate, net)) ?? 'and';
    const fanins = netlist.fanin
      .slice(0, faninCount(netlist, net))
      .map((fanin) => at(names, wordAt(fanin, net)));
    lines.push(`.names ${fanins.join(' ')} ${at(names, net)}`, ...COVERS[gate]);
  }
  for (const { name, net } of outputs) lines.push(`.names ${at(names, net)} ${name}`, '1 1');
  return `${lines.join('\n')}\n.end\n`;
}

/** A list of names, ten a line. */
function listLines(word: string, bits: readonly { name: string }[]): string[] {
  const lines: string[] = [];
  for (let k = 0; k < bits.length; k += 10)
    lines.push(
      `${word} ${bits
        .slice(k, k + 10)
        .map(({ name }) => name)
        .join(' ')}`,
    );
  return lines.length === 0 ? [word] : lines;
}
