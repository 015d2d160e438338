import { byteAt, wordAt } from '../gates/at.ts';
import type { Ports } from '../gates/bus.ts';
import { CELL_CODE, CELLS } from '../gates/cell.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { scratchBytes, scratchWords } from '../gates/scratch.ts';

/** What one entry of a program does; the code is its place in this list. */
export const OPS = ['and', 'or', 'xor', 'not', 'mux', 'ha', 'fa', 'copy'] as const;

export type Op = (typeof OPS)[number];

/** What `Program.op` holds for each op. */
export const OP_CODE: Readonly<Record<Op, number>> = {
  and: 0,
  or: 1,
  xor: 2,
  not: 3,
  mux: 4,
  ha: 5,
  fa: 6,
  copy: 7,
};

/** A port of a program: its planes follow those of the port before it. */
export interface ProgramPort {
  readonly name: string;
  readonly width: number;
}

/**
 * A netlist made ready to be run: a list of entries that read and write slots. Slots 0 and 1 are the constants, then
 * come the input bits, then the output bits, both in the order of the ports; the rest are used again and again.
 * An entry reads all its slots before it writes any. It counts for nothing: whoever counts reads the netlist.
 */
export interface Program {
  readonly name: string;
  readonly inputs: readonly ProgramPort[];
  readonly outputs: readonly ProgramPort[];
  readonly inputCount: number;
  readonly outputCount: number;
  readonly slotCount: number;
  /** Gates that are still evaluated, those inside the cells included. */
  readonly gateCount: number;
  /** A code of `OP_CODE` for each entry. */
  readonly op: Uint8Array;
  /** The slots that each entry reads; 0 where it reads fewer. */
  readonly x: Uint32Array;
  readonly y: Uint32Array;
  readonly z: Uint32Array;
  /** The slot that each entry writes: the gate's output, or the sum of a cell. */
  readonly out: Uint32Array;
  /** The slot of the carry of a cell; 0 for other entries. */
  readonly carry: Uint32Array;
}

/** The first slot of the output bits. */
export function firstOutputSlot(program: Program): number {
  return 2 + program.inputCount;
}

const OP_OF_GATE = new Uint8Array(8);
OP_OF_GATE[GATE_CODE.and] = OP_CODE.and;
OP_OF_GATE[GATE_CODE.or] = OP_CODE.or;
OP_OF_GATE[GATE_CODE.xor] = OP_CODE.xor;
OP_OF_GATE[GATE_CODE.not] = OP_CODE.not;
OP_OF_GATE[GATE_CODE.mux] = OP_CODE.mux;

/**
 * Arranges a netlist for running. Gates that no output needs are dropped. A labelled adder whose gates have the
 * textbook form, and whose inner nets nobody else reads, becomes one entry; a label alone is not believed.
 * Entries are in the order of a depth-first walk from the outputs, least significant first, which keeps few nets
 * alive at a time, so that their slots stay in the nearest cache.
 */
export function compile(netlist: Netlist): Program {
  const unit = unitsOf(netlist);
  const order = depthFirst(netlist, unit);
  return allocate(netlist, unit, order);
}

// Thousands of netlists are compiled once each, so this is most of a verification's work. Loops that touch every gate
// stand in functions of their own: V8 inlines the checked reads of a small function only.

