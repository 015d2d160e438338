import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../../src/gates/at.ts';
import { laneValue, slicePort, transpose32 } from '../../src/sim/bitslice.ts';
import { columnOf } from '../../src/sim/column.ts';

test('transposes as the definition does: bit c of row r becomes bit r of row c', () => {
  const square = fc.uint32Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(square, (rows) => {
      const naive = Uint32Array.from({ length: 32 }, (_, c) =>
        rows.reduce((column, row, r) => column | (((row >>> c) & 1) << r), 0),
      );
      const fast = rows.slice();
      transpose32(fast);
      expect(fast).toEqual(naive);
    }),
  );
});

/** A width, and values of it for some lanes. */
const port = fc.integer({ min: 1, max: 130 }).chain((width) =>
  fc.record({
    width: fc.constant(width),
    values: fc.array(fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n }), {
      minLength: 1,
      maxLength: 96,
    }),
  }),
);

test('what is sliced into planes reads back lane by lane from the first on; the other lanes are 0', () => {
  fc.assert(
    fc.property(port, fc.nat(95), ({ width, values }, skipped) => {
      const words = 3;
      const first = skipped % values.length;
      const planes = new Uint32Array(width * words).fill(0xdeadbeef);
      slicePort(columnOf(values, width), first, values.length - first, width, planes, words);
      for (let lane = 0; lane < 32 * words; lane++)
        expect(laneValue(planes, words, width, lane)).toBe(values[first + lane] ?? 0n);
    }),
  );
});

test('bit k of the value in a lane is that bit of plane k', () => {
  const planes = new Uint32Array(3 * 2);
  const values = new Array<bigint>(34).fill(0n).with(0, 1n).with(33, 0b110n);
  slicePort(columnOf(values, 3), 0, 34, 3, planes, 2);
  expect([...planes]).toEqual([1, 0, 0, 2, 0, 2]);
  expect(at(values, 33)).toBe(laneValue(planes, 2, 3, 33));
});
