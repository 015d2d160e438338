import { expect, test } from 'vitest';
import { at, byteAt, wordAt } from '../../src/gates/at.ts';
import { constantBus } from '../../src/gates/bus.ts';

test('reads inside an array, and stops at once outside it', () => {
  expect([at([5, 6], 1), byteAt(Uint8Array.of(7), 0), wordAt(Uint32Array.of(8), 0)]).toEqual([6, 7, 8]);
  const outside = new RangeError('at: index must be a whole number from 0 to 1, got 2');
  expect(() => at([5, 6], 2)).toThrow(outside);
  expect(() => byteAt(new Uint8Array(2), 2)).toThrow(outside);
  expect(() => wordAt(new Uint32Array(2), 2)).toThrow(outside);
});

test('a constant bus is worth its value, the lowest bit first', () => {
  expect(constantBus(6n, 4)).toEqual([0, 1, 1, 0]);
  expect(() => constantBus(16n, 4)).toThrow(
    new RangeError('constantBus: value must be from 0 to 2^4 - 1, got 16'),
  );
  expect(() => constantBus(-1n, 4)).toThrow('constantBus: value must be from 0 to 2^4 - 1, got -1');
});
