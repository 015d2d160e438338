import { markdownTable } from 'markdown-table';
import { type Document, filled, showCell, type Table } from './document.ts';
import { markdownCell, markdownText } from './markdown-text.ts';
import { MOST_WIDTH } from './plain-table.ts';

/** Tables of Markdown, each below its title. */
export function asMarkdown(document: Document): string {
  return filled(document).map(markdownOf).join('\n');
}

/** A table of Markdown below its title. */
export function markdownOf({ title, columns, lines }: Table): string {
  // At least three wide, as formatters of Markdown have it, so that they leave the table alone.
  const labels = columns.map(({ label, align }) => (align === 'right' ? label.padStart(3) : label.padEnd(3)));
  const cells = [labels, ...lines.map((line) => line.map(showCell))];
  const escaped = cells.map((row) => row.map(markdownCell));
  const table = markdownTable(escaped, {
    align: columns.map(({ align }) => align),
    alignDelimiters: escaped.every((row) => row.every(({ length }) => length <= MOST_WIDTH)),
  });
  return `**${markdownText(title)}**\n\n${table}\n`;
}
