import { formatWidth } from '../../circuits/float-formats.ts';
import { showFloat } from '../../circuits/float-text.ts';
import type { Palette } from '../../drawing/palette.ts';
import type { Pen } from '../../drawing/pen.ts';
import { at } from '../../gates/at.ts';
import { barsOf, decimal, mostOf } from './cost-text.ts';
import type { FloatRun } from './float-run.ts';
import type { Geometry } from './geometry.ts';
import type { BitRow, Lane } from './lanes.ts';
import { paintColumns, paintRows } from './paint-bits.ts';

/** The whole view as one picture. */
export interface AddPicture {
  readonly width: number;
  readonly height: number;
  paint(pen: Pen): void;
}

/** Pixels of a line of text, of the room around a lane, and of the costs at the right. */
const LINE = 22;
const GAP = 10;
const COST = 300;
const EDGE = 16;

/** What a lane shows: everything where it is open, else what comes out. */
export function rowsShown(lane: Lane, isOpen: boolean): readonly BitRow[] {
  return isOpen ? lane.rows : lane.rows.filter(({ when }) => when === 'after');
}

/** The sum, every lane as open as it is on the page, and the costs, as a picture for files. */
export function addPicture(
  run: FloatRun,
  lanes: readonly Lane[],
  isOpen: (lane: Lane) => boolean,
  onPage: Geometry,
  palette: Palette,
): AddPicture {
  const geometry = { ...onPage, left: EDGE };
  const heights = lanes.map((lane) => LINE + rowsShown(lane, isOpen(lane)).length * geometry.row + GAP);
  const top = EDGE + 2 * LINE + 24;
  const right = EDGE + geometry.width + EDGE;
  return {
    width: right + COST + EDGE,
    height: top + heights.reduce((sum, height) => sum + height, 0) + EDGE,
    paint(pen) {
      paintTitle(pen, run, palette);
      paintColumns(pen, geometry, top - 22, palette);
      const heads = ['adders + mux/5', 'unit gates/7', 'paper'];
      for (const [k, head] of heads.entries())
        pen.text(head, right + (COST * (k + 1)) / 3, top - 13, {
          fill: palette.faint,
          size: 12,
          align: 'right',
        });
      const most = mostOf(lanes.filter(({ number }) => number !== undefined).map(({ cost }) => cost));
      let y = top;
      for (const [k, lane] of lanes.entries()) {
        pen.line([EDGE, y, right + COST, y], { stroke: palette.rule });
        const title = `${lane.number === undefined ? '' : `${lane.number} `}${lane.stage}`;
        // A file has no text that flows on, so title and sentence are one line.
        pen.text(`${title} - ${lane.happened}`, EDGE, y + 13, { fill: palette.ink, size: 14 });
        paintRows(pen, rowsShown(lane, isOpen(lane)), geometry, y + LINE, palette);
        paintCost(pen, lane, right, y, most, palette);
        y += at(heights, k);
      }
    },
  };
}

function paintTitle(pen: Pen, { format, direction, op, a, b, sum }: FloatRun, { ink, faint }: Palette): void {
  const [x, y, r] = [a, b, sum.r].map((bits) => showFloat(format, bits));
  pen.text(`${x} ${op === 1n ? '-' : '+'} ${y} = ${r}`, EDGE, EDGE + 10, { fill: ink, size: 20, bold: true });
  const hex = (bits: bigint) => `0x${bits.toString(16).padStart(Math.ceil(formatWidth(format) / 4), '0')}`;
  pen.text(
    `${format.name}, rounding ${direction}: ${hex(a)} ${op === 1n ? '-' : '+'} ${hex(b)} = ${hex(sum.r)}`,
    EDGE,
    EDGE + 34,
    { fill: faint, size: 14 },
  );
}

function paintCost(pen: Pen, { cost }: Lane, left: number, y: number, most: number, palette: Palette): void {
  const numbers = [cost.weighted, cost.unitGates, cost.term?.value];
  for (const [k, value] of numbers.entries())
    pen.text(value === undefined ? 'none' : decimal(value), left + (COST * (k + 1)) / 3, y + 13, {
      fill: palette.ink,
      size: 14,
      align: 'right',
      bold: k === 0,
    });
  const fills = { counted: palette.one, unit: palette.faint, paper: palette.wrong };
  for (const { name, percent } of barsOf(cost, most)) {
    const length = (COST * percent) / 100;
    if (name === 'paper') pen.rect(left + length, y + LINE, 3, 15, { fill: fills.paper });
    else pen.rect(left, y + LINE + (name === 'counted' ? 2 : 8), length, 5, { fill: fills[name] });
  }
}
