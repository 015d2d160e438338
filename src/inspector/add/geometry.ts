import { type Layout, type Region, SLOT } from './layout.ts';

/** Where the bits of a format are drawn, in pixels from the left edge of the drawing. */
export interface Geometry {
  readonly layout: Layout;
  /** Width of a bit with the gap behind it. */
  readonly cell: number;
  /** Height of a row of bits with the gap below it. */
  readonly row: number;
  /** Where everything begins: 0 on the page. */
  readonly left: number;
  /** Room for the names of rows. */
  readonly margin: number;
  readonly width: number;
}

/** Height of a row. */
export const ROW = 21;

const MARGIN = 190;
/** The same on a small screen, where the bits need it more. */
const [NARROW, NARROW_MARGIN] = [500, 160];
/** Gaps between the sign, the exponent, the significand, its binary point, and guard, round and sticky. */
const GAPS = { exponent: 10, significand: 14, point: 8, guard: 8 } as const;
const ALL_GAPS = GAPS.exponent + GAPS.significand + GAPS.point + GAPS.guard;

/** Bits below this width are too small for a digit. */
export const LEAST_DIGIT = 9;

/** The bits of a layout in a drawing of at most this width; they are never narrower than 4 or wider than 26 pixels. */
export function geometryOf(layout: Layout, width: number): Geometry {
  const places = layout.sign + layout.exponent + layout.significand;
  const margin = width < NARROW ? NARROW_MARGIN : MARGIN;
  const room = (width - margin - ALL_GAPS) / places;
  const cell = Math.min(26, Math.max(4, Math.floor(room * 4) / 4));
  return { layout, cell, row: ROW, left: 0, margin, width: margin + ALL_GAPS + places * cell };
}

/** The left edge of a place. */
export function placeX({ layout, cell, left, margin }: Geometry, region: Region, slot: number): number {
  const sign = left + margin;
  if (region === 'sign') return sign;
  const exponent = sign + cell + GAPS.exponent;
  if (region === 'exponent') return exponent + (layout.exponent - 1 - slot) * cell;
  const significand = exponent + layout.exponent * cell + GAPS.significand;
  // The binary point is behind the hidden bit, which has one place, that of the carry, before it.
  const isBehindPoint = slot < layout.f + SLOT.significand;
  return (
    significand +
    (layout.significand - 1 - slot) * cell +
    (isBehindPoint ? GAPS.point : 0) +
    (slot < SLOT.significand ? GAPS.guard : 0)
  );
}

/** The middle of the binary point. */
export function pointX(geometry: Geometry): number {
  const hidden = geometry.layout.f + SLOT.significand;
  return placeX(geometry, 'significand', hidden) + geometry.cell + GAPS.point / 2 - 0.5;
}
