import type { Signal } from '@preact/signals';
import { at, wordAt } from '../../gates/at.ts';
import { CursorGrid, type Spot } from '../canvas/cursor-grid.tsx';
import type { PictureHandle } from '../canvas/picture.tsx';
import { announce, go } from '../state.ts';
import { planOf } from './cell-plan.ts';
import { itemLabel, netRole } from './describe.ts';
import { type InsideState, LEVELS } from './inside-state.ts';
import { bandOf, itemBox, type Layout, NO_ITEM } from './layout.ts';
import { focusSearch } from './search.tsx';
import { itemAtSlot, neighbour } from './walk.ts';
import { mainNet, sizeOf } from './wires.ts';

interface Props {
  readonly state: InsideState;
  readonly layout: Layout;
  readonly bits: Uint8Array;
  readonly picture: Signal<PictureHandle | undefined>;
}

/** The items as a grid of columns and rows; from near by, the gates of one adder. */
export function ItemGrid({ state, layout, bits, picture }: Props) {
  const { net, level, stage } = state;
  const { columns, rows, netlist } = layout;
  const chosen = net === undefined ? NO_ITEM : wordAt(layout.itemOf, net);
  const item = chosen === NO_ITEM ? firstOf(layout, stage) : chosen;
  const current = { row: wordAt(layout.row, item), column: columns - 1 - wordAt(layout.column, item) };
  const gate = level === 'gate' && net !== undefined ? net - wordAt(layout.net, item) : 0;
  const isInside = level === 'gate' && sizeOf(layout, item) > 1;

  const choose = (next: number, patch: Readonly<Record<string, string | undefined>> = {}) => {
    go({ sel: `net.${next}`, ...patch });
    const found = wordAt(layout.itemOf, next);
    announce(level === 'gate' ? gateLabel(next) : itemLabel(layout, found, bits));
  };
  const gateLabel = (one: number) => `${netRole(layout, one)}, net ${one}, is ${bits[one] ?? 0}`;
  const toStage = (by: number) => {
    const scopes = netlist.scopes.length;
    const next = (stage ?? 0) + by;
    if (next >= 1 && next < scopes) {
      go({ stage: String(next), level: 'stage', sel: undefined }, 'push');
      announce(`stage ${next}, ${at(netlist.scopes, next).name}`);
    } else if (next === 0) go({ stage: undefined, level: undefined, sel: undefined }, 'push');
    return true;
  };
  /** One level nearer or farther; levels that would show the same are passed over. */
  const toLevel = (by: 1 | -1) => {
    const steps = LEVELS.filter((one) => {
      if (one === 'stage') return bandOf(layout, item).scope > 0;
      return one !== 'gate' || sizeOf(layout, item) > 1;
    });
    const next = steps[Math.max(0, steps.indexOf(level)) + by];
    if (next === undefined) return true;
    const scope = bandOf(layout, item).scope;
    go(
      {
        level: next,
        sel: `net.${net ?? mainNet(layout, item)}`,
        stage: next === 'whole' || scope <= 0 ? undefined : String(scope),
      },
      'push',
    );
    announce(`${next === 'cell' ? 'one item' : next}: ${itemLabel(layout, item, bits)}`);
    return true;
  };
  const onKey = (key: string): boolean => {
    if (key === 'PageDown') return toStage(1);
    if (key === 'PageUp') return toStage(-1);
    if (key === 'Enter') return toLevel(1);
    if (key === 'Backspace' || key === 'Escape') return toLevel(-1);
    if (key === '[' || key === ']') {
      const next = (net ?? 1) + (key === ']' ? 1 : -1);
      if (next >= 2 && next < netlist.netCount) choose(next);
    } else if (key === 'c') go({ cone: state.cone ? undefined : 'true' }, 'push');
    else if (key === 't') go({ table: state.table ? undefined : 'true' }, 'push');
    else if (key === '0') go({ stage: undefined, level: undefined }, 'push');
    else if (key === '+' || key === '=') picture.value?.zoomBy(1.5);
    else if (key === '-') picture.value?.zoomBy(1 / 1.5);
    else if (key === '/') focusSearch();
    else return false;
    return true;
  };

  if (isInside) {
    const box = itemBox(layout, item);
    const plan = planOf(layout.kind[item] ?? 0);
    return (
      <CursorGrid
        label={`Gates of the ${itemLabel(layout, item, bits)}`}
        rows={plan.gates.length}
        columns={1}
        current={{ row: gate, column: 0 }}
        picture={picture.value}
        cellAt={({ row }) => {
          const middle = at(plan.gates, row);
          const { x, y } = plan.half;
          return {
            label: gateLabel(wordAt(layout.net, item) + row),
            box: { x: box.x + middle.x - x, y: box.y + middle.y - y, w: 2 * x, h: 2 * y },
          };
        }}
        onMove={({ row }) => {
          if (row >= 0 && row < plan.gates.length) choose(wordAt(layout.net, item) + row);
        }}
        onKey={onKey}
      />
    );
  }
  return (
    <CursorGrid
      label={`Items of ${netlist.name}`}
      rows={rows}
      columns={columns}
      current={current}
      picture={picture.value}
      cellAt={({ row, column }: Spot) => {
        const found = itemAtSlot(layout, columns - 1 - column, row);
        return found === undefined
          ? undefined
          : { label: itemLabel(layout, found, bits), box: itemBox(layout, found) };
      }}
      onMove={(_, by) => {
        const next = neighbour(layout, item, by);
        const { scope } = bandOf(layout, next);
        // A stage in front goes with the selection.
        const follows = stage !== undefined && scope > 0 && scope !== bandOf(layout, item).scope;
        choose(mainNet(layout, next), follows ? { stage: String(scope) } : {});
      }}
      onKey={onKey}
    />
  );
}

/** Where the grid begins: the first item of the stage in front, or of all. */
function firstOf({ bands }: Layout, stage: number | undefined): number {
  return bands.find(({ scope }) => scope === stage)?.from ?? 0;
}
