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
  lines.push(...clusterLines(netlist, 0, '  '));
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

/** The gates of a scope: those of inner scopes and of cells in clusters of their own. */
function clusterLines(netlist: Netlist, index: number, indent: string): string[] {
  const { scopes } = netlist;
  const { start, end } = at(scopes, index);
  const children = scopes.flatMap((scope, k) =>
    scope.parent === index && scope.start < scope.end ? [k] : [],
  );
  const lines: string[] = [];
  let next = 0;
  let cell = firstCell(netlist, start);
  for (let net = start; net < end; ) {
    const child = children[next];
    if (child !== undefined && at(scopes, child).start === net) {
      lines.push(
        `${indent}subgraph cluster_s${child} { label=${quoted(at(scopes, child).name)}; color="#888888";`,
      );
      lines.push(...clusterLines(netlist, child, `${indent}  `), `${indent}}`);
      net = at(scopes, child).end;
      cell = firstCell(netlist, net);
      next++;
    } else if (cell < netlist.cells.start.length && wordAt(netlist.cells.start, cell) === net) {
      const kind = at(CELL_NAMES, byteAt(netlist.cells.kind, cell++));
      const last = net + CELLS[kind].gates;
      const colour = CELL_COLOURS[kind];
      lines.push(
        `${indent}subgraph cluster_c${net} { label="${kind.toUpperCase()}"; color="${colour}"; penwidth=2;`,
      );
      for (; net < last; net++) lines.push(`${indent}  ${gateBox(netlist, net)}`);
      lines.push(`${indent}}`);
    } else lines.push(`${indent}${gateBox(netlist, net++)}`);
  }
  return lines;
}

/** The first cell at this net or behind it, by halving. */
function firstCell({ cells }: Netlist, net: number): number {
  let low = 0;
  let high = cells.start.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wordAt(cells.start, middle) < net) low = middle + 1;
    else high = middle;
  }
  return low;
}

function gateBox(netlist: Netlist, net: number): string {
  return `${net} [label="${gateOf(byteAt(netlist.gate, net))} ${net}"];`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
