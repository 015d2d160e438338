import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Pen } from '../../drawing/pen.ts';
import { wordAt } from '../../gates/at.ts';
import type { Box, Frame } from '../canvas/camera.ts';
import { Picture, type PictureHandle } from '../canvas/picture.tsx';
import { PictureTools } from '../canvas/picture-tools.tsx';
import { netValues } from '../net-values.ts';
import { go, query } from '../state.ts';
import { palette } from '../theme.ts';
import type { View } from '../view.ts';
import { gateAt, planOf } from './cell-plan.ts';
import { coneOf } from './cone.ts';
import { insideAddress } from './inside-address.ts';
import { InsidePanel } from './inside-panel.tsx';
import { type InsideState, readInside } from './inside-state.ts';
import { ItemGrid } from './item-grid.tsx';
import { ItemTable } from './item-table.tsx';
import { bandOf, isWithin, itemAt, itemBox, type Layout, layOut, NO_ITEM, scopeBox } from './layout.ts';
import { paintInside } from './paint.ts';
import { frontOf, type InsideScene, worldOf } from './scene.ts';
import { mainNet } from './wires.ts';

function Inside() {
  const handle = useSignal<PictureHandle | undefined>(undefined);
  const hovered = useSignal<number | undefined>(undefined);
  const state = useComputed(() => readInside(query.value)).value;
  const { netlist, net, stage, level, cone, fault } = state;
  const layout = useMemo(() => layOut(netlist), [netlist]);
  const values = JSON.stringify(Object.values(state.inputs).map(String));
  const faultText = `${fault?.net} ${fault?.stuck}`;
  const bits = useMemo(() => netValues(netlist, state.inputs, fault), [netlist, values, faultText]);
  const marks = useMemo(
    () => (cone && net !== undefined ? coneOf(netlist, net).marks : undefined),
    [netlist, net, cone],
  );
  const scene: InsideScene = useMemo(
    () => ({
      layout,
      bits,
      cone: marks,
      net,
      fault: fault?.net,
      front: stage === undefined ? undefined : frontOf(layout, (scope) => isWithin(netlist, scope, stage)),
    }),
    [layout, bits, marks, net, stage, faultText],
  );
  const colours = palette.value;
  const paint = useMemo(
    () => (pen: Pen, frame: Frame) => paintInside(pen, frame, scene, colours),
    [scene, colours],
  );
  const world = useMemo(() => worldOf(layout), [layout]);

  const nearItem = level === 'whole' || level === 'stage' ? '' : String(net);
  useEffect(() => {
    handle.value?.show(
      targetOf(state, layout) ?? world,
      level === 'cell' || level === 'gate' ? 600 : undefined,
    );
  }, [handle.value, layout, level, stage, nearItem]);
  useEffect(() => {
    const item = net === undefined ? undefined : wordAt(layout.itemOf, net);
    if (item !== undefined && item !== NO_ITEM) handle.value?.reveal(itemBox(layout, item));
  }, [net, layout]);

  const title = netlist.name;
  return (
    <div class="split">
      <div class="stagearea">
        <PictureTools picture={handle} paint={paint} title={title} onWhole={showWhole}>
          <button
            type="button"
            aria-pressed={cone}
            disabled={net === undefined}
            onClick={() => go({ cone: cone ? undefined : 'true' }, 'push')}
          >
            Fan-in cone <kbd>c</kbd>
          </button>
          <button
            type="button"
            aria-pressed={state.table}
            onClick={() => go({ table: state.table ? undefined : 'true' }, 'push')}
          >
            Table <kbd>t</kbd>
          </button>
        </PictureTools>
        {state.table && <ItemTable layout={layout} bits={bits} scope={stage} />}
        <Picture
          paint={paint}
          world={world}
          handle={handle}
          onPoint={(x, y) => {
            hovered.value = netUnder(layout, x, y, handle.value);
          }}
          onLeave={() => {
            hovered.value = undefined;
          }}
          onPick={(x, y) => {
            const found = netUnder(layout, x, y, handle.value);
            if (found !== undefined) go({ sel: `net.${found}` });
          }}
        >
          <ItemGrid state={state} layout={layout} bits={bits} picture={handle} />
        </Picture>
        <Legend />
      </div>
      <InsidePanel state={state} layout={layout} bits={bits} hovered={hovered} />
    </div>
  );
}

/** The whole circuit again; what is selected stays so. */
export function showWhole(): void {
  go({ stage: undefined, level: undefined }, 'push');
}

/** What the camera shows for a state; undefined for the whole. */
function targetOf({ level, stage, net }: InsideState, layout: Layout): Box | undefined {
  const item = net === undefined ? NO_ITEM : wordAt(layout.itemOf, net);
  const box = item === NO_ITEM ? undefined : itemBox(layout, item);
  if (level === 'gate' && box !== undefined) return box;
  if (level === 'cell' && box !== undefined) return { x: box.x - 0.6, y: box.y - 0.6, w: 2.2, h: 2.2 };
  const scope = stage === undefined ? undefined : scopeBox(layout, stage);
  if (level === 'column' && box !== undefined) {
    const { top, rows: count } = bandOf(layout, item);
    const rows = scope ?? { y: top, h: count };
    return { x: box.x - 2, y: rows.y - 1, w: 5, h: rows.h + 2 };
  }
  if (level === 'whole' || scope === undefined) return undefined;
  const gutter = Math.min(8, 0.35 * scope.w);
  return { x: scope.x - gutter, y: scope.y - 1.5, w: scope.w + gutter + 1, h: scope.h + 3 };
}

/** The net under a point: the gate of an item where gates can be seen, else the net the item is known by. */
function netUnder(
  layout: Layout,
  x: number,
  y: number,
  handle: PictureHandle | undefined,
): number | undefined {
  const item = itemAt(layout, x, y);
  if (item === undefined) return undefined;
  const box = itemBox(layout, item);
  const plan = planOf(layout.kind[item] ?? 0);
  const gate = (handle?.camera.value.k ?? 0) < 84 ? undefined : gateAt(plan, x - box.x, y - box.y);
  return gate === undefined ? mainNet(layout, item) : wordAt(layout.net, item) + gate;
}

function Legend() {
  return (
    <ul class="legend" aria-label="Legend">
      <li>
        <span class="box one" /> bit 1
      </li>
      <li>
        <span class="box zero" /> bit 0
      </li>
      <li>
        <span class="box fa" /> full adder: carry left, sum right
      </li>
      <li>
        <span class="box ha" /> half adder
      </li>
      <li>
        <span class="box zero" /> other gate, or a bit of a port
      </li>
      <li>column = weight, row = place in the stage</li>
    </ul>
  );
}

export const insideView: View = {
  name: 'inside',
  title: 'Look inside',
  about: 'a circuit from the whole through stages and adders to the gates, with a value on every net',
  address: insideAddress,
  keyboard: [
    { keys: 'arrows', does: 'from item to item; inside an adder from gate to gate' },
    { keys: 'Enter, Backspace', does: 'nearer: stage, column, adder, gates; and back' },
    { keys: 'Page Up, Page Down', does: 'the stage before, the stage after' },
    { keys: '[ and ]', does: 'the net before, the net after, in the order in which they were built' },
    { keys: 'c', does: 'the fan-in cone of what is selected' },
    { keys: 't', does: 'the stage as a table' },
    { keys: '/', does: 'search for a net, an input bit or a stage' },
    { keys: '0', does: 'the whole circuit' },
    { keys: '+ and -', does: 'nearer, farther; also by wheel, and drag to move' },
  ],
  component: Inside,
};
