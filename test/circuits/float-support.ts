import { wordAt } from '../../src/gates/at.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { laneValue, slicePort } from '../../src/sim/bitslice.ts';
import { interpreter } from '../../src/sim/interpreter.ts';

/** Input values of an adder; rm is read only by an adder with that port. */
export interface Vector {
  readonly a: bigint;
  readonly b: bigint;
  readonly op: bigint;
  readonly rm: bigint;
}

/** Result and flags as one number: r, then invalid, overflow, underflow, inexact above it. */
export type Answer = bigint;

/** The answers of a float-adder netlist, in the order of the vectors, by the interpreter. */
export function runAdder(netlist: Netlist, vectors: readonly Vector[]): Answer[] {
  const words = Math.min(32, Math.ceil(vectors.length / 32));
  const sim = interpreter(netlist, words);
  const outputs = Object.values(netlist.outputs).flat().length;
  const answers: Answer[] = [];
  for (let from = 0; from < vectors.length; from += 32 * words) {
    const batch = vectors.slice(from, from + 32 * words);
    let plane = 0;
    for (const [name, bus] of Object.entries(netlist.inputs)) {
      const values = batch.map((v) => v[name as keyof Vector]);
      slicePort(values, bus.length, sim.inputs.subarray(plane * words), words);
      plane += bus.length;
    }
    sim.run();
    for (let lane = 0; lane < batch.length; lane++)
      answers.push(laneValue(sim.outputs, words, outputs, lane));
  }
  return answers;
}

/** What a model says, in the form of `Answer`. */
export function asAnswer(
  width: number,
  x: Readonly<Record<'r' | 'invalid' | 'overflow' | 'underflow' | 'inexact', bigint>>,
): Answer {
  const flags = x.invalid | (x.overflow << 1n) | (x.underflow << 2n) | (x.inexact << 3n);
  return x.r | (flags << BigInt(width));
}

void wordAt;
