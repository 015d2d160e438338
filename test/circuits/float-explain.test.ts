import { describe, expect, it } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { CONTROL_PORTS } from '../../src/circuits/float-adder/control-ports.ts';
import { explainFloatAdder } from '../../src/circuits/float-adder/explain.ts';
import { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import { ROUNDINGS, type Rounding } from '../../src/circuits/float-adder/rounding.ts';
import { FLOAT_STAGES } from '../../src/circuits/float-adder/stages.ts';
import { floatStimulus } from '../../src/circuits/float-adder/stimulus.ts';
import { type FloatFormat, formatNamed } from '../../src/circuits/float-formats.ts';
import { readFloat, showFloat } from '../../src/circuits/float-text.ts';
import { evaluateNets } from '../../src/sim/evaluate.ts';
import { shownValues } from '../../src/sim/shown-values.ts';

const BINARY16 = formatNamed('binary16');
const NUMBERS = Object.fromEntries(Object.keys(FLOAT_STAGES).map((stage, k) => [stage, k]));

/** What happens, a line for each stage, or for those asked for. */
function told(
  sum: string,
  options: { format?: FloatFormat; rounding?: Rounding; rm?: string; stages?: readonly number[] } = {},
): string {
  const { format = BINARY16, rounding = 'ties-to-even', rm, stages } = options;
  const [x = '', sign, y = ''] = sum.split(' ');
  const { e, f } = format;
  const netlist = buildCircuit(floatAdder, { e, f, rounding });
  const inputs = {
    a: readFloat('test', 'a', format, x),
    b: readFloat('test', 'b', format, y),
    op: sign === '-' ? 1n : 0n,
    ...(rm === undefined ? {} : { rm: CONTROL_PORTS.rm.names[rm] ?? -1n }),
  };
  const shown = shownValues(netlist, evaluateNets(netlist, inputs));
  return Object.entries(explainFloatAdder({ e, f, rounding }))
    .filter(([stage]) => stages?.includes(NUMBERS[stage] ?? -1) ?? true)
    .map(([stage, explain]) => `${NUMBERS[stage]} ${explain(shown)}`)
    .join('\n');
}

describe('what happens in an addition', () => {
  it('of equal numbers: a carry and no rounding', () => {
    expect(told('1 + 1')).toMatchInlineSnapshot(`
      "0 a is normal, hidden bit 1, exponent 15 for 2^0; b is normal, hidden bit 1, exponent 15 for 2^0
      1 delta = 15 - 15 = 0: the exponents are equal
      2 the operands stay, b counts as the smaller one; with the operation the signs agree: effective addition
      3 |delta| = 0 is within the limit of 15
      4 the significand of b stays; guard, round and sticky are 0
      5 addition: the smaller significand passes as it is
      6 a carry out of the top: the sum has one place more
      7 nothing to negate; the sign is plus
      8 the carry moves everything right by 1 place, the exponent goes up by 1; guard 0, sticky 0
      9 guard and sticky are 0: exact, nothing to round
      10 the result is the rounded number, 2, exact"
    `);
  });

  it('that cancels in all: plus zero', () => {
    expect(told('1.5 - 1.5')).toMatchInlineSnapshot(`
      "0 a is normal, hidden bit 1, exponent 15 for 2^0; b is normal, hidden bit 1, exponent 15 for 2^0
      1 delta = 15 - 15 = 0: the exponents are equal
      2 the operands stay, b counts as the smaller one; with the operation the signs differ: effective subtraction
      3 |delta| = 0 is within the limit of 15
      4 the significand of b stays; guard, round and sticky are 0
      5 subtraction: every bit of the smaller significand is inverted; a carry in completes the negative
      6 a carry out of the top: the difference is not negative
      7 nothing to negate; the sign is plus
      8 no bit is one: the sum is exactly zero
      9 guard and sticky are 0: exact, nothing to round
      10 total cancellation: the result is 0"
    `);
  });

  it('that cancels while rounding down: minus zero', () => {
    expect(told('1.5 - 1.5', { rounding: 'down', stages: [8, 9, 10] })).toMatchInlineSnapshot(`
      "8 no bit is one: the sum is exactly zero
      9 guard and sticky are 0: exact, nothing to round
      10 total cancellation: the result is -0"
    `);
  });

  it('of zeros', () => {
    expect(told('-0 + -0', { stages: [0, 8, 9, 10] })).toMatchInlineSnapshot(`
      "0 a is -0, taken with exponent 1; b is -0, taken with exponent 1
      8 no bit is one: the sum is exactly zero
      9 guard and sticky are 0: exact, nothing to round
      10 a sum of zeros keeps their sign: the result is -0"
    `);
  });

  it('with a tie at an even number', () => {
    expect(told('2048 + 1', { stages: [4, 8, 9, 10] })).toMatchInlineSnapshot(`
      "4 the significand of b moves right by 11 places: guard 1, round 0; sticky 0 because only zeros are shifted out below round
      8 the leading one is in its place; guard 1, sticky 0
      9 guard 1, sticky 0: a tie, rounded down because the last bit is even
      10 the result is the rounded number, 2048, inexact"
    `);
  });

  it('with a tie at an odd number', () => {
    expect(told('2050 + 1', { stages: [4, 8, 9, 10] })).toMatchInlineSnapshot(`
      "4 the significand of b moves right by 11 places: guard 1, round 0; sticky 0 because only zeros are shifted out below round
      8 the leading one is in its place; guard 1, sticky 0
      9 guard 1, sticky 0: a tie, rounded up because the last bit is odd
      10 the result is the rounded number, 2052, inexact"
    `);
  });

  it('with a tie away from zero', () => {
    expect(told('2048 + 1', { rounding: 'ties-away', stages: [9] })).toMatchInlineSnapshot(
      `"9 guard 1, sticky 0: a tie, rounded up, away from zero"`,
    );
  });

  it('whose rounding carries into the exponent', () => {
    expect(told('2047 + 0.5', { stages: [8, 9, 10] })).toMatchInlineSnapshot(`
      "8 the leading one is in its place; guard 1, sticky 0
      9 guard 1, sticky 0: a tie, rounded up because the last bit is odd; the carry out of the significand goes on into the exponent
      10 the result is the rounded number, 2048, inexact"
    `);
  });

  it('where the smaller operand is far below', () => {
    expect(told('1 - 1e-7', { stages: [0, 1, 2, 3, 4, 5, 6] })).toMatchInlineSnapshot(`
      "0 a is normal, hidden bit 1, exponent 15 for 2^0; b is subnormal, hidden bit 0, taken with exponent 1 for 2^-14
      1 delta = 15 - 1 = 14: a has the larger exponent
      2 the operands stay, b is the smaller one; with the operation the signs differ: effective subtraction
      3 |delta| = 14 is within the limit of 15
      4 the significand of b moves right by 14 places: guard 0, round 0; sticky 1 because a one is shifted out below round
      5 subtraction: every bit of the smaller significand is inverted; no carry in, since the sticky bit below takes it up
      6 a carry out of the top: the difference is not negative"
    `);
  });

  it('of b with the larger exponent, whose difference is negative', () => {
    expect(told('1 - 3', { stages: [1, 2, 4, 6, 7, 8] })).toMatchInlineSnapshot(`
      "1 delta = 15 - 16 = -1: b has the larger exponent
      2 the operands are swapped, a is the smaller one; with the operation the signs differ: effective subtraction
      4 the significand of a moves right by 1 place: guard 0, round 0; sticky 0 because nothing is shifted out below round
      6 a carry out of the top: the difference is not negative
      7 nothing to negate; the sign is minus
      8 the leading one is in its place; guard 0, sticky 0"
    `);
  });

  it('of equal exponents with a negative difference', () => {
    expect(told('1 - 1.25', { stages: [1, 2, 6, 7, 8, 10] })).toMatchInlineSnapshot(`
      "1 delta = 15 - 15 = 0: the exponents are equal
      2 the operands stay, b counts as the smaller one; with the operation the signs differ: effective subtraction
      6 no carry out of the top: the difference is negative
      7 the negative difference is negated and the sign becomes minus
      8 left by 2 places, the exponent goes down by 2; guard 0, sticky 0
      10 the result is the rounded number, -0.25, exact"
    `);
  });

  it('of subnormals', () => {
    expect(told('3e-7 + 1e-7')).toMatchInlineSnapshot(`
      "0 a is subnormal, hidden bit 0, taken with exponent 1 for 2^-14; b is subnormal, hidden bit 0, taken with exponent 1 for 2^-14
      1 delta = 1 - 1 = 0: the exponents are equal
      2 the operands stay, b counts as the smaller one; with the operation the signs agree: effective addition
      3 |delta| = 0 is within the limit of 15
      4 the significand of b stays; guard, round and sticky are 0
      5 addition: the smaller significand passes as it is
      6 no carry out of the top
      7 nothing to negate; the sign is plus
      8 nothing moves, since the exponent is at its least: the sum is subnormal; guard 0, sticky 0
      9 guard and sticky are 0: exact, nothing to round
      10 the result is the rounded number, 4e-7, exact"
    `);
  });

  it('that falls into the subnormals', () => {
    expect(told('1.3e-4 - 1.2e-4', { stages: [0, 8, 9, 10] })).toMatchInlineSnapshot(`
      "0 a is normal, hidden bit 1, exponent 2 for 2^-13; b is normal, hidden bit 1, exponent 1 for 2^-14
      8 left by 1 place, not 4, since the exponent is at its least: the sum is subnormal; guard 0, sticky 0
      9 guard and sticky are 0: exact, nothing to round
      10 the result is the rounded number, 0.0000101, exact"
    `);
  });

  it('that overflows', () => {
    expect(told('65504 + 65504', { stages: [6, 8, 9, 10] })).toMatchInlineSnapshot(`
      "6 a carry out of the top: the sum has one place more
      8 the carry moves everything right by 1 place, the exponent goes up by 1; guard 0, sticky 0
      9 guard and sticky are 0: exact, nothing to round; the exponent reaches all ones
      10 overflow: the result is inf"
    `);
  });

  it('that overflows toward zero', () => {
    expect(told('-65504 - 65504', { rounding: 'toward-zero', stages: [9, 10] })).toMatchInlineSnapshot(`
      "9 guard and sticky are 0: exact, nothing to round; the exponent reaches all ones
      10 overflow: this direction stops at the largest finite number, -65500"
    `);
  });

  it('that overflows in rounding', () => {
    expect(told('65504 + 16', { stages: [8, 9, 10] })).toMatchInlineSnapshot(`
      "8 the leading one is in its place; guard 1, sticky 0
      9 guard 1, sticky 0: a tie, rounded up because the last bit is odd; the carry out of the significand goes on into the exponent; the exponent reaches all ones
      10 overflow: the result is inf"
    `);
  });

  it('with a quiet NaN', () => {
    expect(told('nan + 1', { stages: [0, 10] })).toMatchInlineSnapshot(`
      "0 a is a quiet NaN; b is normal, hidden bit 1, exponent 15 for 2^0
      10 an operand is a NaN: the result is the canonical quiet NaN"
    `);
  });

  it('with a signalling NaN', () => {
    expect(told('1 - snan', { stages: [0, 10] })).toMatchInlineSnapshot(`
      "0 a is normal, hidden bit 1, exponent 15 for 2^0; b is a signalling NaN
      10 a signalling NaN is invalid: the result is the canonical quiet NaN"
    `);
  });

  it('of opposed infinities', () => {
    expect(told('inf + -inf', { stages: [0, 10] })).toMatchInlineSnapshot(`
      "0 a is +infinity; b is -infinity
      10 infinity less infinity is invalid: the result is the canonical quiet NaN"
    `);
  });

  it('with an infinity', () => {
    expect(told('-inf + 1', { stages: [0, 10] })).toMatchInlineSnapshot(`
      "0 a is -infinity; b is normal, hidden bit 1, exponent 15 for 2^0
      10 an operand is infinite, and so is the result: -inf"
    `);
  });

  it('rounded toward zero', () => {
    expect(told('2048 + 1.5', { rounding: 'toward-zero', stages: [9] })).toMatchInlineSnapshot(
      `"9 inexact: rounded down, toward zero"`,
    );
  });

  it('rounded up', () => {
    expect(told('2048 + 1.5', { rounding: 'port', rm: 'up', stages: [9] })).toMatchInlineSnapshot(
      `"9 inexact and positive: the magnitude is rounded up, as the direction is up"`,
    );
  });

  it('rounded down', () => {
    expect(told('2048 + 1.5', { rounding: 'port', rm: 'down', stages: [9] })).toMatchInlineSnapshot(
      `"9 inexact and positive: the magnitude is rounded down, as the direction is down"`,
    );
  });

  it('rounded up, negative', () => {
    expect(told('-2048 - 1.5', { rounding: 'up', stages: [7, 9] })).toMatchInlineSnapshot(`
      "7 nothing to negate; the sign is minus
      9 inexact and negative: the magnitude is rounded down, as the direction is up"
    `);
  });

  it('rounded to odd, from even', () => {
    expect(told('2048 + 1.5', { rounding: 'to-odd', stages: [9, 10] })).toMatchInlineSnapshot(`
      "9 inexact: the last bit is made odd
      10 the result is the rounded number, 2050, inexact"
    `);
  });

  it('rounded to odd, from odd', () => {
    expect(told('2050 + 1.5', { rounding: 'port', rm: 'to-odd', stages: [9, 10] })).toMatchInlineSnapshot(`
      "9 inexact: the last bit is odd and stays
      10 the result is the rounded number, 2050, inexact"
    `);
  });

  it('rounded to the nearest, less than half', () => {
    expect(told('2048 + 0.5', { stages: [9] })).toMatchInlineSnapshot(
      `"9 guard 0: less than half, rounded down"`,
    );
  });

  it('rounded to the nearest, more than half', () => {
    expect(told('2048 + 1.5', { stages: [9] })).toMatchInlineSnapshot(
      `"9 guard 1, sticky 1: more than half, rounded up"`,
    );
  });
});

describe('every sentence', () => {
  it.each(ROUNDINGS)('agrees with the gates at the corners of small formats, %s', (rounding) => {
    const said = new Set<string>();
    for (const [e, f] of [
      [2, 1],
      [4, 3],
      [5, 10],
    ] as const) {
      const netlist = buildCircuit(floatAdder, { e, f, rounding });
      const explain = explainFloatAdder({ e, f, rounding });
      let k = 0;
      for (const { rm, ...operands } of floatStimulus({ e, f, rounding })) {
        if (k++ % 23 !== 0) continue;
        const inputs = { ...operands, ...(rounding === 'port' ? { rm } : {}) };
        const shown = shownValues(netlist, evaluateNets(netlist, inputs));
        for (const one of Object.values(explain)) said.add(one(shown));
        const stage = 'rounding and post-normalization';
        const rounded = explain[stage](shown);
        expect([shown(stage, 'increment'), rounded]).toEqual([
          rounded.includes('rounded up') ? 1n : 0n,
          rounded,
        ]);
        expect(shown(stage, 'inexact') === 0n).toBe(rounded.includes('nothing to round'));
        const packed = explain.packing(shown);
        expect(packed.includes('NaN')).toBe(shown('packing', 'nan') === 1n);
        if (!packed.includes('NaN'))
          expect(packed).toContain(showFloat({ e, f }, shown('packing', 'result')));
      }
    }
    for (const sentence of said) expect(sentence).not.toMatch(/undefined|null/);
    expect(said.size).toBeGreaterThan(100);
  });
});

it('a bus that no stage shows is named', () => {
  const netlist = buildCircuit(floatAdder, { e: 2, f: 1, rounding: 'up' });
  const shown = shownValues(netlist, evaluateNets(netlist, { a: 0n, b: 0n, op: 0n }));
  expect(() => shown('normalization', 'rm')).toThrow(
    "float-adder(e=2,f=1,rounding=up): bus of stage 'normalization' must be one of leading_zeros, amount, exponent_below, significand, guard, sticky, zero, got 'rm'",
  );
});
