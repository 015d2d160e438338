import { expect } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import type { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import { directionOf, FloatModel } from '../../src/circuits/float-adder/model.ts';
import {
  type Direction,
  ROUNDING_CODES,
  ROUNDINGS,
  type Rounding,
} from '../../src/circuits/float-adder/rounding.ts';
import { type FloatVector, floatStimulus } from '../../src/circuits/float-adder/stimulus.ts';
import { formatNamed } from '../../src/circuits/float-formats.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { interpreter } from '../../src/sim/interpreter.ts';
import { compile } from '../../src/sim/program.ts';
import { Random } from '../../src/sim/random.ts';
import { answerPlanes, asAnswer, everyPair, firstDifference, runAdder, showVector } from './float-support.ts';

/** An adder of one of the structures: the checks are the same for all. */
export type FloatAdder = typeof floatAdder;

/** Every format of at most 8 bits: widths from 4, exponents from 2, trailing significands from 1. */
export const SMALL_FORMATS = [4, 5, 6, 7, 8].flatMap((width) =>
  Array.from({ length: width - 3 }, (_, k) => ({ width, e: k + 2, f: width - 3 - k })),
);

/** The answers of the model to every pair and both operations, as planes. */
function modelPlanes(width: number, model: FloatModel, direction: Direction): Uint32Array {
  const numbers = Array.from({ length: 2 ** width }, (_, k) => BigInt(k));
  const answers: bigint[] = [];
  for (const subtract of [false, true])
    for (const b of numbers)
      for (const a of numbers) answers.push(asAnswer(width, model.add(a, b, subtract, direction)));
  return answerPlanes(width, answers);
}

/** Every pair, both operations, result and flags, in every direction, built in and by every code on the port. */
export function expectRightForEveryPair(
  circuit: FloatAdder,
  { width, e, f }: (typeof SMALL_FORMATS)[number],
): void {
  const model = new FloatModel({ e, f });
  const pairs = everyPair(width);
  const words = pairs.length / (2 * width + 1);
  const wanted = new Map<Direction, Uint32Array>();
  for (const direction of Object.keys(ROUNDING_CODES) as Direction[])
    wanted.set(direction, modelPlanes(width, model, direction));

  const differences: string[] = [];
  let runs = 0;
  for (const rounding of ROUNDINGS) {
    const simulator = interpreter(compile(buildCircuit(circuit, { e, f, rounding })), words);
    simulator.inputs.set(pairs);
    for (const code of rounding === 'port' ? [0, 1, 2, 3, 4, 5, 6, 7] : [0]) {
      for (let bit = 0; rounding === 'port' && bit < 3; bit++) {
        const plane = pairs.length + bit * words;
        simulator.inputs.fill((code >> bit) & 1 ? 0xffffffff : 0, plane, plane + words);
      }
      simulator.run();
      const direction = directionOf(rounding, BigInt(code));
      const lane = firstDifference(simulator.outputs, wanted.get(direction) ?? new Uint32Array(), words);
      if (lane !== undefined) differences.push(`${rounding} ${code}: lane ${lane}`);
      runs++;
    }
  }
  expect(differences).toEqual([]);
  expect(runs).toBe(14);
}

/** Uniform bits, and as many pairs whose exponents are close, which uniform bits of a wide format hardly ever are. */
export function randomVectors(e: number, f: number, pairs: number): FloatVector[] {
  const random = new Random(4, `e${e}m${f}`);
  const width = 1 + e + f;
  const near = BigInt(f + 4);
  const vectors: FloatVector[] = [];
  for (let k = 0; k < pairs; k++) {
    const a = random.bits(width);
    const b = random.bits(width);
    const op = random.bits(1);
    const rm = random.bits(3);
    vectors.push({ a, b, op, rm });
    const distance = random.bits(16) % near;
    const exponent = (a >> BigInt(f)) % (1n << BigInt(e));
    const other = exponent > distance ? exponent - distance : 0n;
    const trailing = b & ((1n << BigInt(f)) - 1n);
    vectors.push({ a, b: (random.bits(1) << BigInt(e + f)) | (other << BigInt(f)) | trailing, op, rm });
  }
  return vectors;
}

/** The vectors, as text, for which a netlist and the model disagree. */
export function wrongVectors(
  netlist: Netlist,
  e: number,
  f: number,
  rounding: Rounding,
  vectors: readonly FloatVector[],
): string[] {
  const model = new FloatModel({ e, f });
  const answers = runAdder(netlist, vectors);
  return vectors
    .filter(
      ({ a, b, op, rm }, k) =>
        asAnswer(1 + e + f, model.add(a, b, op === 1n, directionOf(rounding, rm))) !== answers[k],
    )
    .map(showVector);
}

/** Corners and random vectors with every code on the port; gives back how many they were. */
export function expectRightByPort(circuit: FloatAdder, e: number, f: number): number {
  const vectors = [...floatStimulus({ e, f, rounding: 'port' }), ...randomVectors(e, f, 2000)];
  const netlist = buildCircuit(circuit, { e, f, rounding: 'port' });
  expect(wrongVectors(netlist, e, f, 'port', vectors)).toEqual([]);
  return vectors.length;
}

/** Corners and random vectors with each direction built in; gives back how many they were. */
export function expectRightBuiltIn(circuit: FloatAdder, e: number, f: number): number {
  const random = randomVectors(e, f, 500);
  let count = 0;
  for (const rounding of ROUNDINGS) {
    if (rounding === 'port') continue;
    const vectors = [...floatStimulus({ e, f, rounding }), ...random];
    const netlist = buildCircuit(circuit, { e, f, rounding });
    expect(wrongVectors(netlist, e, f, rounding, vectors)).toEqual([]);
    count += vectors.length;
  }
  return count;
}

/** The vectors of the adder's own stimulus for which a netlist disagrees with the model. */
export function telling(netlist: Netlist, format: string, rounding: Rounding): string[] {
  const { e, f } = formatNamed(format);
  return wrongVectors(netlist, e, f, rounding, [...floatStimulus({ e, f, rounding })]);
}
