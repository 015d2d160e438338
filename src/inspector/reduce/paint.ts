import type { DotGroup, DotGroupKind } from '../../dots/dot-stages.ts';
import type { Palette } from '../../drawing/palette.ts';
import type { Pen, Style } from '../../drawing/pen.ts';
import { at, wordAt } from '../../gates/at.ts';
import { type Camera, type Frame, visible } from '../canvas/camera.ts';
import { dotName } from './describe.ts';
import { ADDER_KINDS, addersIn, type DiagramStage } from './diagram.ts';
import type { Place } from './reduce-state.ts';
import { dotBox, type Placed, type Scene } from './scene.ts';

/** What is drawn beyond the diagrams themselves. */
export interface Marks {
  readonly place: Place | undefined;
  readonly palette: Palette;
}

/** Below so many pixels a dot is drawn as a pixel of a picture, as a square, and above as a disc. */
const [PIXELS, SQUARES] = [3, 9];

/** Below so many pixels a dot has no outlines of adders, no digit, no name. */
const [OUTLINES, DIGITS, NAMES] = [5, 15, 40];

/** Draws what the frame shows of a scene. */
export function paintReduce(pen: Pen, frame: Frame, { placed, product }: Scene, marks: Marks): void {
  const seen = visible(frame.camera, frame);
  for (const [index, one] of placed.entries()) {
    const { diagram, left, gutter } = one;
    if (left - gutter > seen.x + seen.w || left + diagram.columns + 4 < seen.x) continue;
    const mine = index === 0 ? marks : { ...marks, place: undefined };
    for (const [s, stage] of diagram.stages.entries())
      if (stage.top < seen.y + seen.h && stage.top + stage.height + 2 > seen.y)
        paintStage(pen, frame, one, s, stage, mine, product, placed.length > 1);
    paintAxis(pen, frame, one, marks.palette, placed.length > 1);
  }
}

/** The columns of a diagram that can be seen, the highest and the lowest. */
function columnsSeen(frame: Frame, { diagram, left }: Placed): { high: number; low: number } {
  const { x, w } = visible(frame.camera, frame);
  const last = diagram.columns - 1;
  const clamp = (column: number) => Math.max(0, Math.min(last, column));
  return { high: clamp(last - Math.floor(x - left)), low: clamp(last - Math.floor(x + w - left)) };
}

function paintAxis(
  pen: Pen,
  frame: Frame,
  one: Placed,
  { ink, faint, paper }: Palette,
  named: boolean,
): void {
  const { camera } = frame;
  const { diagram, left } = one;
  const { k } = camera;
  const size = Math.max(11, Math.min(15, 0.7 * k));
  const y = camera.y - Math.max(1.1 * k, 0.9 * size);
  const { high, low } = columnsSeen(frame, one);
  const step = [1, 2, 4, 8, 16, 32].find((columns) => columns * k > size * 1.9) ?? 64;
  // The numbers stay in sight when the diagram's top is out of it, on a strip of their own over the dots.
  const held = Math.max(y, size);
  if (held > y) pen.rect(camera.x + left * k, 0, diagram.columns * k, 2 * size, { fill: paper });
  for (let column = Math.ceil(low / step) * step; column <= high; column += step)
    pen.text(String(column), camera.x + (left + diagram.columns - 0.5 - column) * k, held, {
      fill: faint,
      size,
      align: 'center',
      behind: paper,
    });
  if (!named) return;
  const { fa, ha, adders } = diagram.count;
  const x = camera.x + (left + diagram.columns) * k;
  pen.text(`${fa} FA + ${ha} HA, depth ${diagram.depth}`, x, y - 18, {
    fill: faint,
    size: 13,
    align: 'right',
  });
  pen.text(`${diagram.kind}: ${adders} adders`, x, y - 36, {
    fill: ink,
    size: 15,
    align: 'right',
    bold: true,
  });
}

function paintStage(
  pen: Pen,
  frame: Frame,
  one: Placed,
  index: number,
  stage: DiagramStage,
  { place, palette }: Marks,
  product: bigint,
  isBrief: boolean,
): void {
  const { camera } = frame;
  const { k } = camera;
  const { columns } = one.diagram;
  const left = camera.x + one.left * k;
  const top = camera.y + stage.top * k;
  const isHere = place?.stage === index;
  if (isHere)
    pen.rect(left + (columns - 1 - place.column) * k, top - 0.4 * k, k, (stage.height + 0.8) * k, {
      fill: palette.cone,
      alpha: 0.3,
    });
  if (k < PIXELS)
    pen.bits(
      { bytes: at(one.bytes, index), columns, rows: stage.height, zero: palette.zero, one: palette.one },
      left,
      top,
      columns * k,
      stage.height * k,
    );
  else {
    if (k >= OUTLINES) paintAdders(pen, frame, one, stage, isHere ? place.column : undefined, palette);
    paintDots(pen, frame, one, index, stage, palette);
  }
  paintRule(pen, frame, one, stage, palette, isBrief);
  paintStuck(pen, camera, one, index, stage, palette);
  if (isHere) paintChosen(pen, camera, one, stage, place, palette);
  paintLabel(pen, camera, one, index, stage, palette, product, isBrief);
}

