import { expect, test } from 'vitest';
import type { InputVector } from '../../src/circuits/circuit.ts';
import { checkValues, showValue } from '../../src/verify/check-values.ts';
import { build } from '../support/build.ts';

const adder = build('ripple-carry-adder', { i: 20, j: 20 });
const right = ([a = 0n, b = 0n]: InputVector) => ({ s: a + b });
const vectors = (count: number): InputVector[] => Array.from({ length: count }, (_, k) => [BigInt(k), 7n]);

test.each([1, 31, 32, 511, 512, 513, 1500])('%d vectors, all right', (count) => {
  expect(checkValues(adder, right, vectors(count))).toEqual({ vectors: count });
});

test('no vectors: it says that nothing was tried', () => {
  expect(checkValues(adder, right, [])).toEqual({ vectors: 0 });
});

/** A model that is wrong when bit `k` of `a` is 1. */
const wrongAt = (k: bigint) => (vector: InputVector) => {
  const { s } = right(vector);
  return { s: ((vector[0] ?? 0n) >> k) & 1n ? s ^ 1n : s };
};

test.each([0, 1, 31, 32, 300, 511, 512, 700])(
  'one wrong vector, number %d, is found in its lane',
  (place) => {
    const some = vectors(701).map(
      ([a = 0n, b = 0n], k): InputVector => [k === place ? a | (1n << 19n) : a, b],
    );
    expect(checkValues(adder, wrongAt(19n), some).counterexample).toEqual({
      inputs: { a: '524288', b: '0' },
      expected: { s: '524289' },
      got: { s: '524288' },
    });
  },
);

test('it stops at the end of the block with the first difference', () => {
  expect(checkValues(adder, wrongAt(0n), vectors(2000)).vectors).toBe(512);
});

test('an output that the model does not name must be 0', () => {
  const { counterexample } = checkValues(adder, () => ({}), vectors(10));
  expect(counterexample).toEqual({ inputs: { a: '0', b: '1' }, expected: { s: '0' }, got: { s: '1' } });
});

test('values below a million are shown in decimal, others in hexadecimal', () => {
  expect([0n, 999_999n, 1_000_000n].map(showValue)).toEqual(['0', '999999', '0xf4240']);
});