/** The unit that drives each net: the first net of its fused cell, or the net itself. */
function unitsOf(netlist: Netlist): Uint32Array {
  const { netCount, gate, cells } = netlist;
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  const reads = scratchWords('compile reads', netCount);
  for (const fanin of [fanin0, fanin1, fanin2]) countReads(reads, fanin, firstGate(netlist));
  for (const bus of Object.values(netlist.outputs)) for (const net of bus) countRead(reads, net);

  const unit = scratchWords('compile unit', netCount);
  for (let net = 0; net < netCount; net++) unit[net] = net;
  const is = (net: number, code: number, x: number, y: number) =>
    byteAt(gate, net) === code && wordAt(fanin0, net) === x && wordAt(fanin1, net) === y;
  const isFullAdder = (s: number, x: number, y: number) => {
    const z = wordAt(fanin1, s + 1);
    return (
      z !== s &&
      is(s + 1, GATE_CODE.xor, s, z) &&
      is(s + 2, GATE_CODE.and, x, y) &&
      is(s + 3, GATE_CODE.and, s, z) &&
      is(s + 4, GATE_CODE.or, s + 2, s + 3)
    );
  };
  const isClosed = (s: number) =>
    wordAt(reads, s) === 2 && wordAt(reads, s + 2) === 1 && wordAt(reads, s + 3) === 1;
  for (let cell = 0; cell < cells.start.length; cell++) {
    const s = wordAt(cells.start, cell);
    const full = byteAt(cells.kind, cell) === CELL_CODE.fa;
    const size = (full ? CELLS.fa : CELLS.ha).gates;
    if (s + size > netCount || byteAt(gate, s) !== GATE_CODE.xor) continue;
    const x = wordAt(fanin0, s);
    const y = wordAt(fanin1, s);
    const fuses = full ? isFullAdder(s, x, y) && isClosed(s) : is(s + 1, GATE_CODE.and, x, y);
    if (fuses) for (let net = s; net < s + size; net++) unit[net] = s;
  }
  return unit;
}

function countReads(reads: Uint32Array, fanin: Uint32Array, first: number): void {
  for (let k = first; k < fanin.length; k++) {
    const net = wordAt(fanin, k);
    // Most are net 0, an absent fan-in, whose count nobody asks for.
    if (net !== 0) countRead(reads, net);
  }
}

function countRead(reads: Uint32Array, net: number): void {
  reads[net] = wordAt(reads, net) + 1;
}

/** Whether a unit is a fused cell: then its second net is its own. */
function isCell(unit: Uint32Array, u: number): boolean {
  return u + 1 < unit.length && wordAt(unit, u + 1) === u;
}

function isFull(unit: Uint32Array, u: number): boolean {
  return u + 2 < unit.length && wordAt(unit, u + 2) === u;
}

/** The needed units, each after those that it reads. */
function depthFirst(netlist: Netlist, unit: Uint32Array): Uint32Array {
  const first = firstGate(netlist);
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  const order = scratchWords('compile order', netlist.netCount - first);
  let ordered = 0;
  const state = scratchBytes('compile state', netlist.netCount);
  // Each unit is opened once, and then pushes at most three others.
  const stack = scratchWords('compile stack', 3 * netlist.netCount);
  let top = 0;
  const visit = (net: number) => {
    if (net < first) return;
    const u = wordAt(unit, net);
    if (byteAt(state, u) === 0) stack[top++] = u;
  };
  for (const bus of Object.values(netlist.outputs))
    for (const out of bus) {
      visit(out);
      while (top > 0) {
        const u = wordAt(stack, top - 1);
        if (byteAt(state, u) === 0) {
          state[u] = 1;
          // The last pushed is walked first.
          visit(isFull(unit, u) ? wordAt(fanin1, u + 1) : wordAt(fanin2, u));
          visit(wordAt(fanin1, u));
          visit(wordAt(fanin0, u));
          continue;
        }
        top--;
        if (byteAt(state, u) === 2) continue;
        state[u] = 2;
        order[ordered++] = u;
      }
    }
  return order.subarray(0, ordered);
}

/** The slot of each net, given when it is first written and taken back when it was read for the last time. */
class Slots {
  /** The slot of each net; 0 where it has none, which is right for net 0 too. */
  readonly #slot: Uint32Array;
  readonly #readsLeft: Uint32Array;
  /** Slots below belong to the constants and the ports, and are never taken back. */
  readonly #lasting: number;
  readonly #free: number[] = [];
  count: number;

  constructor(slot: Uint32Array, readsLeft: Uint32Array, lasting: number) {
    this.#slot = slot;
    this.#readsLeft = readsLeft;
    this.#lasting = lasting;
    this.count = lasting;
  }

