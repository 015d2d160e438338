import { describe, expect, it } from 'vitest';
import { FloatModel } from '../../../src/circuits/float-adder/model.ts';
import type { Direction } from '../../../src/circuits/float-adder/rounding.ts';
import { floatCorners } from '../../../src/circuits/float-adder/stimulus.ts';
import { formatNamed, formatWidth } from '../../../src/circuits/float-formats.ts';
import { readFloat, showFloat } from '../../../src/circuits/float-text.ts';
import { checkSum } from '../../../src/inspector/add/check-sum.ts';
import { runFloatAdder } from '../../../src/inspector/add/float-run.ts';
import { languageSum, toNumber } from '../../../src/inspector/add/language-sum.ts';

const ask = (name: string, a: string, b: string, direction: Direction = 'ties-to-even') => {
  const format = formatNamed(name);
  const read = (text: string) => readFloat('test', text, format, text);
  const found = languageSum({ format, direction, op: 0n, a: read(a), b: read(b) });
  if ('whyNot' in found) return found.whyNot;
  return [found.bits === undefined ? 'nan' : showFloat(format, found.bits), found.how];
};

describe("the language's own addition", () => {
  it('is there for the formats that it can hold, rounding ties to even', () => {
    expect(ask('binary64', '0.1', '0.2')).toEqual(['0.30000000000000004', 'a + b']);
    expect(ask('binary32', '0.1', '0.7')).toEqual(['0.8', 'Math.fround(a + b)']);
    expect(ask('binary16', '0.1', '0.2')).toEqual(['0.2998', 'a + b as binary64, rounded to binary16']);
    expect(ask('binary128', '1', '1')).toBe('it has no addition that rounds to this format');
    expect(ask('binary32', '1', '1', 'up')).toBe('it rounds ties-to-even, never up');
  });

  // The model has its own rounding, of exact whole numbers; the language has the machine's.
  it.each(['e4m3-ieee', 'e5m2'])('agrees with exact integers on every pair of %s', (name) => {
    const format = formatNamed(name);
    const model = new FloatModel(format);
    const most = 1n << BigInt(formatWidth(format));
    const wrong: string[] = [];
    for (let a = 0n; a < most; a++)
      for (let b = 0n; b < most; b++) {
        const found = languageSum({ format, direction: 'ties-to-even', op: 0n, a, b });
        const { r } = model.add(a, b, false, 'ties-to-even');
        if ('whyNot' in found || (found.bits ?? nanOf(name)) !== r) wrong.push(`${a} + ${b}`);
      }
    expect(wrong).toEqual([]);
  });

  it.each(['binary16', 'bfloat16', 'tf32', 'binary32', 'binary64'])(
    'agrees with exact integers on the corners of %s',
    (name) => {
      const format = formatNamed(name);
      const model = new FloatModel(format);
      const wrong: string[] = [];
      let seen = 0;
      for (const { a, b, op } of floatCorners(format)) {
        const found = languageSum({ format, direction: 'ties-to-even', op, a, b });
        const { r } = model.add(a, b, op === 1n, 'ties-to-even');
        if ('whyNot' in found || (found.bits ?? nanOf(name)) !== r) wrong.push(`${a} ${op} ${b}`);
        seen++;
      }
      expect(seen).toBeGreaterThan(1000);
      expect(wrong).toEqual([]);
    },
  );

  it('reads bits as the numbers that they are', () => {
    const double = formatNamed('binary64');
    expect(toNumber(double, 1n)).toBe(Number.MIN_VALUE);
    expect(toNumber(double, 0x7fefffffffffffffn)).toBe(Number.MAX_VALUE);
    expect(toNumber(double, 1n << 63n)).toBe(-0);
    expect(toNumber(formatNamed('binary16'), 0xbc01n)).toBe(-1.0009765625);
    expect(toNumber(formatNamed('binary16'), 0xfc00n)).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('the badge', () => {
  const format = formatNamed('binary16');
  const run = runFloatAdder({
    format,
    rounding: 'ties-to-even',
    rm: 0n,
    op: 0n,
    a: 0x3c00n,
    b: 0x1000n,
  });

  it('says that the circuit agrees', () => {
    expect(checkSum(run)).toMatchObject({ agreesWithModel: true, agreesWithLanguage: true });
  });

  it.each([
    ['another sum', { r: 0x3c01n }, false, false],
    ['a NaN', { r: 0x7e00n }, false, false],
    ['a flag that is not set', { inexact: 0n }, false, true],
  ])('does not take %s', (_, wrong, agreesWithModel, agreesWithLanguage) => {
    const faulty = { ...run, sum: { ...run.sum, ...wrong } };
    expect(checkSum(faulty)).toMatchObject({ agreesWithModel, agreesWithLanguage });
  });

  it('asks of a NaN only that it is one', () => {
    const nan = { ...run, a: 0x7e00n };
    expect(checkSum({ ...nan, sum: { ...run.sum, r: 0xfe12n } }).agreesWithLanguage).toBe(true);
    expect(checkSum(nan).agreesWithLanguage).toBe(false);
  });
});

/** The canonical NaN of the circuit. */
function nanOf(name: string): bigint {
  const format = formatNamed(name);
  return readFloat('test', 'nan', format, 'nan');
}
