import { byteAt, wordAt } from './at.ts';
import { Builder } from './builder.ts';
import type { Bus } from './bus.ts';
import { CELL_NAMES, CELLS, type Cell } from './cell.ts';
import { faninCount } from './depth.ts';
import { GATE_NAMES, GATES, type Gate, gateOf } from './gate.ts';
import { mustBe } from './must-be.ts';
import { type Net, netAt, ZERO } from './net.ts';
import { firstGate, type Netlist } from './netlist.ts';

/**
 * Writes a netlist one gate a line, for tests and for eyes:
 *
 *     netlist "half adder"
 *     input a 2
 *     input b 3
 *     scope "only stage" {
 *       ha
 *       4 = xor 2 3
 *       5 = and 2 3
 *     }
 *     output s 4
 *     output c 5
 *
 * A number is a net; `ha` and `fa` label the two or five gates that follow; `show` names a bus of its scope.
 */
export function printNetlist(netlist: Netlist): string {
  const lines = [`netlist "${netlist.name}"`];
  for (const [name, bus] of Object.entries(netlist.inputs)) lines.push(portLine('input', name, bus));
  let nextScope = 1;
  let cell = 0;
  const open: number[] = [0];
  const indent = () => '  '.repeat(open.length - 1);

  /** Ends the scopes that end here and opens those that start here; an empty scope does both. */
  const turn = (net: number, last: boolean) => {
    for (;;) {
      const index = open[open.length - 1] ?? 0;
      const next = netlist.scopes[nextScope];
      const scope = netlist.scopes[index];
      if (next !== undefined && next.parent === index && next.start === net) {
        lines.push(`${indent()}scope "${next.name}" {`);
        open.push(nextScope++);
      } else if (index > 0 && scope !== undefined && scope.end === net) {
        for (const [name, bus] of Object.entries(scope.shows))
          lines.push(indent() + portLine('show', name, bus));
        open.pop();
        lines.push(`${indent()}}`);
      } else if (index === 0 && last && scope !== undefined) {
        for (const [name, bus] of Object.entries(scope.shows)) lines.push(portLine('show', name, bus));
        return;
      } else return;
    }
  };

  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    turn(net, false);
    if (cell < netlist.cells.start.length && wordAt(netlist.cells.start, cell) === net)
      lines.push(indent() + (CELL_NAMES[byteAt(netlist.cells.kind, cell++)] ?? '?'));
    lines.push(indent() + gateLine(netlist, net));
  }
  turn(netlist.netCount, true);
  for (const [name, bus] of Object.entries(netlist.outputs)) lines.push(portLine('output', name, bus));
  return `${lines.join('\n')}\n`;
}

/** One gate as text: `12 = xor 4 7`. */
export function gateLine(netlist: Netlist, net: number): string {
  const gate = gateOf(byteAt(netlist.gate, net)) ?? '?';
  const fanins = netlist.fanin.slice(0, faninCount(netlist, net)).map((f) => wordAt(f, net));
  return `${net} = ${gate} ${fanins.join(' ')}`;
}

function portLine(word: string, name: string, bus: Bus): string {
  return [word, name, ...bus].join(' ');
}

/** Reads what `printNetlist` wrote. A bad line throws with its number; nothing partial comes back. */
export function parseNetlist(text: string): Netlist {
  let g: Builder | undefined;
  let lineNumber = 0;
  const outputs: Record<string, Bus> = {};
  const lines = text.split('\n');
  const wrong = (rule: string, got: string) =>
    mustBe(`parseNetlist: line ${lineNumber}`, 'the line', rule, got);

  const nets = (words: readonly string[]): Bus => words.map((word) => netNumber(word, wrong));
  const builder = (): Builder => {
    if (g === undefined) throw wrong('netlist "name" first', lines[lineNumber - 1] ?? '');
    return g;
  };

  /** Reads lines up to the end of the text, or to the brace that ends a scope. */
  const body = (inScope: boolean): void => {
    while (lineNumber < lines.length) {
      const line = (lines[lineNumber++] ?? '').trim();
      if (line === '') continue;
      if (line === '}' && inScope) return;
      const [word = '', ...rest] = line.split(/\s+/);
      const quoted = /^(netlist|scope) "([^"]*)"( \{)?$/.exec(line);
      if (quoted?.[1] === 'netlist' && quoted[3] === undefined && g === undefined)
        g = new Builder(quoted[2] ?? '');
      else if (quoted?.[1] === 'scope' && quoted[3] !== undefined)
        builder().scope(quoted[2] ?? '', () => body(true));
      else if (word === 'input') readInput(builder(), rest, nets, wrong);
      else if (word === 'show') builder().show(rest[0] ?? '', nets(rest.slice(1)));
      else if (word === 'output') outputs[rest[0] ?? ''] = nets(rest.slice(1));
      else if (isCell(word) && rest.length === 0) builder().cell(word);
      else if (rest[0] === '=') readGate(builder(), word, rest.slice(1), nets, wrong);
      else throw wrong('netlist, input, scope, show, ha, fa, a gate, } or output', line);
    }
    if (inScope) throw wrong('} to end the scope', 'the end of the text');
  };
  body(false);
  return builder().finish(outputs);
}

type Wrong = (rule: string, got: string) => RangeError;
type Nets = (words: readonly string[]) => Bus;

function netNumber(word: string, wrong: Wrong): Net {
  if (!/^\d{1,9}$/.test(word)) throw wrong('made of net numbers', word);
  return netAt(Number(word));
}

function readInput(g: Builder, rest: readonly string[], nets: Nets, wrong: Wrong): void {
  const told = nets(rest.slice(1));
  const bus = g.input(rest[0] ?? '', told.length);
  if (bus.some((net, i) => net !== told[i])) throw wrong(`input with nets ${bus.join(' ')}`, told.join(' '));
}

function readGate(g: Builder, target: string, words: readonly string[], nets: Nets, wrong: Wrong): void {
  const gate = words[0] ?? '';
  if (!isGate(gate)) throw wrong(`a gate of ${GATE_NAMES.join(', ')}`, gate);
  const fanins = nets(words.slice(1));
  if (fanins.length !== GATES[gate].fanin)
    throw wrong(`${gate} of ${GATES[gate].fanin} nets`, words.join(' '));
  if (netNumber(target, wrong) !== g.netCount) throw wrong(`the gate of net ${g.netCount}`, target);
  const [x = ZERO, y = ZERO, z = ZERO] = fanins;
  const add: Record<Gate, () => Net> = {
    not: () => g.not(x),
    and: () => g.and(x, y),
    or: () => g.or(x, y),
    xor: () => g.xor(x, y),
    mux: () => g.mux(x, y, z),
  };
  add[gate]();
}

function isGate(word: string): word is Gate {
  return Object.hasOwn(GATES, word);
}

function isCell(word: string): word is Cell {
  return Object.hasOwn(CELLS, word);
}
