import { at, byteAt, wordAt } from '../gates/at.ts';
import { faninCount } from '../gates/depth.ts';
import { type Gate, gateOf } from '../gates/gate.ts';
import { netPrefix } from '../gates/net-prefix.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import type { FileInfo } from './format.ts';
import { commentHeader } from './header.ts';
import { bitNames } from './names.ts';

/** The lines of each gate. The language has no multiplexer that all its readers agree on, so `more` names take it apart. */
const LINES: Readonly<
  Record<Gate, (v: string, x: string, y: string, z: string, more: () => string) => readonly string[]>
> = {
  not: (v, x) => [`${v} = NOT(${x})`],
  and: (v, x, y) => [`${v} = AND(${x}, ${y})`],
  or: (v, x, y) => [`${v} = OR(${x}, ${y})`],
  xor: (v, x, y) => [`${v} = XOR(${x}, ${y})`],
  mux: (v, select, one, zero, more) => {
    const [taken, turned, left] = [more(), more(), more()];
    return [
      `${taken} = AND(${select}, ${one})`,
      `${turned} = NOT(${select})`,
      `${left} = AND(${turned}, ${zero})`,
      `${v} = OR(${taken}, ${left})`,
    ];
  },
};

/** The language of the ISCAS benchmarks: a line a gate, in their order. Constants are ABC's `gnd` and `vdd`. */
export function writeBench(netlist: Netlist, info: FileInfo): string {
  const inputs = bitNames(netlist.inputs);
  const outputs = bitNames(netlist.outputs);
  const prefix = netPrefix(netlist);
  const names = [`${prefix}0`, `${prefix}1`, ...inputs.map(({ name }) => name)];
  for (let net = firstGate(netlist); net < netlist.netCount; net++) names.push(`${prefix}${net}`);
  const nameOf = (net: number) => at(names, net);
  let next = netlist.netCount;
  const more = () => `${prefix}${next++}`;
  const isRead = [false, false];
  const gates: string[] = [];
  const [x, y, z] = netlist.fanin;
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const gate = gateOf(byteAt(netlist.gate, net)) ?? 'and';
    const count = faninCount(netlist, net);
    const read = (fanin: Uint32Array, k: number) => {
      const from = wordAt(fanin, net);
      if (from < 2 && k < count) isRead[from] = true;
      return nameOf(from);
    };
    for (const line of LINES[gate](nameOf(net), read(x, 0), read(y, 1), read(z, 2), more)) gates.push(line);
  }
  for (const { net } of outputs) if (net < 2) isRead[net] = true;
  const lines = [
    ...commentHeader('# ', netlist, info),
    ...inputs.map(({ name }) => `INPUT(${name})`),
    ...outputs.map(({ name }) => `OUTPUT(${name})`),
    ...['gnd', 'vdd'].flatMap((constant, net) =>
      isRead[net] === true ? [`${nameOf(net)} = ${constant}`] : [],
    ),
    ...gates,
    ...outputs.map(({ name, net }) => `${name} = BUFF(${nameOf(net)})`),
  ];
  return `${lines.join('\n')}\n`;
}
