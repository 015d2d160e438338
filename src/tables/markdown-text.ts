import { visible } from '../gates/visible.ts';

const CODES: Readonly<Record<string, string>> = { '<': '&lt;', '&': '&amp;' };

/** Text that stays text in Markdown: no HTML, no link and no picture, and one line. */
export function markdownText(text: string): string {
  return visible(text)
    .replaceAll(/<|&(?=#?\w+;)/g, (c) => CODES[c] ?? c)
    .replaceAll('](', ']\\(');
}

/** The same as a cell of a table, where a backslash in front of a bar would let the bar end the cell. */
export function markdownCell(text: string): string {
  return markdownText(text).replaceAll(/\\*\|/g, (bar) => `${'\\'.repeat(2 * (bar.length - 1))}\\|`);
}

/** A sentence of our own, in which what stands between backquotes is code and is shown as it is. */
export function markdownProse(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? visible(part) : markdownText(part)))
    .join('');
}
