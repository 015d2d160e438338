import { visible } from '../gates/visible.ts';

const CODES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands in HTML or SVG, within an element or a quoted attribute. */
export function escapeMarkup(text: string): string {
  return visible(text).replaceAll(/[&<>"]/g, (c) => CODES[c] ?? c);
}
