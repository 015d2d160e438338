import { visible } from '../gates/visible.ts';

const CODES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // No character of XML, by any code.
  '\ufffe': '\\u{fffe}',
  '\uffff': '\\u{ffff}',
};

/** Text as it stands in HTML or SVG, within an element or a quoted attribute. */
export function escapeMarkup(text: string): string {
  return visible(text).replaceAll(/[&<>"\ufffe\uffff]/g, (c) => CODES[c] ?? c);
}
