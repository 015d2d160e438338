import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Box } from './camera.ts';
import type { PictureHandle } from './picture.tsx';

/** A place in a grid, counted from 0 at the top left. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

/** A cell as keyboard and screen reader meet it. */
export interface GridCell {
  readonly label: string;
  /** Where it is in the drawing. */
  readonly box: Box;
}

interface Props {
  readonly label: string;
  readonly rows: number;
  readonly columns: number;
  readonly current: Spot;
  cellAt(spot: Spot): GridCell | undefined;
  /** An arrow was pressed; the spot is inside the grid. */
  onMove(to: Spot, by: Spot): void;
  /** Any other key; true if it meant something. */
  onKey?(key: string): boolean;
  /** The focus came to the grid. */
  onEnter?(): void;
  readonly picture: PictureHandle | undefined;
}

const STEPS: Readonly<Record<string, Spot>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/**
 * A grid for keyboard and screen reader that lies over a canvas and lets pointers through. However large it is, only the
 * current cell and its neighbours are in the page, and one of them takes the focus.
 */
export function CursorGrid({
  label,
  rows,
  columns,
  current,
  cellAt,
  onMove,
  onKey,
  onEnter,
  picture,
}: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const active = useRef<HTMLDivElement>(null);
  const { row, column } = current;
  // Asked before the cells change: a jump takes the focused one out of the page, and the focus with it.
  const hadFocus = grid.current?.contains(document.activeElement) === true;
  useLayoutEffect(() => {
    // The focus follows the current cell, but is never taken from elsewhere.
    if (hadFocus && document.activeElement !== active.current && `${row} ${column}` !== '')
      active.current?.focus({ preventScroll: true });
  }, [row, column]);

  const near = (middle: number, count: number) =>
    [middle - 1, middle, middle + 1].filter((k) => k >= 0 && k < count);
  const camera = picture?.camera.value;
  return (
    <div
      ref={grid}
      class="grid"
      role="grid"
      aria-label={label}
      aria-rowcount={rows}
      aria-colcount={columns}
      onFocusIn={(event) => {
        if (!grid.current?.contains(event.relatedTarget as Node | null)) onEnter?.();
      }}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const by = STEPS[event.key];
        if (by !== undefined) {
          const to = { row: row + by.row, column: column + by.column };
          if (to.column >= 0 && to.column < columns) onMove(to, by);
        } else if (onKey?.(event.key) !== true) return;
        event.preventDefault();
      }}
    >
      {near(row, rows).map((r) => {
        const cells = near(column, columns).flatMap((c) => {
          const cell = cellAt({ row: r, column: c });
          return cell === undefined ? [] : [{ c, cell, isCurrent: r === row && c === column }];
        });
        // A row without cells would be none to a screen reader.
        if (cells.length === 0 || camera === undefined) return null;
        return (
          <div key={r} role="row" aria-rowindex={r + 1} tabIndex={-1}>
            {cells.map(({ c, cell: { label: name, box }, isCurrent }) => (
              <div
                key={c}
                ref={isCurrent ? active : null}
                role="gridcell"
                aria-colindex={c + 1}
                aria-label={name}
                aria-selected={isCurrent}
                tabIndex={isCurrent ? 0 : -1}
                style={{
                  left: `${camera.x + box.x * camera.k}px`,
                  top: `${camera.y + box.y * camera.k}px`,
                  width: `${Math.max(8, box.w * camera.k)}px`,
                  height: `${Math.max(8, box.h * camera.k)}px`,
                }}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}
