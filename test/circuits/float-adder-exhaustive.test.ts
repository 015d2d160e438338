import { describe, expect, it } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import { directionOf, FloatModel } from '../../src/circuits/float-adder/model.ts';
import { type Direction, ROUNDING_CODES, ROUNDINGS } from '../../src/circuits/float-adder/rounding.ts';
import { interpreter } from '../../src/sim/interpreter.ts';
import { compile } from '../../src/sim/program.ts';
import { answerPlanes, asAnswer, everyPair, firstDifference } from './float-support.ts';

/** Every format of at most 8 bits: widths from 4, exponents from 2, trailing significands from 1. */
const SMALL_FORMATS = [4, 5, 6, 7, 8].flatMap((width) =>
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

describe('every pair, both operations, result and flags', () => {
  it.each(SMALL_FORMATS)('e = $e, f = $f', ({ width, e, f }) => {
    const model = new FloatModel({ e, f });
    const pairs = everyPair(width);
    const words = pairs.length / (2 * width + 1);
    const wanted = new Map<Direction, Uint32Array>();
    for (const direction of Object.keys(ROUNDING_CODES) as Direction[])
      wanted.set(direction, modelPlanes(width, model, direction));

    const differences: string[] = [];
    let runs = 0;
    for (const rounding of ROUNDINGS) {
      const simulator = interpreter(compile(buildCircuit(floatAdder, { e, f, rounding })), words);
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
  });
});
