import { floatAdder } from '../circuits/float-adder/float-adder.ts';
import type { Rounding } from '../circuits/float-adder/rounding.ts';
import { FLOAT_FORMATS, type FloatFormat, FORMAT_VALUES } from '../circuits/float-formats.ts';
import { type FormatRow, formatRows, type StageRow, stageRows } from '../claims/float-stage-table.ts';
import { type Document, type Table, tableOf } from '../tables/document.ts';

/** The nine-stage table of a format and rounding. */
export function stageDocument(format: Pick<FloatFormat, 'e' | 'f'>, rounding: Rounding): Document {
  return { facts: { circuit: floatAdder.name, ...format, rounding }, tables: [stageTable(format, rounding)] };
}

/** The formats with names, one beside the other. */
export function formatDocument(): Document {
  return { facts: { circuit: floatAdder.name, rounding: 'ties-to-even' }, tables: [formatTable()] };
}

/** The stages of one adder beside the paper's terms. */
export function stageTable({ e, f }: Pick<FloatFormat, 'e' | 'f'>, rounding: Rounding): Table {
  const known = Object.entries(FORMAT_VALUES).find(([, format]) => format.e === e && format.f === f)?.[0];
  const name = known === undefined ? '' : `${known}, `;
  const title = `The nine stages, ${name}e = ${e}, m = ${f}, rounding ${rounding}`;
  return tableOf<StageRow>('rows', title, stageRows({ e, f }, rounding), [
    ['#', (row) => row.number ?? ''],
    ['stage', (row) => row.stage],
    ["paper's term", (row) => row.term ?? ''],
    ['value', (row) => row.claimed ?? ''],
    ['adders + mux/5', (row) => row.weighted],
    ['beyond the term', (row) => row.weightedDifference ?? ''],
    ['unit gates/7', (row) => row.unitGates],
    ['beyond the term, unit gates', (row) => row.unitGatesDifference ?? ''],
    ['basis', (row) => row.basis ?? ''],
    ['note', (row) => row.note ?? ''],
  ]);
}

/** What the adder of each format with a name spends, and the factor that stands in the place of the paper's 6. */
export function formatTable(): Table {
  return tableOf<FormatRow>(
    'rows',
    'The whole adder of each format, rounding ties-to-even',
    formatRows(FLOAT_FORMATS),
    [
      ['format', (row) => row.format],
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
  );
}