/** How the outline of an adder looks: solid, dashed and dotted, so that colour is not needed. */
export function adderStyle(kind: DotGroupKind, palette: Palette, k: number): Style {
  const colour = { fa: palette.full, ha: palette.half, xor: palette.loose, one: palette.loose }[kind];
  const width = k < 12 ? 1 : 2;
  const dash = kind === 'fa' || k < 8 ? undefined : kind === 'ha' ? [0.2 * k, 0.12 * k] : [2, 2];
  return { stroke: colour, width, ...(dash === undefined ? {} : { dash }) };
}

/** Outlines, kind by kind. In a stage that is stepped through, those of later columns are faint. */
function paintAdders(
  pen: Pen,
  frame: Frame,
  one: Placed,
  stage: DiagramStage,
  cursor: number | undefined,
  palette: Palette,
): void {
  const { high, low } = columnsSeen(frame, one);
  for (const kind of ADDER_KINDS)
    for (const isLater of [false, true]) {
      const plain = adderStyle(kind, palette, frame.camera.k);
      const style = isLater ? { ...plain, alpha: 0.3 } : plain;
      const last = wordAt(stage.firstGroup, high + 1);
      for (let a = wordAt(stage.firstGroup, low); a < last; a++) {
        const adder = at(stage.groups, a);
        if (
          adder.kind !== kind ||
          (cursor !== undefined && adder.column > cursor) !== isLater ||
          adder.size === 0
        )
          continue;
        outline(pen, frame.camera, one, stage, adder, style);
      }
    }
}

function outline(
  pen: Pen,
  { x, y, k }: Camera,
  { diagram, left }: Placed,
  stage: DiagramStage,
  { column, row, size }: DotGroup,
  style: Style,
  grow = 0,
): void {
  const inset = 0.06 * k - grow;
  pen.pill(
    x + (left + diagram.columns - 1 - column) * k + inset,
    y + (stage.top + row) * k + inset,
    k - 2 * inset,
    size * k - 2 * inset,
    0.46 * k,
    style,
  );
}

function paintDots(
  pen: Pen,
  frame: Frame,
  one: Placed,
  index: number,
  stage: DiagramStage,
  palette: Palette,
): void {
  const { x, y, k } = frame.camera;
  const { columns } = one.diagram;
  const { high, low } = columnsSeen(frame, one);
  const seen = visible(frame.camera, frame);
  const first = Math.max(0, Math.floor(seen.y - stage.top));
  const last = Math.min(stage.height - 1, Math.floor(seen.y + seen.h - stage.top));
  const bytes = at(one.bytes, index);
  for (const code of [1, 2]) {
    const fill = code === 2 ? palette.one : palette.zero;
    // With forced colours a zero is the paper's colour, and only a line around it can be seen.
    const style = fill === palette.paper ? { fill, stroke: palette.ink } : { fill };
    for (let row = first; row <= last; row++)
      for (let column = high; column >= low; column--) {
        const place = columns - 1 - column;
        if (bytes[row * columns + place] !== code) continue;
        const [left, top] = [x + (one.left + place) * k, y + (stage.top + row) * k];
        if (k < SQUARES) pen.rect(left + 0.12 * k, top + 0.12 * k, 0.76 * k, 0.76 * k, style);
        else pen.disc(left + 0.5 * k, top + 0.5 * k, 0.34 * k, style);
      }
  }
  if (k < DIGITS) return;
  for (let row = first; row <= last; row++)
    for (let column = high; column >= low; column--) {
      const place = columns - 1 - column;
      const code = bytes[row * columns + place] ?? 0;
      if (code === 0) continue;
      const fill = code === 2 ? palette.onOne : palette.onZero;
      const [left, top] = [x + (one.left + place + 0.5) * k, y + (stage.top + row + 0.5) * k];
      const shift = k < NAMES ? 0 : 0.1 * k;
      pen.text(String(code - 1), left, top - shift, {
        fill,
        size: Math.round(Math.min(0.5 * k, 22)),
        align: 'center',
        bold: code === 2,
      });
      const net = stage.nets[row * columns + column] ?? 0;
      if (k >= NAMES)
        pen.text(dotName(one.diagram, net), left, top + 0.18 * k, { fill, size: 0.19 * k, align: 'center' });
    }
}

/** Pixels of the names of stages and the numbers of rules. */
function textSize(k: number): number {
  return Math.max(11, Math.min(16, 0.8 * k));
}

