import { at } from './at.ts';
import type { Bus, Ports } from './bus.ts';
import { CELL_CODE, CELLS, type Cell } from './cell.ts';
import { GATE_CODE, NO_GATE } from './gate.ts';
import { Misuse } from './misuse.ts';
import { mustBe } from './must-be.ts';
import { type Net, netAt, ZERO } from './net.ts';
import type { Netlist } from './netlist.ts';

interface OpenScope {
  name: string;
  parent: number;
  start: number;
  end: number;
  shows: Record<string, Bus>;
}

/** What a builder writes into; a netlist gets a copy of what was written. */
interface Arrays {
  readonly gate: Uint8Array;
  readonly fanin: readonly [Uint32Array, Uint32Array, Uint32Array];
}

/** The arrays of the builder that finished last, for the next: they have grown already. */
const spare: Arrays[] = [];

/** Larger arrays are let go: a 64 by 64 multiplier has 24,000 nets. */
const MOST_SPARE = 2 ** 16;

function newArrays(): Arrays {
  const words = () => new Uint32Array(1024);
  return { gate: new Uint8Array(1024), fanin: [words(), words(), words()] };
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Writes a netlist, gate by gate. It adds exactly what it is told: no folding, no sharing, no dropping, so that
 * what is counted afterwards is what the circuit asked for. Its arrays grow by doubling and no gate allocates.
 */
export class Builder {
  readonly name: string;
  #gate: Uint8Array;
  #fanin0: Uint32Array;
  #fanin1: Uint32Array;
  #fanin2: Uint32Array;
  #netCount = 2;
  #inputCount = 0;
  #cellKind: Uint8Array = new Uint8Array(256);
  #cellStart: Uint32Array = new Uint32Array(256);
  #cellCount = 0;
  /** The first net that may belong to the next cell; keeps cells from overlapping. */
  #cellEnd = 2;
  readonly #inputs: Record<string, Bus> = {};
  readonly #scopes: OpenScope[];
  /** The scopes by the index of their parent and their name, which holds no `/`. */
  readonly #scopeNames = new Set<string>();
  #scope = 0;
  #finished = false;

  constructor(name: string) {
    this.name = name;
    const arrays = spare.pop() ?? newArrays();
    this.#gate = arrays.gate;
    [this.#fanin0, this.#fanin1, this.#fanin2] = arrays.fanin;
    this.#scopes = [{ name, parent: -1, start: 2, end: 2, shows: {} }];
  }

  /** The number of nets so far; the next gate drives this net. */
  get netCount(): number {
    return this.#netCount;
  }

  /** Whether an input is called so. */
  hasInput(name: string): boolean {
    return Object.hasOwn(this.#inputs, name);
  }

  /** A new input port, least significant bit first. Inputs come before the first gate. */
  input(name: string, width: number): Bus {
    if (this.#netCount !== 2 + this.#inputCount)
      throw this.#misuse(`input '${name}'`, 'come', 'before the first gate');
    if (!Number.isInteger(width) || width < 1)
      throw mustBe(this.name, `width of input '${name}'`, 'a whole number of at least 1', width);
    checkPortName(this.name, name, this.#inputs);
    const bus = Array.from({ length: width }, () => this.#add(NO_GATE, ZERO, ZERO, ZERO));
    this.#inputCount += width;
    this.#inputs[name] = Object.freeze(bus);
    return bus;
  }

  /** 1 - x. */
  not(x: Net): Net {
    return this.#add(GATE_CODE.not, x, ZERO, ZERO);
  }

  /** x y. */
  and(x: Net, y: Net): Net {
    return this.#add(GATE_CODE.and, x, y, ZERO);
  }

  /** x + y - x y. */
  or(x: Net, y: Net): Net {
    return this.#add(GATE_CODE.or, x, y, ZERO);
  }

  /** x + y - 2 x y. */
  xor(x: Net, y: Net): Net {
    return this.#add(GATE_CODE.xor, x, y, ZERO);
  }

  /** `select ? one : zero`. */
  mux(select: Net, one: Net, zero: Net): Net {
    return this.#add(GATE_CODE.mux, select, one, zero);
  }

  /** Labels the gates that follow as one cell; `CELLS` says how many they are. The label is a claim for `check`. */
  cell(kind: Cell): void {
    if (this.#netCount < this.#cellEnd)
      throw this.#misuse('a cell', 'not begin', `inside the one before it, at net ${this.#netCount}`);
    const n = this.#cellCount;
    if (n === this.#cellStart.length) {
      this.#cellKind = grownBytes(this.#cellKind);
      this.#cellStart = grownWords(this.#cellStart);
    }
    this.#cellKind[n] = CELL_CODE[kind];
    this.#cellStart[n] = this.#netCount;
    this.#cellCount = n + 1;
    this.#cellEnd = this.#netCount + CELLS[kind].gates;
  }

  /** Runs `body`; the nets it adds become the stage `name`. Stages nest, and a stage may be empty. */
  scope<T>(name: string, body: () => T): T {
    if (name === '' || /[/\n"]/.test(name))
      throw mustBe(this.name, 'name of a scope', 'non-empty and without / " or line breaks', name);
    const index = this.#scopes.length;
    const scope = { name, parent: this.#scope, start: this.#netCount, end: this.#netCount, shows: {} };
    const key = `${scope.parent}/${name}`;
    if (this.#scopeNames.has(key)) throw mustBe(this.name, 'name of a scope', 'new within its parent', name);
    this.#scopeNames.add(key);
    this.#scopes.push(scope);
    this.#scope = index;
    const result = body();
    if (this.#netCount < this.#cellEnd)
      throw this.#misuse(`scope '${name}'`, 'not end', `inside a cell, at net ${this.#netCount}`);
    scope.end = this.#netCount;
    this.#scope = scope.parent;
    return result;
  }

  /** Shows a bus under a name in the current stage, for traces and drawings. Adds no gate. */
  show(name: string, bus: Bus): void {
    const { shows } = at(this.#scopes, this.#scope);
    checkPortName(this.name, name, shows);
    for (const net of bus) this.#known(net);
    shows[name] = Object.freeze([...bus]);
  }

  /** Closes the netlist with its outputs, in order. A builder finishes once. */
  finish(outputs: Ports): Netlist {
    if (this.#scope !== 0) throw this.#misuse('finish', 'come', 'after every scope has ended');
    this.checkOutputs(outputs);
    this.#finished = true;
    const taken: Record<string, Bus> = {};
    for (const [name, bus] of Object.entries(outputs)) taken[name] = Object.freeze([...bus]);
    const n = this.#netCount;
    at(this.#scopes, 0).end = n;
    at(this.#scopes, 0).start = 2 + this.#inputCount;
    const netlist = Object.freeze({
      name: this.name,
      inputs: Object.freeze(this.#inputs),
      outputs: Object.freeze(taken),
      inputCount: this.#inputCount,
      netCount: n,
      gate: this.#gate.slice(0, n),
      fanin: Object.freeze([
        this.#fanin0.slice(0, n),
        this.#fanin1.slice(0, n),
        this.#fanin2.slice(0, n),
      ] as const),
      cells: Object.freeze({
        kind: this.#cellKind.slice(0, this.#cellCount),
        start: this.#cellStart.slice(0, this.#cellCount),
      }),
      scopes: Object.freeze(this.#scopes.map((s) => Object.freeze({ ...s, shows: Object.freeze(s.shows) }))),
    });
    // Nets of a finished builder are none any more, so nothing can be added behind its back.
    this.#netCount = 0;
    if (spare.length === 0 && this.#gate.length <= MOST_SPARE)
      spare.push({ gate: this.#gate, fanin: [this.#fanin0, this.#fanin1, this.#fanin2] });
    return netlist;
  }

  #misuse(what: string, verb: string, rule: string): Misuse {
    return new Misuse({ who: this.name, what, verb, rule });
  }

  /** Throws where a netlist cannot have these outputs, or ends inside a cell; changes nothing. */
  checkOutputs(outputs: Ports): void {
    if (this.#finished) throw this.#misuse('finish', 'be', 'called once');
    if (this.#netCount < this.#cellEnd)
      throw this.#misuse('the last cell', 'be', `complete, but its gates end at net ${this.#netCount}`);
    for (const [name, bus] of Object.entries(outputs)) {
      checkPortName(this.name, name, {});
      if (Object.hasOwn(this.#inputs, name))
        throw mustBe(this.name, 'name of an output', 'different from every input', name);
      if (bus.length === 0) throw mustBe(this.name, `width of output '${name}'`, 'at least 1', 0);
      for (const net of bus) this.#known(net);
    }
  }

  #known(net: Net): void {
    // Written so that a fraction, a negative number and NaN fail too.
    if (!(net >>> 0 === net && net < this.#netCount))
      throw mustBe(this.name, 'a fan-in', `a net from 0 to ${this.#netCount - 1}`, net);
  }

  #add(code: number, x: Net, y: Net, z: Net): Net {
    const n = this.#netCount;
    this.#known(x);
    this.#known(y);
    this.#known(z);
    if (n === this.#gate.length) {
      this.#gate = grownBytes(this.#gate);
      this.#fanin0 = grownWords(this.#fanin0);
      this.#fanin1 = grownWords(this.#fanin1);
      this.#fanin2 = grownWords(this.#fanin2);
    }
    this.#gate[n] = code;
    this.#fanin0[n] = x;
    this.#fanin1[n] = y;
    this.#fanin2[n] = z;
    this.#netCount = n + 1;
    return netAt(n);
  }
}

/**
 * The rule that a name of a port breaks; undefined where it may be one. Ports are keys of plain objects, so it must be none that
 * every object of JavaScript has, such as `__proto__` or `constructor`.
 */
export function brokenNameRule(name: string): string | undefined {
  if (!NAME.test(name)) return 'a letter, then letters, digits or _';
  return name in {} ? 'no name that every object of JavaScript has' : undefined;
}

function checkPortName(who: string, name: string, taken: Ports): void {
  const rule = brokenNameRule(name);
  if (rule !== undefined) throw mustBe(who, 'name of a port', rule, name);
  if (Object.hasOwn(taken, name)) throw mustBe(who, 'name of a port', 'new', name);
}

function grownBytes(old: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(old.length * 2);
  bytes.set(old);
  return bytes;
}

function grownWords(old: Uint32Array): Uint32Array {
  const words = new Uint32Array(old.length * 2);
  words.set(old);
  return words;
}
