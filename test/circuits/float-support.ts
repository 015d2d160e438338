import type { FloatSum } from '../../src/circuits/float-adder/model.ts';
import type { FloatVector } from '../../src/circuits/float-adder/stimulus.ts';
import { at, byteAt, wordAt } from '../../src/gates/at.ts';
import { Builder } from '../../src/gates/builder.ts';
import type { Bus } from '../../src/gates/bus.ts';
import { type Gate, gateOf } from '../../src/gates/gate.ts';
import { type Net, ONE, ZERO } from '../../src/gates/net.ts';
import { firstGate, type Netlist, scopeAt } from '../../src/gates/netlist.ts';
import { laneValue, slicePort } from '../../src/sim/bitslice.ts';
import { columnOf } from '../../src/sim/column.ts';
import { interpreter } from '../../src/sim/interpreter.ts';
import { compile } from '../../src/sim/program.ts';

/** Result and flags as one number: r, and above it invalid, overflow, underflow, inexact. */
export type Answer = bigint;

/** What a model says, in the form of `Answer`; `width` is that of the format. */
export function asAnswer(width: number, x: FloatSum): Answer {
  const flags = x.invalid | (x.overflow << 1n) | (x.underflow << 2n) | (x.inexact << 3n);
  return x.r | (flags << BigInt(width));
}

/** The answers of a float-adder netlist, in the order of the vectors, by the interpreter. */
export function runAdder(netlist: Netlist, vectors: readonly FloatVector[]): Answer[] {
  const words = Math.min(64, Math.ceil(vectors.length / 32));
  const sim = interpreter(compile(netlist), words);
  const width = Object.values(netlist.outputs).flat().length;
  const answers: Answer[] = [];
  for (let from = 0; from < vectors.length; from += 32 * words) {
    const batch = vectors.slice(from, from + 32 * words);
    let plane = 0;
    for (const name of ['a', 'b', 'op', 'rm'] as const) {
      const bus = netlist.inputs[name] ?? [];
      slicePort(
        columnOf(
          batch.map((vector) => vector[name]),
          bus.length,
        ),
        0,
        batch.length,
        bus.length,
        sim.inputs.subarray(plane * words),
        words,
      );
      plane += bus.length;
    }
    sim.run();
    for (let lane = 0; lane < batch.length; lane++) answers.push(laneValue(sim.outputs, words, width, lane));
  }
  return answers;
}

/** The lane (a + 2^w b + 4^w op) of every pair of w-bit numbers and both operations, as planes of a, b, op. */
export function everyPair(width: number): Uint32Array {
  const bits = 2 * width + 1;
  const words = 2 ** (bits - 5);
  const planes = new Uint32Array(bits * words);
  const within = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000];
  for (let k = 0; k < bits; k++)
    for (let word = 0; word < words; word++)
      planes[k * words + word] = within[k] ?? ((word >> (k - 5)) & 1 ? 0xffffffff : 0);
  return planes;
}

/** Answers as planes, to be compared with the outputs of a simulator of as many lanes. */
export function answerPlanes(width: number, answers: readonly Answer[]): Uint32Array {
  const words = answers.length / 32;
  const planes = new Uint32Array((width + 4) * words);
  slicePort(columnOf(answers, width + 4), 0, answers.length, width + 4, planes, words);
  return planes;
}

/** The first lane in which two sets of planes differ; undefined when they agree. */
export function firstDifference(x: Uint32Array, y: Uint32Array, words: number): number | undefined {
  if (x.length !== y.length) throw new Error(`planes must be equally many, got ${x.length} and ${y.length}`);
  for (let k = 0; k < x.length; k++) {
    const differing = wordAt(x, k) ^ wordAt(y, k);
    if (differing !== 0) return 32 * (k % words) + 31 - Math.clz32(differing & -differing);
  }
  return undefined;
}

/** A vector as a test names it: `0x3c00 - 0xbc00`. */
export function showVector({ a, b, op }: Pick<FloatVector, 'a' | 'b' | 'op'>): string {
  return `0x${a.toString(16)} ${op === 1n ? '-' : '+'} 0x${b.toString(16)}`;
}

/** A bus that a stage shows. */
export function shown(netlist: Netlist, stage: string, name: string): Bus {
  const bus = scopeAt(netlist, stage).shows[name];
  if (bus === undefined) throw new Error(`stage '${stage}' must show ${name}`);
  return bus;
}

/**
 * A copy of a netlist with one fault: right after net `place`, `edit` may add gates and put them in the place of earlier
 * nets, for all later readers. It gets the new net of each old one. Scopes and cells are left behind.
 */
export function withFault(netlist: Netlist, place: Net, edit: (g: Builder, now: Net[]) => void): Netlist {
  const g = new Builder(`${netlist.name} with a fault`);
  const inputs = Object.entries(netlist.inputs).flatMap(([name, bus]) => g.input(name, bus.length));
  const now: Net[] = [ZERO, ONE, ...inputs];
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const [x, y, z] = netlist.fanin.map((fanin) => at(now, wordAt(fanin, net)));
    now.push(copyGate(g, gateOf(byteAt(netlist.gate, net)), x ?? ZERO, y ?? ZERO, z ?? ZERO));
    if (net === place) edit(g, now);
  }
  const outputs = Object.entries(netlist.outputs);
  return g.finish(Object.fromEntries(outputs.map(([name, bus]) => [name, bus.map((net) => at(now, net))])));
}

function copyGate(g: Builder, gate: Gate | undefined, x: Net, y: Net, z: Net): Net {
  switch (gate) {
    case 'not':
      return g.not(x);
    case 'and':
      return g.and(x, y);
    case 'or':
      return g.or(x, y);
    case 'xor':
      return g.xor(x, y);
    case 'mux':
      return g.mux(x, y, z);
    case undefined:
      throw new Error('a netlist must have a gate for every net after its inputs');
  }
}
