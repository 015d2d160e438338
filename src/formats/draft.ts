import { at, byteAt, wordAt } from '../gates/at.ts';
import { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { GATE_CODE, GATES, type Gate, gateOf, NO_GATE } from '../gates/gate.ts';
import { type Net, netAt, ONE, ZERO } from '../gates/net.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { PortOfBits } from './gather-ports.ts';
import type { Wrong } from './place.ts';

/** A few bytes of a file can ask for any number of bits; beyond these limits it gets an error, not the memory. */
export const MOST_BUS_BITS = 65_536;
export const MOST_NODES = 2 ** 24;

const WIRE = 6;
const UNDRIVEN = 0xffffffff;

const NEW = 0;
const OPEN = 1;
const DONE = 2;

/**
 * A netlist while a file is being read: files name nets before they drive them, and in any order. A node is a
 * constant (0 and 1), a wire, or a gate. `finish` puts the gates in an order of evaluation, in the order of the file
 * as far as that is one, and hands them to a builder; a cycle, or a wire that is read and not driven, is an error.
 */
export class Draft {
  readonly #wrong: Wrong;
  readonly #most: number;
  /** The names of wires, by node; the bits of a vector share one string. */
  readonly #names: (string | undefined)[] = [];
  #kind = new Uint8Array(1024);
  #fanin: [Uint32Array, Uint32Array, Uint32Array] = [
    new Uint32Array(1024),
    new Uint32Array(1024),
    new Uint32Array(1024),
  ];
  #place = new Uint32Array(1024);
  #count = 2;

  /** A reader of files that are short for what they ask sets its own limit of nodes. */
  constructor(wrong: Wrong, most = MOST_NODES) {
    this.#wrong = wrong;
    this.#most = most;
  }

  /** A new wire, driven by nothing yet. */
  wire(name: string, place: number): number {
    const id = this.#add(WIRE, UNDRIVEN, 0, 0, place);
    while (this.#names.length < id) this.#names.push(undefined);
    this.#names.push(name);
    return id;
  }

  /** Makes a wire an input. */
  input(wire: number, place: number): void {
    this.#mustBeFree(wire, place);
    this.#kind[wire] = NO_GATE;
  }

  /** Drives a wire with a node. */
  drive(wire: number, source: number, place: number): void {
    this.#mustBeFree(wire, place);
    this.#fanin[0][wire] = source;
    this.#place[wire] = place;
  }

  /** A new gate; its node. */
  gate(gate: Gate, place: number, x: number, y = 0, z = 0): number {
    return this.#add(GATE_CODE[gate], x, y, z, place);
  }

  /** The netlist. Inputs are wires made inputs, outputs any nodes. */
  finish(name: string, inputs: readonly PortOfBits[], outputs: readonly PortOfBits[]): Netlist {
    const g = new Builder(name);
    const nets = new Uint32Array(this.#count);
    const state = new Uint8Array(this.#count);
    nets[ONE] = ONE;
    state[ZERO] = DONE;
    state[ONE] = DONE;
    for (const port of inputs)
      for (const [k, net] of g.input(port.name, port.ids.length).entries()) {
        nets[at(port.ids, k)] = net;
        state[at(port.ids, k)] = DONE;
      }
    const isWire = (id: number) => byteAt(this.#kind, id) === WIRE;
    for (let id = 2; id < this.#count; id++) if (!isWire(id)) this.#visit(id, nets, state, g);
    // A loop of wires that no gate reads is a cycle too.
    for (let id = 2; id < this.#count; id++)
      if (isWire(id) && wordAt(this.#fanin[0], id) !== UNDRIVEN) this.#visit(id, nets, state, g);
    const ports: Record<string, Bus> = {};
    for (const { name: port, ids } of outputs) {
      for (const id of ids) this.#visit(id, nets, state, g);
      ports[port] = ids.map((id) => netAt(wordAt(nets, id)));
    }
    return g.finish(ports);
  }

  /** Gives a node and all it reads their nets, what it reads first. A stack of our own: netlists are deep. */
  #visit(root: number, nets: Uint32Array, state: Uint8Array, g: Builder): void {
    const stack = [root];
    while (stack.length > 0) {
      const id = at(stack, stack.length - 1);
      if (byteAt(state, id) === DONE) {
        stack.pop();
        continue;
      }
      state[id] = OPEN;
      const next = this.#unfinished(id, state);
      if (next !== undefined) {
        stack.push(next);
        continue;
      }
      nets[id] = this.#emit(id, nets, g);
      state[id] = DONE;
      stack.pop();
    }
  }

  /** The first node that this one reads and that has no net yet. */
  #unfinished(id: number, state: Uint8Array): number | undefined {
    const kind = byteAt(this.#kind, id);
    const gate = gateOf(kind);
    const reads = kind === WIRE ? 1 : gate === undefined ? 0 : GATES[gate].fanin;
    for (let k = 0; k < reads; k++) {
      const source = wordAt(at(this.#fanin, k), id);
      if (source === UNDRIVEN)
        throw this.#wrong(wordAt(this.#place, id), this.#nameOf(id), 'driven where it is read', 'no driver');
      const found = byteAt(state, source);
      if (found === OPEN)
        throw this.#wrong(
          wordAt(this.#place, id),
          this.#nameOf(id),
          'part of no cycle',
          `a cycle through ${this.#nameOf(source)}`,
        );
      if (found === NEW) return source;
    }
    return undefined;
  }

  #emit(id: number, nets: Uint32Array, g: Builder): Net {
    const read = (k: 0 | 1 | 2) => netAt(wordAt(nets, wordAt(this.#fanin[k], id)));
    switch (gateOf(byteAt(this.#kind, id))) {
      case 'not':
        return g.not(read(0));
      case 'and':
        return g.and(read(0), read(1));
      case 'or':
        return g.or(read(0), read(1));
      case 'xor':
        return g.xor(read(0), read(1));
      case 'mux':
        return g.mux(read(0), read(1), read(2));
      default:
        return read(0);
    }
  }

  #nameOf(id: number): string {
    const name = this.#names[id];
    return name === undefined ? 'the gate' : `net '${name}'`;
  }

  #mustBeFree(wire: number, place: number): void {
    if (byteAt(this.#kind, wire) !== WIRE || wordAt(this.#fanin[0], wire) !== UNDRIVEN)
      throw this.#wrong(place, this.#nameOf(wire), 'driven once', 'a second driver');
  }

  #add(kind: number, x: number, y: number, z: number, place: number): number {
    const id = this.#count;
    if (id === this.#most) throw this.#wrong(place, 'the netlist', `of at most ${this.#most} nodes`, 'more');
    if (id === this.#kind.length) this.#grow();
    const [fanin0, fanin1, fanin2] = this.#fanin;
    this.#kind[id] = kind;
    fanin0[id] = x;
    fanin1[id] = y;
    fanin2[id] = z;
    this.#place[id] = place;
    this.#count = id + 1;
    return id;
  }

  #grow(): void {
    const kind = new Uint8Array(this.#kind.length * 2);
    kind.set(this.#kind);
    this.#kind = kind;
    const twice = (old: Uint32Array) => {
      const words = new Uint32Array(old.length * 2);
      words.set(old);
      return words;
    };
    const [x, y, z] = this.#fanin;
    this.#fanin = [twice(x), twice(y), twice(z)];
    this.#place = twice(this.#place);
  }
}
