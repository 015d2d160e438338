import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FLOAT_FORMATS, formatNamed, formatWidth } from '../../../src/circuits/float-formats.ts';
import { readOperand, scientific, showOperand } from '../../../src/inspector/add/operand-text.ts';
import { RADIXES } from '../../../src/inspector/value-text.ts';

const half = formatNamed('binary16');

describe('operands as text', () => {
  it('are numbers, or bits as 0x and 0b', () => {
    for (const text of ['1', '+1', '0x3c00', '0X3C00', '0b0011110000000000', '0b0_01111_0000000000', ' 1e0 '])
      expect([text, readOperand('a', half, text)]).toEqual([text, 0x3c00n]);
    expect(readOperand('a', half, '\u2212inf')).toBe(0xfc00n);
  });

  it.each([
    ['0x10000', "add: a must be at most 16 bits as 0x or 0b, or a number, got '0x10000'"],
    ['0b2', "add: a must be at most 16 bits as 0x or 0b, or a number, got '0b2'"],
    ['<script>', "add: a must be a number such as 1, 0.1 or -1.5e-7, inf, nan or snan, got '<script>'"],
    ['', "add: a must be a number such as 1, 0.1 or -1.5e-7, inf, nan or snan, got ''"],
    ['9'.repeat(2001), 'add: a must be at most 2000 characters, got 2001'],
  ])('cannot be %j', (text, message) => {
    expect(() => readOperand('a', half, text)).toThrow(message);
  });

  it('come back from what is shown, in every format and radix', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FLOAT_FORMATS),
        fc.constantFrom(...RADIXES),
        fc.bigInt(0n, (1n << 128n) - 1n),
        (format, radix, any) => {
          const bits = any & ((1n << BigInt(formatWidth(format))) - 1n);
          expect(readOperand('a', format, showOperand(format, bits, radix))).toBe(bits);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });

  it.each([
    [0x3c00n, '1 x 2^0'],
    [0xc100n, '-1.01 x 2^1'],
    [0x0001n, '0.0000000001 x 2^-14'],
    [0x8000n, '-0'],
    [0xfc00n, '-infinity'],
    [0x7e00n, 'quiet NaN'],
  ])('%# have a significand and a power of two', (bits, text) => {
    expect(scientific(half, bits)).toBe(text);
  });
});
