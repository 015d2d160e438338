import type { Palette } from '../../drawing/palette.ts';
import type { Pen, Style } from '../../drawing/pen.ts';
import { byteAt, wordAt } from '../../gates/at.ts';
import { CELLS } from '../../gates/cell.ts';
import { gateOf } from '../../gates/gate.ts';
import { type Camera, type Frame, visible } from '../canvas/camera.ts';
import { planOf } from './cell-plan.ts';
import { netName } from './describe.ts';
import { type Band, GAP, ITEM, type Layout, NO_ITEM } from './layout.ts';
import { paintGates } from './paint-gates.ts';
import { paintWires } from './paint-wires.ts';
import { bandCounts, cornerOf, fillOf, type InsideScene } from './scene.ts';

/** Below so many pixels an item is a pixel of a picture; from here it has wires, a name, gates inside. */
const [PIXELS, WIRES, NAMES, GATES] = [7, 9, 24, 84];

/** About the width of a bold letter, for a size of 1. */
const LETTER = 0.62;

/** Draws what the frame shows of a circuit. */
export function paintInside(pen: Pen, frame: Frame, scene: InsideScene, palette: Palette): void {
  const { k } = frame.camera;
  const { bands } = scene.layout;
  const seen = visible(frame.camera, frame);
  const items = k < PIXELS ? [] : itemsSeen(frame, scene.layout);
  if (k < PIXELS) paintPixels(pen, frame, scene, palette);
  else {
    if (k >= WIRES) paintWires(pen, frame, scene, items, palette);
    paintItems(pen, frame, scene, items, palette);
    if (k >= GATES) paintGates(pen, frame, scene, items, palette);
    else if (k >= NAMES) paintNames(pen, frame, scene, items, palette);
  }
  paintCone(pen, frame, scene, palette);
  paintChosen(pen, frame, scene, palette);
  for (const band of bands)
    if (band.top < seen.y + seen.h && band.top + band.rows > seen.y)
      paintBand(pen, frame.camera, scene, band, palette);
  paintAxis(pen, frame, scene.layout, palette);
}

/** The items that the frame shows, by index arithmetic. */
export function itemsSeen(frame: Frame, { columns, rows, slot }: Layout): number[] {
  const { x, y, w, h } = visible(frame.camera, frame);
  const items: number[] = [];
  const [left, right] = [Math.max(0, Math.floor(x)), Math.min(columns - 1, Math.floor(x + w))];
  for (let row = Math.max(0, Math.floor(y)); row <= Math.min(rows - 1, Math.floor(y + h)); row++)
    for (let place = left; place <= right; place++) {
      const item = slot[row * columns + columns - 1 - place] ?? -1;
      if (item !== -1) items.push(item);
    }
  return items;
}

function paintAxis(pen: Pen, frame: Frame, { columns }: Layout, { faint, paper }: Palette): void {
  const { x, y, k } = frame.camera;
  const size = Math.max(11, Math.min(15, 0.5 * k));
  const step = [1, 2, 4, 8, 16, 32].find((count) => count * k > size * 1.9) ?? 64;
  const own = y - Math.max(0.7 * k, 0.9 * size);
  // The numbers stay in sight when the circuit's top is out of it, on a strip of their own over gates and wires.
  const held = Math.max(own, size);
  if (held > own) pen.rect(0, 0, frame.width, 2 * size, { fill: paper });
  for (let column = 0; column < columns; column += step)
    pen.text(String(column), x + (columns - 0.5 - column) * k, held, {
      fill: faint,
      size,
      align: 'center',
      behind: paper,
    });
}

function paintPixels(pen: Pen, frame: Frame, scene: InsideScene, palette: Palette): void {
  const { columns, rows } = scene.layout;
  const bytes = pixelsOf(scene);
  const { x, y, k } = frame.camera;
  const colours = { zero: palette.zero, one: palette.one };
  pen.bits({ bytes, columns: 2 * columns, rows, ...colours }, x, y, columns * k, rows * k);
}

const pixels = new WeakMap<Uint8Array, Uint8Array>();

/** Two pixels for each item: the carry and the sum of an adder, twice the bit of anything else. */
function pixelsOf({ layout, bits }: InsideScene): Uint8Array {
  const known = pixels.get(bits);
  if (known !== undefined) return known;
  const { columns, rows, kind, net, column, row } = layout;
  const bytes = new Uint8Array(2 * columns * rows);
  for (let item = 0; item < kind.length; item++) {
    const first = wordAt(net, item);
    const [sum, carry] = sumAndCarry(byteAt(kind, item), first);
    const place = 2 * (wordAt(row, item) * columns + columns - 1 - wordAt(column, item));
    bytes[place] = 1 + byteAt(bits, carry);
    bytes[place + 1] = 1 + byteAt(bits, sum);
  }
  pixels.set(bits, bytes);
  return bytes;
}

