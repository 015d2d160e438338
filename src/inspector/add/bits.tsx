import { palette } from '../theme.ts';
import { type Geometry, LEAST_DIGIT, placeX, pointX } from './geometry.ts';
import type { BitCell, BitRow } from './lanes.ts';
import { type Region, SLOT } from './layout.ts';

/** Rows of bits below each other, each with its name; the group they belong to stands once before it. */
export function Bits({
  rows,
  geometry,
  y = 0,
}: {
  readonly rows: readonly BitRow[];
  readonly geometry: Geometry;
  readonly y?: number;
}) {
  const { ink, faint, one } = palette.value;
  return (
    <g transform={`translate(0 ${y})`} font-family={FONT}>
      {rows.map((row, k) => {
        const top = k * geometry.row;
        const middle = top + geometry.row / 2;
        const isFirst = rows[k - 1]?.when !== row.when;
        return (
          <g key={`${row.when} ${row.label}`}>
            {isFirst && (
              <text x={0} y={middle} fill={faint} font-size={12} dominant-baseline="central">
                {row.when}
              </text>
            )}
            <text
              x={geometry.margin - 10}
              y={middle}
              fill={row.moves === undefined ? ink : row.moves.lit === 1 ? one : faint}
              font-weight={row.moves?.lit === 1 ? 700 : 400}
              font-size={13}
              text-anchor="end"
              dominant-baseline="central"
            >
              {row.label}
            </text>
            <RowOfBits cells={cellsWithAmount(row)} geometry={geometry} top={top} />
          </g>
        );
      })}
    </g>
  );
}

/** For pictures that leave the page too. */
export const FONT = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';

const MONO = 'ui-monospace, "DejaVu Sans Mono", monospace';

/** In a shifter the bit of the amount stands in the row that it moves, at its own place. */
function cellsWithAmount({ cells, moves }: BitRow): readonly BitCell[] {
  if (moves === undefined) return cells;
  return [{ region: 'exponent', slot: Math.log2(moves.by), net: moves.select, bit: moves.lit }, ...cells];
}

/** One row of bits, digits on them where there is room. */
export function RowOfBits({
  cells,
  geometry,
  top,
}: {
  readonly cells: readonly BitCell[];
  readonly geometry: Geometry;
  readonly top: number;
}) {
  const { one, onOne, zero, onZero, ink } = palette.value;
  const { cell, row } = geometry;
  const width = cell >= 6 ? cell - 1.5 : cell - 0.75;
  const height = row - 4;
  const hasDigits = cell >= LEAST_DIGIT;
  const ones = cells.filter(({ bit }) => bit === 1);
  const zeros = cells.filter(({ bit }) => bit === 0);
  const x = ({ region, slot }: BitCell) => placeX(geometry, region, slot);
  // Without digits a zero is a low bar, so that shape tells it from a one.
  const zeroHeight = hasDigits ? height : 4;
  const box = (of: readonly BitCell[], tall: number) =>
    of.map((bit) => `M${x(bit)} ${top + 2 + height - tall}h${width}v${tall}h${-width}z`).join('');
  const digits = (of: readonly BitCell[], digit: '0' | '1', fill: string) =>
    of.length > 0 && (
      <text
        x={of.map((bit) => x(bit) + width / 2).join(' ')}
        y={top + row / 2}
        fill={fill}
        font-family={MONO}
        font-size={Math.min(14, cell * 0.95)}
        text-anchor="middle"
        dominant-baseline="central"
      >
        {digit.repeat(of.length)}
      </text>
    );
  // Without the hidden bit there is nothing before the point.
  const hidden = geometry.layout.f + SLOT.significand;
  const hasPoint = cells.some(({ region, slot }) => region === 'significand' && slot === hidden);
  return (
    <>
      <path d={box(ones, height)} fill={one} />
      <path d={box(zeros, zeroHeight)} fill={zero} stroke={hasDigits ? 'none' : onZero} stroke-width={0.5} />
      {hasDigits && digits(ones, '1', onOne)}
      {hasDigits && digits(zeros, '0', onZero)}
      {hasPoint && <circle cx={pointX(geometry)} cy={top + row - 5} r={1.8} fill={ink} />}
    </>
  );
}

/** What stands in which column, above the lanes. */
export function Columns({ geometry, y = 0 }: { readonly geometry: Geometry; readonly y?: number }) {
  const { faint } = palette.value;
  const { layout, cell } = geometry;
  const from = (region: Region, slot: number) => placeX(geometry, region, slot);
  const label = (text: string, x: number, anchor: 'start' | 'middle' | 'end' = 'middle') => (
    <text x={x} y={y + 13} fill={faint} font-size={12} text-anchor={anchor}>
      {text}
    </text>
  );
  const hidden = layout.f + SLOT.significand;
  return (
    <g font-family={FONT}>
      {label('g guard, r round, s sticky', 0, 'start')}
      {label('sign', from('sign', 0) + cell / 2)}
      {label('exponent', (from('exponent', layout.exponent - 1) + from('exponent', 0) + cell) / 2)}
      {label('carry', from('significand', hidden + 1) + cell - 3, 'end')}
      {label('hidden', from('significand', hidden), 'start')}
      {layout.f * cell > 180 &&
        label(
          'significand',
          (from('significand', hidden - 1) + from('significand', SLOT.significand) + cell) / 2,
        )}
      {cell >= 7 ? (
        <>
          {label('g', from('significand', SLOT.guard) + cell / 2)}
          {label('r', from('significand', SLOT.round) + cell / 2)}
          {label('s', from('significand', SLOT.sticky) + cell / 2)}
        </>
      ) : (
        label('grs', from('significand', SLOT.round) + cell / 2)
      )}
    </g>
  );
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
