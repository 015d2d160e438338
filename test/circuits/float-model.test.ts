import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FloatModel } from '../../src/circuits/float-adder/model.ts';
import type { Direction } from '../../src/circuits/float-adder/rounding.ts';
import { floatCorners } from '../../src/circuits/float-adder/stimulus.ts';
import { formatNamed } from '../../src/circuits/float-formats.ts';

const words = new BigUint64Array(1);
const doubles = new Float64Array(words.buffer);
const halfWords = new Uint32Array(1);
const singles = new Float32Array(halfWords.buffer);

function doubleOf(bits: bigint): number {
  words[0] = bits;
  return doubles[0] ?? 0;
}

/** The bits of a double; the canonical NaN for any NaN. */
function bitsOfDouble(x: number): bigint {
  if (Number.isNaN(x)) return 0x7ff8000000000000n;
  doubles[0] = x;
  return words[0] ?? 0n;
}

function singleOf(bits: bigint): number {
  halfWords[0] = Number(bits);
  return singles[0] ?? 0;
}

function bitsOfSingle(x: number): bigint {
  if (Number.isNaN(x)) return 0x7fc00000n;
  singles[0] = x;
  return BigInt(halfWords[0] ?? 0);
}

/** What x + y loses to rounding, exactly; x + y must not overflow. T. J. Dekker's sum, the larger operand first. */
function lost(x: number, y: number): number {
  const [large, small] = Math.abs(x) < Math.abs(y) ? [y, x] : [x, y];
  return small - (x + y - large);
}

/** The value of binary16 bits, and of other narrow formats, as a double, which holds each exactly. */
function narrowValue(bits: bigint, e: number, f: number): number {
  const exponent = Number((bits >> BigInt(f)) & ((1n << BigInt(e)) - 1n));
  const trailing = Number(bits & ((1n << BigInt(f)) - 1n));
  const sign = bits >> BigInt(e + f) === 1n ? -1 : 1;
  const bias = 2 ** (e - 1) - 1;
  if (exponent === 2 ** e - 1) return trailing === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * trailing * 2 ** (1 - bias - f);
  return sign * (1 + trailing / 2 ** f) * 2 ** (exponent - bias);
}

/** x rounded to the nearest number of a narrow format, ties to even, in double arithmetic alone. */
function toNarrow(x: number, e: number, f: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const bias = 2 ** (e - 1) - 1;
  const unit = 2 ** Math.max(Math.floor(Math.log2(Math.abs(x))) - f, 1 - bias - f);
  const magic = 1.5 * 2 ** 52;
  const rounded = (x / unit + magic - magic) * unit;
  const signed = rounded === 0 && x < 0 ? -0 : rounded;
  return Math.abs(signed) > (2 - 2 ** -f) * 2 ** bias ? Math.sign(x) * Number.POSITIVE_INFINITY : signed;
}

const RUNS = { seed: 4, numRuns: 5000 };

/** Pairs of bit patterns: uniform, and with exponents that are close. */
function pairs(e: number, f: number) {
  const any = fc.bigInt(0n, (1n << BigInt(1 + e + f)) - 1n);
  const close = fc.tuple(any, any, fc.integer({ min: 0, max: f + 4 })).map(([a, b, distance]) => {
    const exponent = (a >> BigInt(f)) & ((1n << BigInt(e)) - 1n);
    const other = exponent > BigInt(distance) ? exponent - BigInt(distance) : 0n;
    const cleared = b & ~(((1n << BigInt(e)) - 1n) << BigInt(f));
    return [a, cleared | (other << BigInt(f))] as const;
  });
  return fc.oneof(fc.tuple(any, any), close);
}

