import { describe, expect, test } from 'vitest';
import type { InputVector, Model } from '../../src/circuits/circuit.ts';
import { showBits } from '../../src/gates/counterexample.ts';
import { LANES } from '../../src/sim/check-kernel.ts';
import { columnOf } from '../../src/sim/column.ts';
import { ENGINES, type EngineName } from '../../src/sim/engines.ts';
import { byModel, sum } from '../../src/sim/reference.ts';
import { checkValues } from '../../src/verify/check-values.ts';
import { counterexampleOf } from '../../src/verify/counterexample.ts';
import type { VectorPart, Vectors } from '../../src/verify/vectors.ts';
import { build } from '../support/build.ts';

const adder = build('ripple-carry-adder', { i: 20, j: 20 });
const right = ([a = 0n, b = 0n]: InputVector) => ({ s: a + b });

const partsOf = (...parts: VectorPart[]): Vectors => ({
  exhaustive: false,
  parts,
  total: parts.reduce((total, { count }) => total + count, 0),
});

const chosen = (vectors: readonly (readonly [bigint, bigint])[]): VectorPart => ({
  kind: 'chosen',
  columns: [
    columnOf(
      vectors.map(([a]) => a),
      20,
    ),
    columnOf(
      vectors.map(([, b]) => b),
      20,
    ),
  ],
  count: vectors.length,
});

const vectors = (count: number) => Array.from({ length: count }, (_, k): [bigint, bigint] => [BigInt(k), 7n]);

const checkByModel = (model: Model, some: Vectors, engine?: EngineName) =>
  checkValues({ observed: adder, model }, byModel(model), some, engine);

test.each([1, 31, 32, LANES - 1, LANES, LANES + 1, 4500])('%d vectors, all right', (count) => {
  expect(checkByModel(right, partsOf(chosen(vectors(count))))).toEqual({ vectors: count });
});

test('no vectors: it says that nothing was tried', () => {
  expect(checkByModel(right, partsOf())).toEqual({ vectors: 0 });
});

/** A model that is wrong when bit `k` of `a` is 1. */
const wrongAt = (k: bigint) => (vector: InputVector) => {
  const { s } = right(vector);
  return { s: ((vector[0] ?? 0n) >> k) & 1n ? s ^ 1n : s };
};

test.each([0, 1, 31, 32, 300, LANES - 1, LANES, 2500])(
  'one wrong vector, number %d, is found in its lane, the last that counts, and made smaller',
  (place) => {
    const some = vectors(2501).map(([a, b], k): [bigint, bigint] => [k === place ? a | (1n << 19n) : a, b]);
    expect(checkByModel(wrongAt(19n), partsOf(chosen(some)))).toEqual({
      vectors: place + 1,
      counterexample: {
        inputs: { a: 0x80000n, b: 0x0n },
        expected: { s: 0x80001n },
        got: { s: 0x80000n },
      },
    });
  },
);

test('it stops at the first vector with a difference, whatever is wrong after it', () => {
  expect(checkByModel(wrongAt(0n), partsOf(chosen(vectors(4500)))).vectors).toBe(2);
  expect(checkByModel(wrongAt(11n), partsOf(chosen(vectors(4500)))).vectors).toBe(2049);
});

describe('parts', () => {
  const random: VectorPart = { kind: 'random', seed: 9, count: 3000 };

  test('are tried in their order; those before the one at fault count whole', () => {
    const parts = partsOf(
      chosen(vectors(10)),
      random,
      chosen([
        [0n, 7n],
        [1n << 19n, 0n],
      ]),
    );
    expect(checkByModel(right, parts)).toEqual({ vectors: 3012 });
    // No vector of the first part has bit 19, and half of the random ones have.
    const { vectors: tried, counterexample } = checkByModel(wrongAt(19n), parts);
    expect(tried).toBeGreaterThan(10);
    expect(tried).toBeLessThan(60);
    expect(counterexample?.inputs).toEqual({ a: 0x80000n, b: 0x0n });
    // Only the last vector of the last part is 1 << 19 and 0.
    const rare = ([a = 0n, b = 0n]: InputVector) => ({ s: a === 1n << 19n && b === 0n ? 0n : a + b });
    expect(checkByModel(rare, parts)).toMatchObject({
      vectors: 3012,
      counterexample: { got: { s: 0x80000n } },
    });
  });

  test('all inputs of a small circuit are each tried', () => {
    const small = build('ripple-carry-adder', { i: 6, j: 6 });
    const all: Vectors = { exhaustive: true, parts: [{ kind: 'all', count: 4096 }], total: 4096 };
    expect(checkValues({ observed: small, model: right }, sum, all)).toEqual({ vectors: 4096 });
    for (const place of [0n, 1n, 63n, 64n, 2048n, 4095n]) {
      const model = ([a = 0n, b = 0n]: InputVector) => ({ s: a + (b << 6n) === place ? 127n : a + b });
      const found = checkValues({ observed: small, model }, byModel(model), all);
      expect(found.vectors).toBe(Number(place) + 1);
      expect(found.counterexample?.inputs).toEqual({ a: place & 63n, b: place >> 6n });
    }
  });

  test('every engine finds the same', () => {
    const parts = partsOf(chosen(vectors(10)), random);
    const [first, ...others] = Object.values(ENGINES).map(({ name }) =>
      checkByModel(wrongAt(19n), parts, name),
    );
    expect(first?.counterexample).toBeDefined();
    for (const other of others) expect(other).toEqual(first);
  });
});

test('an output that the model does not name must be 0', () => {
  const { counterexample } = checkByModel(() => ({}), partsOf(chosen(vectors(10))));
  expect(counterexample).toEqual({
    inputs: { a: 0x0n, b: 0x1n },
    expected: { s: 0x0n },
    got: { s: 0x1n },
  });
});

test('a reference that is wrong where the model is not is a fault of ours', () => {
  const reference = byModel(wrongAt(0n));
  expect(() =>
    checkValues({ observed: adder, model: right }, reference, partsOf(chosen(vectors(10)))),
  ).toThrow(
    'ripple-carry-adder(i=20,j=20,carry=false): the reference must agree with the model, but not for 1, 7',
  );
});

test('a counterexample keeps the bits that it needs, of every port', () => {
  // Wrong where a is at least 5 and b at least 600: no bit of 5 can go, and 600 is 512 + 64 + 16 + 8.
  const model = ([a = 0n, b = 0n]: InputVector) => ({ s: a >= 5n && b >= 600n ? a + b - 1n : a + b });
  const mismatch = { vector: 0, inputs: { a: 0xfffffn, b: 0b1001011111n }, got: {}, expected: {} };
  expect(counterexampleOf({ observed: adder, model }, mismatch)).toEqual({
    inputs: { a: 0x5n, b: 0x258n },
    expected: { s: 0x25cn },
    got: { s: 0x25dn },
  });
});

test('values are shown in hexadecimal, which is never read as a number of floats', () => {
  expect([0n, 9n, 10n, 999_999n, 1n << 64n].map(showBits)).toEqual([
    ...['0x0', '0x9', '0xa', '0xf423f', '0x10000000000000000'],
  ]);
});
