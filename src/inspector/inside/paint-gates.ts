import type { Palette } from '../../drawing/palette.ts';
import type { Pen, Style } from '../../drawing/pen.ts';
import { at, byteAt, wordAt } from '../../gates/at.ts';
import { faninCount } from '../../gates/depth.ts';
import { gateOf } from '../../gates/gate.ts';
import type { Frame } from '../canvas/camera.ts';
import { type Plan, type Point, pinOf, planOf } from './cell-plan.ts';
import { netName } from './describe.ts';
import { ITEM, type Layout } from './layout.ts';
import { cornerOf, fillOf, type InsideScene, wireStyle } from './scene.ts';
import { leavesOf } from './wires.ts';

/** Items from near by: every gate with its name and its bit, and the wires between them. */
export function paintGates(
  pen: Pen,
  frame: Frame,
  scene: InsideScene,
  items: readonly number[],
  palette: Palette,
): void {
  const { layout, bits } = scene;
  const { k } = frame.camera;
  for (const item of items) {
    const { left, top } = cornerOf(frame.camera, layout, item);
    const plan = planOf(byteAt(layout.kind, item));
    const place = ({ x, y }: Point) => [left + x * k, top + y * k] as const;
    paintInnerWires(pen, layout, item, plan, place, (net) => wireStyle(byteAt(bits, net), palette, k));
    for (const [n, middle] of plan.gates.entries()) {
      const net = wordAt(layout.net, item) + n;
      const [x, y] = place(middle);
      const [w, h] = [plan.half.x * k, plan.half.y * k];
      const value = byteAt(bits, net);
      pen.pill(x - w, y - h, 2 * w, 2 * h, 0.4 * h, {
        ...fillOf(value, palette),
        stroke: palette.faint,
        width: 1,
      });
      const fill = value === 1 ? palette.onOne : palette.onZero;
      const size = Math.min(22, 0.95 * h, 0.5 * w);
      pen.text(gateText(layout, item, net), x, y - 0.35 * h, { fill, size, align: 'center', bold: true });
      pen.text(String(value), x, y + 0.45 * h, { fill, size, align: 'center' });
      if (k >= 240 && byteAt(layout.kind, item) !== ITEM.output)
        pen.text(`net ${net}`, x + w + 8, y, { fill: palette.faint, size: Math.min(13, 0.7 * size) });
    }
    paintCorner(pen, layout, item, left, top, k, palette);
  }
}

function gateText({ netlist, kind, column }: Layout, item: number, net: number): string {
  const code = byteAt(kind, item);
  if (code === ITEM.input) return netName(netlist, net);
  if (code === ITEM.output) return String(wordAt(column, item));
  return gateOf(byteAt(netlist.gate, net))?.toUpperCase() ?? '';
}

/** What the adder is, in its corner. */
function paintCorner(
  pen: Pen,
  { kind }: Layout,
  item: number,
  left: number,
  top: number,
  k: number,
  palette: Palette,
): void {
  const code = byteAt(kind, item);
  if (code !== ITEM.fa && code !== ITEM.ha) return;
  const text = code === ITEM.fa ? 'FA' : 'HA';
  const fill = code === ITEM.fa ? palette.full : palette.half;
  pen.text(text, left + 0.87 * k, top + 0.9 * k, {
    fill,
    size: Math.min(26, 0.09 * k),
    bold: true,
    align: 'center',
  });
  if (k < 180) return;
  const style = { fill: palette.faint, size: Math.min(16, 0.05 * k) };
  pen.text('carry', left + 0.22 * k, top + 0.93 * k, style);
  pen.text('sum', left + 0.65 * k, top + 0.93 * k, { ...style, align: 'right' });
}

/** Lines from the item's pins to its gates, between gates, and to where nets leave it. */
function paintInnerWires(
  pen: Pen,
  layout: Layout,
  item: number,
  plan: Plan,
  place: (point: Point) => readonly [number, number],
  styleOf: (net: number) => Style,
): void {
  const { netlist } = layout;
  const first = wordAt(layout.net, item);
  const leaves = leavesOf(layout, item);
  const code = byteAt(layout.kind, item);
  for (const [n, middle] of plan.gates.entries()) {
    const net = first + n;
    const count = code === ITEM.input ? 0 : code === ITEM.output ? 1 : faninCount(netlist, net);
    for (let pin = 0; pin < count; pin++) {
      const read = code === ITEM.output ? net : wordAt(at(netlist.fanin, pin), net);
      const source = code === ITEM.output ? undefined : plan.gates[read - first];
      const from =
        source === undefined
          ? pinOf({ x: 0.5, y: 0.1 }, { x: 0.5, y: 0.06 }, leaves.indexOf(read), leaves.length)
          : { x: source.x, y: source.y + plan.half.y };
      pen.line([...place(from), ...place(pinOf(middle, plan.half, pin, count))], styleOf(read));
    }
    const out = plan.out[n];
    if (out !== undefined && code !== ITEM.output)
      pen.line([...place({ x: middle.x, y: middle.y + plan.half.y }), ...place(out)], styleOf(net));
  }
}
