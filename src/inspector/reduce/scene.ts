import { at, wordAt } from '../../gates/at.ts';
import { type Box, MARGIN, type Size } from '../canvas/camera.ts';
import { type Fault, netValues } from '../net-values.ts';
import { type Diagram, type DiagramStage, diagramOf, firstWrong, stageSums } from './diagram.ts';
import { multipliers, productOf } from './multipliers.ts';
import type { Place, ReduceState } from './reduce-state.ts';

/** A diagram with values on it, at a place of the drawing. */
export interface Placed {
  readonly diagram: Diagram;
  readonly bits: Uint8Array;
  /** The net that is stuck. */
  readonly fault: number | undefined;
  /** What the dots of each stage come to. */
  readonly sums: readonly bigint[];
  /** The first stage whose dots do not come to a b. */
  readonly wrong: number | undefined;
  /** Where the highest column begins; labels stand to the left of it. */
  readonly left: number;
  readonly gutter: number;
  /** For each stage a byte for each place: 0 no dot, 1 a zero, 2 a one. */
  readonly bytes: readonly Uint8Array[];
}

/** Everything that is drawn, with the chosen multiplier first. */
export interface Scene {
  readonly placed: readonly Placed[];
  readonly world: Box;
  readonly product: bigint;
}

/** Builds, runs and places what a state asks for. */
export function sceneOf(
  state: Pick<ReduceState, 'kind' | 'i' | 'j' | 'a' | 'b' | 'fault' | 'beside'>,
): Scene {
  const { kind, i, j, a, b, fault, beside } = state;
  const others = beside ? BESIDE.filter((other) => other !== kind && multipliers().has(other)) : [];
  const diagrams = [kind, ...others].map((one) => diagramOf(one, i, j));
  let left = 0;
  const placed = diagrams.map((diagram) => {
    const gutter = beside ? 0.9 * diagram.columns : gutterOf(diagram);
    const made = place(diagram, { a, b }, diagram.kind === kind ? fault : undefined, left + gutter, gutter);
    left += gutter + diagram.columns + SIDE;
    return made;
  });
  const tallest = Math.max(...diagrams.map((diagram) => diagram.rows));
  // An array has a stage for each bit of b: side by side its lower stages are left to those who move down there.
  const rows = beside ? Math.min(tallest, Math.max(0.7 * left, at(diagrams, 0).rows)) : tallest;
  return {
    placed,
    world: { x: 0, y: 0, w: left, h: rows + 1 },
    product: productOf(kind, state),
  };
}

/** The three ways to add the same dots. */
const BESIDE = ['dadda', 'wallace', 'array'];

/** Columns to the right of a diagram, for the numbers of its rules. */
const SIDE = 4;

/** Room for the labels, in columns: about the same on the screen whatever the widths. */
function gutterOf({ rows, columns }: Diagram): number {
  return Math.min(0.34 * rows, 1.4 * columns);
}

function place(
  diagram: Diagram,
  inputs: Readonly<Record<'a' | 'b', bigint>>,
  fault: Fault | undefined,
  left: number,
  gutter: number,
): Placed {
  const bits = netValues(diagram.netlist, inputs, fault);
  const sums = stageSums(diagram, bits);
  const wrong = firstWrong(sums, productOf(diagram.kind, { ...inputs, ...diagram.widths }));
  const bytes = diagram.stages.map(({ nets, height }) => {
    const made = new Uint8Array(nets.length);
    for (let row = 0; row < height; row++)
      for (let k = 0; k < diagram.columns; k++) {
        const net = nets[row * diagram.columns + k] ?? -1;
        // Column 0 is on the right.
        if (net >= 0) made[row * diagram.columns + diagram.columns - 1 - k] = 1 + (bits[net] ?? 0);
      }
    return made;
  });
  return {
    diagram,
    bits,
    fault: fault?.net,
    sums,
    wrong,
    left,
    gutter,
    bytes,
  };
}

/** Where a column of a stage is in the drawing. */
export function columnBox({ diagram, left }: Placed, { stage, column }: Place): Box {
  const { top, height } = at(diagram.stages, stage);
  return { x: left + diagram.columns - 1 - column, y: top, w: 1, h: Math.max(1, height) };
}

/** Where one dot is in the drawing. */
export function dotBox(placed: Placed, stage: number, column: number, row: number): Box {
  const { x, y } = columnBox(placed, { stage, column });
  return { x, y: y + row, w: 1, h: 1 };
}

/** Pixels above a diagram for the numbers of its columns, and side by side for its name too. */
const [HEAD, NAMED_HEAD] = [32, 74];

/** Everything, with what stands above it, which is as high as it is whatever the scale. */
export function wholeBox({ world, placed }: Scene, { width, height }: Size): Box {
  const head = placed.length > 1 ? NAMED_HEAD : HEAD;
  const k = Math.min((width - 2 * MARGIN) / world.w, (height - 2 * MARGIN - head) / world.h);
  return { ...world, y: world.y - head / k, h: world.h + head / k };
}

/**
 * A stage with its labels and what it leaves to the next, for the camera: no row above it is cut, stages above it are shown
 * only where all below it have room, and below it the window ends with a whole stage where it nearly does.
 */
export function stageBox({ diagram, left, gutter }: Placed, index: number, { width, height }: Size): Box {
  const { stages, columns, rows } = diagram;
  const stage = at(stages, index);
  const next = stages[index + 1];
  const end = next === undefined ? stage.top + stage.height : next.top + next.height;
  // Labels have a size of their own, so a stage of few rows needs no wide gutter.
  const side = Math.min(gutter, 0.4 * columns);
  const w = side + columns + SIDE;
  const room = height - 2 * MARGIN - HEAD;
  const scale = (from: number, to: number) => room / (to - from + 0.5);
  const most = Math.min((width - 2 * MARGIN) / w, scale(stage.top, end), MOST);
  const first = Math.min(
    index,
    stages.findIndex(({ top }) => scale(top, rows) >= most || top >= stage.top),
  );
  const { top } = at(stages, first);
  const cut = stages.map((one) => scale(top, one.top + one.height)).find((k) => k > 0 && k < most);
  const k = cut !== undefined && cut >= 0.75 * most ? cut : most;
  // As much as there is between stages, so that of the one above nothing is seen under the numbers.
  const head = Math.max(HEAD / 2, Math.min(HEAD, k));
  return { x: left - side, y: top - head / k, w, h: (height - 2 * MARGIN) / k };
}

/** Pixels for a dot, at most. */
const MOST = 60;

/** The place of the chosen diagram under a point of the drawing; undefined where no dot is. */
export function placeAt({ diagram, left }: Placed, x: number, y: number): Place | undefined {
  const column = diagram.columns - 1 - Math.floor(x - left);
  if (column < 0 || column >= diagram.columns) return undefined;
  const stage = stageAt(diagram, y);
  if (stage === undefined) return undefined;
  const { top, heights } = at(diagram.stages, stage);
  const row = Math.floor(y) - top;
  return row < wordAt(heights, column) ? { stage, column, row } : undefined;
}

/** The stage at this height of the drawing; undefined between stages. */
export function stageAt({ stages }: Diagram, y: number): number | undefined {
  const index = stages.findIndex(({ top, height }: DiagramStage) => y >= top && y < top + height);
  return index === -1 ? undefined : index;
}
