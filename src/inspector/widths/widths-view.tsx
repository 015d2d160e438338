import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { showParams } from '../../circuits/params.ts';
import type { Pen } from '../../drawing/pen.ts';
import { at } from '../../gates/at.ts';
import type { Frame } from '../canvas/camera.ts';
import { CursorGrid } from '../canvas/cursor-grid.tsx';
import { Picture, type PictureHandle } from '../canvas/picture.tsx';
import { PictureTools } from '../canvas/picture-tools.tsx';
import { announce, go, open, query } from '../state.ts';
import { palette } from '../theme.ts';
import type { View } from '../view.ts';
import { isClaimedOf, LAYERS, survey } from './layers.ts';
import { mapOf, measured, startMeasuring } from './measuring.ts';
import { cellLabel, paintWidths } from './paint.ts';
import { boxOf, placeAt, sceneOf } from './scene.ts';
import { SIDE } from './width-map.ts';
import { KINDS, readWidthsQuery, type WidthsState, widthsAddress } from './widths-address.ts';
import { chooseKind, circuitAddress, WidthsPanel } from './widths-panel.tsx';
import { WidthsTable } from './widths-table.tsx';

function Widths() {
  const handle = useSignal<PictureHandle | undefined>(undefined);
  const state = useComputed(() => readWidthsQuery(query.value)).value;
  const { kind, rest, layer, i, j, isAlone, isTable } = state;
  const restText = showParams(rest);
  const wanted = useMemo(() => wantedMaps(state), [kind, restText, layer.isDifference, isAlone]);
  useEffect(() => startMeasuring(wanted), [wanted]);
  const progress = measured.value;
  const scene = useMemo(
    () =>
      sceneOf(
        wanted.map((one) => ({ ...one, survey: survey(mapOf(one.circuit, one.rest), layer) })),
        layer,
      ),
    [wanted, layer, progress],
  );
  const colours = palette.value;
  const paint = useMemo(
    () => (pen: Pen, frame: Frame) => paintWidths(pen, frame, scene, { i, j, kind, palette: colours }),
    [scene, i, j, kind, colours],
  );
  const [hovered, setHovered] = useState('');
  const front = scene.maps.find((map) => map.kind === kind) ?? at(scene.maps, 0);
  const whole = () => handle.value?.show(scene.world);
  useEffect(whole, [handle.value, wanted.length]);

  const choose = (next: { i: number; j: number }) => {
    go({ i: `${next.i}`, j: `${next.j}` });
    announce(cellLabel(scene, front, next.i, next.j));
    handle.value?.reveal(boxOf(front, next.i, next.j));
  };
  const openCircuit = () => {
    const address = circuitAddress(state);
    if (address !== undefined) open(address);
  };
  const onKey = (key: string): boolean => {
    const clamp = (width: number) => Math.min(SIDE, Math.max(1, width));
    if (key === 'PageUp') choose({ i: clamp(i - 8), j });
    else if (key === 'PageDown') choose({ i: clamp(i + 8), j });
    else if (key === 'Home') choose({ i, j: 1 });
    else if (key === 'End') choose({ i, j: SIDE });
    else if (key === '[' || key === ']') stepLayer(state, key === '[' ? -1 : 1);
    else if (key === 'm') stepKind(state);
    else if (key === 't') go({ table: isTable ? undefined : 'true' }, 'push');
    else if (key === '+' || key === '=') handle.value?.zoomBy(1.5);
    else if (key === '-') handle.value?.zoomBy(1 / 1.5);
    else if (key === '0') whole();
    else if (key === 'Enter') openCircuit();
    else return false;
    return true;
  };
  return (
    <div class="split widths">
      <div class="stagearea">
        <PictureTools
          picture={handle}
          paint={paint}
          title={`${layer.title} of ${scene.maps.map((map) => map.title).join(', ')}`}
          onWhole={whole}
        >
          <button
            type="button"
            aria-pressed={!isAlone}
            onClick={() => go({ alone: isAlone ? undefined : 'true' }, 'push')}
          >
            All multipliers
          </button>
          <button
            type="button"
            aria-pressed={isTable}
            onClick={() => go({ table: isTable ? undefined : 'true' }, 'push')}
          >
            Table <kbd>t</kbd>
          </button>
          <span class="hovered" aria-hidden="true">
            {hovered}
          </span>
        </PictureTools>
        {isTable && <WidthsTable map={front} title={layer.title} />}
        <Picture
          paint={paint}
          world={scene.world}
          handle={handle}
          onPoint={(x, y) => {
            const place = placeAt(scene, x, y);
            setHovered(
              place === undefined ? '' : cellLabel(scene, at(scene.maps, place.map), place.i, place.j),
            );
          }}
          onLeave={() => setHovered('')}
          onPick={(x, y) => {
            const place = placeAt(scene, x, y);
            if (place === undefined) return;
            const picked = at(scene.maps, place.map).kind;
            if (picked === kind && place.i === i && place.j === j) openCircuit();
            else go({ i: `${place.i}`, j: `${place.j}`, ...(picked === kind ? {} : { kind: picked }) });
          }}
        >
          <CursorGrid
            label={`${layer.title} of the ${front.title}, i by j bits`}
            rows={SIDE}
            columns={SIDE}
            current={{ row: i - 1, column: j - 1 }}
            cellAt={({ row, column }) => ({
              label: cellLabel(scene, front, row + 1, column + 1),
              box: boxOf(front, row + 1, column + 1),
            })}
            picture={handle.value}
            onMove={({ row, column }) => {
              if (row >= 0 && row < SIDE) choose({ i: row + 1, j: column + 1 });
            }}
            onKey={onKey}
          />
        </Picture>
      </div>
      <WidthsPanel state={state} scene={scene} />
    </div>
  );
}

