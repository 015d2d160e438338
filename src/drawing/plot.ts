import { at } from '../gates/at.ts';
import { axisFor } from './axis.ts';
import { element, SVG_SPACE, sizeOf, textElement } from './svg.ts';

/** Points of one kind, drawn as marks, as a line, or both. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly as: 'marks' | 'line';
}

export interface AxisLabel {
  readonly label: string;
  readonly isLogarithmic?: boolean;
}

/** A plot as data. */
export interface Plot {
  readonly title: string;
  readonly x: AxisLabel;
  readonly y: AxisLabel;
  readonly series: readonly Series[];
}

const [WIDTH, HEIGHT] = [600, 400];
const FRAME = { left: 82, right: 24, top: 14, bottom: 52 };

/**
 * The shapes of marks, so that colour is never alone: each is drawn from its middle by one stroke, as parts of one path for
 * all points of a series.
 */
const SHAPES = [
  'm-2-2h4v4h-4z',
  'm-3-3l6 6m0-6l-6 6',
  'm-3 0h6m-3-3v6',
  'm-3 2h6l-3-5z',
  'm0-3l3 3l-3 3l-3-3z',
];

/** How lines are dashed, for the same reason. */
const DASHES = ['', '7 3', '2 3', '9 3 2 3', '12 4', '1 5'];

/**
 * A plot as SVG. In a page its colours come from the page's variables --series-1 and so on; alone, it brings light and dark
 * ones of its own. Marks stand on whole pixels, and those that fall together are drawn once, so that thousands need little
 * room.
 */
export function plotSvg({ title, x, y, series }: Plot, isAlone = false): string {
  const points = series.flatMap((one) => one.points);
  const across = axisFor(
    points.map(([value]) => value),
    x.isLogarithmic === true,
  );
  const up = axisFor(
    points.map(([, value]) => value),
    y.isLogarithmic === true,
  );
  const [right, bottom] = [WIDTH - FRAME.right, HEIGHT - FRAME.bottom];
  const left = (place: number) => FRAME.left + place * (right - FRAME.left);
  const top = (place: number) => bottom - place * (bottom - FRAME.top);
  const isShown = ([px, py]: readonly [number, number]) =>
    (x.isLogarithmic !== true || px > 0) && (y.isLogarithmic !== true || py > 0);
  const placed = (one: Series) =>
    one.points
      .filter(isShown)
      .map(([px, py]): Place => [half(left(across.place(px))), half(top(up.place(py)))]);

  const parts = [
    ...across.ticks.map(
      ({ at: place, text }) =>
        element('path', { class: 'grid', d: `M${half(left(place))} ${FRAME.top}V${bottom}` }) +
        textElement(text, { x: half(left(place)), y: bottom + 16, 'text-anchor': 'middle' }),
    ),
    ...up.ticks.map(
      ({ at: place, text }) =>
        element('path', { class: 'grid', d: `M${FRAME.left} ${half(top(place))}H${right}` }) +
        textElement(text, { x: FRAME.left - 6, y: half(top(place)) + 4, 'text-anchor': 'end' }),
    ),
    textElement(x.label, { x: (FRAME.left + right) / 2, y: HEIGHT - 14, 'text-anchor': 'middle' }),
    textElement(y.label, {
      transform: `translate(14 ${(FRAME.top + bottom) / 2}) rotate(-90)`,
      'text-anchor': 'middle',
    }),
    ...series.map((one, k) => drawn(one, k, placed(one))),
    ...legend(series, series.flatMap(placed)),
  ];
  return svg(title, WIDTH, HEIGHT, parts, isAlone);
}

type Place = readonly [x: number, y: number];

function drawn({ as }: Series, k: number, points: readonly Place[]): string {
  if (as === 'line') {
    const places = points.map(([x, y]) => `${x} ${y}`);
    return line(k, `M${places.join('L')}`);
  }
  const shape = at(SHAPES, k % SHAPES.length);
  const marks = new Set(points.map(([x, y]) => `${Math.round(x)} ${Math.round(y)}`));
  return mark(k, [...marks].map((place) => `M${place}${shape}`).join(''));
}

