import { at } from '../gates/at.ts';
import type { Netlist } from '../gates/netlist.ts';
import { andInverter } from './and-inverter.ts';
import type { FileInfo } from './format.ts';
import { bitNames } from './names.ts';
import { aigerTail } from './write-aiger.ts';

/** AIGER in its binary form: each AND is two differences of literals, seven bits a byte, the lowest first. */
export function writeAigerBinary(netlist: Netlist, info: FileInfo): Uint8Array {
  const { inputCount, ands, literals } = andInverter(netlist);
  const outputs = bitNames(netlist.outputs);
  const head = [
    `aig ${inputCount + ands.length} ${inputCount} 0 ${outputs.length} ${ands.length}`,
    ...outputs.map(({ net }) => `${at(literals, net)}`),
  ];
  const deltas: number[] = [];
  for (const [k, [x, y]] of ands.entries()) {
    pushDelta(deltas, 2 * (inputCount + 1 + k) - x);
    pushDelta(deltas, x - y);
  }
  const text = new TextEncoder();
  const start = text.encode(`${head.join('\n')}\n`);
  const tail = text.encode(`${aigerTail(netlist, info).join('\n')}\n`);
  const file = new Uint8Array(start.length + deltas.length + tail.length);
  file.set(start);
  file.set(deltas, start.length);
  file.set(tail, start.length + deltas.length);
  return file;
}

function pushDelta(bytes: number[], delta: number): void {
  let rest = delta;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
}
