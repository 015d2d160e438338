import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignmentLimit } from '../../../src/circuits/float-adder/limit-shift.ts';
import { ROUNDINGS } from '../../../src/circuits/float-adder/rounding.ts';
import {
  FLOAT_FORMATS,
  type FloatFormat,
  formatNamed,
  formatWidth,
} from '../../../src/circuits/float-formats.ts';
import { readFloat } from '../../../src/circuits/float-text.ts';
import { stageRows } from '../../../src/claims/float-stage-table.ts';
import { type FloatRun, runFloatAdder } from '../../../src/inspector/add/float-run.ts';
import { type BitRow, type Lane, lanesOf } from '../../../src/inspector/add/lanes.ts';
import { layoutOf, type Region, slotName } from '../../../src/inspector/add/layout.ts';

const half = formatNamed('binary16');

function runOf(format: FloatFormat, a: string, b: string, op = 0n): FloatRun {
  const read = (text: string) => readFloat('test', text, format, text);
  return runFloatAdder({ format, rounding: 'ties-to-even', rm: 0n, op, a: read(a), b: read(b) });
}

/** The largest alignment amount that there are rows for: e bits, or as many as reach past the significand. */
const limitOf = ({ e, f }: FloatFormat) => Math.min(2 ** e - 1, alignmentLimit(f));

/** A row as text: regions apart, a dot where nothing stands. */
function draw(format: FloatFormat, { label, when, cells, moves }: BitRow): string {
  const layout = layoutOf(format);
  const region = (name: Region, count: number) =>
    Array.from({ length: count }, (_, k) => {
      const cell = cells.find((one) => one.region === name && one.slot === count - 1 - k);
      return cell === undefined ? '.' : `${cell.bit}`;
    }).join('');
  const bits = [
    region('sign', 1),
    region('exponent', layout.exponent),
    region('significand', layout.significand),
  ].join(' ');
  return `${bits} ${when} ${label}${moves === undefined ? '' : ` lit ${moves.lit}`}`;
}

const drawLane = (format: FloatFormat, { number, stage, rows, flags }: Lane) =>
  [
    `${number ?? '-'} ${stage}`,
    ...rows.map((row) => `  ${draw(format, row)}`),
    ...flags.map(({ label, bit }) => `  ${label}: ${bit}`),
  ].join('\n');

