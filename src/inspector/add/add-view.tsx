import { signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { FloatStage } from '../../circuits/float-adder/stages.ts';
import type { Pen } from '../../drawing/pen.ts';
import { scopeAt } from '../../gates/netlist.ts';
import { printAddress } from '../address.ts';
import { savePng, saveSvg } from '../canvas/export.ts';
import { Still } from '../canvas/still.tsx';
import { announce, go, query } from '../state.ts';
import { calm, palette } from '../theme.ts';
import type { View } from '../view.ts';
import { VIEW_ADDRESSES } from '../view-addresses.ts';
import { addAddress, readAddQuery, STAGE_KEYS } from './add-address.ts';
import { Controls } from './controls.tsx';
import { CostTable } from './cost-table.tsx';
import { mostOf } from './cost-text.ts';
import { type FloatRun, runFloatAdder } from './float-run.ts';
import { geometryOf } from './geometry.ts';
import { LaneItem } from './lane.tsx';
import { type Lane, lanesOf } from './lanes.ts';
import { layoutOf } from './layout.ts';
import { Operand } from './operand.tsx';
import { addPicture } from './paint-add.ts';
import { paintColumns } from './paint-bits.ts';
import { Result } from './result.tsx';

/** The width that the bits may take, as measured. */
const room = signal(960);

function Add() {
  const text = query.value;
  const state = useMemo(() => readAddQuery(text), [text]);
  const { question, stage: open, areAllOpen, radix } = state;
  const run = useMemo(() => runFloatAdder(question), [question]);
  const lanes = useMemo(() => lanesOf(run), [run]);
  const geometry = geometryOf(layoutOf(question.format), room.value);
  const most = mostOf(lanes.filter(({ number }) => number !== undefined).map(({ cost }) => cost));
  const colours = palette.value;
  const { cell } = geometry;
  const heads = useMemo(
    () => (pen: Pen) => paintColumns(pen, geometry, 0, colours),
    [question.format, cell, colours],
  );
  const isOpen = (lane: Lane) => areAllOpen || lane.stage === open;
  const save = (how: typeof saveSvg | typeof savePng) => {
    const { width, height, paint } = addPicture(run, lanes, isOpen, geometry, colours);
    void how((pen) => paint(pen), { width, height, camera: { x: 0, y: 0, k: 1 } }, run.netlist.name);
  };
  const measured = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const element = measured.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      room.value = element.clientWidth;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      const step = { '[': -1, ']': 1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const next = STAGE_KEYS[STAGE_KEYS.findIndex(({ stage }) => stage === open) + step];
      if (next === undefined) return;
      go({ stage: next.key });
      announce(`${next.stage}: ${lanes.find(({ stage }) => stage === next.stage)?.happened}`);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [open, lanes]);
  useEffect(() => {
    // An address that names no stage is read from the top.
    if (text.stage === undefined) return;
    const item = list.current?.querySelectorAll('.lane')[lanes.findIndex(({ stage }) => stage === open)];
    if (item === undefined || isInSight(item)) return;
    // To the top, so that no lane above it is cut by the heads.
    item.scrollIntoView({ block: 'start', behavior: calm.value ? 'auto' : 'smooth' });
  }, [open]);
  return (
    <div class="add">
      <Controls state={state}>
        <button type="button" onClick={() => save(saveSvg)}>
          SVG
        </button>
        <button type="button" onClick={() => save(savePng)}>
          PNG
        </button>
      </Controls>
      <section aria-label="Operands and result" class="operands">
        <Operand name="a" question={question} radix={radix} geometry={geometry} />
        <Operand name="b" question={question} radix={radix} geometry={geometry} />
        <Result run={run} lanes={lanes} radix={radix} geometry={geometry} />
      </section>
      <div class="lane-scroll">
        <div class="lane-heads" aria-hidden="true">
          <div ref={measured}>
            <Still width={geometry.width} height={18} paint={heads} />
          </div>
          <div class="cost-heads">
            <span>
              <i class="key counted" /> adders + mux/5
            </span>
            <span>
              <i class="key unit" /> unit gates/7
            </span>
            <span>
              <i class="key paper" /> paper
            </span>
          </div>
        </div>
        <ol class="lanes" ref={list} aria-label="Stages">
          {lanes.map((lane) => (
            <LaneItem
              key={lane.stage}
              lane={lane}
              geometry={geometry}
              isOpen={isOpen(lane)}
              most={most}
              inside={insideAddress(run, lane.stage)}
              onToggle={() => go({ stage: STAGE_KEYS.find(({ stage }) => stage === lane.stage)?.key })}
            />
          ))}
        </ol>
        <CostTable question={question} />
      </div>
    </div>
  );
}

function isInSight(item: Element): boolean {
  const view = item.closest('.lane-scroll')?.getBoundingClientRect();
  const { top, bottom } = item.getBoundingClientRect();
  return view !== undefined && top >= view.top + 30 && bottom <= view.bottom;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

/** Where the gates of a stage can be looked at; undefined where no view shows them. */
function insideAddress({ netlist }: FloatRun, stage: FloatStage): string | undefined {
  const subject = addAddress.subject?.(query.value);
  const inside = VIEW_ADDRESSES.find(({ name }) => name === 'inside');
  if (subject === undefined || inside === undefined) return undefined;
  const shown = inside.show?.({ ...subject, net: scopeAt(netlist, stage).start });
  return shown && printAddress({ view: inside.name, query: shown });
}

export const addView: View = {
  name: 'add',
  title: 'Add two floats',
  about: 'the stages of the floating-point adder, with the bits before and after each',
  address: addAddress,
  keyboard: [
    { keys: '[ and ]', does: 'open the stage before or after' },
    { keys: 'arrow keys, Home, End', does: 'go from bit to bit of an operand' },
    { keys: 'Space, Enter', does: 'turn a bit over' },
  ],
  component: Add,
};
