/** How a shape looks; lengths are pixels. */
export interface Style {
  readonly fill?: string;
  readonly stroke?: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  readonly alpha?: number;
}

/** How a text looks; `x`, `y` are its anchor. */
export interface TextStyle {
  readonly fill: string;
  /** Pixels. */
  readonly size: number;
  readonly align?: 'left' | 'center' | 'right';
  readonly bold?: boolean;
  readonly mono?: boolean;
  /** Text that needs more pixels is left out. */
  readonly within?: number;
  /** A colour behind it, where it may stand on something. */
  readonly behind?: string;
}

/** One `bits` picture: a byte for each place, row by row; 0 is no dot, 1 a zero, 2 a one. The bytes do not change. */
export interface Bits {
  readonly bytes: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  readonly zero: string;
  readonly one: string;
}

/**
 * What pictures are drawn with, on a canvas or into an SVG. Shapes of one style that follow each other become one path, so
 * painters go through their items style by style.
 */
export interface Pen {
  rect(x: number, y: number, w: number, h: number, style: Style): void;
  /** A rectangle with round corners. */
  pill(x: number, y: number, w: number, h: number, radius: number, style: Style): void;
  disc(x: number, y: number, radius: number, style: Style): void;
  /** A line through points x0, y0, x1, y1 ... */
  line(points: readonly number[], style: Style): void;
  text(text: string, x: number, y: number, style: TextStyle): void;
  /** Many squares without gaps, for pictures that are too small for shapes. */
  bits(bits: Bits, x: number, y: number, w: number, h: number): void;
  /** Items drawn so far: shapes, texts and squares. */
  readonly drawn: number;
}

/** Millimetre work is lost on a screen; two decimals keep an SVG short. */
export function short(value: number): number {
  return Math.round(value * 100) / 100;
}
