import { at, byteAt } from '../gates/at.ts';
import type { Counterexample } from '../gates/counterexample.ts';
import { mustBe } from '../gates/must-be.ts';
import { laneValue } from './bitslice.ts';
import {
  type CheckKernel,
  checkKernel,
  LANES,
  LIMB,
  PLANE,
  placeOf,
  SEED_WORDS,
  WORDS,
} from './check-kernel.ts';
import { type Column, columnLength } from './column.ts';
import type { Program, ProgramPort } from './program.ts';
import { type LaneValues, type Reference, valueAt } from './reference.ts';
import type { CreateSimulator, Simulator } from './simulator.ts';
import { type Repeat, Stimulus } from './stimulus.ts';
import { takeMemory, type WasmMemory } from './webassembly.ts';

/** Input bits up to which every vector can be tried; 2^40 take minutes to hours, 2^48 a week of one core or more. */
export const MOST_EXHAUSTIVE_BITS = 48;

/** A vector for which the outputs are not what the reference says. */
export interface Mismatch extends Required<Counterexample> {
  /** Its number in the campaign: in an exhaustive one input bit k is bit k of it. */
  readonly vector: number;
}

/** What a range of vectors gave. The run ends at the first mismatch, which is the last vector of those checked. */
export interface Outcome {
  readonly checked: number;
  readonly mismatch?: Mismatch;
}

/**
 * Runs ranges of vectors through a program and compares every output with a reference. A range is cut into blocks of
 * LANES vectors, and what a block holds depends on nothing but its number (and the seed), so ranges can be run in any
 * order and in any number of threads. Memory does not grow with the number of vectors.
 */
export class Campaign {
  readonly #program: Program;
  readonly #simulator: Simulator;
  readonly #kernel: CheckKernel;
  readonly #stimulus: Stimulus;
  readonly #inputPlanes: Uint32Array;
  readonly #outputPlanes: Uint32Array;
  readonly #inputLimbs: readonly Limb[];
  readonly #outputLimbs: readonly Limb[];
  readonly #expected: readonly LaneValues[];
  readonly #refer: (repeat: Repeat) => void;

