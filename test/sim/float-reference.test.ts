import { describe, expect, test } from 'vitest';
import type { AnyCircuit } from '../../src/circuits/circuit.ts';
import { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import { ROUNDING_CODES, ROUNDINGS } from '../../src/circuits/float-adder/rounding.ts';
import { floatStimulus } from '../../src/circuits/float-adder/stimulus.ts';
import { formatNamed, formatWidth } from '../../src/circuits/float-formats.ts';
import { DIRECTION } from '../../src/sim/float-direction.ts';
import { floatSum } from '../../src/sim/float-reference.ts';
import { Random } from '../../src/sim/random.ts';
import { takeMemory } from '../../src/sim/webassembly.ts';
import { machineArithmetic, referenceOf } from '../../src/verify/reference-of.ts';
import { firstDifference } from '../support/references.ts';

const circuit: AnyCircuit = floatAdder;

/** Every a, b and operation, with each of so many codes on the port rm. */
function* everyVector(width: number, codes: bigint): Iterable<readonly bigint[]> {
  const all = 1n << BigInt(width);
  for (let a = 0n; a < all; a++)
    for (let b = 0n; b < all; b++)
      for (let op = 0n; op < 2n; op++) for (let rm = 0n; rm < codes; rm++) yield [a, b, op, rm];
}

describe('small formats, on every input', () => {
  test.each(['e2m1-ieee', 'e2m2', 'e3m1', 'e3m2-ieee', 'e4m1'])(
    '%s, every direction and a port for it',
    (name) => {
      const { e, f } = formatNamed(name);
      for (const rounding of ROUNDINGS) {
        const vectors = everyVector(1 + e + f, rounding === 'port' ? 8n : 1n);
        const params = { e, f, rounding };
        expect(
          firstDifference(referenceOf(circuit, params), circuit, params, vectors),
          rounding,
        ).toBeUndefined();
      }
    },
  );

  test.each(['e4m2', 'e5m1'])('%s, every code of the port', (name) => {
    const { e, f } = formatNamed(name);
    const params = { e, f, rounding: 'port' };
    const vectors = everyVector(1 + e + f, 8n);
    expect(firstDifference(floatSum({ e, f }), circuit, params, vectors)).toBeUndefined();
  });

  test.each(ROUNDINGS.filter((rounding) => rounding !== 'port'))('e5m2, %s', (rounding) => {
    const params = { e: 5, f: 2, rounding };
    expect(
      firstDifference(referenceOf(circuit, params), circuit, params, everyVector(8, 1n)),
    ).toBeUndefined();
  });
});

describe.each(['e5m2', 'e4m3-ieee', 'binary16', 'bfloat16', 'tf32', 'binary32'])('%s', (name) => {
  const { e, f } = formatNamed(name);
  const width = formatWidth({ e, f });

  /** Random numbers, half of them in pairs of exponents that are the same or neighbours: few would be close by chance. */
  function* randomVectors(): Iterable<readonly bigint[]> {
    const random = new Random(7, name);
    for (let k = 0; k < 20_000; k++) {
      const a = random.bits(width);
      const near = (a & ~((1n << BigInt(f + 1)) - 1n)) ^ random.bits(f + 2);
      const b = k % 2 === 0 ? random.bits(width) : near ^ (random.bits(1) << BigInt(e + f));
      yield [a, b, random.bits(1), random.bits(3)];
    }
  }

  test.each(ROUNDINGS)('%s: corners and random numbers', (rounding) => {
    const params = { e, f, rounding };
    const reference = referenceOf(circuit, params);
    const corners = Array.from(floatStimulus(params), ({ a, b, op, rm }) => [a, b, op, rm]);
    expect(firstDifference(reference, circuit, params, corners)).toBeUndefined();
    expect(firstDifference(reference, circuit, params, randomVectors())).toBeUndefined();
  });

  test.each(ROUNDINGS.filter((rounding) => rounding !== 'port'))(
    '%s is not taken for another',
    (rounding) => {
      const params = { e, f, rounding };
      const corners = Array.from(floatStimulus(params), ({ a, b, op, rm }) => [a, b, op, rm]);
      for (const [other, direction] of Object.entries(ROUNDING_CODES))
        if (other !== rounding)
          expect(
            firstDifference(floatSum({ e, f, direction }), circuit, params, corners),
            other,
          ).toBeDefined();
    },
  );
});

test('the directions have the codes of the port rm', () => {
  expect(Object.values(DIRECTION).sort()).toEqual(Object.values(ROUNDING_CODES).sort());
});

test.each([
  ['e1f2', { e: 1, f: 2 }],
  ['e9f23', { e: 9, f: 23 }],
  ['e8f24', { e: 8, f: 24 }],
  ['e8f0', { e: 8, f: 0 }],
])('a format that the machine cannot hold is refused: %s', (name, format) => {
  expect(() => floatSum(format)).toThrow(
    `floatSum: format must be 2 to 8 exponent bits and 1 to 23 trailing significand bits, got '${name}'`,
  );
});

test.each([
  [8, 23, true],
  [8, 24, false],
  [9, 23, false],
  [11, 52, false],
])('e = %i, f = %i is machine arithmetic: %s; wider formats are left to the model', (e, f, isMachine) => {
  const params = { e, f, rounding: 'up' };
  const sum = { kind: 'float sum', e, f, direction: ROUNDING_CODES.up };
  expect(circuit.meaning(params)).toMatchObject(sum);
  expect(machineArithmetic(circuit.meaning(params))).toEqual(isMachine ? sum : undefined);
});

test('a circuit without the ports is refused', () => {
  expect(() => floatSum({ e: 5, f: 2 })({ memory: takeMemory(1), inputs: [], expected: [] })).toThrow(
    "floatSum: ports must be with a, got ''",
  );
});
