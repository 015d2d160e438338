import { at, byteAt, wordAt } from '../gates/at.ts';
import { CELL_NAMES, CELLS } from '../gates/cell.ts';
import { faninCount } from '../gates/depth.ts';
import { gateOf } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import type { FileInfo } from './format.ts';
import { commentHeader } from './header.ts';
import { bitNames } from './names.ts';

/** Outlines of cells, from the palette of Okabe and Ito, which the colour-blind can tell apart. */
const CELL_COLOURS = { ha: '#009E73', fa: '#0072B2' } as const;

/** DOT, for Graphviz: gates as boxes, stages and cells as clusters, inputs on the left, outputs on the right. */
export function writeDot(netlist: Netlist, info: FileInfo): string {
  const lines = [
    ...commentHeader('// ', netlist, info),
    `digraph ${quoted(netlist.name)} {`,
    '  rankdir=LR; node [shape=box, fontname="sans-serif", fontsize=10]; graph [fontname="sans-serif", fontsize=10];',
  ];
  for (const { name, net } of bitNames(netlist.inputs))
    lines.push(`  ${net} [label=${quoted(name)}, shape=ellipse];`);
  addClusters(netlist, lines);
  for (let net = firstGate(netlist); net < netlist.netCount; net++)
    for (const fanin of netlist.fanin.slice(0, faninCount(netlist, net)))
      lines.push(edge(wordAt(fanin, net), `${net}`));
  for (const [k, { name, net }] of bitNames(netlist.outputs).entries()) {
    lines.push(`  o${k} [label=${quoted(name)}, shape=ellipse];`);
    lines.push(edge(net, `o${k}`));
  }
  return `${lines.join('\n')}\n}\n`;
}

/** An edge. A constant has a box for each of its readers: one for all would draw lines across everything. */
function edge(from: number, to: string): string {
  return from < 2
    ? `  c${from}_${to} [label="${from}", shape=plain]; c${from}_${to} -> ${to};`
    : `  ${from} -> ${to};`;
}

/** The gates of the scopes: those of inner scopes and of cells in clusters of their own. */
function addClusters(netlist: Netlist, lines: string[]): void {
  const { scopes, cells } = netlist;
  const open: number[] = [];
  const indent = () => '  '.repeat(open.length + 1);
  let next = 1;
  let cell = 0;
  for (let net = firstGate(netlist); net < netlist.netCount; ) {
    for (; open.length > 0 && at(scopes, open.at(-1) ?? 0).end <= net; ) {
      open.pop();
      lines.push(`${indent()}}`);
    }
    // In preorder the scopes that begin here come one by one, those without gates among them.
    for (let scope = scopes[next]; scope !== undefined && scope.start <= net; scope = scopes[++next]) {
      if (scope.start === scope.end) continue;
      lines.push(`${indent()}subgraph cluster_s${next} { label=${quoted(scope.name)}; color="#888888";`);
      open.push(next);
    }
    if (cell < cells.start.length && wordAt(cells.start, cell) === net) {
      const kind = at(CELL_NAMES, byteAt(cells.kind, cell++));
      const last = net + CELLS[kind].gates;
      const colour = CELL_COLOURS[kind];
      lines.push(
        `${indent()}subgraph cluster_c${net} { label="${kind.toUpperCase()}"; color="${colour}"; penwidth=2;`,
      );
      for (; net < last; net++) lines.push(`${indent()}  ${gateBox(netlist, net)}`);
      lines.push(`${indent()}}`);
    } else lines.push(`${indent()}${gateBox(netlist, net++)}`);
  }
  while (open.pop() !== undefined) lines.push(`${indent()}}`);
}

function gateBox(netlist: Netlist, net: number): string {
  return `${net} [label="${gateOf(byteAt(netlist.gate, net))} ${net}"];`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
