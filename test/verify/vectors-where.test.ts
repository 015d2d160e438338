import fc from 'fast-check';
import { expect, test } from 'vitest';
import { vectorsWhere } from '../../src/verify/vectors-where.ts';
import { circuitNamed } from '../support/build.ts';

const adder = circuitNamed('float-adder');
const params = { e: 3, f: 2, rounding: 'port' };

test('without values all vectors, with some of the last ports a range of them', () => {
  expect(vectorsWhere(adder, params)).toEqual({ from: 0, to: 2 ** 16, bits: 16 });
  expect(vectorsWhere(adder, params, { rm: 3 })).toEqual({ from: 3 * 2 ** 13, to: 4 * 2 ** 13, bits: 13 });
  expect(vectorsWhere(adder, params, { op: 1, rm: 3 })).toEqual({
    from: 7 * 2 ** 12,
    to: 8 * 2 ** 12,
    bits: 12,
  });
});

test('a vector is in the range exactly when its ports have the values', () => {
  fc.assert(
    fc.property(fc.nat(1), fc.nat(7), fc.nat(2 ** 16 - 1), (op, rm, vector) => {
      const { from, to } = vectorsWhere(adder, params, { rm, op });
      const fits = ((vector >> 12) & 1) === op && vector >> 13 === rm;
      expect(vector >= from && vector < to).toBe(fits);
    }),
    { seed: 1 },
  );
});

test.each([
  [{ c: 0 }, "verify float-adder: --where must be of the input ports a, b, op, rm, got 'c'"],
  [
    { op: 0 },
    "verify float-adder: --where must be of the last input ports of a, b, op, rm, without a gap, got 'op'",
  ],
  [{ rm: 8 }, 'verify float-adder: --where rm must be a number from 0 to 7, got 8'],
])('%j is refused', (where, text) => {
  expect(() => vectorsWhere(adder, params, where)).toThrow(text);
});

test.each([
  ['ripple-carry-adder', { i: 8, j: 60, carry: false }, { b: 2 ** 53 + 2 }, 68],
  ['baugh-wooley-multiplier', { i: 8, j: 60 }, { b: -1 }, 68],
  ['baugh-wooley-multiplier', { i: 8, j: 41 }, { b: 0 }, 49],
])('%s of more bits than a number of a vector holds is refused', (name, values, where, bits) => {
  expect(() => vectorsWhere(circuitNamed(name), values, where)).toThrow(
    `verify ${name}: number of input bits with --where, those that it fixes included, must be at most 48, got ${bits}`,
  );
});
