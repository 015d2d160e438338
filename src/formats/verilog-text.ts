import { at, byteAt, wordAt } from '../gates/at.ts';
import type { Ports } from '../gates/bus.ts';
import { type Gate, gateOf } from '../gates/gate.ts';
import { netPrefix } from '../gates/net-prefix.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { verilogName, verilogRange } from './verilog-names.ts';

/** What the assignment of a gate says. */
const VERILOG_GATES: Readonly<Record<Gate, (x: string, y: string, z: string) => string>> = {
  not: (x) => `~${x}`,
  and: (x, y) => `${x} & ${y}`,
  or: (x, y) => `${x} | ${y}`,
  xor: (x, y) => `${x} ^ ${y}`,
  mux: (select, one, zero) => `${select} ? ${one} : ${zero}`,
};

/** The lines of a port list, the last one without its comma. */
export function portLines(
  ports: readonly { direction: 'input' | 'output'; name: string; width: number }[],
): string[] {
  return ports.map(({ direction, name, width }, k) => {
    const comma = k === ports.length - 1 ? '' : ',';
    return `  ${direction.padEnd(6)} wire ${verilogRange(width)}${verilogName(name)}${comma}`;
  });
}

/** The ports of the whole, inputs first. */
export function topPorts(netlist: Netlist) {
  const rows = (direction: 'input' | 'output', ports: Ports) =>
    Object.entries(ports).map(([name, bus]) => ({ direction, name, width: bus.length }));
  return [...rows('input', netlist.inputs), ...rows('output', netlist.outputs)];
}

/** How each net is called in the whole: `1'b0`, `a[3]`, `n12`. */
export function topNetNames(netlist: Netlist): string[] {
  const names = ["1'b0", "1'b1"];
  for (const [port, bus] of Object.entries(netlist.inputs))
    for (const k of bus.keys())
      names.push(bus.length === 1 ? verilogName(port) : `${verilogName(port)}[${k}]`);
  const prefix = netPrefix(netlist);
  for (let net = firstGate(netlist); net < netlist.netCount; net++) names.push(`${prefix}${net}`);
  return names;
}

/** `wire n12, n13, ...;`, ten names a line. */
export function wireLines(names: readonly string[]): string[] {
  const lines: string[] = [];
  for (let k = 0; k < names.length; k += 10) lines.push(`  wire ${names.slice(k, k + 10).join(', ')};`);
  return lines;
}

/** The assignment of one gate. */
export function gateAssignment(netlist: Netlist, net: number, names: readonly string[]): string {
  const gate = gateOf(byteAt(netlist.gate, net)) ?? 'and';
  const [x, y, z] = netlist.fanin;
  const read = (fanin: Uint32Array) => at(names, wordAt(fanin, net));
  return `  assign ${at(names, net)} = ${VERILOG_GATES[gate](read(x), read(y), read(z))};`;
}

/** The assignments of the output ports. */
export function outputAssignments(netlist: Netlist, names: readonly string[]): string[] {
  return Object.entries(netlist.outputs).flatMap(([port, bus]) =>
    bus.map((net, k) => {
      const bit = bus.length === 1 ? verilogName(port) : `${verilogName(port)}[${k}]`;
      return `  assign ${bit} = ${at(names, net)};`;
    }),
  );
}