describe("against the language's own floats", () => {
  it('binary64 is float64 addition, with inexact by what it lost', () => {
    const model = new FloatModel(formatNamed('binary64'));
    const same = (a: bigint, b: bigint, subtract: boolean) => {
      const [x, y] = [doubleOf(a), subtract ? -doubleOf(b) : doubleOf(b)];
      const { r, overflow, inexact } = model.add(a, b, subtract, 'ties-to-even');
      expect(r).toBe(bitsOfDouble(x + y));
      const overflows = Number.isFinite(x) && Number.isFinite(y) && !Number.isFinite(x + y);
      expect(overflow === 1n).toBe(overflows);
      if (Number.isFinite(x + y)) expect(inexact === 1n).toBe(lost(x, y) !== 0);
    };
    for (const { a, b, op } of floatCorners({ e: 11, f: 52 })) same(a, b, op === 1n);
    fc.assert(
      fc.property(pairs(11, 52), fc.boolean(), ([a, b], subtract) => same(a, b, subtract)),
      RUNS,
    );
  });

  it('binary64 rounded up, down and toward zero is float64 addition, moved by the sign of what it lost', () => {
    const model = new FloatModel(formatNamed('binary64'));
    const next = (x: number, by: bigint) => {
      // Sign and magnitude, so a step up is a step of the bits for positive numbers and back for negative ones.
      if (x === 0) return doubleOf(by > 0n ? 1n : 0x8000000000000001n);
      return doubleOf(bitsOfDouble(x) + (x > 0 ? by : -by));
    };
    const moved = (x: number, y: number, direction: Direction) => {
      const error = lost(x, y);
      const sum = x + y;
      if (direction === 'up') return error > 0 ? next(sum, 1n) : sum;
      if (direction === 'down') return error < 0 ? next(sum, -1n) : sum;
      if (sum > 0) return error < 0 ? next(sum, -1n) : sum;
      return error > 0 ? next(sum, 1n) : sum;
    };
    const same = (a: bigint, b: bigint) => {
      const [x, y] = [doubleOf(a), doubleOf(b)];
      if (!Number.isFinite(x + y) || x + y === 0) return;
      for (const direction of ['up', 'down', 'toward-zero'] as const)
        expect(model.add(a, b, false, direction).r).toBe(bitsOfDouble(moved(x, y, direction)));
    };
    for (const { a, b } of floatCorners({ e: 11, f: 52 })) same(a, b);
    fc.assert(
      fc.property(pairs(11, 52), ([a, b]) => same(a, b)),
      RUNS,
    );
  });

  it('binary32 is Math.fround of the sum in float64, which is right because 53 >= 2 * 24 + 2', () => {
    const model = new FloatModel(formatNamed('binary32'));
    const same = (a: bigint, b: bigint, subtract: boolean) => {
      const [x, y] = [singleOf(a), subtract ? -singleOf(b) : singleOf(b)];
      expect(model.add(a, b, subtract, 'ties-to-even').r).toBe(bitsOfSingle(Math.fround(x + y)));
    };
    for (const { a, b, op } of floatCorners({ e: 8, f: 23 })) same(a, b, op === 1n);
    fc.assert(
      fc.property(pairs(8, 23), fc.boolean(), ([a, b], subtract) => same(a, b, subtract)),
      RUNS,
    );
  });

  it.each(['binary16', 'bfloat16', 'e5m2', 'e4m3-ieee'])('%s is the sum in float64, rounded once', (name) => {
    const { e, f } = formatNamed(name);
    const model = new FloatModel({ e, f });
    const same = (a: bigint, b: bigint, subtract: boolean) => {
      const [x, y] = [narrowValue(a, e, f), narrowValue(b, e, f) * (subtract ? -1 : 1)];
      const { r } = model.add(a, b, subtract, 'ties-to-even');
      expect(narrowValue(r, e, f)).toBe(toNarrow(x + y, e, f));
    };
    for (const { a, b, op } of floatCorners({ e, f })) same(a, b, op === 1n);
    fc.assert(
      fc.property(pairs(e, f), fc.boolean(), ([a, b], subtract) => same(a, b, subtract)),
      RUNS,
    );
  });
});

describe('what the standard says by word', () => {
  const model = new FloatModel(formatNamed('binary16'));
  const ONE = 0x3c00n;
  const MINUS = 0x8000n;
  const INFINITY = 0x7c00n;
  const LARGEST = 0x7bffn;
  const quiet = { overflow: 0n, underflow: 0n, inexact: 0n };

  it('a signalling NaN raises invalid and comes out quiet, positive and canonical; a quiet one raises nothing', () => {
    expect(model.add(0xfc01n, ONE, false, 'up')).toEqual({ ...quiet, r: 0x7e00n, invalid: 1n });
    expect(model.add(ONE, 0xfe01n, true, 'up')).toEqual({ ...quiet, r: 0x7e00n, invalid: 0n });
  });

  it('infinities of opposite sign raise invalid, of equal sign nothing', () => {
    expect(model.add(INFINITY, INFINITY, true, 'down')).toEqual({ ...quiet, r: 0x7e00n, invalid: 1n });
    expect(model.add(INFINITY, INFINITY, false, 'down')).toEqual({ ...quiet, r: INFINITY, invalid: 0n });
  });

  it('x - x is +0, but -0 when rounding down; the sum of like zeros keeps their sign', () => {
    expect(model.add(ONE, ONE, true, 'ties-to-even').r).toBe(0n);
    expect(model.add(ONE, ONE, true, 'down').r).toBe(MINUS);
    expect(model.add(MINUS, MINUS, false, 'up').r).toBe(MINUS);
    expect(model.add(0n, MINUS, true, 'down').r).toBe(0n);
  });

  it('overflow is an infinity or the largest finite number, by direction and sign; to-odd never grows', () => {
    const overflowing = (a: bigint, direction: Direction) => model.add(a, a, false, direction).r;
    const minusLargest = MINUS | LARGEST;
    const minusInfinity = MINUS | INFINITY;
    expect(overflowing(LARGEST, 'ties-to-even')).toBe(INFINITY);
    expect(overflowing(LARGEST, 'ties-away')).toBe(INFINITY);
    expect(overflowing(LARGEST, 'up')).toBe(INFINITY);
    expect(overflowing(LARGEST, 'down')).toBe(LARGEST);
    expect(overflowing(LARGEST, 'toward-zero')).toBe(LARGEST);
    expect(overflowing(LARGEST, 'to-odd')).toBe(LARGEST);
    expect(overflowing(minusLargest, 'up')).toBe(minusLargest);
    expect(overflowing(minusLargest, 'down')).toBe(minusInfinity);
    expect(overflowing(minusLargest, 'to-odd')).toBe(minusLargest);
  });

  it('to-odd is toward zero with the last bit set where anything was lost', () => {
    fc.assert(
      fc.property(pairs(5, 10), ([a, b]) => {
        const odd = model.add(a, b, false, 'to-odd');
        const cut = model.add(a, b, false, 'toward-zero');
        const rounds = (cut.r & INFINITY) !== INFINITY;
        expect(odd).toEqual({ ...cut, r: rounds ? cut.r | cut.inexact : cut.r });
      }),
      RUNS,
    );
  });
});