/** The height that the stage must reach, as a rule below the last dot that may stay. */
function paintRule(
  pen: Pen,
  { camera: { x, y, k }, width }: Frame,
  { diagram, left }: Placed,
  stage: DiagramStage,
  palette: Palette,
  isBrief: boolean,
): void {
  const { target } = stage;
  if (target === undefined || target >= stage.height) return;
  const height = y + (stage.top + target) * k;
  const [from, to] = [x + (left - 0.3) * k, x + (left + diagram.columns + 0.3) * k];
  pen.line([from, height, to, height], { stroke: palette.ink, width: k < 9 ? 1 : 1.5, dash: [6, 4] });
  const size = textSize(k);
  // The next number stands about a stage below.
  if ((stage.height + 1.6) * k < size) return;
  const words = `target ${target}`;
  const hasRoom = !isBrief && to + 4 + words.length * size * LETTER < width;
  pen.text(hasRoom ? words : String(target), to + 4, height, {
    fill: palette.ink,
    size,
    bold: true,
  });
}

/** The dot that is stuck has a square around it, which no other has. */
function paintStuck(
  pen: Pen,
  camera: Camera,
  one: Placed,
  index: number,
  stage: DiagramStage,
  palette: Palette,
): void {
  const place = one.fault === undefined ? -1 : stage.nets.indexOf(one.fault);
  if (place === -1) return;
  const { columns } = one.diagram;
  const { x, y } = dotBox(one, index, place % columns, Math.floor(place / columns));
  const { k } = camera;
  const grow = Math.max(1, 5 - 0.2 * k);
  pen.rect(camera.x + x * k - grow, camera.y + y * k - grow, k + 2 * grow, k + 2 * grow, {
    stroke: palette.wrong,
    width: 3,
  });
}

/** What is selected gets a line of its own. */
function paintChosen(
  pen: Pen,
  camera: Camera,
  one: Placed,
  stage: DiagramStage,
  { stage: index, column, row, adder }: Place,
  palette: Palette,
): void {
  const style: Style = { stroke: palette.focus, width: 3 };
  if (adder !== undefined) {
    const chosen = addersIn(stage, column)[adder];
    if (chosen !== undefined && chosen.size > 0) outline(pen, camera, one, stage, chosen, style, 2);
  }
  if (row === undefined) return;
  const { x, y } = dotBox(one, index, column, row);
  const { k } = camera;
  pen.disc(camera.x + (x + 0.5) * k, camera.y + (y + 0.5) * k, Math.max(4, 0.4 * k), style);
}

/** About the width of a letter, for a size of 1. */
const LETTER = 0.58;

/** The name of a stage and what it does, left of its dots, as many lines as there is room for. */
function paintLabel(
  pen: Pen,
  camera: Camera,
  one: Placed,
  index: number,
  stage: DiagramStage,
  palette: Palette,
  product: bigint,
  isBrief: boolean,
): void {
  const { k } = camera;
  // Side by side there is room for two lines: a stage that is right need not say so.
  const isWrong = one.wrong !== undefined && index >= one.wrong;
  const sum = at(one.sums, index);
  const wrong = `sum ${grouped(sum)} is not a\u00b7b`;
  const lines = [
    `${index}  ${stage.name}`,
    isWrong ? wrong : `sum ${grouped(sum)} = a\u00b7b`,
    ...(index === one.wrong ? ['the first that is wrong'] : []),
    ...(stage.groups.length > 0
      ? [`height ${stage.height} to ${stage.heightAfter}`, adderCounts(stage)]
      : []),
  ];
  if (isBrief && isWrong)
    lines.splice(1, index === one.wrong ? 2 : 1, index === one.wrong ? 'first wrong' : 'wrong');
  if (isBrief && !isWrong) lines.splice(1, 2);
  const size = textSize(k);
  const room = (stage.height + 1.6) * k;
  const right = camera.x + (one.left - 0.7) * k;
  // Names stay in sight when the dots move under them; where there is little room for them, it is for the short lines.
  const isPinned = right < 60;
  const y = camera.y + stage.top * k + 0.5 * Math.min(k, size);
  if (room < size) return;
  const fits = (text: string) => isPinned || text.length * size * LETTER < right;
  for (const [line, text] of lines.filter((text, n) => n === 0 || fits(text)).entries()) {
    if ((line + 1) * size * 1.25 > room) break;
    const isSum = isWrong && (text === lines[1] || text === 'the first that is wrong');
    pen.text(text, isPinned ? 6 : right, y + line * size * 1.25, {
      fill: isSum && sum !== product ? palette.wrong : line === 0 ? palette.ink : palette.faint,
      size,
      bold: line === 0 || isSum,
      align: isPinned ? 'left' : 'right',
      behind: palette.paper,
    });
  }
}

/** `3 FA, 1 HA`. */
export function adderCounts({ groups }: DiagramStage): string {
  return ADDER_KINDS.filter((kind) => kind !== 'one')
    .map((kind) => [groups.filter((adder) => adder.kind === kind).length, kind.toUpperCase()] as const)
    .filter(([n]) => n > 0)
    .map(([n, name]) => `${n} ${name}`)
    .join(', ');
}

/** 27,584 for 27584; of more than 15 digits only the hexadecimal ones would help, so they are cut in the middle. */
export function grouped(value: bigint): string {
  const text = value.toString().replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ',');
  return text.length <= 20 ? text : `${text.slice(0, 7)}...${text.slice(-7)}`;
}
