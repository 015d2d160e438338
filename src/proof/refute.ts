import { byteAt, wordAt } from '../gates/at.ts';
import type { Counterexample, PortNumbers } from '../gates/counterexample.ts';
import type { Equation } from '../gates/equation.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { type LaneTest, lanePorts } from './lanes.ts';
import { modulusOf, sumOf } from './ports.ts';

/** Says whether outputs are right for inputs: the specification, one input at a time. */
export type Judge = (inputs: PortNumbers, outputs: PortNumbers) => boolean;

/** What a search found: an input, or that there is none among all, or nothing. */
export type Search = Counterexample | 'none of all' | 'none found';

export interface SearchOptions {
  /** A faster way to find what the judge decides. */
  readonly test?: LaneTest | undefined;
  readonly seed?: number | undefined;
  /** At most this many rounds of 32 inputs. */
  readonly rounds?: number;
}

/** Netlists with at most this many input bits are searched whole. */
export const EXHAUSTIVE_BITS = 16;

/** Rounds of 32 inputs of a search among more: as many as about a second allows, between these bounds. */
const LEAST_ROUNDS = 512;
const MOST_ROUNDS = 1 << 16;
const GATE_ROUNDS = 1 << 27;
const JUDGED_BITS = 1 << 19;

/** Rounds that find most faults, before anything that takes long. */
export const FEW_ROUNDS = 16;

/** The judge of an equation. */
export function judgeOf(netlist: Netlist, equation: Equation): Judge {
  const modulus = modulusOf(netlist, equation);
  return (inputs, outputs) =>
    BigInt.asUintN(
      modulus,
      sumOf(equation, 'outputs', netlist.outputs, outputs) -
        sumOf(equation, 'inputs', netlist.inputs, inputs),
    ) === 0n;
}

/**
 * Looks for an input with wrong outputs by simulation, 32 inputs at a time: all of them where they are few, else
 * corners and seeded random ones. What it finds is confirmed by a second simulation of that input alone.
 */
export function searchInput(
  netlist: Netlist,
  judge: Judge,
  { test, seed = 1, rounds: most = Number.POSITIVE_INFINITY }: SearchOptions = {},
): Search {
  const buses = Object.values(netlist.inputs);
  const bits = buses.reduce((sum, bus) => sum + bus.length, 0);
  const words = new Uint32Array(netlist.netCount);
  words[1] = 0xffffffff;
  const isWhole = bits <= EXHAUSTIVE_BITS;
  const next = xorshift(seed);
  const random = Math.max(LEAST_ROUNDS, Math.min(MOST_ROUNDS, Math.round(GATE_ROUNDS / netlist.netCount)));
  // Without a faster test every lane is judged by itself, in big numbers.
  const judged = test === undefined ? Math.max(FEW_ROUNDS, Math.round(JUDGED_BITS / bits)) : random;
  const rounds = Math.min(most, isWhole ? Math.max(1, 2 ** (bits - 5)) : Math.min(random, judged));
  const portsOf = (lane: number): Counterexample => ({
    inputs: lanePorts(netlist.inputs, words, lane),
    got: lanePorts(netlist.outputs, words, lane),
  });
  for (let round = 0; round < rounds; round++) {
    // Where inputs are fewer than lanes, they repeat.
    if (isWhole) fillCounting(words, bits, round);
    else fillRandom(words, buses, next, round);
    simulateWords(netlist, words);
    if (test !== undefined && (test.isExact || !isWhole)) {
      const lane = test.wrongLane(words);
      if (lane !== -1) return confirm(netlist, judge, portsOf(lane));
      continue;
    }
    for (let lane = 0; lane < 32; lane++) {
      const found = portsOf(lane);
      if (!judge(found.inputs, found.got)) return confirm(netlist, judge, found);
    }
  }
  return isWhole && 32 * rounds >= 2 ** bits ? 'none of all' : 'none found';
}

