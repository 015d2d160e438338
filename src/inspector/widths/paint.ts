import { NUMBERED_WIDTHS } from '../../drawing/heat-step.ts';
import type { Palette } from '../../drawing/palette.ts';
import type { Pen } from '../../drawing/pen.ts';
import { at } from '../../gates/at.ts';
import type { Frame } from '../canvas/camera.ts';
import { css, ticks } from './scale.ts';
import { boxOf, inkOn, type PlacedMap, type Scene } from './scene.ts';
import { cellOf, SIDE } from './width-map.ts';

/** What a frame shows beside the maps themselves. */
export interface Marks {
  /** The selected widths, marked in every map. */
  readonly i: number;
  readonly j: number;
  /** The map in front. */
  readonly kind: string;
  readonly palette: Palette;
}

/** Cells of this many pixels have room for their number. */
const NUMBER = 24;

/** Draws the maps that a frame shows, their axes, the selected cell, and the legend. */
export function paintWidths(pen: Pen, frame: Frame, scene: Scene, marks: Marks): void {
  for (const map of scene.maps) {
    paintCells(pen, frame, map, marks.palette);
    if (scene.layer.isDifference === true) paintBorder(pen, frame, map, lineColour(scene));
    if (frame.camera.k >= NUMBER) paintNumbers(pen, frame, map, scene);
    paintHeads(pen, frame, map, marks, scene);
    paintChosen(pen, frame, map, marks, lineColour(scene));
  }
  paintLegend(pen, frame, scene, marks.palette);
}

/** The rows or columns of a map that a frame shows, as a range from 0. */
function shown(from: number, camera: number, k: number, pixels: number): readonly [number, number] {
  const first = Math.floor(-camera / k - from);
  const last = Math.ceil((pixels - camera) / k - from);
  return [Math.max(0, first), Math.min(SIDE, last)];
}

function paintCells(pen: Pen, { camera, width, height }: Frame, map: PlacedMap, palette: Palette): void {
  const { x, y, k } = camera;
  const [left, right] = shown(map.x, x, k, width);
  const [top, bottom] = shown(map.y, y, k, height);
  // Edges at whole pixels, so that no seams show between cells.
  const edgeX = Array.from({ length: SIDE + 1 }, (_, j) => Math.round(x + k * (map.x + j)));
  const edgeY = Array.from({ length: SIDE + 1 }, (_, i) => Math.round(y + k * (map.y + i)));
  for (let i = top; i < bottom; i++) {
    const [y0, y1] = [at(edgeY, i), at(edgeY, i + 1)];
    // Equal neighbours of a row are one rectangle.
    for (let j = left; j < right; ) {
      const fill = at(map.fills, i * SIDE + j);
      let end = j + 1;
      while (end < right && at(map.fills, i * SIDE + end) === fill) end++;
      const [x0, x1] = [at(edgeX, j), at(edgeX, end)];
      pen.rect(x0, y0, x1 - x0, y1 - y0, { fill: fill === '' ? palette.zero : fill });
      j = end;
    }
  }
}

/** What shows on the colours around 0: white on dark ones, black on light ones. */
function lineColour({ scale: { min, max, colour } }: Scene): string {
  return inkOn(colour(Math.min(max, Math.max(min, 0))));
}

/** A line between the cells where the formula holds and those where it does not. */
function paintBorder(
  pen: Pen,
  { camera }: Frame,
  { x: mapX, y: mapY, survey: { values } }: PlacedMap,
  stroke: string,
): void {
  const { x, y, k } = camera;
  const holds = (i: number, j: number) => values[i * SIDE + j] === 0;
  const isKnown = (i: number, j: number) => !Number.isNaN(values[i * SIDE + j] ?? Number.NaN);
  const style = { stroke, width: Math.max(1, k / 5) };
  for (let i = 0; i < SIDE; i++)
    for (let j = 0; j < SIDE; j++) {
      if (!isKnown(i, j)) continue;
      const [left, top] = [x + k * (mapX + j), y + k * (mapY + i)];
      if (j + 1 < SIDE && isKnown(i, j + 1) && holds(i, j) !== holds(i, j + 1))
        pen.line([left + k, top, left + k, top + k], style);
      if (i + 1 < SIDE && isKnown(i + 1, j) && holds(i, j) !== holds(i + 1, j))
        pen.line([left, top + k, left + k, top + k], style);
    }
}

function paintNumbers(pen: Pen, { camera, width, height }: Frame, map: PlacedMap, { scale }: Scene): void {
  const { x, y, k } = camera;
  const [left, right] = shown(map.x, x, k, width);
  const [top, bottom] = shown(map.y, y, k, height);
  for (let i = top; i < bottom; i++)
    for (let j = left; j < right; j++) {
      const value = map.survey.values[i * SIDE + j] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      pen.text(`${value}`, x + k * (map.x + j + 0.5), y + k * (map.y + i + 0.5), {
        fill: inkOn(scale.colour(value)),
        size: Math.min(16, k * 0.4),
        align: 'center',
        within: k - 2,
      });
    }
}