/** The nets that an item shows on the right and on the left: sum and carry of an adder, else its one net. */
function sumAndCarry(kind: number, first: number): readonly [number, number] {
  if (kind === ITEM.fa) return [first + CELLS.fa.sum.at, first + CELLS.fa.carry.at];
  if (kind === ITEM.ha) return [first + CELLS.ha.sum.at, first + CELLS.ha.carry.at];
  return [first, first];
}

/** Bodies of items, colour by colour: what an item drives fills it, its kind is the line around it. */
function paintItems(
  pen: Pen,
  frame: Frame,
  scene: InsideScene,
  items: readonly number[],
  palette: Palette,
): void {
  const { k } = frame.camera;
  const { layout, bits } = scene;
  const inset = 0.08 * k;
  if (k < GATES)
    for (const value of [0, 1]) {
      const style = fillOf(value, palette);
      for (const item of items) {
        const { left, top } = cornerOf(frame.camera, layout, item);
        const first = wordAt(layout.net, item);
        const code = byteAt(layout.kind, item);
        if (code !== ITEM.fa && code !== ITEM.ha) {
          if (bits[first] === value) pen.rect(left + inset, top + inset, k - 2 * inset, k - 2 * inset, style);
          continue;
        }
        // The left half is the carry, the right half the sum: each points where it goes.
        const [sum, carry] = sumAndCarry(code, first);
        const half = 0.5 * k - inset;
        if (bits[carry] === value) pen.rect(left + inset, top + inset, half, k - 2 * inset, style);
        if (bits[sum] === value) pen.rect(left + inset + half, top + inset, half, k - 2 * inset, style);
      }
    }
  for (const kind of Object.values(ITEM)) {
    const style = lineOf(kind, palette, k);
    for (const item of items) {
      if (byteAt(layout.kind, item) !== kind) continue;
      const { left, top } = cornerOf(frame.camera, layout, item);
      const inner = k < GATES || kind === ITEM.fa || kind === ITEM.ha;
      if (inner)
        pen.pill(left + 0.5 * inset, top + 0.5 * inset, k - inset, k - inset, Math.min(16, 0.1 * k), style);
    }
  }
}

/** The line around an item: solid for full adders, dashed for half adders, thin for all else. */
function lineOf(kind: number, palette: Palette, k: number): Style {
  const width = k < 16 ? 1 : 2;
  if (kind === ITEM.fa) return { stroke: palette.full, width };
  if (kind === ITEM.ha)
    return { stroke: palette.half, width, ...(k < 12 ? {} : { dash: [0.14 * k, 0.09 * k] }) };
  return { stroke: palette.faint, width: k < 16 ? 0.5 : 1 };
}

function paintNames(
  pen: Pen,
  frame: Frame,
  scene: InsideScene,
  items: readonly number[],
  palette: Palette,
): void {
  const { k } = frame.camera;
  const { layout, bits } = scene;
  const { netlist, kind, net, column } = layout;
  for (const item of items) {
    const { left, top } = cornerOf(frame.camera, layout, item);
    const first = wordAt(net, item);
    const code = byteAt(kind, item);
    const colour = (value: number | undefined) => (value === 1 ? palette.onOne : palette.onZero);
    const [x, y] = [left + 0.5 * k, top + 0.36 * k];
    if (code === ITEM.fa || code === ITEM.ha) {
      const [sum, carry] = sumAndCarry(code, first);
      const size = 0.34 * k;
      pen.text(String(bits[carry]), left + 0.29 * k, top + 0.66 * k, {
        fill: colour(bits[carry]),
        size,
        align: 'center',
      });
      pen.text(String(bits[sum]), left + 0.71 * k, top + 0.66 * k, {
        fill: colour(bits[sum]),
        size,
        align: 'center',
      });
      const style = { size: 0.26 * k, align: 'center' } as const;
      pen.text('c', left + 0.29 * k, top + 0.3 * k, { ...style, fill: colour(bits[carry]) });
      pen.text('s', left + 0.71 * k, top + 0.3 * k, { ...style, fill: colour(bits[sum]) });
      continue;
    }
    const name =
      code === ITEM.input
        ? inputName(netName(netlist, first))
        : code === ITEM.output
          ? String(wordAt(column, item))
          : (gateOf(byteAt(netlist.gate, first)) ?? '');
    pen.text(name, x, y, { fill: colour(bits[first]), size: 0.26 * k, align: 'center', within: 0.84 * k });
    pen.text(String(bits[first]), x, top + 0.66 * k, {
      fill: colour(bits[first]),
      size: 0.34 * k,
      align: 'center',
    });
  }
}

