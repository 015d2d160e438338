import { describe, expect, it } from 'vitest';
import { resolveCircuit } from '../../src/circuits/circuit.ts';
import { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import {
  FLOAT_FORMATS,
  formatBias,
  formatForWidth,
  formatNamed,
  formatWidth,
  LEAST_WIDTH,
} from '../../src/circuits/float-formats.ts';
import { readFloat } from '../../src/circuits/float-text.ts';

describe('formats by name', () => {
  it('are those of the standards', () => {
    const facts = FLOAT_FORMATS.map((x) => [x.name, formatWidth(x), x.e, x.f, formatBias(x)].join(' '));
    expect(facts).toEqual([
      'binary16 16 5 10 15',
      'bfloat16 16 8 7 127',
      'tf32 19 8 10 127',
      'binary32 32 8 23 127',
      'binary64 64 11 52 1023',
      'binary128 128 15 112 16383',
      'e5m2 8 5 2 15',
      'e4m3-ieee 8 4 3 7',
    ]);
  });

  it('include every e and m in range, and nothing else', () => {
    expect(formatNamed('e6m9')).toEqual({ name: 'e6m9', e: 6, f: 9 });
    expect(formatNamed('e5m2')).toBe(FLOAT_FORMATS[6]);
    for (const name of ['e1m3', 'e16m3', 'e5m0', 'e5m113', 'float', 'e5m2 ', ''])
      expect(() => formatNamed(name)).toThrow(
        `formatNamed: format must be one of binary16, bfloat16, tf32, binary32, binary64, binary128, e5m2, e4m3-ieee, or e<2 to 15>m<1 to 112>, got '${name}'`,
      );
  });
});

describe('the format of a total width', () => {
  it('is the standard one where there is one, and interpolated elsewhere', () => {
    const names = Array.from({ length: 64 }, (_, k) => formatForWidth(k + 1)?.name ?? '-');
    expect(names.join(' ')).toMatchInlineSnapshot(
      `"- - - e2m1-ieee e3m1 e3m2-ieee e4m2 e4m3-ieee e4m4 e4m5 e4m6 e5m6 e5m7 e5m8 e5m9 binary16 e5m11 e6m11 e6m12 e6m13 e6m14 e6m15 e7m15 e7m16 e7m17 e7m18 e7m19 e7m20 e8m20 e8m21 e8m22 binary32 e8m24 e8m25 e8m26 e9m26 e9m27 e9m28 e9m29 e9m30 e9m31 e9m32 e9m33 e9m34 e9m35 e10m35 e10m36 e10m37 e10m38 e10m39 e10m40 e10m41 e10m42 e10m43 e10m44 e10m45 e10m46 e11m46 e11m47 e11m48 e11m49 e11m50 e11m51 binary64"`,
    );
    expect(formatForWidth(128)?.name).toBe('binary128');
  });

  it('is undefined below 4 bits', () => {
    for (let width = 1; width < LEAST_WIDTH; width++) expect(formatForWidth(width)).toBeUndefined();
    for (const width of [0, 129, 7.5])
      expect(() => formatForWidth(width)).toThrow(
        `formatForWidth: width must be a whole number from 1 to 128, got ${width}`,
      );
  });

  it('has as many bits as said, and holds every number of the narrower formats', () => {
    for (let width = LEAST_WIDTH; width <= 128; width++) {
      const format = formatForWidth(width);
      if (format === undefined) throw new Error(`there must be a format of ${width} bits`);
      expect(formatWidth(format)).toBe(width);
      const narrower = formatForWidth(width - 1) ?? { e: 2, f: 1 };
      expect(format.e >= narrower.e && format.f >= narrower.f).toBe(true);
    }
  });

  it('follows the rule of IEEE 754 for wide formats from 64 bits on', () => {
    for (let width = 64; width <= 128; width++)
      expect(formatForWidth(width)?.e).toBe(Math.round(4 * Math.log2(width)) - 13);
  });
});

describe("the names of the OCP's formats", () => {
  it.each([
    ['e4m3', 240, 448],
    ['e3m2', 14, 28],
    ['e2m3', 3.75, 7.5],
    ['e2m1', 3, 6],
  ])('%s is refused: ours has infinities and reaches %d, not %d', (name, ours, theirs) => {
    const rule = `${name}-ieee for the IEEE-style format, with infinities and ${ours} as its largest number, since ${name} is the OCP's, without infinities and up to ${theirs}, which is not built`;
    expect(() => formatNamed(name)).toThrow(`formatNamed: format must be ${rule}, got '${name}'`);
    expect(() => resolveCircuit(floatAdder, { format: name })).toThrow(
      `float-adder: format must be ${rule}, got '${name}'`,
    );
    const format = formatNamed(`${name}-ieee`);
    expect(format.name).toBe(`${name}-ieee`);
    const infinity = ((1n << BigInt(format.e)) - 1n) << BigInt(format.f);
    expect(readFloat('test', 'a', format, `${ours}`)).toBe(infinity - 1n);
    expect(readFloat('test', 'a', format, `${theirs}`)).toBe(infinity);
  });

  it('e5m2 is the same in both', () => {
    expect(formatNamed('e5m2-ieee')).toBe(formatNamed('e5m2'));
  });
});
