import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import { alignmentLimit } from '../../src/circuits/float-adder/limit-shift.ts';
import { FloatModel } from '../../src/circuits/float-adder/model.ts';
import { floatAdderTwoPath } from '../../src/circuits/float-adder-two-path/float-adder-two-path.ts';
import {
  FLOAT_FORMATS,
  type FloatFormat,
  formatForWidth,
  formatNamed,
} from '../../src/circuits/float-formats.ts';
import { readFloat, showFloat } from '../../src/circuits/float-text.ts';
import { MEASURES } from '../../src/claims/claim.ts';
import { type FormatRow, formatRows } from '../../src/claims/float-stage-table.ts';
import { count } from '../../src/gates/count.ts';
import { depth } from '../../src/gates/depth.ts';
import { formatTable, stageTable } from '../../src/report/float-tables.ts';
import { type Table, tableOf } from '../../src/tables/document.ts';
import { TABLE_FORMATS } from '../../src/tables/table-formats.ts';

const PAGE = '../../docs/floating-point-adder.md';

/** The tables of the page, by the name between its marks. */
const TABLES: Readonly<Record<string, () => readonly Table[]>> = {
  limits: () => [
    tableOf(
      'limits',
      'The limit of the alignment shift',
      FLOAT_FORMATS.map(({ name, f }) => ({ name, least: f + 3, limit: alignmentLimit(f) })),
      [
        ['format', (row) => row.name],
        ['f + 3', (row) => row.least],
        ['limit', (row) => row.limit],
      ],
    ),
  ],
  formats: () => [formatTable()],
  widths: () => [
    tableOf(
      'widths',
      'The whole adder by width, rounding ties-to-even',
      formatRows(formatsOf([4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64])),
      [
        ['width', (row) => row.width],
        ['e', (row) => row.e],
        ['m', (row) => row.m],
        ["paper's sum", (row) => row.sum],
        ['6*width', (row) => row.printed],
        ['adders + mux/5', (row) => row.weighted],
        ['c_a', (row) => row.weightedFactor],
        ['unit gates/7', (row) => row.unitGates],
        ['c_a, unit gates', (row) => row.unitGatesFactor],
      ],
    ),
  ],
  paths: () => [pathTable()],
  rule: () => [ruleTable()],
  binary32: () => [stageTable(formatNamed('binary32'), 'ties-to-even')],
  stages: () =>
    FLOAT_FORMATS.filter(({ name }) => name !== 'binary32').map((format) =>
      without(stageTable(format, 'ties-to-even'), 'note'),
    ),
};

/** The plain adder and that of two paths, one below the other for each format. */
function pathTable(): Table {
  const rows = FLOAT_FORMATS.flatMap(({ name, e, f }) =>
    [floatAdder, floatAdderTwoPath].map((circuit) => {
      const netlist = buildCircuit(circuit, { e, f, rounding: 'ties-to-even' });
      return { format: name, adder: circuit.name, counted: count(netlist), depth: depth(netlist) };
    }),
  );
  return tableOf('paths', 'Both adders of each format, rounding ties-to-even', rows, [
    ['format', (row) => row.format],
    ['adder', (row) => row.adder],
    ['adders + mux/5', ({ counted }) => MEASURES.weighted.of(counted)],
    ['unit gates/7', ({ counted }) => MEASURES.unitGates.of(counted)],
    ['gates', ({ counted }) => counted.gates],
    ['depth', (row) => row.depth],
  ]);
}

/** A table without one of its columns. */
function without(table: Table, label: string): Table {
  const at = table.columns.findIndex((column) => column.label === label);
  const lines = table.lines.map((line) => line.toSpliced(at, 1));
  return { ...table, columns: table.columns.toSpliced(at, 1), lines };
}

function formatsOf(widths: readonly number[]): FloatFormat[] {
  return widths.flatMap((width) => formatForWidth(width) ?? []);
}

/** For each number of exponent bits the widths that the rule gives it. */
function ruleTable(): Table {
  const rows = new Map<number, { e: number; from: number; to: number }>();
  for (let width = 4; width <= 128; width++) {
    const { e } = formatForWidth(width) ?? { e: 0 };
    rows.set(e, { e, from: rows.get(e)?.from ?? width, to: width });
  }
  return tableOf(
    'rule',
    'Exponent bits by width',
    [...rows.values()],
    [
      ['e', (row) => row.e],
      ['widths', ({ from, to }) => `${from} to ${to}`],
      ['m', ({ e, from, to }) => `${from - 1 - e} to ${to - 1 - e}`],
    ],
  );
}

it('the tables of the page are what the code says now', async () => {
  const page = readFileSync(new URL(PAGE, import.meta.url), 'utf8');
  const fresh = page.replace(/<!-- (\w+) -->[\s\S]*?<!-- \/\1 -->/g, (_, name: string) => {
    const tables = TABLES[name]?.();
    if (tables === undefined) throw new Error(`the page must name one of its tables, got ${name}`);
    return `<!-- ${name} -->\n\n${TABLE_FORMATS.md({ facts: {}, tables })}\n<!-- /${name} -->`;
  });
  for (const name of Object.keys(TABLES)) expect(page).toContain(`<!-- ${name} -->`);
  await expect(fresh).toMatchFileSnapshot(PAGE);
});

describe('what the page says of F8', () => {
  const rows = new Map(
    formatRows(formatsOf(Array.from({ length: 125 }, (_, k) => k + 4))).map((row) => [row.width, row]),
  );
  const upTo64 = [...rows.values()].filter(({ width }) => width <= 64);
  const range = (of: (row: FormatRow) => number) => [
    Math.min(...upTo64.map(of)),
    Math.max(...upTo64.map(of)),
  ];

  it('6 is too much in adders up to 64 bits, but not at 128', () => {
    expect(upTo64.every(({ printed, weighted }) => printed > weighted)).toBe(true);
    const [low = 0, high = 0] = range((row) => row.weightedFactor);
    expect([low >= 4.3, high <= 5.7]).toEqual([true, true]);
    expect(rows.get(128)).toMatchObject({ printed: 768, weighted: 770 });
  });

  it('6 is too little in unit gates at every width', () => {
    expect([...rows.values()].every(({ printed, unitGates }) => printed < unitGates)).toBe(true);
    const [low = 0, high = 0] = range((row) => row.unitGatesFactor);
    expect([low >= 7, high <= 9.2]).toEqual([true, true]);
  });

  it('the sum is below both at every width', () => {
    expect(
      [...rows.values()].every(({ sum, weighted, unitGates }) => sum < Math.min(weighted, unitGates)),
    ).toBe(true);
  });
});

it('the example of the alignment limit rounds to 1', () => {
  const format = formatNamed('e4m3-ieee');
  const bits = (text: string) => readFloat('test', 'x', format, text);
  const { r } = new FloatModel(format).add(bits('1'), bits('0.029296875'), true, 'ties-to-even');
  expect(bits('0.029296875') & 7n).toBe(7n);
  expect(showFloat(format, r)).toBe('1');
  expect(0x38n - 1n).toBe(bits('0.9375'));
});
