import { mustBe } from '../gates/must-be.ts';
import type { Document } from './document.ts';
import { asCsv } from './write-csv.ts';
import { asJson, asNdjson } from './write-json.ts';
import { asLatex } from './write-latex.ts';
import { asMarkdown } from './write-markdown.ts';
import { asTerminal } from './write-terminal.ts';

/** How a document can be written. Each ends in a line break. */
export const TABLE_FORMATS = {
  table: asTerminal,
  json: asJson,
  ndjson: asNdjson,
  csv: asCsv,
  md: asMarkdown,
  latex: asLatex,
} as const satisfies Record<string, (document: Document) => string | Promise<string>>;

export type TableFormat = keyof typeof TABLE_FORMATS;

/**
 * A document in one of the formats: `table` for a terminal, `json`, `ndjson`, `csv`, `md` or `latex`. What a format needs is
 * loaded when it is first used, so the text is promised.
 *
 * ```ts
 * const rows = [{ bits: 8, adders: 56 }];
 * const table = tableOf('rows', 'Adders', rows, [['bits', (row) => row.bits], ['adders', (row) => row.adders]]);
 * await writeDocument({ facts: {}, tables: [table] }, 'csv'); // 'bits,adders\n8,56\n'
 * ```
 */
export async function writeDocument(document: Document, format: string): Promise<string> {
  if (!isTableFormat(format))
    throw mustBe('writeDocument', 'format', `one of ${Object.keys(TABLE_FORMATS).join(', ')}`, format);
  return await TABLE_FORMATS[format](document);
}

function isTableFormat(name: string): name is TableFormat {
  return Object.hasOwn(TABLE_FORMATS, name);
}
