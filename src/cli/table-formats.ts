import { createRequire } from 'node:module';
import { markdownTable } from 'markdown-table';
import { visible } from '../gates/visible.ts';
import { markdownCell, markdownText } from '../report/markdown-text.ts';
import type { CellValue, Document, Table } from '../tables/document.ts';
import { MOST_WIDTH, plainTable } from './plain-table.ts';

/** A format's library is loaded when it is first used: a short command spends most of its time on loading. */
const require = createRequire(import.meta.url);

/** How a document can be written. Each ends in a line break. */
export const TABLE_FORMATS = {
  table: asTable,
  json: (document) => `${visibleJson(JSON.stringify(asObject(document), undefined, 2))}\n`,
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
    records.map((record) =>
      visibleJson(JSON.stringify(tables.length > 1 ? { table: name, ...record } : record)),
    ),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** The tables that have rows: to people an empty one looks like something that went wrong. One alone stands as it is. */
function filled({ tables }: Document): readonly Table[] {
  const some = tables.filter(({ lines }) => lines.length > 0);
  return some.length > 0 ? some : tables.slice(0, 1);
}

/** JSON says the same when characters that a terminal obeys are told by their codes; some stand bare otherwise. */
function visibleJson(json: string): string {
  return json.replaceAll(/(?!\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029\u200b\ufeff]/gu, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${code}`;
  });
}

function asTable(document: Document): string {
  const { notes = [] } = document;
  const blocks = filled(document).map(({ title, columns, lines }) => {
    const rows = [columns.map(({ label }) => visible(label)), ...lines.map(textCells)];
    const table = plainTable(
      rows,
      columns.map(({ align }) => align),
    );
    return `${visible(title)}\n${table}\n`;
  });
  return [...blocks, ...(notes.length > 0 ? [`${notes.map(visible).join('\n')}\n`] : [])].join('\n');
}

function textCells(line: readonly CellValue[]): string[] {
  return line.map((cell) => visible(show(cell)));
}

function asCsv({ columns, lines }: Table): string {
  const { stringify }: typeof import('csv-stringify/sync') = require('csv-stringify/sync');
  const rows = [columns.map(({ label }) => label), ...lines.map(textCells)];
  // Some programs part cells at these too, outside of quotes, and then run what follows.
  return stringify(
    rows.map((row) => row.map(unrun)),
    { quoted_match: /[;\t]\s*[=+\-@]/ },
  );
}

/**
 * Text that a spreadsheet would run as a formula, such as `=HYPERLINK(...)`, behind an apostrophe, which it shows as
 * text. Numbers are left alone, infinities and NaN among them.
 */
function unrun(text: string): string {
  if (!/^[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text)) return text;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^[+-](inf|s?nan)$/i.test(text) ? text : `'${text}`;
}

function asMarkdown({ title, columns, lines }: Table): string {
  // At least three wide, as formatters of Markdown have it, so that they leave the table alone.
  const labels = columns.map(({ label, align }) => (align === 'right' ? label.padStart(3) : label.padEnd(3)));
  const cells = [labels, ...lines.map((line) => line.map(show))];
  const escaped = cells.map((row) => row.map(markdownCell));
  const table = markdownTable(escaped, {
    align: columns.map(({ align }) => align),
    alignDelimiters: escaped.every((row) => row.every(({ length }) => length <= MOST_WIDTH)),
  });
  return `**${markdownText(title)}**\n\n${table}\n`;
}

/** A booktabs table; the document needs \usepackage{booktabs} alone. */
function asLatex({ title, columns, lines }: Table): string {
  const row = (cells: readonly CellValue[]) =>
    `  ${unbracketed(cells.map((cell) => escapeLatex(visible(show(cell)))).join(' & '))} \\\\`;
  return [
    `% ${visible(title)}`,
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

/** The end of a row takes what follows in brackets, or a star, for its own, also on the next line. */
function unbracketed(row: string): string {
  return row.replace(/^\s*([[*])/, '{$1}');
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
