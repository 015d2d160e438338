import type { Palette } from '../../drawing/palette.ts';
import type { Pen } from '../../drawing/pen.ts';
import { byteAt, wordAt } from '../../gates/at.ts';
import type { Frame } from '../canvas/camera.ts';
import { pinOf, planOf } from './cell-plan.ts';
import { netName } from './describe.ts';
import { type Layout, NO_ITEM } from './layout.ts';
import { cornerOf, type InsideScene, wireStyle } from './scene.ts';
import { isLabel, leavesOf, readersOf, sizeOf } from './wires.ts';

/** From so many pixels the names of nets with many readers are written at the pins. */
const LABELS = 40;

/**
 * The wires into the items that are seen, and out of them to items that are not. A net of many readers is a name at each
 * pin. Ones are drawn over zeros.
 */
export function paintWires(
  pen: Pen,
  frame: Frame,
  scene: InsideScene,
  items: readonly number[],
  palette: Palette,
): void {
  const { layout, bits, cone } = scene;
  const { k } = frame.camera;
  const lines: [number[][], number[][]] = [[], []];
  const marked: number[][] = [];
  const labels: { x: number; y: number; text: string }[] = [];
  const seen = new Set(items);
  const add = (net: number, reader: number, pin: number, count: number) => {
    const to = pinAt(frame, layout, reader, pin, count);
    if (isLabel(layout, net)) {
      if (k >= LABELS && seen.has(reader)) labels.push({ ...to, text: netName(layout.netlist, net) });
      return;
    }
    const from = outAt(frame, layout, net);
    if (from === undefined) return;
    const line = [from.x, from.y, to.x, to.y];
    const isMarked = cone !== undefined && cone[net] === 1 && isInCone(layout, cone, reader);
    if (isMarked) marked.push(line);
    else lines[bits[net] === 1 ? 1 : 0].push(line);
  };
  const readers = readersOf(layout);
  for (const item of items) {
    const leaves = leavesOf(layout, item);
    for (const [pin, net] of leaves.entries()) add(net, item, pin, leaves.length);
    const first = wordAt(layout.net, item);
    for (let net = first; net < first + sizeOf(layout, item); net++) {
      if (wordAt(layout.itemOf, net) !== item || isLabel(layout, net)) continue;
      for (let r = wordAt(readers.first, net); r < wordAt(readers.first, net + 1); r++) {
        const reader = wordAt(readers.items, r);
        if (seen.has(reader)) continue;
        const pins = leavesOf(layout, reader);
        add(net, reader, pins.indexOf(net), pins.length);
      }
    }
  }
  for (const value of [0, 1] as const) {
    const style = wireStyle(value, palette, k);
    for (const line of lines[value]) pen.line(line, style);
  }
  for (const line of marked)
    pen.line(line, { stroke: palette.cone, width: Math.max(1.5, Math.min(4, 0.06 * k)) });
  for (const { x, y, text } of labels)
    pen.text(text, x, y - 0.07 * k, { fill: palette.faint, size: Math.min(13, 0.2 * k), align: 'center' });
}

function isInCone({ net }: Layout, cone: Uint8Array, item: number): boolean {
  const first = wordAt(net, item);
  for (let k = 0; k < 5; k++) if (cone[first + k] === 1) return true;
  return false;
}

/** Where a pin of an item is on the screen. */
function pinAt(frame: Frame, layout: Layout, item: number, pin: number, count: number) {
  const { left, top } = cornerOf(frame.camera, layout, item);
  const { k } = frame.camera;
  const { x, y } = pinOf({ x: 0.5, y: 0.1 }, { x: 0.5, y: 0.06 }, pin, count);
  return { x: left + x * k, y: top + y * k };
}

/** Where a net leaves its item on the screen; undefined for constants and for nets inside an adder. */
function outAt(frame: Frame, layout: Layout, net: number) {
  const item = wordAt(layout.itemOf, net);
  if (item === NO_ITEM) return undefined;
  const out = planOf(byteAt(layout.kind, item)).out[net - wordAt(layout.net, item)];
  if (out === undefined) return undefined;
  const { left, top } = cornerOf(frame.camera, layout, item);
  const { k } = frame.camera;
  return { x: left + out.x * k, y: top + out.y * k };
}
