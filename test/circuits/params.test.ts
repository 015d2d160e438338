import { describe, expect, test } from 'vitest';
import { resolveCircuit } from '../../src/circuits/circuit.ts';
import { bitLength, showParams } from '../../src/circuits/params.ts';
import { circuitNamed } from '../support/build.ts';

const resolve = (name: string, raw: Record<string, unknown>) => resolveCircuit(circuitNamed(name), raw);

test('absent values take their defaults; text is read as what it stands for', () => {
  expect(resolve('dadda-multiplier', {})).toEqual({ i: 8, j: 8, final: 'ripple-carry' });
  expect(resolve('dadda-multiplier', { i: '4', j: 64 })).toEqual({ i: 4, j: 64, final: 'ripple-carry' });
  expect(resolve('ripple-carry-adder', { carry: 'true' })).toEqual({ i: 8, j: 8, carry: true });
  expect(resolve('barrel-shifter', { kind: 'rotate-left', sticky: 'false' })).toEqual({
    n: 8,
    max: 7,
    kind: 'rotate-left',
    sticky: false,
  });
});

const width = 'dadda-multiplier: i must be a whole number from 1 to 64, got';
test.each([
  ['dadda-multiplier', { i: 0 }, `${width} 0`],
  ['dadda-multiplier', { i: 65 }, `${width} 65`],
  ['dadda-multiplier', { i: 3.5 }, `${width} 3.5`],
  ['dadda-multiplier', { i: Number.NaN }, `${width} NaN`],
  ['dadda-multiplier', { i: 'abc' }, `${width} 'abc'`],
  ['dadda-multiplier', { i: '3.5' }, `${width} '3.5'`],
  ['dadda-multiplier', { i: '-1' }, `${width} '-1'`],
  ['dadda-multiplier', { i: '' }, `${width} ''`],
  ['dadda-multiplier', { i: null }, `${width} null`],
  ['dadda-multiplier', { n: 4 }, "dadda-multiplier: parameter must be one of i, j, final, got 'n'"],
  [
    'dadda-multiplier',
    { toString: 4 },
    "dadda-multiplier: parameter must be one of i, j, final, got 'toString'",
  ],
  [
    'barrel-shifter',
    { kind: 'up' },
    "barrel-shifter: kind must be one of left, right-logical, right-arithmetic, rotate-left, got 'up'",
  ],
  ['barrel-shifter', { sticky: 'perhaps' }, "barrel-shifter: sticky must be true or false, got 'perhaps'"],
  [
    'barrel-shifter',
    { kind: 'rotate-left', sticky: true },
    'barrel-shifter: sticky must be false for rotate-left, which loses no bit, got true',
  ],
])('%s %o is refused', (name, raw, text) => {
  expect(() => resolve(name, raw)).toThrow(new RangeError(text));
});

describe('as text', () => {
  const values = { n: 4, kind: 'left', sticky: true, carry: false };

  test('of a name', () => {
    expect(showParams(values)).toBe('n=4,kind=left,sticky=true,carry=false');
  });
});

test('bitLength', () => {
  expect([0, 1, 2, 3, 4, 7, 8, 63, 64].map(bitLength)).toEqual([0, 1, 2, 2, 3, 3, 4, 6, 7]);
});
