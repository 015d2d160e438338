import { visible } from '../gates/visible.ts';
import { type Document, filled, type Table, textCells } from './document.ts';
import { plainTable } from './plain-table.ts';

/** Columns for a terminal, with the notes below. */
export async function asTerminal(document: Document): Promise<string> {
  const { notes = [] } = document;
  const block = async ({ title, columns, lines }: Table) => {
    const rows = [columns.map(({ label }) => visible(label)), ...lines.map(textCells)];
    const table = await plainTable(
      rows,
      columns.map(({ align }) => align),
    );
    return `${visible(title)}\n${table}\n`;
  };
  const blocks = await Promise.all(filled(document).map(block));
  return [...blocks, ...(notes.length > 0 ? [`${notes.map(visible).join('\n')}\n`] : [])].join('\n');
}
