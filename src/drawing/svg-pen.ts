import { type Bits, type Pen, type Style, short, type TextStyle } from './pen.ts';

/** Writes a picture as SVG: one path for shapes of one style that follow each other. */
export class SvgPen implements Pen {
  drawn = 0;
  readonly #lines: string[] = [];
  #style: Style | undefined;
  #path: string[] = [];

  rect(x: number, y: number, w: number, h: number, style: Style): void {
    this.#add(`M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}z`, style);
  }

  pill(x: number, y: number, w: number, h: number, radius: number, style: Style): void {
    const r = short(Math.min(radius, w / 2, h / 2));
    const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${short(dx)} ${short(dy)}`;
    const [across, down] = [short(w - 2 * r), short(h - 2 * r)];
    this.#add(
      `M${short(x + r)} ${short(y)}h${across}${corner(r, r)}v${down}${corner(-r, r)}h${-across}${corner(-r, -r)}v${-down}${corner(r, -r)}z`,
      style,
    );
  }

  disc(x: number, y: number, radius: number, style: Style): void {
    const r = short(radius);
    this.#add(`M${short(x - r)} ${short(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`, style);
  }

  line(points: readonly number[], style: Style): void {
    this.#add(`M${points.map(short).join(' ')}`, style);
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    this.drawn++;
    this.#flush();
    const anchor = { left: 'start', center: 'middle', right: 'end' }[style.align ?? 'left'];
    // About the width of a letter; a pen without fonts cannot know better.
    if (style.within !== undefined && text.length * style.size * 0.58 > style.within) return;
    const font = `${style.bold ? '600 ' : ''}${short(style.size)}px ${style.mono ? 'monospace' : 'system-ui,sans-serif'}`;
    this.#lines.push(
      `<text x="${short(x)}" y="${short(y)}" text-anchor="${anchor}" dominant-baseline="central" fill="${style.fill}" style="font:${font}">${escapeXml(text)}</text>`,
    );
  }

  bits({ bytes, columns, rows, zero, one }: Bits, x: number, y: number, w: number, h: number): void {
    const [across, down] = [w / columns, h / rows];
    for (const [code, fill] of [zero, one].entries())
      for (let k = 0; k < bytes.length; k++)
        if (bytes[k] === code + 1)
          this.rect(x + (k % columns) * across, y + Math.floor(k / columns) * down, across, down, { fill });
  }

  /** The picture so far, `width` by `height` pixels on a paper of this colour. */
  finish(width: number, height: number, title: string, paper: string): string {
    this.#flush();
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
      `<title>${escapeXml(title)}</title>`,
      `<rect width="${width}" height="${height}" fill="${paper}"/>`,
      ...this.#lines,
      '</svg>\n',
    ].join('\n');
  }

  #add(path: string, style: Style): void {
    this.drawn++;
    if (!isSame(this.#style, style)) this.#flush();
    this.#style = style;
    this.#path.push(path);
  }

  #flush(): void {
    if (this.#path.length === 0 || this.#style === undefined) return;
    const { fill = 'none', stroke, width = 1, dash, alpha } = this.#style;
    const line = stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="${short(width)}"`;
    const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash.map(short).join(' ')}"`;
    const opacity = alpha === undefined ? '' : ` opacity="${alpha}"`;
    this.#lines.push(`<path d="${this.#path.join('')}" fill="${fill}"${line}${dashes}${opacity}/>`);
    this.#path = [];
  }
}

/** Whether two styles look alike. */
export function isSame(one: Style | undefined, two: Style): boolean {
  return (
    one !== undefined &&
    one.fill === two.fill &&
    one.stroke === two.stroke &&
    one.width === two.width &&
    one.alpha === two.alpha &&
    one.dash?.join() === two.dash?.join()
  );
}

function escapeXml(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