/** Text grows with the maps, within what can be read. */
function textSize(k: number): number {
  return Math.max(10, Math.min(15, k * 2.8));
}

function paintHeads(
  pen: Pen,
  { camera }: Frame,
  map: PlacedMap,
  { palette, kind }: Marks,
  scene: Scene,
): void {
  const { x, y, k } = camera;
  const [left, top] = [x + k * map.x, y + k * map.y];
  const size = textSize(k);
  const isFront = map.kind === kind && scene.maps.length > 1;
  // Above a small map the lines keep the distance that their letters need.
  const axis = top - Math.max(k * 1.6, 0.6 * size);
  const about = Math.min(top - k * 5, axis - 1.25 * size);
  const title = Math.min(top - k * 8.4, about - 1.3 * size);
  pen.text(map.title, left, title, {
    fill: palette.ink,
    size: size + 2,
    bold: true,
    within: k * SIDE,
  });
  if (isFront) pen.rect(left - k * 1.4, top - k * 9.6, k * 0.7, k * 6, { fill: palette.one });
  pen.text(map.summary.short, left, about, { fill: palette.ink, size, within: k * (SIDE + 8) });
  for (const n of NUMBERED_WIDTHS) {
    const style = { fill: palette.faint, size: size - 1 };
    pen.text(`${n}`, left + k * (n - 0.5), axis, { ...style, align: 'center' });
    if (n > 1) pen.text(`${n}`, left - k * 0.8, top + k * (n - 0.5), { ...style, align: 'right' });
  }
  const letter = { fill: palette.ink, size, bold: true };
  pen.text('j', left - k * 0.8, axis, { ...letter, align: 'right' });
  pen.text('i', left - k * 0.8, top + Math.max(k * 2, 0.5 * size), { ...letter, align: 'right' });
  // So small that the next map's name stands here.
  if (k < 3) return;
  pen.text('row i: bits of a; column j: bits of b', left, top + k * (SIDE + 2), {
    fill: palette.faint,
    size: size - 1,
    within: k * SIDE,
  });
}

function paintChosen(pen: Pen, { camera }: Frame, map: PlacedMap, { i, j }: Marks, stroke: string): void {
  const { x, y, k } = camera;
  const box = boxOf(map, i, j);
  const [left, top] = [x + k * box.x, y + k * box.y];
  // Two lines, light and dark, so that it shows on every colour; thin ones lead to it along row and column.
  const edge = { stroke, width: 1, dash: [2, 3] };
  pen.line([x + k * map.x, top + k / 2, left, top + k / 2], edge);
  pen.line([left + k / 2, y + k * map.y, left + k / 2, top], edge);
  const grown = Math.max(0, 9 - k) / 2;
  const rect = (by: number, stroke: string, width: number) =>
    pen.rect(left - grown - by, top - grown - by, k + 2 * (grown + by), k + 2 * (grown + by), {
      stroke,
      width,
    });
  rect(1, '#ffffff', 4);
  rect(1, '#000000', 2);
}

function paintLegend(
  pen: Pen,
  { camera }: Frame,
  { legend, scale, layer, maps }: Scene,
  palette: Palette,
): void {
  const { x, y, k } = camera;
  const [left, top, width, height] = [x + k * legend.x, y + k * legend.y, k * legend.w, k * legend.h];
  const { min, max } = scale;
  const size = textSize(k);
  const isFlat = min === max;
  const steps = isFlat ? 1 : SIDE;
  const tall = isFlat ? k * 4 : height;
  for (let step = 0; step < steps; step++) {
    const value = isFlat ? min : max - ((step + 0.5) / steps) * (max - min);
    const y0 = Math.round(top + (step * tall) / steps);
    const y1 = Math.round(top + ((step + 1) * tall) / steps);
    pen.rect(Math.round(left), y0, Math.round(width), y1 - y0, { fill: css(scale.colour(value)) });
  }
  for (const tick of ticks(min, max)) {
    const level = isFlat ? top + tall / 2 : top + ((max - tick) / (max - min)) * height;
    pen.text(tick.toLocaleString('en'), left + width + k, level, { fill: palette.ink, size });
  }
  if (maps.length > 1)
    pen.text(layer.title, left, top - k * 3, {
      fill: palette.ink,
      size: k < 3 ? size : size + 2,
      bold: true,
    });
  if (layer.isDifference === true && !isFlat)
    pen.text('line: around the zeros', left, top + tall + k * 2, {
      fill: palette.faint,
      size: size - 1,
    });
}

/** What a cell says, for those who cannot see it: `16 by 8: 3 adders beyond the formula`. */
export function cellLabel({ layer }: Scene, map: PlacedMap, i: number, j: number): string {
  const value = map.survey.values[cellOf(i, j)] ?? Number.NaN;
  const number = Number.isNaN(value) ? 'not counted yet' : `${value.toLocaleString('en')} ${layer.unit}`;
  return `${map.title}, ${i} by ${j}: ${number}`;
}
