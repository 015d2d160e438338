import type { Palette } from '../../drawing/palette.ts';
import type { Pen } from '../../drawing/pen.ts';
import { type Geometry, LEAST_DIGIT, placeX, pointX } from './geometry.ts';
import type { BitCell, BitRow } from './lanes.ts';
import { type Region, SLOT } from './layout.ts';

/** Draws rows of bits below each other, each with its name; the group they belong to stands once before it. */
export function paintRows(
  pen: Pen,
  rows: readonly BitRow[],
  geometry: Geometry,
  y: number,
  palette: Palette,
): void {
  const { ink, faint, one } = palette;
  for (const [k, row] of rows.entries()) {
    const top = y + k * geometry.row;
    const middle = top + geometry.row / 2;
    if (rows[k - 1]?.when !== row.when) pen.text(row.when, geometry.left, middle, { fill: faint, size: 12 });
    const isLit = row.moves?.lit === 1;
    pen.text(row.label, geometry.left + geometry.margin - 10, middle, {
      fill: row.moves === undefined ? ink : isLit ? one : faint,
      size: 13,
      align: 'right',
      bold: isLit,
    });
    paintBits(pen, cellsWithAmount(row), geometry, top, palette);
  }
}

/** In a shifter the bit of the amount stands in the row that it moves, at its own place. */
function cellsWithAmount({ cells, moves }: BitRow): readonly BitCell[] {
  if (moves === undefined) return cells;
  return [{ region: 'exponent', slot: Math.log2(moves.by), net: moves.select, bit: moves.lit }, ...cells];
}

/** The width of a bit without the gap behind it. */
export function bitWidth({ cell }: Geometry): number {
  return cell >= 6 ? cell - 1.5 : cell - 0.75;
}

/** Draws one row of bits, digits on them where there is room. */
export function paintBits(
  pen: Pen,
  cells: readonly BitCell[],
  geometry: Geometry,
  top: number,
  palette: Palette,
): void {
  const { cell, row } = geometry;
  const width = bitWidth(geometry);
  const height = row - 4;
  const hasDigits = cell >= LEAST_DIGIT;
  for (const bit of [1, 0] as const) {
    // Without digits a zero is a low bar, so that shape tells it from a one.
    const tall = bit === 1 || hasDigits ? height : 4;
    const fill = bit === 1 ? palette.one : hasDigits ? palette.zero : palette.faint;
    for (const one of cells)
      if (one.bit === bit)
        pen.rect(placeX(geometry, one.region, one.slot), top + 2 + height - tall, width, tall, { fill });
  }
  if (hasDigits)
    for (const { region, slot, bit } of cells)
      pen.text(`${bit}`, placeX(geometry, region, slot) + width / 2, top + row / 2, {
        fill: bit === 1 ? palette.onOne : palette.onZero,
        size: Math.min(14, cell * 0.95),
        align: 'center',
        mono: true,
      });
  // Without the hidden bit there is nothing before the point.
  const hidden = geometry.layout.f + SLOT.significand;
  if (cells.some(({ region, slot }) => region === 'significand' && slot === hidden))
    pen.disc(pointX(geometry), top + row - 5, 1.8, { fill: palette.ink });
}

/** Draws what stands in which column, above the lanes; 18 pixels high. */
export function paintColumns(pen: Pen, geometry: Geometry, y: number, { faint }: Palette): void {
  const { layout, cell } = geometry;
  const from = (region: Region, slot: number) => placeX(geometry, region, slot);
  const label = (text: string, x: number, align: 'left' | 'center' | 'right' = 'center') =>
    pen.text(text, x, y + 9, { fill: faint, size: 12, align });
  const hidden = layout.f + SLOT.significand;
  label('g guard, r round, s sticky', geometry.left, 'left');
  // Where bits are narrow a word gives way to its neighbour: half of 'exponent' has 26 pixels, 'carry' 30, half of 'sign'
  // 12, and the letters are explained on 150.
  const exponent = (from('exponent', layout.exponent - 1) + from('exponent', 0) + cell) / 2;
  const isWide = layout.exponent * cell >= 52;
  const half = isWide ? 26 : 12;
  label(isWide ? 'exponent' : 'exp', exponent);
  const sign = from('sign', 0) + cell / 2;
  if (sign + 12 < exponent - half - 2 && sign - 12 > geometry.left + 152) label('sign', sign);
  const carry = from('significand', hidden + 1) + cell - 3;
  if (carry - 30 > exponent + half + 2) label('carry', carry, 'right');
  label('hidden', from('significand', hidden), 'left');
  if (layout.f * cell > 180)
    label(
      'significand',
      (from('significand', hidden - 1) + from('significand', SLOT.significand) + cell) / 2,
    );
  if (cell < 7) label('grs', from('significand', SLOT.round) + cell / 2);
  else
    for (const [letter, slot] of [
      ['g', SLOT.guard],
      ['r', SLOT.round],
      ['s', SLOT.sticky],
    ] as const)
      label(letter, from('significand', slot) + cell / 2);
}

/** A row of bits as text, for whoever cannot see it: `after larger: sign 0, exponent 01111, significand 11000`. */
export function rowText({ label, when, cells, moves }: BitRow): string {
  const regions = (['sign', 'exponent', 'significand'] as const).flatMap((region) => {
    const bits = cells.filter((cell) => cell.region === region).map(({ bit }) => bit);
    return bits.length === 0 ? [] : [`${region} ${bits.join('')}`];
  });
  const amount = moves === undefined ? '' : `, amount bit ${moves.lit}`;
  return `${when} ${label}${amount}: ${regions.join(', ')}`;
}