/** The names of ports are as long as they like; a place in a bus is known by its number too. */
function inputName(name: string): string {
  return name.length > 4 ? (/\d+$/.exec(name)?.[0] ?? name) : name;
}

/** Outlines everything that the selected net depends on, however small. */
function paintCone(
  pen: Pen,
  frame: Frame,
  { layout, cone, front: _, ...scene }: InsideScene,
  palette: Palette,
): void {
  if (cone === undefined) return;
  const { k } = frame.camera;
  const seen = visible(frame.camera, frame);
  const style: Style =
    k < WIRES ? { fill: palette.cone } : { stroke: palette.cone, width: Math.min(4, 0.12 * k) };
  const done = new Set<number>();
  for (let net = 2; net < cone.length; net++) {
    if (cone[net] !== 1 || net === scene.net) continue;
    const item = wordAt(layout.itemOf, net);
    if (item === NO_ITEM || done.has(item)) continue;
    done.add(item);
    const row = wordAt(layout.row, item);
    const place = layout.columns - 1 - wordAt(layout.column, item);
    if (row + 1 < seen.y || row > seen.y + seen.h || place + 1 < seen.x || place > seen.x + seen.w) continue;
    const { left, top } = cornerOf(frame.camera, layout, item);
    const inset = k < WIRES ? 0.25 * k : 0;
    pen.rect(left + inset, top + inset, k - 2 * inset, k - 2 * inset, style);
  }
}

function paintChosen(pen: Pen, frame: Frame, { layout, net, fault }: InsideScene, palette: Palette): void {
  const { k } = frame.camera;
  for (const [chosen, colour] of [
    [fault, palette.wrong],
    [net, palette.focus],
  ] as const) {
    if (chosen === undefined) continue;
    const item = wordAt(layout.itemOf, chosen);
    if (item === NO_ITEM) continue;
    const { left, top } = cornerOf(frame.camera, layout, item);
    const style: Style = { stroke: colour, width: 3 };
    const plan = planOf(byteAt(layout.kind, item));
    const gate = plan.gates[chosen - wordAt(layout.net, item)];
    if (k >= GATES && gate !== undefined) {
      const [w, h] = [plan.half.x * k + 4, plan.half.y * k + 4];
      pen.rect(left + gate.x * k - w, top + gate.y * k - h, 2 * w, 2 * h, style);
    } else {
      const grow = Math.max(2, 5 - 0.5 * k);
      pen.rect(left - grow, top - grow, k + 2 * grow, k + 2 * grow, style);
    }
  }
}

/** The name of a band and what it holds, at its left, and lines around the stage in front. */
function paintBand(pen: Pen, camera: Camera, scene: InsideScene, band: Band, palette: Palette): void {
  const { x, y, k } = camera;
  const { layout, front } = scene;
  const top = y + band.top * k;
  const isFront = front?.(band) === true;
  const room = (band.rows + GAP) * k;
  const size = Math.max(11, Math.min(16, 0.6 * k));
  if (isFront) {
    const style = { stroke: palette.focus, width: 2 };
    const [left, right] = [x - 0.25 * k - 2, x + (layout.columns + 0.25) * k + 2];
    pen.line([left, top - 3, left, top + band.rows * k + 3], style);
    pen.line([right, top - 3, right, top + band.rows * k + 3], style);
  }
  if (room < size) return;
  const lines = [band.name, ...(band.scope === -1 ? [] : [bandCounts(layout, band)])];
  const right = x - 0.7 * k;
  for (const [line, text] of lines.entries()) {
    if ((line + 1) * size * 1.25 > room) break;
    // A long name gets smaller letters before it lies over the circuit; near by all do, so that they stay in sight.
    const widest = text.length * size * LETTER;
    const fitted = right < 80 ? size : Math.max(11, Math.min(size, (size * (right - 6)) / widest));
    const isPinned = right < 80 || text.length * fitted * LETTER > right;
    pen.text(text, isPinned ? 6 : right, top + Math.min(0.5 * k, 0.7 * size) + line * size * 1.25, {
      fill: line === 0 ? palette.ink : palette.faint,
      size: fitted,
      bold: line === 0,
      align: isPinned ? 'left' : 'right',
      behind: palette.paper,
    });
  }
}
