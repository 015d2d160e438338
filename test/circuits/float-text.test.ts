import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FloatFormat, formatNamed, formatWidth } from '../../src/circuits/float-formats.ts';
import { floatFields, readFloat, showFloat } from '../../src/circuits/float-text.ts';
import { visible } from '../../src/gates/visible.ts';
import { Random } from '../../src/sim/random.ts';

const BINARY32 = formatNamed('binary32');
const BINARY64 = formatNamed('binary64');
const read = (format: FloatFormat, text: string) => readFloat('test', 'x', format, text);

const view = new DataView(new ArrayBuffer(8));

function bitsOfDouble(x: number): bigint {
  view.setFloat64(0, x);
  return view.getBigUint64(0);
}

function doubleOfBits(bits: bigint): number {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

function bitsOfSingle(x: number): bigint {
  view.setFloat32(0, x);
  return BigInt(view.getUint32(0));
}

/** Texts of numbers, with exponents far outside binary64 among them. */
const decimals = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.stringMatching(/^\d{1,25}$/),
    fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{0,25}$/)),
    fc.oneof(
      fc.constant(''),
      fc.integer({ min: -400, max: 400 }).map((k) => `e${k}`),
    ),
  )
  .map((parts) => parts.join(''));

/** Decimals that lie exactly between two numbers of binary32, and just above that. */
const nearTies = fc
  .tuple(fc.integer({ min: 2 ** 23, max: 2 ** 24 - 1 }), fc.constantFrom('', '0001'))
  .map(([significand, more]) => `${significand}.5${more}`);

describe('reading', () => {
  it('agrees with the language in binary64', () => {
    fc.assert(
      fc.property(decimals, (text) => {
        expect(read(BINARY64, text)).toBe(bitsOfDouble(Number(text)));
      }),
      { seed: 41, numRuns: 3000 },
    );
  });

  it('agrees with Math.fround in binary32', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(read(BINARY32, Object.is(x, -0) ? '-0' : String(x))).toBe(bitsOfSingle(Math.fround(x)));
      }),
      { seed: 42, numRuns: 3000 },
    );
    fc.assert(
      fc.property(nearTies, (text) => {
        expect(read(BINARY32, text)).toBe(bitsOfSingle(Math.fround(Number(text))));
      }),
      { seed: 43 },
    );
  });

  it('rounds once, where twice would be wrong', () => {
    // Just above a tie of binary32, by less than binary64 can hold.
    expect(read(BINARY32, '16777217')).toBe(0x4b800000n);
    expect(read(BINARY32, '16777217.0000000000000000000001')).toBe(0x4b800001n);
  });

  it.each([
    ['binary32', '0.1', 0x3dcccccdn],
    ['binary32', '.5', 0x3f000000n],
    ['binary32', '1.', 0x3f800000n],
    ['binary32', '1', 0x3f800000n],
    ['binary32', '-1.5E-7', 0xb4210fb0n],
    ['binary32', '-0', 0x80000000n],
    ['binary32', 'inf', 0x7f800000n],
    ['binary32', '-Infinity', 0xff800000n],
    ['binary32', 'nan', 0x7fc00000n],
    ['binary32', '-NaN', 0xffc00000n],
    ['binary32', 'nan:0x5', 0x7fc00005n],
    ['binary32', 'snan', 0x7f800001n],
    ['binary32', 'snan:12', 0x7f80000cn],
    // The largest finite number plus half a unit is infinity, anything below that is not.
    ['binary16', '65519.9999', 0x7bffn],
    ['binary16', '65520', 0x7c00n],
    ['binary16', '1e99999999999999999999', 0x7c00n],
    ['binary16', '-1e99999999999999999999', 0xfc00n],
    ['binary16', '0e99999999999999999999', 0n],
    ['binary16', '1e-99999999999999999999', 0n],
    // Half the smallest subnormal is zero, more than that is not.
    ['binary16', '0.0000000298023223876953125', 0n],
    ['binary16', '0.0000000298023223876953126', 1n],
    // The largest subnormal rounds up to the smallest normal number.
    ['binary16', '6.1034e-5', 0x400n],
    ['e4m3-ieee', '240', 0x77n],
    ['e4m3-ieee', '248', 0x78n],
    ['e2m1-ieee', '3', 0x5n],
    ['e2m1-ieee', '0.5', 0x1n],
  ])('in %s, %s', (name, text, bits) => {
    expect(read(formatNamed(name), text)).toBe(bits);
  });

  it('refuses what is no number, and NaNs that the format does not have', () => {
    for (const text of [
      '',
      '.',
      '-',
      'e5',
      '1e',
      '1e+',
      '--1',
      '0x10',
      '1,5',
      'infinit',
      'nan:',
      ' 1',
      '1\n',
    ])
      expect(() => readFloat('simulate', '--a', BINARY32, text)).toThrow(
        `simulate: --a must be a number such as 1, 0.1 or -1.5e-7, inf, nan or snan, got '${visible(text)}'`,
      );
    expect(() => read(formatNamed('e4m1'), 'snan')).toThrow(
      "test: x must be a number or nan where one trailing significand bit is left for NaNs, got 'snan'",
    );
    expect(() => read(formatNamed('e5m2'), 'nan:2')).toThrow(
      "test: x must be a NaN with a payload from 0 to 1, got 'nan:2'",
    );
    expect(() => read(BINARY32, 'snan:0')).toThrow(
      "test: x must be a NaN with a payload from 1 to 4194303, got 'snan:0'",
    );
  });
});

