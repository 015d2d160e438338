import { at, byteAt, wordAt } from '../gates/at.ts';
import type { Ports } from '../gates/bus.ts';
import { CELL_NAMES } from '../gates/cell.ts';
import { count } from '../gates/count.ts';
import { faninCount } from '../gates/depth.ts';
import { gateOf } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import type { FileInfo } from './format.ts';

/** What the first member of our own JSON says. */
export const JSON_FORMAT = 'adderscope netlist 1';

/**
 * Our own JSON: everything a netlist holds, with the counts of every scope. One gate a line: its net, its kind, the
 * nets it reads. A cell is its kind and its first net.
 */
export function writeJson(netlist: Netlist, info: FileInfo): string {
  const gates: string[] = [];
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const fanins = netlist.fanin.slice(0, faninCount(netlist, net)).map((fanin) => wordAt(fanin, net));
    gates.push(JSON.stringify([net, gateOf(byteAt(netlist.gate, net)), ...fanins]));
  }
  const cells = Array.from(netlist.cells.start, (start, k) =>
    JSON.stringify([at(CELL_NAMES, byteAt(netlist.cells.kind, k)), start]),
  );
  const scopes = netlist.scopes.map((scope) => JSON.stringify({ ...scope, counts: count(netlist, scope) }));
  return `{
  "format": "${JSON_FORMAT}",
  "creator": ${JSON.stringify(`adderscope ${info.version}`)},
  "circuit": ${JSON.stringify(netlist.name)},
  "parameters": ${JSON.stringify(info.params ?? {})},
  "counts": ${JSON.stringify(count(netlist))},
  "inputs": {${list(portLines(netlist.inputs))}},
  "outputs": {${list(portLines(netlist.outputs))}},
  "gates": [${list(gates)}],
  "cells": [${list(cells)}],
  "scopes": [${list(scopes)}]
}
`;
}

function portLines(ports: Ports): string[] {
  return Object.entries(ports).map(([name, bus]) => `${JSON.stringify(name)}: ${JSON.stringify(bus)}`);
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${lines.map((line) => `    ${line}`).join(',\n')}\n  `;
}
