import { escapeMarkup } from './escape-markup.ts';

/** Attributes in the order in which they are written; those that are undefined are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element of an SVG. Attributes are escaped; the content is markup. */
export function element(name: string, attributes: Attributes, content?: string): string {
  let start = `<${name}`;
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) start += ` ${key}="${escapeMarkup(String(value))}"`;
  return content === undefined ? `${start}/>` : `${start}>${content}</${name}>`;
}

/** A text at its place. */
export function textElement(text: string, attributes: Attributes): string {
  return element('text', attributes, escapeMarkup(text));
}

/** What a file says that other programs must know it by. */
export const SVG_SPACE = 'http://www.w3.org/2000/svg';

/** The size of a picture in pixels, as attributes. */
export function sizeOf(width: number, height: number): Attributes {
  return { viewBox: `0 0 ${width} ${height}`, width, height };
}

/** What a picture says of itself, for those who cannot see it. */
export interface Caption {
  readonly title: string;
  readonly description?: string;
}

/** A picture as a file of its own, an element a line. */
export function svgFile(
  { title, description }: Caption,
  width: number,
  height: number,
  lines: readonly string[],
): string {
  const told = [
    element('title', {}, escapeMarkup(title)),
    ...(description === undefined ? [] : [element('desc', {}, escapeMarkup(description))]),
  ];
  const frame = { xmlns: SVG_SPACE, ...sizeOf(width, height), role: 'img' };
  return `${element('svg', frame, `\n${[...told, ...lines].join('\n')}\n`)}\n`;
}
