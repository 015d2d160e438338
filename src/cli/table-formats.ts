import { createRequire } from 'node:module';
import { markdownTable } from 'markdown-table';
import type { CellValue, Document, Table } from './document.ts';

/** A format's library is loaded when it is first used: a short command spends most of its time on loading. */
const require = createRequire(import.meta.url);

/** How a document can be written. Each ends in a line break. */
export const TABLE_FORMATS = {
  table: asTable,
  json: (document) => `${JSON.stringify(asObject(document), undefined, 2)}\n`,
  ndjson: asNdjson,
  csv: (document) => filled(document).map(asCsv).join('\n'),
  md: (document) => filled(document).map(asMarkdown).join('\n'),
  latex: (document) => filled(document).map(asLatex).join('\n'),
} as const satisfies Record<string, (document: Document) => string>;

export type Format = keyof typeof TABLE_FORMATS;

export function isFormat(name: string): name is Format {
  return Object.hasOwn(TABLE_FORMATS, name);
}

function asObject({ facts, tables }: Document): object {
  return { ...facts, ...Object.fromEntries(tables.map(({ name, records }) => [name, records])) };
}

/** A record a line; where there are several tables, each line says which. */
function asNdjson({ tables }: Document): string {
  const lines = tables.flatMap(({ name, records }) =>
    records.map((record) => JSON.stringify(tables.length > 1 ? { table: name, ...record } : record)),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** The tables that have rows: to people an empty one looks like something that went wrong. One alone stands as it is. */
function filled({ tables }: Document): readonly Table[] {
  const some = tables.filter(({ lines }) => lines.length > 0);
  return some.length > 0 ? some : tables.slice(0, 1);
}

function asTable(document: Document): string {
  const Table3: typeof import('cli-table3') = require('cli-table3');
  const { notes = [] } = document;
  const blocks = filled(document).map(({ title, columns, lines }) => {
    const pageOf = (rows: readonly (readonly CellValue[])[], isFirst: boolean, widths: readonly number[]) => {
      const table = new Table3({
        head: isFirst ? columns.map(({ label }) => label) : [],
        colAligns: columns.map(({ align }) => align),
        colWidths: [...widths],
        chars: RULES,
        style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2, compact: true },
      });
      for (const row of rows) table.push(row.map(show));
      // The layout leaves the widths that it came to in the options.
      return { text: table.toString(), widths: table.options.colWidths.map(Number) };
    };
    const pages = pagesOf(lines);
    const text = (widths: readonly number[]) => pages.map((rows, k) => pageOf(rows, k === 0, widths));
    const first = text([]);
    const widths = columns.map((_, k) => Math.max(...first.map((page) => page.widths[k] ?? 0)));
    const laid = first.length > 1 ? text(widths) : first;
    return `${title}\n${trimLines(laid.map((page) => page.text).join('\n'))}\n`;
  });
  return [...blocks, ...(notes.length > 0 ? [`${notes.join('\n')}\n`] : [])].join('\n');
}

/** The time for a layout grows with the square of its rows, so long tables are laid out a page at a time. */
const PAGE = 100;

function pagesOf<Row>(rows: readonly Row[]): (readonly Row[])[] {
  const count = Math.max(1, Math.ceil(rows.length / PAGE));
  return Array.from({ length: count }, (_, k) => rows.slice(k * PAGE, (k + 1) * PAGE));
}

/** No frames: they carry nothing, and a table without them can be pasted anywhere. */
const RULES = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((part) => [part, '']),
);

function trimLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function asCsv({ columns, lines }: Table): string {
  const { stringify }: typeof import('csv-stringify/sync') = require('csv-stringify/sync');
  return stringify([columns.map(({ label }) => label), ...lines.map((line) => line.map(show))]);
}

function asMarkdown({ title, columns, lines }: Table): string {
  // At least three wide, as formatters of Markdown have it, so that they leave the table alone.
  const labels = columns.map(({ label, align }) => (align === 'right' ? label.padStart(3) : label.padEnd(3)));
  const cells = [labels, ...lines.map((line) => line.map(show))];
  const escaped = cells.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const table = markdownTable(escaped, { align: columns.map(({ align }) => align) });
  return `**${title}**\n\n${table}\n`;
}

/** A booktabs table; the document needs \usepackage{booktabs} alone. */
function asLatex({ title, columns, lines }: Table): string {
  const row = (cells: readonly CellValue[]) =>
    `  ${cells.map((cell) => escapeLatex(show(cell))).join(' & ')} \\\\`;
  return [
    `% ${title.replaceAll('\n', ' ')}`,
    `\\begin{tabular}{${columns.map(({ align }) => (align === 'right' ? 'r' : 'l')).join('')}}`,
    '  \\toprule',
    row(columns.map(({ label }) => label)),
    '  \\midrule',
    ...lines.map(row),
    '  \\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');
}

const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
};

function escapeLatex(text: string): string {
  return text.replaceAll(/[\\^~<>|&%$#_{}]/g, (c) => LATEX[c] ?? `\\${c}`);
}

/** Numbers to at most six significant decimals; whole numbers as they are. */
function show(value: CellValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(6)));
}