  /** The slot to read a net from; after its last read the slot is free. */
  read(net: number): number {
    const slot = wordAt(this.#slot, net);
    if (slot < this.#lasting) return slot;
    const left = wordAt(this.#readsLeft, net) - 1;
    this.#readsLeft[net] = left;
    if (left === 0) this.#free.push(slot);
    return slot;
  }

  /** The slot to write a net to. */
  write(net: number): number {
    const known = wordAt(this.#slot, net);
    if (known !== 0) return known;
    const given = this.#free.pop() ?? this.count++;
    this.#slot[net] = given;
    return given;
  }

  /** What nobody reads of a cell still needs a place to be written, for one entry only. */
  freeIfDead(net: number): void {
    const slot = wordAt(this.#slot, net);
    if (slot >= this.#lasting && wordAt(this.#readsLeft, net) === 0) this.#free.push(slot);
  }
}

function allocate(netlist: Netlist, unit: Uint32Array, order: Uint32Array): Program {
  const { netCount, inputCount } = netlist;
  const first = firstGate(netlist);
  const slot = scratchWords('compile slot', netCount);
  for (let net = 0; net < first; net++) slot[net] = net;

  // An output is written where it is read from outside; a net that is an output twice, or no gate's, is copied there.
  const copies: [from: number, to: number][] = [];
  let lasting = first;
  for (const bus of Object.values(netlist.outputs))
    for (const net of bus) {
      if (net < first || wordAt(slot, net) !== 0) copies.push([net, lasting]);
      else slot[net] = lasting;
      lasting++;
    }

  const length = order.length + copies.length;
  const words = () => new Uint32Array(length);
  const entries = {
    op: new Uint8Array(length),
    x: words(),
    y: words(),
    z: words(),
    out: words(),
    carry: words(),
  };
  readNets(netlist, unit, order, entries);
  const readsLeft = scratchWords('compile reads left', netCount);
  for (const nets of [entries.x, entries.y, entries.z]) countReads(readsLeft, nets, 0);
  const slots = new Slots(slot, readsLeft, lasting);
  placeNets(order, entries, slots);
  for (const [k, [from, to]] of copies.entries()) {
    entries.op[order.length + k] = OP_CODE.copy;
    entries.x[order.length + k] = wordAt(slot, from);
    entries.out[order.length + k] = to;
  }
  return {
    name: netlist.name,
    inputs: portsOf(netlist.inputs),
    outputs: portsOf(netlist.outputs),
    inputCount,
    outputCount: lasting - first,
    slotCount: slots.count,
    gateCount: gatesOf(entries.op.subarray(0, order.length)),
    ...entries,
  };
}

type Entries = Pick<Program, 'op' | 'x' | 'y' | 'z' | 'out' | 'carry'>;

/** Writes what each entry does, and the nets that it reads. */
function readNets(netlist: Netlist, unit: Uint32Array, order: Uint32Array, { op, x, y, z }: Entries): void {
  const { gate } = netlist;
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  for (let k = 0; k < order.length; k++) {
    const u = wordAt(order, k);
    const full = isFull(unit, u);
    x[k] = wordAt(fanin0, u);
    y[k] = wordAt(fanin1, u);
    z[k] = full ? wordAt(fanin1, u + 1) : wordAt(fanin2, u);
    op[k] = full ? OP_CODE.fa : isCell(unit, u) ? OP_CODE.ha : byteAt(OP_OF_GATE, byteAt(gate, u));
  }
}

/** Turns the nets that each entry reads into slots, and gives slots to those that it writes. */
function placeNets(order: Uint32Array, { op, x, y, z, out, carry }: Entries, slots: Slots): void {
  for (let k = 0; k < order.length; k++) {
    const u = wordAt(order, k);
    x[k] = slots.read(wordAt(x, k));
    y[k] = slots.read(wordAt(y, k));
    z[k] = slots.read(wordAt(z, k));
    if (byteAt(op, k) < OP_CODE.ha) {
      out[k] = slots.write(u);
      continue;
    }
    const { sum, carry: over } = byteAt(op, k) === OP_CODE.fa ? CELLS.fa : CELLS.ha;
    out[k] = slots.write(u + sum.at);
    carry[k] = slots.write(u + over.at);
    slots.freeIfDead(u + sum.at);
    slots.freeIfDead(u + over.at);
  }
}

/** The gates behind the entries. */
function gatesOf(op: Uint8Array): number {
  let gates = 0;
  for (const code of op)
    gates += code === OP_CODE.fa ? CELLS.fa.gates : code === OP_CODE.ha ? CELLS.ha.gates : 1;
  return gates;
}

function portsOf(ports: Ports): ProgramPort[] {
  return Object.entries(ports).map(([name, bus]) => ({ name, width: bus.length }));
}
