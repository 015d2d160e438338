import { type Document, filled, type Table, textCells } from './document.ts';

/** Comma-separated values after RFC 4180, a block for each table. */
export async function asCsv(document: Document): Promise<string> {
  // A short command spends most of its time on loading.
  const { stringify } = await import('csv-stringify/sync');
  return filled(document)
    .map((table) => csvOf(table, stringify))
    .join('\n');
}

function csvOf({ columns, lines }: Table, stringify: typeof import('csv-stringify/sync').stringify): string {
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
