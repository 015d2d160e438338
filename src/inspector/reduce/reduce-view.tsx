import { type Signal, useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { DotGroupKind } from '../../dots/dot-stages.ts';
import type { Pen } from '../../drawing/pen.ts';
import { at, wordAt } from '../../gates/at.ts';
import type { Frame } from '../canvas/camera.ts';
import { CursorGrid } from '../canvas/cursor-grid.tsx';
import { Picture, type PictureHandle } from '../canvas/picture.tsx';
import { PictureTools } from '../canvas/picture-tools.tsx';
import { insideAddress } from '../inside/inside-address.ts';
import { announce, go, open, query } from '../state.ts';
import { palette } from '../theme.ts';
import type { View } from '../view.ts';
import { ADDER_LABELS, dotText, takerOf } from './describe.ts';
import { columnReason } from './explain.ts';
import { paintReduce } from './paint.ts';
import { reduceAddress } from './reduce-address.ts';
import { ReducePanel } from './reduce-panel.tsx';
import { type Place, type ReduceState, readReduce, showPlace } from './reduce-state.ts';
import { columnBox, dotBox, placeAt, type Scene, sceneOf, stageBox, wholeBox } from './scene.ts';
import { StageTable } from './stage-table.tsx';

function Reduce() {
  const handle = useSignal<PictureHandle | undefined>(undefined);
  const state = useComputed(() => readReduce(query.value)).value;
  const { kind, i, j, a, b, fault, beside } = state;
  const faultText = `${fault?.net} ${fault?.stuck}`;
  const scene = useMemo(() => sceneOf(state), [kind, i, j, a, b, beside, faultText]);
  const chosen = at(scene.placed, 0);
  const { diagram } = chosen;
  const colours = palette.value;
  const { place, stage } = state;
  const paint = useMemo(
    () => (pen: Pen, frame: Frame) => paintReduce(pen, frame, scene, { place, palette: colours }),
    [scene, place, colours],
  );

  // The camera follows the stage in front, and is left alone while places in it change.
  useEffect(() => {
    handle.value?.show((size) =>
      stage === undefined ? wholeBox(scene, size) : stageBox(chosen, stage, size),
    );
  }, [handle.value, kind, i, j, beside, stage]);
  useEffect(() => {
    if (place === undefined) return;
    const box =
      place.row === undefined
        ? columnBox(chosen, place)
        : dotBox(chosen, place.stage, place.column, place.row);
    handle.value?.reveal(box);
  }, [place, chosen]);

  const title = `${diagram.netlist.name} a=${a} b=${b}`;
  return (
    <div class="split">
      <div class="stagearea">
        <PictureTools
          picture={handle}
          paint={paint}
          title={title}
          onWhole={() => go({ stage: undefined, sel: undefined }, 'push')}
        >
          <button
            type="button"
            aria-pressed={beside}
            onClick={() => go({ beside: beside ? undefined : 'true' }, 'push')}
          >
            All methods
          </button>
          <button
            type="button"
            aria-pressed={state.table}
            onClick={() => go({ table: state.table ? undefined : 'true' }, 'push')}
          >
            Table <kbd>t</kbd>
          </button>
        </PictureTools>
        {state.table && (
          <StageTable diagram={diagram} bits={chosen.bits} stage={place?.stage ?? stage ?? 0} />
        )}
        <Picture
          paint={paint}
          world={scene.world}
          handle={handle}
          onPick={(x, y) => {
            const found = placeAt(chosen, x, y);
            if (found !== undefined) select(diagramPlace(scene, found));
          }}
        >
          <PlaceGrid state={state} scene={scene} picture={handle} />
        </Picture>
        <Legend
          kinds={
            new Set(
              scene.placed.flatMap(({ diagram }) =>
                diagram.stages.flatMap(({ groups }) => groups.map(({ kind }) => kind)),
              ),
            )
          }
        />
      </div>
      <ReducePanel state={state} scene={scene} />
    </div>
  );

  function diagramPlace({ placed }: Scene, found: Place): string {
    return showPlace(found, at(placed, 0).diagram);
  }
}

/** Selects a place; the stage in front stays, unless there is one and the place is in another. */
function select(sel: string): void {
  const stage = sel.split('.')[1];
  go({ sel, ...(query.value.stage === undefined ? {} : { stage }) });
}

function Legend({ kinds }: { readonly kinds: ReadonlySet<DotGroupKind> }) {
  return (
    <ul class="legend" aria-label="Legend">
      <li>
        <span class="dot one" /> bit 1
      </li>
      <li>
        <span class="dot zero" /> bit 0
      </li>
      <li>
        <span class="ring fa" /> full adder: 3 dots to 1 and a carry
      </li>
      <li>
        <span class="ring ha" /> half adder: 2 dots to 1 and a carry
      </li>
      {kinds.has('xor') && (
        <li>
          <span class="ring xor" /> XOR: no carry can be
        </li>
      )}
      {kinds.has('one') && (
        <li>
          <span class="ring xor" /> inverter: 1 and a dot
        </li>
      )}
      <li>
        <span class="dash" /> target height
      </li>
    </ul>
  );
}

interface GridProps {
  readonly state: ReduceState;
  readonly scene: Scene;
  readonly picture: Signal<PictureHandle | undefined>;
}

/** The dots of one stage as a grid: columns as drawn, the highest first. */
function PlaceGrid({ state, scene, picture }: GridProps) {
  const placed = at(scene.placed, 0);
  const { diagram, bits } = placed;
  const { columns, stages } = diagram;
  const index = state.place?.stage ?? state.stage ?? 0;
  const stage = at(stages, index);
  const column = state.place?.column ?? 0;
  const row = Math.min(rowOf(placed, state.place), Math.max(0, wordAt(stage.heights, column) - 1));
  const current = { row, column: columns - 1 - column };

  const cellAt = ({ row: r, column: c }: { row: number; column: number }) => {
    const k = columns - 1 - c;
    const box = dotBox(placed, index, k, r);
    if (r >= wordAt(stage.heights, k)) return { label: `column ${k}, no dot`, box };
    const net = stage.nets[r * columns + k] ?? 0;
    return { label: dotLabel(placed, { stage: index, column: k, row: r }, net, bits[net] ?? 0), box };
  };
  const choose = (place: Place) => {
    const sel = showPlace(place, diagram);
    select(sel);
    if (place.row === undefined) announce(columnReason(diagram, place.stage, place.column).summary);
    else announce(cellAt({ row: place.row, column: columns - 1 - place.column }).label);
  };
  const toStage = (next: number) => {
    if (next < 0 || next >= stages.length) return true;
    const found = at(stages, next);
    go({ stage: String(next), sel: undefined }, 'push');
    announce(`stage ${next}, ${found.name}, ${found.height} rows`);
    return true;
  };
  const step = (by: number) => {
    const at = state.place?.stage === index ? column + by : by > 0 ? 0 : columns - 1;
    if (at >= 0 && at < columns) choose({ stage: index, column: at });
    else if (index + by >= 0 && index + by < stages.length)
      choose({ stage: index + by, column: by > 0 ? 0 : columns - 1 });
    return true;
  };
  return (
    <CursorGrid
      label={`Dots of stage ${index}, ${stage.name}`}
      rows={Math.max(1, stage.height)}
      columns={columns}
      current={current}
      cellAt={cellAt}
      picture={picture.value}
      onMove={({ row: r, column: c }) => {
        const k = columns - 1 - c;
        const height = wordAt(stage.heights, k);
        if (height > 0) choose({ stage: index, column: k, row: Math.max(0, Math.min(height - 1, r)) });
        else choose({ stage: index, column: k });
      }}
      onKey={(key) => {
        if (key === 'PageDown') return toStage(index + 1);
        if (key === 'PageUp') return toStage(index - 1);
        if (key === 'Home') return toStage(0);
        if (key === 'End') return toStage(stages.length - 1);
        if (key === ']') return step(1);
        if (key === '[') return step(-1);
        if (key === 't') go({ table: state.table ? undefined : 'true' }, 'push');
        else if (key === '+' || key === '=') picture.value?.zoomBy(1.5);
        else if (key === '-') picture.value?.zoomBy(1 / 1.5);
        else if (key === '0') go({ stage: undefined, sel: undefined }, 'push');
        else if (key === 'Enter') openInside();
        else return false;
        return true;
      }}
    />
  );
}

function rowOf({ diagram }: Scene['placed'][number], place: Place | undefined): number {
  if (place?.row !== undefined) return place.row;
  if (place?.adder === undefined) return 0;
  const stage = at(diagram.stages, place.stage);
  return stage.groups[wordAt(stage.firstGroup, place.column) + place.adder]?.row ?? 0;
}

/** `column 9, dot 2 of 6, 1: partial product a4 b5; a full adder takes it`. */
function dotLabel({ diagram }: Scene['placed'][number], place: Place, net: number, bit: number): string {
  const { stage, column, row = 0 } = place;
  const height = wordAt(at(diagram.stages, stage).heights, column);
  const taker = takerOf(diagram, stage, column, row);
  const adder =
    taker === undefined
      ? undefined
      : at(diagram.stages, stage).groups[wordAt(at(diagram.stages, stage).firstGroup, column) + taker];
  const fate = adder === undefined ? 'it passes' : `${ADDER_LABELS[adder.kind]} ${taker} takes it`;
  return `column ${column}, dot ${row + 1} of ${height}, bit ${bit}: ${dotText(diagram, net)}; ${fate}`;
}

/** Shows the same circuit and net from inside. */
function openInside(): void {
  const subject = reduceAddress.subject?.(query.value);
  const shown = subject === undefined ? undefined : insideAddress.show?.(subject);
  open({ view: 'inside', query: shown ?? {} });
}

export const reduceView: View = {
  name: 'reduce',
  title: 'Reduce',
  about: 'the dot diagram of a multiplier, stage by stage and column by column',
  address: reduceAddress,
  keyboard: [
    { keys: 'arrows', does: 'from dot to dot in the diagram' },
    { keys: 'Page Up, Page Down', does: 'the stage before, the stage after' },
    { keys: '[ and ]', does: 'a column back, a column on, through all stages' },
    { keys: 'Home, End', does: 'the first and the last stage' },
    { keys: '0', does: 'the whole diagram' },
    { keys: '+ and -', does: 'nearer, farther; also by wheel, and drag to move' },
    { keys: 't', does: 'the stage as a table' },
    { keys: 'Enter', does: 'look inside the circuit at this place' },
  ],
  component: Reduce,
};
