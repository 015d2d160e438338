import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flipBit, RADIXES, readValue, showValue } from '../../src/inspector/value-text.ts';

const values = fc
  .integer({ min: 1, max: 128 })
  .chain((width) => fc.record({ width: fc.constant(width), value: fc.bigInt(0n, 2n ** BigInt(width) - 1n) }));

test('every number reads back as it was shown', () => {
  fc.assert(
    fc.property(values, fc.constantFrom(...RADIXES), ({ width, value }, radix) => {
      expect(readValue(showValue(value, width, radix), width)).toBe(value);
    }),
    { seed: 1 },
  );
});

test('a bit turned twice is as it was', () => {
  fc.assert(
    fc.property(values, ({ width, value }) => {
      const turned = flipBit(value, width - 1);
      expect(turned >> BigInt(width)).toBe(0n);
      expect(turned).not.toBe(value);
      expect(flipBit(turned, width - 1)).toBe(value);
    }),
    { seed: 2 },
  );
});

test.each(['', '-1', '1.5', '0x', '0b2', '1e3', '256', '0x100', ' 1', '9'.repeat(500)])(
  'not a byte: %s',
  (text) => {
    expect(readValue(text, 8)).toBeUndefined();
  },
);
