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

const NO_SLOT = 0xffffffff;

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

/** The unit that drives each net: the first net of its fused cell, or the net itself. */
function unitsOf(netlist: Netlist): Uint32Array {
  const { netCount, gate, cells } = netlist;
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  const reads = scratchWords('compile reads', netCount);
  const read = (net: number) => {
    reads[net] = wordAt(reads, net) + 1;
  };
  // Absent fan-ins are net 0, whose count nobody asks for.
  for (let net = firstGate(netlist); net < netCount; net++) {
    read(wordAt(fanin0, net));
    read(wordAt(fanin1, net));
    read(wordAt(fanin2, net));
  }
  for (const bus of Object.values(netlist.outputs)) for (const net of bus) read(net);

  const unit = scratchWords('compile unit', netCount);
  for (let net = 0; net < netCount; net++) unit[net] = net;
  const is = (net: number, code: number, x: number, y: number) =>
    byteAt(gate, net) === code && wordAt(fanin0, net) === x && wordAt(fanin1, net) === y;
  for (let cell = 0; cell < cells.start.length; cell++) {
    const s = wordAt(cells.start, cell);
    const full = byteAt(cells.kind, cell) === CELL_CODE.fa;
    const size = (full ? CELLS.fa : CELLS.ha).gates;
    if (s + size > netCount) continue;
    const x = wordAt(fanin0, s);
    const y = wordAt(fanin1, s);
    if (byteAt(gate, s) !== GATE_CODE.xor) continue;
    if (full) {
      const z = wordAt(fanin1, s + 1);
      const textbook =
        z !== s &&
        is(s + 1, GATE_CODE.xor, s, z) &&
        is(s + 2, GATE_CODE.and, x, y) &&
        is(s + 3, GATE_CODE.and, s, z) &&
        is(s + 4, GATE_CODE.or, s + 2, s + 3);
      const closed = wordAt(reads, s) === 2 && wordAt(reads, s + 2) === 1 && wordAt(reads, s + 3) === 1;
      if (!textbook || !closed) continue;
    } else if (!is(s + 1, GATE_CODE.and, x, y)) continue;
    for (let net = s; net < s + size; net++) unit[net] = s;
  }
  return unit;
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
  const stack: number[] = [];
  const visit = (net: number) => {
    if (net < first) return;
    const u = wordAt(unit, net);
    if (byteAt(state, u) === 0) stack.push(u);
  };
  for (const bus of Object.values(netlist.outputs))
    for (const out of bus) {
      visit(out);
      for (let u = stack[stack.length - 1]; u !== undefined; u = stack[stack.length - 1]) {
        if (byteAt(state, u) === 0) {
          state[u] = 1;
          // The last pushed is walked first.
          visit(isFull(unit, u) ? wordAt(fanin1, u + 1) : wordAt(fanin2, u));
          visit(wordAt(fanin1, u));
          visit(wordAt(fanin0, u));
          continue;
        }
        stack.pop();
        if (byteAt(state, u) === 2) continue;
        state[u] = 2;
        order[ordered++] = u;
      }
    }
  return order.subarray(0, ordered);
}

function allocate(netlist: Netlist, unit: Uint32Array, order: Uint32Array): Program {
  const { netCount, gate, inputCount } = netlist;
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  const first = firstGate(netlist);
  const slot = scratchWords('compile slot', netCount).fill(NO_SLOT);
  for (let net = 0; net < first; net++) slot[net] = net;

  // An output is written where it is read from outside; a net that is an output twice, or no gate's, is copied there.
  const copies: [from: number, to: number][] = [];
  const permanent = scratchBytes('compile permanent', netCount).fill(1, 0, first);
  let slotCount = first;
  for (const bus of Object.values(netlist.outputs))
    for (const net of bus) {
      if (byteAt(permanent, net) === 1) copies.push([net, slotCount]);
      else {
        permanent[net] = 1;
        slot[net] = slotCount;
      }
      slotCount++;
    }
  const outputCount = slotCount - first;

  const length = order.length + copies.length;
  const op = new Uint8Array(length);
  const x = new Uint32Array(length);
  const y = new Uint32Array(length);
  const z = new Uint32Array(length);
  const out = new Uint32Array(length);
  const carry = new Uint32Array(length);

  const readsLeft = scratchWords('compile reads left', netCount);
  const willRead = (net: number) => {
    readsLeft[net] = wordAt(readsLeft, net) + 1;
  };
  for (let k = 0; k < order.length; k++) {
    const u = wordAt(order, k);
    const code = byteAt(gate, u);
    x[k] = wordAt(fanin0, u);
    y[k] = wordAt(fanin1, u);
    z[k] = isFull(unit, u) ? wordAt(fanin1, u + 1) : wordAt(fanin2, u);
    op[k] = isFull(unit, u) ? OP_CODE.fa : isCell(unit, u) ? OP_CODE.ha : byteAt(OP_OF_GATE, code);
    willRead(wordAt(x, k));
    willRead(wordAt(y, k));
    willRead(wordAt(z, k));
  }

  const free: number[] = [];
  const release = (net: number) => {
    if (byteAt(permanent, net) === 1) return;
    const left = wordAt(readsLeft, net) - 1;
    readsLeft[net] = left;
    if (left === 0) free.push(wordAt(slot, net));
  };
  const give = (net: number): number => {
    const known = wordAt(slot, net);
    if (known !== NO_SLOT) return known;
    const given = free.pop() ?? slotCount++;
    slot[net] = given;
    return given;
  };
  const freeIfDead = (net: number) => {
    if (byteAt(permanent, net) === 0 && wordAt(readsLeft, net) === 0) free.push(wordAt(slot, net));
  };
  let gateCount = 0;
  for (let k = 0; k < order.length; k++) {
    const u = wordAt(order, k);
    const netX = wordAt(x, k);
    const netY = wordAt(y, k);
    const netZ = wordAt(z, k);
    x[k] = wordAt(slot, netX);
    y[k] = wordAt(slot, netY);
    z[k] = wordAt(slot, netZ);
    release(netX);
    release(netY);
    release(netZ);
    const full = isFull(unit, u);
    const sumNet = full ? u + CELLS.fa.sum.at : u;
    out[k] = give(sumNet);
    gateCount += full ? CELLS.fa.gates : 1;
    if (!isCell(unit, u)) continue;
    if (!full) gateCount++;
    const carryNet = u + (full ? CELLS.fa : CELLS.ha).carry.at;
    carry[k] = give(carryNet);
    // What nobody reads of a cell still needs a place to be written, for this entry only.
    freeIfDead(sumNet);
    freeIfDead(carryNet);
  }
  for (const [k, [from, to]] of copies.entries()) {
    op[order.length + k] = OP_CODE.copy;
    x[order.length + k] = wordAt(slot, from);
    out[order.length + k] = to;
  }
  return {
    name: netlist.name,
    inputs: portsOf(netlist.inputs),
    outputs: portsOf(netlist.outputs),
    inputCount,
    outputCount,
    slotCount,
    gateCount,
    op,
    x,
    y,
    z,
    out,
    carry,
  };
}

function portsOf(ports: Ports): ProgramPort[] {
  return Object.entries(ports).map(([name, bus]) => ({ name, width: bus.length }));
}
