import { at, wordAt } from '../gates/at.ts';
import { faninCount } from '../gates/depth.ts';
import { netPrefix } from '../gates/net-prefix.ts';
import { firstGate, type Netlist, scopePath } from '../gates/netlist.ts';
import { identifier, Names } from './names.ts';
import { verilogName } from './verilog-names.ts';
import {
  gateAssignment,
  outputAssignments,
  portLines,
  topNetNames,
  topPorts,
  wireLines,
} from './verilog-text.ts';

/** A scope as a module: what it reads from outside and what the outside reads from it, each in order of nets. */
interface ScopeModule {
  readonly index: number;
  readonly module: string;
  readonly children: number[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/**
 * One module for each scope that has gates, the whole first. A net has the same number in every module; inside, bit 3
 * of input a is the port `a_3`. Gates and instances stand in the order of the nets.
 */
export function writeVerilogHierarchy(netlist: Netlist): string[] {
  const modules = scopeModules(netlist);
  const inner = innerNetNames(netlist);
  const isInner = new Set(inner);
  // Lists are joined at the end: as arguments of one push, many lines would not fit the stack.
  const lines: (string | string[])[] = [];
  for (const scope of modules.values()) {
    if (scope.index === 0) {
      const names = topNetNames(netlist);
      lines.push(`module ${verilogName(scope.module)} (`, portLines(topPorts(netlist)), ');');
      lines.push(bodyLines(netlist, scope, modules, names, new Set(names), inner));
      lines.push(outputAssignments(netlist, names), 'endmodule');
      continue;
    }
    const ports = [
      ...scope.inputs.map((net) => ({ direction: 'input' as const, name: at(inner, net), width: 1 })),
      ...scope.outputs.map((net) => ({ direction: 'output' as const, name: at(inner, net), width: 1 })),
    ];
    lines.push('', `// stage: ${scopePath(netlist, scope.index)}`);
    lines.push(`module ${scope.module} (`, portLines(ports), ');');
    lines.push(bodyLines(netlist, scope, modules, inner, isInner, inner), 'endmodule');
  }
  return lines.flat();
}

/** The modules by index of scope, in preorder. */
function scopeModules(netlist: Netlist): Map<number, ScopeModule> {
  const { scopes } = netlist;
  const lastReader = lastReaders(netlist);
  const taken = new Names();
  const top = taken.unique(identifier(netlist.name));
  const modules = new Map<number, ScopeModule>();
  const children = scopes.map((): number[] => []);
  for (const [index, { parent, start, end }] of scopes.entries())
    if (index > 0 && start < end) at(children, parent).push(index);
  const names = scopes.map((_, index) =>
    index === 0 ? top : taken.unique(`${top}_${identifier(scopePath(netlist, index))}`),
  );
  for (const [index, { start, end }] of scopes.entries()) {
    if (index > 0 && start === end) continue;
    const inputs = new Set<number>();
    const outputs: number[] = [];
    for (let net = start; net < end; net++) {
      for (const fanin of netlist.fanin.slice(0, faninCount(netlist, net))) {
        const read = wordAt(fanin, net);
        if (read > 1 && read < start) inputs.add(read);
      }
      if (wordAt(lastReader, net) >= end) outputs.push(net);
    }
    const module = { index, module: at(names, index), children: at(children, index), outputs };
    modules.set(index, { ...module, inputs: [...inputs].sort((x, y) => x - y) });
  }
  return modules;
}

/** The last net whose gate reads each net; an output counts as a reader behind all gates. */
function lastReaders(netlist: Netlist): Uint32Array {
  const last = new Uint32Array(netlist.netCount);
  for (let net = firstGate(netlist); net < netlist.netCount; net++)
    for (const fanin of netlist.fanin.slice(0, faninCount(netlist, net))) last[wordAt(fanin, net)] = net;
  for (const bus of Object.values(netlist.outputs)) for (const net of bus) last[net] = netlist.netCount;
  return last;
}

/** How nets are called inside the modules of scopes. No two inputs give one name: the bit comes last, always. */
function innerNetNames(netlist: Netlist): string[] {
  const names = ["1'b0", "1'b1"];
  for (const [port, bus] of Object.entries(netlist.inputs))
    for (const k of bus.keys()) names.push(`${port}_${k}`);
  let prefix = netPrefix(netlist);
  while (names.some((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))))
    prefix += '_';
  for (let net = firstGate(netlist); net < netlist.netCount; net++) names.push(`${prefix}${net}`);
  return names;
}

/** Wires, gates and instances of one module. */
function bodyLines(
  netlist: Netlist,
  scope: ScopeModule,
  modules: ReadonlyMap<number, ScopeModule>,
  names: readonly string[],
  isName: ReadonlySet<string>,
  inner: readonly string[],
): string[] {
  const { start, end } = at(netlist.scopes, scope.index);
  const isPort = new Set(scope.index === 0 ? [] : scope.outputs);
  const wires: string[] = [];
  const lines: string[] = [];
  const taken = new Names(isName);
  let next = 0;
  for (let net = start; net < end; ) {
    const child = modules.get(scope.children[next] ?? -1);
    if (child === undefined || at(netlist.scopes, child.index).start !== net) {
      if (!isPort.has(net)) wires.push(at(names, net));
      lines.push(gateAssignment(netlist, net, names));
      net++;
      continue;
    }
    next++;
    for (const output of child.outputs) if (!isPort.has(output)) wires.push(at(names, output));
    const { name } = at(netlist.scopes, child.index);
    const ports = [...child.inputs, ...child.outputs].map(
      (port) => `.${at(inner, port)}(${at(names, port)})`,
    );
    lines.push(`  ${child.module} ${taken.unique(`u_${identifier(name)}`)} (`);
    for (const [k, port] of ports.entries()) lines.push(`    ${port}${k === ports.length - 1 ? '' : ','}`);
    lines.push('  );');
    net = at(netlist.scopes, child.index).end;
  }
  return [...wireLines(wires), ...lines];
}