  constructor(program: Program, reference: Reference, create: CreateSimulator) {
    if (program.outputCount === 0) throw mustBe(program.name, 'number of outputs', 'at least 1', 0);
    const inputBytes = limbCount(program.inputs) * LIMB;
    const outputBytes = limbCount(program.outputs) * LIMB;
    // The kernel reads up to 7 planes past the last port.
    const spareBytes = SEED_BYTES + inputBytes + outputBytes + 7 * PLANE;
    const simulator = create(program, WORDS, spareBytes);
    const { memory, spareAt } = simulator.shared ?? ownMemory(program, spareBytes);
    const inputs = portValues(memory, program.inputs, spareAt + SEED_BYTES);
    const expected = portValues(memory, program.outputs, spareAt + SEED_BYTES + inputBytes);
    this.#program = program;
    this.#simulator = simulator;
    if (simulator.shared === undefined) {
      this.#inputPlanes = new Uint32Array(memory.buffer, 0, simulator.inputs.length);
      this.#outputPlanes = new Uint32Array(
        memory.buffer,
        simulator.inputs.byteLength,
        simulator.outputs.length,
      );
    } else {
      this.#inputPlanes = simulator.inputs;
      this.#outputPlanes = simulator.outputs;
    }
    this.#inputLimbs = limbsOf(this.#inputPlanes, inputs);
    this.#outputLimbs = limbsOf(this.#outputPlanes, expected);
    this.#expected = expected;
    this.#kernel = checkKernel(memory);
    const seed = new Uint32Array(memory.buffer, spareAt, SEED_WORDS);
    this.#stimulus = new Stimulus(program, this.#inputPlanes, seed, this.#kernel);
    this.#refer = reference({ memory, inputs, expected });
  }

  /** Tries the vectors [from, to) of all 2^inputCount: input bit k of a vector is bit k of its number. */
  exhaustive(from: number, to: number): Outcome {
    const { name, inputCount } = this.#program;
    if (inputCount > MOST_EXHAUSTIVE_BITS)
      throw mustBe(
        name,
        'number of input bits of an exhaustive run',
        `at most ${MOST_EXHAUSTIVE_BITS}`,
        inputCount,
      );
    const all = 2 ** inputCount;
    if (to > all) throw mustBe(name, 'end of the vectors', `at most ${all}`, to);
    return this.#range(from, to, (block) => this.#stimulus.count(block));
  }

  /** Tries the vectors [from, to) of the endless random sequence of a seed. */
  random(seed: number, from: number, to: number): Outcome {
    return this.#range(from, to, (block) => this.#stimulus.random(seed, block));
  }

  /** Tries given vectors: the values of each input port, a column for each. */
  vectors(columns: readonly Column[]): Outcome {
    const count = columnLength(at(columns, 0));
    return this.#range(0, count, (block) => this.#stimulus.vectors(columns, block * LANES));
  }

  /** Gives the memory to the next campaign; this one must not be used again. Worth it for thousands of netlists. */
  release(): void {
    this.#simulator.release();
  }

  #range(from: number, to: number, stimulate: (block: number) => void): Outcome {
    const { name } = this.#program;
    if (!Number.isSafeInteger(from) || from < 0) throw mustBe(name, 'first vector', 'a whole number', from);
    if (!Number.isSafeInteger(to) || to <= from)
      throw mustBe(name, 'end of the vectors', `a whole number above ${from}`, to);
    for (let block = Math.floor(from / LANES); block * LANES < to; block++) {
      stimulate(block);
      const base = block * LANES;
      if (this.#runBlock()) continue;
      const lane = this.#firstMismatch(Math.max(from - base, 0), Math.min(to - base, LANES));
      if (lane !== undefined)
        return { checked: base + lane + 1 - from, mismatch: this.#mismatch(lane, base + lane) };
    }
    return { checked: to - from };
  }

  /** Whether all lanes of the block are right. */
  #runBlock(): boolean {
    const simulator = this.#simulator;
    if (simulator.shared === undefined) simulator.inputs.set(this.#inputPlanes);
    simulator.run();
    if (simulator.shared === undefined) this.#outputPlanes.set(simulator.outputs);
    const { changed } = this.#stimulus;
    for (const { port, planes, rows, values } of this.#inputLimbs)
      if (byteAt(changed, port) === 1) this.#kernel.unpack(planes, rows, values.byteOffset);
    changed.fill(0);
    this.#refer(this.#stimulus.repeat);
    let right = true;
    for (const { planes, rows, values } of this.#outputLimbs)
      if (this.#kernel.differ(planes, rows, values.byteOffset)) right = false;
    return right;
  }

  /** The first lane of some where an output is wrong, read from the planes one lane at a time. */
  #firstMismatch(fromLane: number, toLane: number): number | undefined {
    const { outputs } = this.#program;
    for (let lane = fromLane; lane < toLane; lane++) {
      const got = laneValues(this.#outputPlanes, outputs, lane);
      if (this.#expected.some((port) => valueAt(port, placeOf(lane)) !== got[port.name])) return lane;
    }
    return undefined;
  }

  #mismatch(lane: number, vector: number): Mismatch {
    const { inputs, outputs } = this.#program;
    const expected = this.#expected.map((port) => [port.name, valueAt(port, placeOf(lane))]);
    return {
      vector,
      inputs: laneValues(this.#inputPlanes, inputs, lane),
      got: laneValues(this.#outputPlanes, outputs, lane),
      expected: Object.fromEntries(expected),
    };
  }
}

const SEED_BYTES = 4 * SEED_WORDS;

/** Up to 32 planes of a port and their values. */
interface Limb {
  readonly port: number;
  /** Address of the planes, and how many they are. */
  readonly planes: number;
  readonly rows: number;
  readonly values: Uint32Array;
}

function limbsOf(planes: Uint32Array, ports: readonly LaneValues[]): Limb[] {
  let next = planes.byteOffset;
  return ports.flatMap(({ width, limbs }, port) => {
    const first = next;
    next += width * PLANE;
    return limbs.map((values, k) => ({
      port,
      planes: first + 32 * k * PLANE,
      rows: Math.min(32, width - 32 * k),
      values,
    }));
  });
}

function limbCount(ports: readonly ProgramPort[]): number {
  return ports.reduce((total, { width }) => total + Math.ceil(width / 32), 0);
}

/** Room for the planes of an engine that has none to share. */
function ownMemory(program: Program, spareBytes: number): { memory: WasmMemory; spareAt: number } {
  const spareAt = (program.inputCount + program.outputCount) * PLANE;
  return { memory: takeMemory(spareAt + spareBytes), spareAt };
}

function portValues(memory: WasmMemory, ports: readonly ProgramPort[], from: number): LaneValues[] {
  let next = from;
  return ports.map(({ name, width }) => ({
    name,
    width,
    limbs: Array.from({ length: Math.ceil(width / 32) }, () => {
      const limb = new Uint32Array(memory.buffer, next, LANES);
      next += LIMB;
      return limb;
    }),
  }));
}

function laneValues(
  planes: Uint32Array,
  ports: readonly ProgramPort[],
  lane: number,
): Record<string, bigint> {
  let plane = 0;
  const values: Record<string, bigint> = {};
  for (const { name, width } of ports) {
    values[name] = laneValue(planes.subarray(plane * WORDS), WORDS, width, lane);
    plane += width;
  }
  return values;
}
