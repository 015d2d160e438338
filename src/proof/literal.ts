import { byteAt, wordAt } from '../gates/at.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';

/**
 * A literal is a net or its complement: 2 net, or 2 net + 1. The constants are 0 and 1, both of net 0. Inverters are
 * free here: whoever reads one reads the complement of what it reads.
 */
export const NONE = 0xffffffff;

/** The net of a literal. */
export function netOf(literal: number): number {
  return literal >>> 1;
}

/**
 * For each net the literal that it equals by its own gate alone: inverters, and gates that only pass on a fan-in or a
 * constant, stand for what they pass on; every other net stands for itself.
 */
export function literalsOf(netlist: Netlist): Uint32Array {
  const { netCount, gate } = netlist;
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  const literals = new Uint32Array(netCount);
  literals[1] = 1;
  const first = firstGate(netlist);
  for (let net = 2; net < first; net++) literals[net] = 2 * net;
  for (let net = first; net < netCount; net++) {
    const x = wordAt(literals, wordAt(fanin0, net));
    const code = byteAt(gate, net);
    let same = NONE;
    if (code === GATE_CODE.not) same = x ^ 1;
    else if (code === GATE_CODE.and) same = passedByAnd(x, wordAt(literals, wordAt(fanin1, net)));
    else if (code === GATE_CODE.or) same = passedByOr(x, wordAt(literals, wordAt(fanin1, net)));
    else if (code === GATE_CODE.xor) same = passedByXor(x, wordAt(literals, wordAt(fanin1, net)));
    else same = passedByMux(x, wordAt(literals, wordAt(fanin1, net)), wordAt(literals, wordAt(fanin2, net)));
    literals[net] = same === NONE ? 2 * net : same;
  }
  return literals;
}

function passedByAnd(x: number, y: number): number {
  if (x > 1 && y > 1) return x === y ? x : (x ^ 1) === y ? 0 : NONE;
  if (x === 0 || y === 0) return 0;
  return x === 1 ? y : x;
}

function passedByOr(x: number, y: number): number {
  const passed = passedByAnd(x ^ 1, y ^ 1);
  return passed === NONE ? NONE : passed ^ 1;
}

function passedByXor(x: number, y: number): number {
  if (x >>> 1 === y >>> 1) return x ^ y;
  if (x <= 1) return x ^ y;
  return y <= 1 ? x ^ y : NONE;
}

function passedByMux(select: number, one: number, zero: number): number {
  if (select <= 1) return select === 1 ? one : zero;
  if (one === zero) return one;
  if (one === 1 && zero === 0) return select;
  return one === 0 && zero === 1 ? select ^ 1 : NONE;
}

/** A literal that is worth 2^weight in the sum that the outputs must show. */
export interface Dot {
  readonly literal: number;
  readonly weight: number;
}