/**
 * The maps on the page, with their titles: this one, or all multipliers, the others with their parameters as by default.
 * Differences from the formula are shown of those that a claim holds it against.
 */
function wantedMaps({ kind, circuit, rest, layer, isAlone }: WidthsState) {
  const changed = Object.entries(rest).filter(([name, value]) => value !== circuit.params[name]?.default);
  const title = [circuit.name, ...changed.map(([name, value]) => `${name} ${value}`)].join(', ');
  const front = { kind, circuit, rest, title };
  if (isAlone) return [front];
  return [...KINDS]
    .filter(([name, one]) => name === kind || layer.isDifference !== true || isClaimedOf(one.name))
    .map(([name, one]) =>
      name === kind
        ? front
        : { kind: name, circuit: one, rest: readWidthsQuery({ kind: name }).rest, title: one.name },
    );
}

function stepLayer({ layer }: WidthsState, by: number): void {
  const next = LAYERS[LAYERS.indexOf(layer) + by];
  if (next === undefined) return;
  go({ layer: next.name }, 'push');
  announce(next.title);
}

/** The next multiplier, and after the last the first. */
function stepKind(state: WidthsState): void {
  const kinds = [...KINDS.keys()];
  const next = kinds[(kinds.indexOf(state.kind) + 1) % kinds.length];
  chooseKind(state, next ?? state.kind);
  announce(`${next}`);
}

export const widthsView: View = {
  name: 'widths',
  title: 'All widths',
  about: 'every pair of widths from 1 to 64 as a map',
  address: widthsAddress,
  keyboard: [
    { keys: 'arrows', does: 'from cell to cell of the map' },
    { keys: 'Page Up, Page Down', does: 'eight rows up or down' },
    { keys: 'Home, End', does: 'the first and the last cell of the row' },
    { keys: 'Enter', does: 'open the circuit of the cell; so does another click on it' },
    { keys: '[ and ]', does: 'the layer before or after' },
    { keys: 'm', does: 'the next multiplier' },
    { keys: 't', does: 'the layer as a table' },
    { keys: '0, +, -', does: 'the whole picture, nearer, farther; also by wheel, and drag to move' },
  ],
  component: Widths,
};
