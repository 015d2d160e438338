import { HEAT_STEPS, heatStep, NUMBERED_WIDTHS } from './heat-step.ts';
import { svg } from './plot.ts';
import { element, textElement } from './svg.ts';

/** One number for each pair of whole numbers, as a square of colours. */
export interface HeatMap {
  readonly title: string;
  readonly across: string;
  readonly down: string;
  readonly cells: readonly { readonly x: number; readonly y: number; readonly value: number }[];
}

const CELL = 6;
const MARGIN = { left: 44, top: 8, bottom: 40 };
const LEGEND = 160;

/**
 * A heat map as SVG: zero is plain ground, blue is below and orange above, which any colour vision tells apart; the page
 * has the numbers beside it. Cells of one step in a row are one rectangle of one path, so that 4,096 cells are a few kilobytes.
 */
export function heatMapSvg({ title, across, down, cells }: HeatMap, isAlone = false): string {
  const size = cells.reduce((most, { x, y }) => Math.max(most, x, y), 1);
  const largest = cells.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0);
  const paths = new Map<number, string[]>();
  const byPlace = new Map(cells.map(({ x, y, value }) => [x + y * (size + 1), heatStep(value, largest)]));
  for (let y = 1; y <= size; y++)
    for (let x = 1; x <= size; ) {
      const step = byPlace.get(x + y * (size + 1));
      let end = x + 1;
      while (end <= size && byPlace.get(end + y * (size + 1)) === step) end++;
      if (step !== undefined) {
        const [left, top] = [MARGIN.left + (x - 1) * CELL, MARGIN.top + (y - 1) * CELL];
        const width = (end - x) * CELL;
        paths.set(step, [...(paths.get(step) ?? []), `M${left} ${top}h${width}v${CELL}h-${width}z`]);
      }
      x = end;
    }
  const [right, bottom] = [MARGIN.left + size * CELL, MARGIN.top + size * CELL];
  const marks = NUMBERED_WIDTHS.filter((n) => n <= size);
  const middle = (n: number) => (n - 0.5) * CELL;
  const parts = [
    ...[...paths]
      .sort(([one], [other]) => one - other)
      .map(([step, d]) => element('path', { class: classOf(step), d: d.join('') })),
    element('path', {
      class: 'frame',
      d: `M${MARGIN.left} ${MARGIN.top}H${right}V${bottom}H${MARGIN.left}z`,
    }),
    ...marks.map(
      (n) =>
        textElement(`${n}`, { x: MARGIN.left + middle(n), y: bottom + 14, 'text-anchor': 'middle' }) +
        textElement(`${n}`, { x: MARGIN.left - 5, y: MARGIN.top + middle(n) + 4, 'text-anchor': 'end' }),
    ),
    textElement(across, { x: (MARGIN.left + right) / 2, y: bottom + 32, 'text-anchor': 'middle' }),
    textElement(down, { x: 4, y: (MARGIN.top + bottom) / 2 + 4 }),
    ...legend(right + 24, largest, [...paths.keys()]),
  ];
  return svg(title, right + LEGEND, bottom + MARGIN.bottom, parts, isAlone);
}

function classOf(step: number): string {
  return step === 0 ? 'zero' : step < 0 ? `below b${-step}` : `above a${step}`;
}

function legend(x: number, largest: number, present: readonly number[]): string[] {
  const steps = Array.from({ length: 2 * HEAT_STEPS + 1 }, (_, k) => HEAT_STEPS - k).filter((step) =>
    present.includes(step),
  );
  return steps.map((step, k) => {
    const y = MARGIN.top + 20 * k;
    const d = `M${x} ${y}h16v14h-16z`;
    return (
      element('path', { class: classOf(step), d }) +
      element('path', { class: 'frame', d }) +
      textElement(rangeOf(step, largest), { x: x + 24, y: y + 12 })
    );
  });
}

function rangeOf(step: number, largest: number): string {
  if (step === 0) return 'no difference';
  const edge = (k: number) => Number(((k * largest) / HEAT_STEPS).toPrecision(3));
  const [low, high] = [edge(Math.abs(step) - 1), edge(Math.abs(step))];
  if (low === 0) return step > 0 ? `up to +${high}` : `down to -${high}`;
  return step > 0 ? `+${low} to +${high}` : `-${high} to -${low}`;
}

/** The rules of heat maps; the page's variables say how strong the last step is. */
export const HEAT_STYLE = [
  'svg.drawing .frame{fill:none;stroke:var(--rule)}',
  'svg.drawing .zero{fill:var(--ground-2)}',
  ...Array.from({ length: HEAT_STEPS }, (_, k) => {
    const share = Math.round((100 * (k + 1)) / HEAT_STEPS);
    return `svg.drawing .b${k + 1}{fill:color-mix(in oklab,var(--series-1) ${share}%,var(--ground-2))}\nsvg.drawing .a${k + 1}{fill:color-mix(in oklab,var(--series-2) ${share}%,var(--ground-2))}`;
  }),
].join('\n');
