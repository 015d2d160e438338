import { type Bits, type Pen, type Style, short, type TextStyle } from './pen.ts';
import { element, svgFile, textElement } from './svg.ts';

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
      textElement(text, {
        x: short(x),
        y: short(y),
        'text-anchor': anchor,
        'dominant-baseline': 'central',
        fill: style.fill,
        style: `font:${font}`,
      }),
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
    const ground = element('rect', { width, height, fill: paper });
    return svgFile({ title }, width, height, [ground, ...this.#lines]);
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
    this.#lines.push(
      element('path', {
        d: this.#path.join(''),
        fill,
        stroke,
        'stroke-width': stroke === undefined ? undefined : short(width),
        'stroke-dasharray': dash?.map(short).join(' '),
        opacity: alpha,
      }),
    );
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