/** Simulates one input again, a net at a time; throws when the outputs differ, which would be a fault of ours. */
export function confirm(
  netlist: Netlist,
  judge: Judge,
  { inputs }: Pick<Counterexample, 'inputs'>,
): Counterexample {
  const values = new Uint8Array(netlist.netCount);
  values[1] = 1;
  for (const [name, bus] of Object.entries(netlist.inputs))
    for (const [k, net] of bus.entries()) values[net] = Number(((inputs[name] ?? 0n) >> BigInt(k)) & 1n);
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const x = byteAt(values, wordAt(fanin0, net));
    const y = byteAt(values, wordAt(fanin1, net));
    const z = byteAt(values, wordAt(fanin2, net));
    values[net] = byteAt(ROWS, 8 * byteAt(netlist.gate, net) + x + 2 * y + 4 * z);
  }
  const got = Object.fromEntries(
    Object.entries(netlist.outputs).map(([name, bus]) => [
      name,
      bus.reduce((sum, net, k) => sum + (BigInt(byteAt(values, net)) << BigInt(k)), 0n),
    ]),
  );
  if (judge(inputs, got)) throw new Error(`${netlist.name}: a counterexample must be one, got none`);
  return { inputs, got };
}

/** ROWS[8 code + x + 2 y + 4 z]: what each gate gives, row by row. */
const ROWS = new Uint8Array(8 * 8);
for (let row = 0; row < 8; row++) {
  const [x, y, z] = [row & 1, (row >> 1) & 1, row >> 2];
  ROWS[8 * GATE_CODE.not + row] = 1 - x;
  ROWS[8 * GATE_CODE.and + row] = x * y;
  ROWS[8 * GATE_CODE.or + row] = Math.max(x, y);
  ROWS[8 * GATE_CODE.xor + row] = x === y ? 0 : 1;
  ROWS[8 * GATE_CODE.mux + row] = x === 1 ? y : z;
}

/** Gives every gate its 32 lanes, from those of the inputs. */
export function simulateWords(netlist: Netlist, words: Uint32Array): void {
  const { gate, netCount } = netlist;
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  for (let net = firstGate(netlist); net < netCount; net++) {
    const x = wordAt(words, wordAt(fanin0, net));
    const y = wordAt(words, wordAt(fanin1, net));
    const code = byteAt(gate, net);
    if (code === GATE_CODE.and) words[net] = x & y;
    else if (code === GATE_CODE.xor) words[net] = x ^ y;
    else if (code === GATE_CODE.or) words[net] = x | y;
    else if (code === GATE_CODE.not) words[net] = ~x;
    else words[net] = (x & y) | (~x & wordAt(words, wordAt(fanin2, net)));
  }
}

const COUNTING = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000] as const;

/** The 32 inputs from 32 round on, as one number over all ports. */
function fillCounting(words: Uint32Array, bits: number, round: number): void {
  for (let k = 0; k < bits; k++) words[2 + k] = COUNTING[k] ?? ((round >> (k - 5)) & 1 ? 0xffffffff : 0);
}

/** Random bits; every other round sparse or dense ones, and runs of ones from the top or the bottom of each port. */
function fillRandom(
  words: Uint32Array,
  buses: Netlist['inputs'][string][],
  next: () => number,
  round: number,
): void {
  for (const bus of buses)
    for (const net of bus) {
      const word = next();
      const kind = round & 3;
      words[net] = kind === 1 ? word & next() & next() : kind === 2 ? word | next() | next() : word;
    }
  if ((round & 3) !== 3) return;
  for (const bus of buses)
    for (let lane = 0; lane < 32; lane++) {
      // Ones below a random place, or above it, as they make long carries.
      const random = next();
      const place = (random >>> 1) % (bus.length + 1);
      for (const [k, net] of bus.entries()) {
        const bit = k < place === ((random & 1) === 0) ? 1 : 0;
        words[net] = ((wordAt(words, net) & ~(1 << lane)) | (bit << lane)) >>> 0;
      }
    }
}

function xorshift(seed: number): () => number {
  let state = (seed * 2654435761 + 1) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}
