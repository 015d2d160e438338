import { at, byteAt, wordAt } from '../gates/at.ts';
import { CELL_NAMES, CELLS } from '../gates/cell.ts';
import { firstGate, type Netlist, scopePath } from '../gates/netlist.ts';
import type { FileInfo, Vector } from './format.ts';
import { commentHeader } from './header.ts';
import { identifier } from './names.ts';
import { unreadNets } from './unread-nets.ts';
import { verilogName } from './verilog-names.ts';
import {
  gateAssignment,
  outputAssignments,
  portLines,
  topNetNames,
  topPorts,
  wireLines,
} from './verilog-text.ts';
import { writeTestbench } from './write-testbench.ts';
import { writeVerilogHierarchy } from './write-verilog-hierarchy.ts';

/**
 * Structural Verilog-2001: a wire and an assignment for each gate. Flat, or one module for each scope; with vectors,
 * a test bench that checks them follows.
 */
export function writeVerilog(netlist: Netlist, info: FileInfo): string {
  const modules = info.hierarchy === true ? writeVerilogHierarchy(netlist) : flatModule(netlist);
  const lines = [
    ...commentHeader('// ', netlist, info),
    '',
    ...lintNotes(netlist),
    ...modules,
    ...(info.vectors === undefined ? [] : ['', ...benchLines(netlist, info.vectors, info.observer)]),
  ];
  return `${lines.join('\n')}\n`;
}

function benchLines(netlist: Netlist, vectors: readonly Vector[], observer: Netlist | undefined): string[] {
  return [
    ...(observer === undefined
      ? []
      : ['// what the outputs say together, for the test bench alone', ...flatModule(observer), '']),
    ...writeTestbench(netlist, vectors, observer),
  ];
}

function flatModule(netlist: Netlist): string[] {
  const names = topNetNames(netlist);
  return [
    `module ${verilogName(identifier(netlist.name))} (`,
    ...portLines(topPorts(netlist)),
    ');',
    ...wireLines(names.slice(firstGate(netlist))),
    ...gateLines(netlist, names),
    ...outputAssignments(netlist, names),
    'endmodule',
  ];
}

/** All gates in order; comments say where a stage and a cell begin. */
function gateLines(netlist: Netlist, names: readonly string[]): string[] {
  const lines: string[] = [];
  const { cells, scopes } = netlist;
  let scope = 1;
  let cell = 0;
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    for (; scopes[scope]?.start === net; scope++) lines.push(`  // stage: ${scopePath(netlist, scope)}`);
    if (cell < cells.start.length && wordAt(cells.start, cell) === net) {
      const kind = at(CELL_NAMES, byteAt(cells.kind, cell++));
      lines.push(`  // ${kind}, ${CELLS[kind].gates} gates`);
    }
    lines.push(gateAssignment(netlist, net, names));
  }
  return lines;
}

/** What verilator would warn of and what is so by nature: the file's name, and nets that nothing reads. */
function lintNotes(netlist: Netlist): string[] {
  const unread = unreadNets(netlist).length;
  return [
    '/* verilator lint_off DECLFILENAME */',
    ...(unread > 0 ? [`// nets that nothing reads: ${unread}`, '/* verilator lint_off UNUSEDSIGNAL */'] : []),
  ];
}