describe('lanes', () => {
  it('show the bits before and after each stage', () => {
    const lanes = lanesOf(runOf(half, '1.5', '0.3', 1n));
    expect(lanes.map((lane) => drawLane(half, lane)).join('\n')).toMatchInlineSnapshot(`
      "- unpacking
        0 01111 ..1000000000... before a as given
        0 01101 ..0011001101... before b as given
        0 01111 .11000000000... after a
        0 01101 .10011001101... after b
      1 exponent subtraction
        . 01111 ............... before exponent of a
        . 01101 ............... before exponent of b
        0 00010 ............... after difference
        b has the larger exponent: 0
      2 operand swapping
        0 01111 .11000000000... before a
        0 01101 .10011001101... before b
        0 01111 .11000000000... after larger
        . ..... .10011001101... after smaller
        swap: 0
        effective subtraction: 1
      3 limitation of alignment shift amount
        0 00010 ............... before difference
        . 00010 ............... inside distance
        . .0010 ............... after amount
      4 alignment shift
        . .0010 .10011001101... before smaller, amount
        . ..... .1001100110100. inside right by 1 lit 0
        . ..... .00100110011010 inside right by 2 lit 1
        . ..... .00100110011010 inside right by 4 lit 0
        . ..... .00100110011010 inside right by 8 lit 0
        . ..... .00100110011010 after aligned
      5 significand negation
        . ..... .00100110011010 before aligned
        . ..... .11011001100100 after addend
        effective subtraction: 1
        carry in: 1
      6 significand addition
        . ..... .11000000000... before larger
        . ..... .11011001100100 before addend
        . ..... 110011001100110 after sum
        carry in: 1
        carry out: 1
      7 significand conversion
        0 ..... .10011001100110 before sum
        0 ..... 010011001100110 after magnitude
        carry out: 1
        negative: 0
      8 normalization
        . 01111 010011001100110 before magnitude
        . .0001 ............... inside leading zeros
        . .0001 ............... inside amount
        . ..... .01001100110011 inside wired 1 right
        . ..... .10011001100110 inside left by 1 lit 1
        . ..... .10011001100110 inside left by 2 lit 0
        . ..... .10011001100110 inside left by 4 lit 0
        . ..... .10011001100110 inside left by 8 lit 0
        0 01110 .100110011001.1 after normalized, e - 1
        exactly zero: 0
      9 rounding and post-normalization
        0 01110 .100110011001.1 before normalized, e - 1
        0 01111 ..0011001101... after rounded
        round up: 1
        inexact: 1
      - packing
        0 01111 ..0011001101... before rounded
        0 01111 ..0011001101... after result
        not a number: 0"
    `);
  });

  it('number the nine stages of the paper, and say what happened', () => {
    const lanes = lanesOf(runOf(half, '1', '1'));
    expect(lanes.map(({ number, happened }) => `${number}: ${happened}`).slice(0, 3)).toEqual([
      'undefined: a is normal, hidden bit 1, exponent 15 for 2^0; b is normal, hidden bit 1, exponent 15 for 2^0',
      '1: delta = 15 - 15 = 0: the exponents are equal',
      '2: the operands stay, b counts as the smaller one; with the operation the signs agree: effective addition',
    ]);
    expect(lanes.flatMap(({ number = [] }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it.each(FLOAT_FORMATS.map((format) => [format.name, format] as const))(
    'cost in %s what the table of stages says',
    (_, format) => {
      const lanes = lanesOf(runOf(format, '1', '1')).filter(({ number }) => number !== undefined);
      const rows = stageRows(format, 'ties-to-even').slice(0, 9);
      expect(
        lanes.map(({ stage, cost }) => [
          stage,
          cost.term?.text,
          cost.term?.value,
          cost.weighted,
          cost.unitGates,
        ]),
      ).toEqual(rows.map((row) => [row.stage, row.term, row.claimed, row.weighted, row.unitGates]));
    },
  );

  it('place no two bits at one place, and none outside, in any format and rounding', () => {
    for (const format of [
      ...FLOAT_FORMATS,
      formatNamed('e2m1-ieee'),
      formatNamed('e2m112'),
      formatNamed('e15m1'),
    ])
      for (const rounding of ROUNDINGS) {
        const layout = layoutOf(format);
        const run = runFloatAdder({ format, rounding, rm: 0n, op: 0n, a: 1n, b: 0n });
        for (const { rows } of lanesOf(run))
          for (const { label, cells } of rows) {
            const places = cells.map(({ region, slot }) => `${region} ${slot}`);
            expect([label, new Set(places).size]).toEqual([label, places.length]);
            expect(cells.every(({ region, slot }) => slot >= 0 && slot < layout[region])).toBe(true);
          }
      }
  });

  // The rows are read back from the netlist; what they must hold is plain shifting.
  it('move the rows of a shifter as the amount says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(half, formatNamed('bfloat16'), formatNamed('e3m5'), formatNamed('e6m9')),
        fc.bigInt(0n, (1n << 34n) - 1n),
        fc.bigInt(0n, 1n),
        (format, any, op) => {
          const width = BigInt(formatWidth(format));
          const mask = (1n << width) - 1n;
          const [a, b] = [any & mask, (any >> width) & mask];
          const run = runFloatAdder({ format, rounding: 'ties-to-even', rm: 0n, op, a, b });
          for (const [stage, start, direction] of [
            ['alignment shift', run.shown('operand swapping', 'smaller') << 2n, 'right'],
            ['normalization', run.shown('significand conversion', 'magnitude'), 'left'],
          ] as const) {
            const rows = lanesOf(run)
              .find((lane) => lane.stage === stage)
              ?.rows.filter(({ moves }) => moves !== undefined);
            const places = format.f + (direction === 'left' ? 4 : 3);
            let value = start;
            let lost = 0n;
            for (const { moves, cells } of rows ?? []) {
              if (moves?.lit === 1) {
                const by = BigInt(moves.by);
                if (direction === 'right') lost |= value & ((1n << by) - 1n);
                value = direction === 'right' ? value >> by : (value << by) & ((1n << BigInt(places)) - 1n);
              }
              const low = direction === 'right' ? 1 : 0;
              const drawn = cells
                .filter(({ slot }) => slot >= low)
                .reduce((sum, { slot, bit }) => sum | (BigInt(bit) << BigInt(slot - low)), 0n);
              expect(drawn).toBe(value);
              const sticky = direction === 'right' ? cells.find(({ slot }) => slot === 0) : undefined;
              if (sticky !== undefined) expect(sticky.bit).toBe(lost === 0n ? 0 : 1);
            }
            if (direction === 'right') expect(2 ** (rows?.length ?? 0) - 1).toBe(limitOf(format));
          }
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });

  it('have names for their places', () => {
    const { significand } = layoutOf(half);
    const names = Array.from({ length: significand }, (_, slot) => slotName({ f: 10 }, 'significand', slot));
    expect(names.reverse().join(', ')).toMatchInlineSnapshot(
      `"carry, hidden bit, significand bit 9, significand bit 8, significand bit 7, significand bit 6, significand bit 5, significand bit 4, significand bit 3, significand bit 2, significand bit 1, significand bit 0, guard, round, sticky"`,
    );
    expect(slotName({ f: 10 }, 'exponent', 3)).toBe('exponent bit 3');
    expect(slotName({ f: 10 }, 'sign', 0)).toBe('sign');
  });
});
