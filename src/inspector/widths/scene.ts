import type { Box } from '../canvas/camera.ts';
import { type Layer, type Summary, type Survey, summary } from './layers.ts';
import { css, type Rgb, type Scale, scaleOf } from './scale.ts';
import { SIDE } from './width-map.ts';

/** A map and where it lies; a cell is one unit, row i and column j from the top left. */
export interface PlacedMap {
  readonly kind: string;
  readonly title: string;
  readonly summary: Summary;
  readonly survey: Survey;
  readonly x: number;
  readonly y: number;
  /** A colour for each cell; empty where nothing is measured yet. */
  readonly fills: readonly string[];
}

/** All that is drawn: one map, or several on one scale, and its legend. */
export interface Scene {
  readonly maps: readonly PlacedMap[];
  readonly layer: Layer;
  readonly scale: Scale;
  readonly legend: Box;
  readonly world: Box;
}

/** Room above a map for its title, and left of it for the numbers of its rows. */
const HEAD = 11;
const LEFT = 6;
const ACROSS = SIDE + LEFT + 4;
const DOWN = SIDE + HEAD + 7;

/** Places maps side by side in rows, on a scale that all of them share. The legend takes a place of its own. */
export function sceneOf(
  surveys: readonly { readonly kind: string; readonly title: string; readonly survey: Survey }[],
  layer: Layer,
): Scene {
  const measured = surveys.filter(({ survey }) => survey.done > 0);
  const scale = scaleOf(
    measured.reduce((least, { survey }) => Math.min(least, survey.min), measured[0]?.survey.min ?? 0),
    measured.reduce((most, { survey }) => Math.max(most, survey.max), measured[0]?.survey.max ?? 0),
  );
  const isAlone = surveys.length === 1;
  const columns = isAlone ? 1 : Math.ceil(Math.sqrt(surveys.length + 1));
  const place = (k: number) => ({
    x: LEFT + (k % columns) * ACROSS,
    y: HEAD + Math.floor(k / columns) * DOWN,
  });
  const colours = new Map<number, string>();
  const fill = (value: number) => {
    if (Number.isNaN(value)) return '';
    const known = colours.get(value) ?? css(scale.colour(value));
    colours.set(value, known);
    return known;
  };
  const last = place(surveys.length);
  const rows = Math.ceil((surveys.length + (isAlone ? 0 : 1)) / columns);
  return {
    maps: surveys.map(({ kind, title, survey }, k) => ({
      kind,
      // The legend names the layer where there is room for it.
      title: isAlone ? `${title}: ${layer.title.toLowerCase()}` : title,
      survey,
      summary: summary(layer, survey),
      ...place(k),
      fills: Array.from(survey.values, fill),
    })),
    layer,
    scale,
    legend: isAlone
      ? { x: LEFT + SIDE + 3, y: HEAD, w: 3, h: SIDE }
      : { x: last.x + 4, y: last.y, w: 4, h: SIDE },
    world: { x: 0, y: 0, w: columns * ACROSS + (isAlone ? 10 : 0), h: rows * DOWN - 2 },
  };
}

/** A cell of one of the maps. */
export interface Place {
  readonly map: number;
  readonly i: number;
  readonly j: number;
}

/** The cell at a point of the drawing. */
export function placeAt({ maps }: Scene, x: number, y: number): Place | undefined {
  for (const [map, { x: left, y: top }] of maps.entries()) {
    const [i, j] = [Math.floor(y - top) + 1, Math.floor(x - left) + 1];
    if (i >= 1 && i <= SIDE && j >= 1 && j <= SIDE) return { map, i, j };
  }
  return undefined;
}

/** Where a cell lies. */
export function boxOf({ x, y }: PlacedMap, i: number, j: number): Box {
  return { x: x + j - 1, y: y + i - 1, w: 1, h: 1 };
}

/** Black or white, whichever reads better on a colour. */
export function inkOn([red, green, blue]: Rgb): string {
  // Perceived lightness; the weights are those of luma in ITU-R BT.601.
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? '#000000' : '#ffffff';
}
