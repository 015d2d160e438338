import { byteAt, wordAt } from './at.ts';
import { Builder, brokenNameRule } from './builder.ts';
import type { Bus } from './bus.ts';
import { CELL_NAMES, CELLS, type Cell } from './cell.ts';
import { faninCount } from './depth.ts';
import { GATE_NAMES, GATES, type Gate, gateOf } from './gate.ts';
import { Misuse } from './misuse.ts';
import { type Net, netAt, ZERO } from './net.ts';
import { DEEPEST_SCOPE, firstGate, type Netlist } from './netlist.ts';

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

/**
 * Reads what `printNetlist` wrote. A bad line throws with its number; nothing partial comes back. Inputs come before the gates,
 * and nothing but outputs behind the first output.
 */
export function parseNetlist(text: string): Netlist {
  return new NetlistText(text).read();
}

class NetlistText {
  readonly #lines: readonly string[];
  #lineNumber = 0;
  #g: Builder | undefined;
  readonly #outputs = new Map<string, Bus>();

  constructor(text: string) {
    this.#lines = text.split('\n');
  }

  read(): Netlist {
    this.#body(0);
    const g = this.#builder();
    return this.#try(() => g.finish(Object.fromEntries(this.#outputs)));
  }

  /** Reads lines up to the end of the text, or to the brace that ends a scope. */
  #body(depth: number): void {
    while (this.#lineNumber < this.#lines.length) {
      const line = (this.#lines[this.#lineNumber++] ?? '').trim();
      if (line === '') continue;
      if (line === '}' && depth > 0) return;
      this.#line(line, depth);
    }
    if (depth > 0) throw this.#wrong('} to end the scope', 'the end of the text');
  }

  #line(line: string, depth: number): void {
    const [word = '', ...rest] = line.split(/\s+/);
    const quoted = /^(netlist|scope) "([^"]*)"( \{)?$/.exec(line);
    if (this.#outputs.size > 0 && word !== 'output')
      throw this.#wrong('an output behind the first output', line);
    if (quoted?.[1] === 'netlist' && quoted[3] === undefined && this.#g === undefined)
      this.#g = new Builder(quoted[2] ?? '');
    else if (quoted?.[1] === 'scope' && quoted[3] !== undefined) this.#scope(quoted[2] ?? '', depth + 1);
    else if (word === 'input') this.#input(this.#builder(), rest);
    else if (word === 'show') this.#show(this.#builder(), rest);
    else if (word === 'output' && depth === 0) this.#output(rest);
    else if (isCell(word) && rest.length === 0) this.#cell(this.#builder(), word);
    else if (rest[0] === '=') this.#gate(this.#builder(), word, rest.slice(1));
    else throw this.#wrong('netlist, input, scope, show, ha, fa, a gate, } or output', line);
  }

  #builder(): Builder {
    if (this.#g === undefined)
      throw this.#wrong('netlist "name" first', this.#lines[this.#lineNumber - 1] ?? '');
    return this.#g;
  }

  #scope(name: string, depth: number): void {
    const g = this.#builder();
    if (depth > DEEPEST_SCOPE) throw this.#wrong(`in scopes at most ${DEEPEST_SCOPE} deep`, 'one more');
    this.#try(() => g.scope(name, () => this.#body(depth)));
  }

  #cell(g: Builder, cell: Cell): void {
    this.#try(() => g.cell(cell));
  }

  #input(g: Builder, [name = '', ...words]: readonly string[]): void {
    const told = words.map((word) => this.#number(word));
    const bus = this.#try(() => g.input(name, told.length));
    if (bus.some((net, i) => net !== told[i]))
      throw this.#wrong(`input with nets ${bus.join(' ')}`, told.join(' '));
  }

  #show(g: Builder, [name = '', ...words]: readonly string[]): void {
    const nets = words.map((word) => this.#net(g, word));
    this.#try(() => g.show(name, nets));
  }

  #output([name = '', ...words]: readonly string[]): void {
    const g = this.#builder();
    const rule = brokenNameRule(name);
    if (rule !== undefined) throw this.#wrong(`an output whose name is ${rule}`, name);
    if (this.#outputs.has(name)) throw this.#wrong('an output with a new name', name);
    if (g.hasInput(name)) throw this.#wrong('an output called as no input is', name);
    if (words.length === 0) throw this.#wrong('an output of at least one net', `output ${name}`);
    this.#outputs.set(
      name,
      words.map((word) => this.#net(g, word)),
    );
  }

  #gate(g: Builder, target: string, [gate = '', ...words]: readonly string[]): void {
    if (!isGate(gate)) throw this.#wrong(`a gate of ${GATE_NAMES.join(', ')}`, gate);
    const [x = ZERO, y = ZERO, z = ZERO] = words.map((word) => this.#net(g, word));
    if (words.length !== GATES[gate].fanin)
      throw this.#wrong(`${gate} of ${GATES[gate].fanin} nets`, [gate, ...words].join(' '));
    if (this.#number(target) !== g.netCount) throw this.#wrong(`the gate of net ${g.netCount}`, target);
    if (gate === 'not') g.not(x);
    else if (gate === 'mux') g.mux(x, y, z);
    else g[gate](x, y);
  }

  /** A net that is there already. */
  #net(g: Builder, word: string): Net {
    const net = this.#number(word);
    if (net >= g.netCount) throw this.#wrong(`made of nets from 0 to ${g.netCount - 1}`, word);
    return net;
  }

  #number(word: string): Net {
    if (!/^\d{1,9}$/.test(word)) throw this.#wrong('made of net numbers', word);
    return netAt(Number(word));
  }

  #wrong(rule: string, got: string): Misuse {
    return new LineError({ who: `parseNetlist: line ${this.#lineNumber}`, what: 'the line', rule, got });
  }

  /** What the builder refuses gets the line that it was given. */
  #try<T>(body: () => T): T {
    try {
      return body();
    } catch (error) {
      if (error instanceof LineError) throw error;
      throw this.#wrong('as the builder takes it', error instanceof Error ? error.message : String(error));
    }
  }
}

/** An error that has its line already. */
class LineError extends Misuse {}

function isGate(word: string): word is Gate {
  return Object.hasOwn(GATES, word);
}

function isCell(word: string): word is Cell {
  return Object.hasOwn(CELLS, word);
}
