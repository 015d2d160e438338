import type { Palette } from '../../drawing/palette.ts';
import type { Style } from '../../drawing/pen.ts';
import { wordAt } from '../../gates/at.ts';
import type { Camera } from '../canvas/camera.ts';
import { type Band, ITEM, type Layout } from './layout.ts';

/** A circuit that was run, and what is marked in it. */
export interface InsideScene {
  readonly layout: Layout;
  /** The bit of every net. */
  readonly bits: Uint8Array;
  /** 1 for each net of the cone; undefined where none is shown. */
  readonly cone: Uint8Array | undefined;
  /** The selected net. */
  readonly net: number | undefined;
  readonly fault: number | undefined;
  /** The stage in front; others are faint. Undefined for none. */
  readonly front: ((band: Band) => boolean) | undefined;
}

/** The upper left corner of an item on the screen. */
export function cornerOf({ x, y, k }: Camera, { columns, column, row }: Layout, item: number) {
  return { left: x + (columns - 1 - wordAt(column, item)) * k, top: y + wordAt(row, item) * k };
}

/** With forced colours a zero has the paper's colour, and only its line can be seen. */
export function fillOf(value: number, palette: Palette): Style {
  return { fill: value === 1 ? palette.one : palette.zero };
}

/** `12 FA, 2 HA, 16 gates` of a band; gates are those outside its adders. */
export function bandCounts({ kind }: Layout, { from, to }: Band): string {
  const n = (code: number) => kind.subarray(from, to).reduce((sum, one) => sum + (one === code ? 1 : 0), 0);
  const parts = [
    [n(ITEM.fa), 'FA'],
    [n(ITEM.ha), 'HA'],
    [n(ITEM.gate), n(ITEM.gate) === 1 ? 'gate' : 'gates'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(', ');
}

/** The gutter left of a layout, in columns: room for the names of bands. */
export function gutterOf({ rows, columns }: Layout): number {
  return Math.min(0.4 * rows, Math.max(6, 1.2 * columns));
}

/** Everything a layout takes, names included. */
export function worldOf(layout: Layout) {
  const gutter = gutterOf(layout);
  return { x: -gutter, y: -2, w: layout.columns + gutter + 2, h: layout.rows + 3 };
}

/** Which bands belong to a stage. */
export function frontOf({ bands }: Layout, isIn: (scope: number) => boolean): (band: Band) => boolean {
  const front = new Set(bands.filter((band) => band.scope >= 0 && isIn(band.scope)));
  return (band) => front.has(band);
}

/** The style of a line that carries a bit: a one is thick and coloured, a zero thin. */
export function wireStyle(value: number, palette: Palette, k: number): Style {
  return value === 1
    ? { stroke: palette.one, width: k < 24 ? 1 : Math.min(3, 0.03 * k) }
    : { stroke: palette.faint, width: k < 24 ? 0.5 : 1, alpha: k < 24 ? 0.5 : 0.8 };
}
