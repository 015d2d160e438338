import { visible } from '../gates/visible.ts';

/** What a command prints: one row model for every format, so that formats cannot drift apart. */
export interface Document {
  /** Facts about the whole; the first members of the JSON object. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly tables: readonly Table[];
  /** Sentences below the tables, for people; not data. */
  readonly notes?: readonly string[];
}

export type CellValue = string | number | boolean;

export interface Table {
  /** The member of the JSON object that holds the rows. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly { readonly label: string; readonly align: 'left' | 'right' }[];
  /** What the columns show of each row. */
  readonly lines: readonly (readonly CellValue[])[];
  /** The rows as data. */
  readonly records: readonly object[];
}

/** One column: its heading, and what it shows of a row. Numbers stand on the right, with gaps among them or not. */
export type Column<Row> = readonly [label: string, show: (row: Row) => CellValue];

/** Makes a table of rows and columns. */
export function tableOf<Row extends object>(
  name: string,
  title: string,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): Table {
  const lines = rows.map((row) => columns.map(([, show]) => show(row)));
  return {
    name,
    title,
    columns: columns.map(([label], k) => ({
      label,
      align: isNumeric(lines.map((line) => line[k])) ? 'right' : 'left',
    })),
    lines,
    records: rows,
  };
}

function isNumeric(cells: readonly (CellValue | undefined)[]): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return filled.length > 0 && filled.every((cell) => typeof cell === 'number');
}

/** A value as people read it: numbers to at most six significant digits; whole numbers as they are. */
export function showCell(value: CellValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(6)));
}

/** The tables that have rows: to people an empty one looks like something that went wrong. One alone stands as it is. */
export function filled({ tables }: Document): readonly Table[] {
  const some = tables.filter(({ lines }) => lines.length > 0);
  return some.length > 0 ? some : tables.slice(0, 1);
}

/** The cells of a line as text without what a terminal obeys. */
export function textCells(line: readonly CellValue[]): string[] {
  return line.map((cell) => visible(showCell(cell)));
}
