import { useMemo } from 'preact/hooks';
import type { Pen } from '../../drawing/pen.ts';
import { Still } from '../canvas/still.tsx';
import { palette } from '../theme.ts';
import { barsOf, costLine, decimal } from './cost-text.ts';
import type { Geometry } from './geometry.ts';
import type { Lane } from './lanes.ts';
import { rowsShown } from './paint-add.ts';
import { paintRows, rowText } from './paint-bits.ts';

/** A stage: what happened, its bits, and what it costs. Closed, it shows only what comes out. */
export function LaneItem({
  lane,
  geometry,
  isOpen,
  most,
  inside,
  onToggle,
}: {
  readonly lane: Lane;
  readonly geometry: Geometry;
  readonly isOpen: boolean;
  /** The largest cost of all lanes, for the bars. */
  readonly most: number;
  /** The address of the view that looks inside it. */
  readonly inside: string | undefined;
  readonly onToggle: () => void;
}) {
  const { number, stage, happened, flags, cost } = lane;
  const rows = rowsShown(lane, isOpen);
  const colours = palette.value;
  const { cell } = geometry;
  const paint = useMemo(
    () => (pen: Pen) => paintRows(pen, rows, geometry, 0, colours),
    [lane, isOpen, cell, colours],
  );
  return (
    <li class="lane" data-open={isOpen}>
      <div class="lane-work">
        <h2>
          <button type="button" aria-expanded={isOpen} onClick={onToggle}>
            {number === undefined ? '' : `${number} `}
            {stage}
          </button>
        </h2>
        <p class="happened">{happened}</p>
        <Still
          label={`${stage}, ${rows.map(rowText).join('; ')}`}
          width={geometry.width}
          height={rows.length * geometry.row}
          paint={paint}
        />
        {isOpen && (
          <p class="flags">
            {flags.map(({ label, bit }) => (
              <span key={label} class="flag" data-bit={bit}>
                {label} <b>{bit}</b>
              </span>
            ))}
            {inside !== undefined && <a href={inside}>look inside this stage</a>}
          </p>
        )}
      </div>
      <div class="cost">
        <dl>
          <div>
            <dt>counted</dt>
            <dd>{decimal(cost.weighted)}</dd>
          </div>
          <div>
            <dt>unit gates</dt>
            <dd>{decimal(cost.unitGates)}</dd>
          </div>
          <div>
            <dt>paper</dt>
            <dd>{cost.term === undefined ? 'none' : decimal(cost.term.value)}</dd>
          </div>
        </dl>
        <div class="bars" aria-hidden="true">
          {barsOf(cost, most).map(({ name, percent }) => (
            <i
              key={name}
              class={name}
              style={name === 'paper' ? { left: `${percent}%` } : { width: `${percent}%` }}
            />
          ))}
        </div>
        {isOpen && (
          <p class="cost-note">
            {costLine(cost)}
            {cost.term !== undefined && (
              <>
                <br />
                The paper charges <code>{cost.term.text}</code>
                {cost.term.isCostModel ? ', a cost that it sets' : ''}: {cost.term.note}.
              </>
            )}
          </p>
        )}
      </div>
    </li>
  );
}
