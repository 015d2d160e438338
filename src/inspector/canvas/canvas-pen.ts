import type { Bits, Pen, Style, TextStyle } from '../../drawing/pen.ts';
import { isSame } from '../../drawing/svg-pen.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draws on a canvas. A path is filled when the style changes, so `end` must be called last. */
export class CanvasPen implements Pen {
  drawn = 0;
  readonly #context: Context;
  #style: Style | undefined;
  #isEmpty = true;

  constructor(context: Context) {
    this.#context = context;
  }

  rect(x: number, y: number, w: number, h: number, style: Style): void {
    this.#use(style);
    // Without a line around it a rectangle needs no path, which is several times as fast.
    if (style.stroke === undefined) this.#context.fillRect(x, y, w, h);
    else {
      this.#context.rect(x, y, w, h);
      this.#isEmpty = false;
    }
  }

  pill(x: number, y: number, w: number, h: number, radius: number, style: Style): void {
    this.#use(style);
    this.#context.roundRect(x, y, w, h, Math.min(radius, w / 2, h / 2));
    this.#isEmpty = false;
  }

  disc(x: number, y: number, radius: number, style: Style): void {
    this.#use(style);
    this.#context.moveTo(x + radius, y);
    this.#context.arc(x, y, radius, 0, 2 * Math.PI);
    this.#isEmpty = false;
  }

  line(points: readonly number[], style: Style): void {
    this.#use(style);
    for (let k = 0; k + 1 < points.length; k += 2) {
      const [x, y] = [points[k] ?? 0, points[k + 1] ?? 0];
      if (k === 0) this.#context.moveTo(x, y);
      else this.#context.lineTo(x, y);
    }
    this.#isEmpty = false;
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    this.end();
    this.drawn++;
    const context = this.#context;
    context.font = `${style.bold ? '600 ' : ''}${style.size}px ${style.mono ? MONO : SANS}`;
    const align = style.align ?? 'left';
    context.textAlign = align;
    context.textBaseline = 'middle';
    if (style.within !== undefined || style.behind !== undefined) {
      const { width } = context.measureText(text);
      if (style.within !== undefined && width > style.within) return;
      if (style.behind !== undefined) {
        const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
        context.fillStyle = style.behind;
        context.fillRect(left - 3, y - style.size * 0.65, width + 6, style.size * 1.3);
      }
    }
    context.fillStyle = style.fill;
    context.fillText(text, x, y);
  }

  bits(bits: Bits, x: number, y: number, w: number, h: number): void {
    this.end();
    const context = this.#context;
    const { layer, count } = layerOf(bits);
    this.drawn += count;
    context.imageSmoothingEnabled = w < bits.columns;
    context.drawImage(layer, x, y, w, h);
  }

  /** Draws what is still in the path. */
  end(): void {
    const style = this.#style;
    this.#style = undefined;
    if (style === undefined) return;
    const context = this.#context;
    if (!this.#isEmpty) {
      if (style.fill !== undefined) context.fill();
      if (style.stroke !== undefined) context.stroke();
    }
    if (style.alpha !== undefined) context.globalAlpha = 1;
  }

  #use(style: Style): void {
    this.drawn++;
    if (isSame(this.#style, style)) return;
    this.end();
    this.#style = style;
    this.#isEmpty = true;
    const context = this.#context;
    context.beginPath();
    if (style.fill !== undefined) context.fillStyle = style.fill;
    if (style.stroke !== undefined) {
      context.strokeStyle = style.stroke;
      context.lineWidth = style.width ?? 1;
      context.setLineDash([...(style.dash ?? [])]);
    }
    if (style.alpha !== undefined) context.globalAlpha = style.alpha;
  }
}

const SANS = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
const MONO = 'ui-monospace, "DejaVu Sans Mono", monospace';

interface Layer {
  readonly layer: OffscreenCanvas;
  readonly count: number;
  readonly colours: string;
}

/** The same bits are drawn in many frames, each at another place. */
const layers = new WeakMap<Uint8Array, Layer>();

function layerOf({ bytes, columns, rows, zero, one }: Bits): Layer {
  const colours = `${zero} ${one}`;
  const known = layers.get(bytes);
  if (known?.colours === colours) return known;
  const picture = new ImageData(columns, rows);
  const pixels = new Uint32Array(picture.data.buffer);
  const filled = [0, colourWord(zero), colourWord(one)];
  let count = 0;
  for (let k = 0; k < bytes.length; k++) {
    const code = bytes[k] ?? 0;
    if (code === 0) continue;
    pixels[k] = filled[code] ?? 0;
    count++;
  }
  const layer = new OffscreenCanvas(columns, rows);
  layer.getContext('2d', { willReadFrequently: true })?.putImageData(picture, 0, 0);
  const made = { layer, count, colours };
  layers.set(bytes, made);
  return made;
}

const words = new Map<string, number>();

/** The bytes of a colour as they lie in an ImageData; the browser itself says what `CanvasText` and the like are. */
function colourWord(colour: string): number {
  // The system's colours may change while the page is open.
  const known = colour.startsWith('#') ? words.get(colour) : undefined;
  if (known !== undefined) return known;
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (context === null) return 0;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const word = new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0] ?? 0;
  words.set(colour, word);
  return word;
}
