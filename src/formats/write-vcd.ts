import { at, wordAt } from '../gates/at.ts';
import type { Bus, Ports } from '../gates/bus.ts';
import { type Algebra, fold } from '../gates/fold.ts';
import { mustBe } from '../gates/must-be.ts';
import { netAt } from '../gates/net.ts';
import { netPrefix } from '../gates/net-prefix.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import type { FileInfo, Vector } from './format.ts';
import { headerLines } from './header.ts';
import { identifier, Names } from './names.ts';

/** Time between two vectors, in nanoseconds. */
const STEP = 10;

const BITS: Algebra<number> = {
  zero: 0,
  one: 1,
  not: (x) => x ^ 1,
  and: (x, y) => x & y,
  or: (x, y) => x | y,
  xor: (x, y) => x ^ y,
  mux: (select, one, zero) => (select === 1 ? one : zero),
};

interface Variable {
  readonly code: string;
  readonly bus: Bus;
}

/**
 * VCD: the waves of a simulation, a vector every 10 ns. The ports stand at the top, below them each stage with the
 * buses it shows and every net it drives. No date, so that the same run gives the same bytes.
 */
export function writeVcd(netlist: Netlist, info: FileInfo): string {
  const vectors = info.vectors ?? [];
  if (vectors.length === 0) throw mustBe('writeVcd', 'vectors', 'at least one', 'none');
  const variables: Variable[] = [];
  const lines = [
    `$version adderscope ${info.version} $end`,
    ...headerLines(netlist, info).map((line) => `$comment ${line.replaceAll('$', '_')} $end`),
    '$timescale 1ns $end',
    ...scopeLines(netlist, variables),
    '$enddefinitions $end',
  ];
  let before: string[] = [];
  for (const [k, vector] of vectors.entries()) {
    const bits = fold(netlist, BITS, inputBits(netlist.inputs, vector));
    const now = variables.map(({ bus }) => binary(bus, bits));
    lines.push(`#${k * STEP}`);
    for (const [v, value] of now.entries()) {
      const { code } = at(variables, v);
      if (value !== before[v]) lines.push(value.length === 1 ? `${value}${code}` : `b${value} ${code}`);
    }
    before = now;
  }
  lines.push(`#${vectors.length * STEP}`);
  return `${lines.join('\n')}\n`;
}

/** The declarations: the whole, and inside it the stages. Each variable is also appended to `variables`. */
function scopeLines(netlist: Netlist, variables: Variable[]): string[] {
  const lines: string[] = [];
  const declare = (name: string, bus: Bus) => {
    const code = variableCode(variables.length);
    variables.push({ code, bus });
    const range = bus.length === 1 ? '' : ` [${bus.length - 1}:0]`;
    lines.push(`$var wire ${bus.length} ${code} ${name}${range} $end`);
  };
  const nets = netsByScope(netlist);
  const prefix = netPrefix(netlist);
  const open: number[] = [];
  for (const [index, { name, parent, shows }] of netlist.scopes.entries()) {
    for (; open.length > 0 && open.at(-1) !== parent; open.pop()) lines.push('$upscope $end');
    lines.push(`$scope module ${identifier(name)} $end`);
    open.push(index);
    const taken = new Names();
    if (index === 0)
      for (const ports of [netlist.inputs, netlist.outputs])
        for (const [port, bus] of Object.entries(ports)) declare(taken.unique(port), bus);
    for (const [shown, bus] of Object.entries(shows)) if (bus.length > 0) declare(taken.unique(shown), bus);
    for (const net of at(nets, index)) declare(taken.unique(`${prefix}${net}`), [net]);
  }
  return [...lines, ...open.map(() => '$upscope $end')];
}

/** The gates of each scope that are in no scope inside it. */
function netsByScope(netlist: Netlist): Bus[] {
  const owner = new Uint32Array(netlist.netCount);
  for (const [index, { start, end }] of netlist.scopes.entries()) owner.fill(index, start, end);
  const nets = netlist.scopes.map((): Bus[number][] => []);
  for (let net = firstGate(netlist); net < netlist.netCount; net++)
    at(nets, wordAt(owner, net)).push(netAt(net));
  return nets;
}

/** Short codes of printing characters: `!`, `"`, ... */
function variableCode(index: number): string {
  let code = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 94) - 1)
    code += String.fromCharCode(33 + (rest % 94));
  return code;
}

function inputBits(inputs: Ports, { inputs: values }: Vector): number[] {
  return Object.entries(inputs).flatMap(([port, bus]) => {
    const value = values[port] ?? 0n;
    return bus.map((_, k) => Number((value >> BigInt(k)) & 1n));
  });
}

function binary(bus: Bus, bits: readonly number[]): string {
  return bus
    .map((net) => at(bits, net))
    .reverse()
    .join('');
}
