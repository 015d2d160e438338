import { at, byteAt, wordAt } from '../gates/at.ts';
import type { Bus, Ports } from '../gates/bus.ts';
import { type Gate, gateOf } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import type { FileInfo } from './format.ts';
import { countsLine } from './header.ts';
import { identifier } from './names.ts';

/** Yosys's own gates, and the port of each fan-in; they all drive Y. */
export const YOSYS_GATES: Readonly<Record<Gate, { type: string; ports: readonly string[] }>> = {
  not: { type: '$_NOT_', ports: ['A'] },
  and: { type: '$_AND_', ports: ['A', 'B'] },
  or: { type: '$_OR_', ports: ['A', 'B'] },
  xor: { type: '$_XOR_', ports: ['A', 'B'] },
  mux: { type: '$_MUX_', ports: ['S', 'B', 'A'] },
};

/** Yosys JSON: the netlist that `read_json` takes and that viewers draw. A net keeps its number. */
export function writeYosysJson(netlist: Netlist, info: FileInfo): string {
  const bits = (bus: Bus) => bus.map(yosysBit);
  const ports = (direction: string, some: Ports) =>
    Object.entries(some).map(
      ([name, bus]) => `${JSON.stringify(name)}: ${JSON.stringify({ direction, bits: bits(bus) })}`,
    );
  const netnames = [...Object.entries(netlist.inputs), ...Object.entries(netlist.outputs)].map(
    ([name, bus]) =>
      `${JSON.stringify(name)}: ${JSON.stringify({ hide_name: 0, bits: bits(bus), attributes: {} })}`,
  );
  const attributes = {
    top: 1,
    circuit: netlist.name,
    parameters: Object.entries(info.params ?? {})
      .map(([name, value]) => `${name}=${value}`)
      .join(', '),
    counts: countsLine(netlist),
  };
  const cells: string[] = [];
  for (let net = firstGate(netlist); net < netlist.netCount; net++) cells.push(cellLine(netlist, net));
  return `{
  "creator": ${JSON.stringify(`adderscope ${info.version}`)},
  "modules": {
    "${identifier(netlist.name)}": {
      "attributes": ${JSON.stringify(attributes)},
      "ports": {${members([...ports('input', netlist.inputs), ...ports('output', netlist.outputs)])}},
      "cells": {${members(cells)}},
      "netnames": {${members(netnames)}}
    }
  }
}
`;
}

function members(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${lines.map((line) => `        ${line}`).join(',\n')}\n      `;
}

function yosysBit(net: number): number | string {
  return net < 2 ? `${net}` : net;
}

function cellLine(netlist: Netlist, net: number): string {
  const { type, ports } = YOSYS_GATES[gateOf(byteAt(netlist.gate, net)) ?? 'and'];
  const connections: Record<string, (number | string)[]> = {};
  const directions: Record<string, string> = {};
  for (const [k, port] of ports.entries()) {
    connections[port] = [yosysBit(wordAt(at(netlist.fanin, k), net))];
    directions[port] = 'input';
  }
  connections.Y = [net];
  directions.Y = 'output';
  const cell = {
    hide_name: 0,
    type,
    parameters: {},
    attributes: {},
    port_directions: directions,
    connections,
  };
  return `"g${net}": ${JSON.stringify(cell)}`;
}
