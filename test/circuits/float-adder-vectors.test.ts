import { describe, expect, it } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import { directionOf, FloatModel } from '../../src/circuits/float-adder/model.ts';
import { ROUNDINGS, type Rounding } from '../../src/circuits/float-adder/rounding.ts';
import { type FloatVector, floatStimulus } from '../../src/circuits/float-adder/stimulus.ts';
import { FORMATS } from '../../src/circuits/formats.ts';
import { Random } from '../../src/sim/random.ts';
import { asAnswer, runAdder, showVector } from './float-support.ts';

const WIDE = FORMATS.filter(({ e, f }) => e + f + 1 > 8);

/** Uniform bits, and as many pairs whose exponents are close, which uniform bits of a wide format hardly ever are. */
function randomVectors(e: number, f: number, pairs: number): FloatVector[] {
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

/** The vectors, as text, for which the adder and the model disagree. */
function wrong(e: number, f: number, rounding: Rounding, vectors: readonly FloatVector[]): string[] {
  const model = new FloatModel({ e, f });
  const answers = runAdder(buildCircuit(floatAdder, { e, f, rounding }), vectors);
  return vectors
    .filter(
      ({ a, b, op, rm }, k) =>
        asAnswer(1 + e + f, model.add(a, b, op === 1n, directionOf(rounding, rm))) !== answers[k],
    )
    .map(showVector);
}

describe('corners and random vectors against the model', () => {
  let count = 0;
  it.each(WIDE)('$name with every code on the port', ({ e, f }) => {
    const vectors = [...floatStimulus({ e, f, rounding: 'port' }), ...randomVectors(e, f, 2000)];
    expect(wrong(e, f, 'port', vectors)).toEqual([]);
    count += vectors.length;
  });

  it.each(WIDE)('$name with each direction built in', ({ e, f }) => {
    const random = randomVectors(e, f, 500);
    for (const rounding of ROUNDINGS) {
      if (rounding === 'port') continue;
      const vectors = [...floatStimulus({ e, f, rounding }), ...random];
      expect(wrong(e, f, rounding, vectors)).toEqual([]);
      count += vectors.length;
    }
  });

  it('they are as many as promised', () => {
    expect(count).toBeGreaterThan(100_000);
  });
});