describe('showing', () => {
  it('writes what the language writes in binary64', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), powersOfTwo), (x) => {
        expect(showFloat(BINARY64, bitsOfDouble(x))).toBe(Object.is(x, -0) ? '-0' : String(x));
      }),
      { seed: 44, numRuns: 3000 },
    );
  });

  it('writes the shortest in binary32: one digit fewer would be another number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0x7f7fffff }), (bits) => {
        const digits = digitsOf(showFloat(BINARY32, BigInt(bits)));
        view.setUint32(0, bits);
        const x = view.getFloat32(0);
        expect(Math.fround(Number(x.toPrecision(digits)))).toBe(x);
        if (digits > 1) expect(Math.fround(Number(x.toPrecision(digits - 1)))).not.toBe(x);
      }),
      { seed: 45, numRuns: 3000 },
    );
  });

  it.each([
    ['binary32', 0x3dcccccdn, '0.1'],
    ['binary32', 0x3e99999an, '0.3'],
    ['binary32', 0x7f7fffffn, '3.4028235e+38'],
    ['binary32', 1n, '1e-45'],
    ['binary32', 0x80000000n, '-0'],
    ['binary32', 0xff800000n, '-inf'],
    ['binary32', 0x7fc00000n, 'nan'],
    ['binary32', 0xffc00001n, '-nan:0x1'],
    ['binary32', 0x7f800001n, 'snan'],
    ['binary32', 0x7fbfffffn, 'snan:0x3fffff'],
    ['binary16', 0x7bffn, '65500'],
    ['e2m1-ieee', 0x5n, '3'],
    ['binary128', 0x3fff0000000000000000000000000000n, '1'],
    ['binary128', 0x7ffeffffffffffffffffffffffffffffn, '1.189731495357231765085759326628007e+4932'],
    ['binary128', 1n, '6e-4966'],
  ])('in %s, %s', (name, bits, text) => {
    expect(showFloat(formatNamed(name), bits)).toBe(text);
  });
});

const powersOfTwo = fc.integer({ min: -1074, max: 1023 }).map((k) => 2 ** k);

function digitsOf(text: string): number {
  const [digits = ''] = text.split('e');
  return digits.replace('.', '').replace(/^0+/, '').replace(/0+$/, '').length || 1;
}

describe('reading what was shown', () => {
  const formats: readonly (readonly [string, number])[] = [
    ...[2, 3, 4, 5, 6].map((e) => [`e${e}m${7 - e}-ieee`, 1] as const),
    ['binary16', 1],
    ['bfloat16', 1],
    // Every 16-bit format: the larger the range of exponents, the longer the numbers, so most are taken in steps.
    ...[2, 3, 4, 6, 7, 9, 10, 11, 12, 13, 14].map((e) => [`e${e}m${15 - e}`, 29] as const),
  ];
  it.each(formats)('gives the same bits, %s in steps of %i', (name, step) => {
    const format = formatNamed(name);
    const wrong: string[] = [];
    for (let k = 0; k < 2 ** formatWidth(format); k += step) {
      const text = showFloat(format, BigInt(k));
      if (read(format, text) !== BigInt(k)) wrong.push(`${k} as ${text}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(['tf32', 'binary32', 'binary64', 'binary128', 'e15m1', 'e2m112'])(
    'gives the same bits, %s at random',
    (name) => {
      const format = formatNamed(name);
      const random = new Random(46, name);
      for (let k = 0; k < 500; k++) {
        const bits = random.bits(formatWidth(format));
        expect(read(format, showFloat(format, bits))).toBe(bits);
        // Powers of two, where numbers lie closer below than above.
        const power = (bits >> BigInt(format.f)) << BigInt(format.f);
        expect(read(format, showFloat(format, power))).toBe(power);
      }
    },
  );

  it('binary64 bits are the number that the language reads', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 0x7fefffffffffffffn }), (bits) => {
        expect(Number(showFloat(BINARY64, bits))).toBe(doubleOfBits(bits));
      }),
      { seed: 47, numRuns: 2000 },
    );
  });
});

describe('fields', () => {
  it.each([
    ['0', 'zero', -126, 0],
    ['1e-45', 'subnormal', -126, 0],
    ['0.1', 'normal', -4, 123],
    ['inf', 'infinity', undefined, 255],
    ['nan', 'quiet NaN', undefined, 255],
    ['snan', 'signalling NaN', undefined, 255],
  ])('of %s in binary32', (text, kind, exponent, biasedExponent) => {
    const bits = read(BINARY32, `-${text}`);
    const fields = floatFields(BINARY32, bits);
    expect(fields).toEqual({
      class: kind,
      sign: 1,
      biasedExponent,
      trailing: bits & 0x7fffffn,
      ...(exponent === undefined ? {} : { exponent }),
    });
  });
});