function line(k: number, d: string): string {
  const dash = at(DASHES, k % DASHES.length);
  const shape = `line s${(k % 6) + 1}`;
  return element('path', { class: shape, 'stroke-dasharray': dash === '' ? undefined : dash, d });
}

function mark(k: number, d: string): string {
  return element('path', { class: `mark s${(k % 6) + 1}`, d });
}

/** Stands in the corner where it covers the fewest points, the upper left one if it is as good. */
function legend(series: readonly Series[], points: readonly Place[]): string[] {
  const longest = series.reduce((most, { name }) => Math.max(most, name.length), 0);
  const [wide, high] = [52 + 8 * longest, 10 + 18 * series.length];
  const [farRight, farDown] = [WIDTH - FRAME.right - wide, HEIGHT - FRAME.bottom - high];
  const corners: readonly Place[] = [
    [FRAME.left, FRAME.top],
    [farRight, FRAME.top],
    [farRight, farDown],
    [FRAME.left, farDown],
  ];
  const covered = corners.map(
    ([left, top]) =>
      points.filter(([x, y]) => x >= left && x <= left + wide && y >= top && y <= top + high).length,
  );
  const [left, top] = at(corners, covered.indexOf(Math.min(...covered)));
  return series.map((one, k) => legendLine(one, k, left, top + 17 + 18 * k));
}

function legendLine({ name, as }: Series, k: number, left: number, y: number): string {
  const sample =
    as === 'line'
      ? line(k, `M${left + 10} ${y - 4}h28`)
      : mark(k, `M${left + 24} ${y - 4}${at(SHAPES, k % SHAPES.length)}`);
  return sample + textElement(name, { class: 'legend', x: left + 44, y });
}

function half(value: number): number {
  return Math.round(2 * value) / 2;
}

/** Colours that people with any colour vision tell apart (M. Okabe, K. Ito), darker on light ground. */
export const LIGHT_SERIES = ['#0072b2', '#b34700', '#00795a', '#a3487d', '#7a6a00', '#3d3d3d'] as const;
export const DARK_SERIES = ['#56b4e9', '#f0933c', '#2fd0a3', '#e39cc5', '#f0e442', '#d0d0d0'] as const;

/** The rules that drawings need, over the page's variables. */
export const DRAWING_STYLE = [
  'svg.drawing{max-width:100%;height:auto;font:12px system-ui,sans-serif}',
  'svg.drawing text{fill:var(--ink)}',
  'svg.drawing .grid{stroke:var(--rule);fill:none}',
  'svg.drawing .line{fill:none;stroke-width:2}',
  'svg.drawing .mark{fill:none;stroke-width:1.2}',
  ...LIGHT_SERIES.map((_, k) => `svg.drawing .s${k + 1}{stroke:var(--series-${k + 1})}`),
].join('\n');

/** The variables for a light or a dark ground. */
export function drawingVariables(ink: string, rule: string, series: readonly string[]): string {
  return [`--ink:${ink}`, `--rule:${rule}`, ...series.map((colour, k) => `--series-${k + 1}:${colour}`)].join(
    ';',
  );
}

/** Wraps drawn parts; a drawing that stands alone brings its own colours. */
export function svg(
  title: string,
  width: number,
  height: number,
  parts: readonly string[],
  isAlone: boolean,
): string {
  const style = isAlone
    ? `svg{background:#fff;--ground-2:#f1f1f1;${drawingVariables('#1b1b1b', '#dcdcdc', LIGHT_SERIES)}}\n@media(prefers-color-scheme:dark){svg{background:#161616;--ground-2:#232323;${drawingVariables('#ececec', '#3a3a3a', DARK_SERIES)}}}\n${DRAWING_STYLE}`
    : undefined;
  const frame = {
    xmlns: isAlone ? SVG_SPACE : undefined,
    class: 'drawing',
    role: 'img',
    'aria-label': title,
    ...sizeOf(width, height),
  };
  const styled = style === undefined ? '' : element('style', {}, style);
  return `${element('svg', frame, styled + parts.join('\n'))}\n`;
}
