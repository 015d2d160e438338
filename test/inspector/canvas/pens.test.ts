import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  between,
  framing,
  isInside,
  pointAt,
  visible,
  zoomed,
} from '../../../src/inspector/canvas/camera.ts';
import { SvgPen } from '../../../src/inspector/canvas/svg-pen.ts';
import { LIGHT } from '../../../src/inspector/palette.ts';
import { paintReduce } from '../../../src/inspector/reduce/paint.ts';
import { sceneOf } from '../../../src/inspector/reduce/scene.ts';

test('shapes of one style are one path, and text is escaped', () => {
  const pen = new SvgPen();
  pen.rect(1, 2, 3, 4, { fill: 'red' });
  pen.disc(5, 5, 2, { fill: 'red' });
  pen.line([0, 0, 1, 1.006], { stroke: 'blue', width: 2, dash: [1, 2] });
  pen.text('<a & b>', 3, 4, { fill: 'black', size: 12, align: 'right', bold: true });
  pen.text('too long', 3, 4, { fill: 'black', size: 12, within: 5 });
  pen.bits({ bytes: Uint8Array.of(0, 1, 2, 2), columns: 2, rows: 2, zero: 'grey', one: 'blue' }, 0, 0, 4, 4);
  expect(pen.finish(10, 20, 'x', 'white')).toMatchInlineSnapshot(`
    "<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20" width="10" height="20" role="img">
    <title>x</title>
    <rect width="10" height="20" fill="white"/>
    <path d="M1 2h3v4h-3zM3 5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z" fill="red"/>
    <path d="M0 0 1 1.01" fill="none" stroke="blue" stroke-width="2" stroke-dasharray="1 2"/>
    <text x="3" y="4" text-anchor="end" dominant-baseline="central" fill="black" style="font:600 12px system-ui,sans-serif">&lt;a &amp; b&gt;</text>
    <path d="M2 0h2v2h-2z" fill="grey"/>
    <path d="M0 2h2v2h-2zM2 2h2v2h-2z" fill="blue"/>
    </svg>
    "
  `);
  expect(pen.drawn).toBe(8);
});

const size = { width: 800, height: 600 };
const coordinate = fc.integer({ min: -500, max: 500 });
const length = fc.integer({ min: 1, max: 500 });
const boxes = fc.record({ x: coordinate, y: coordinate, w: length, h: length });

test('a part that is shown is seen whole, in the middle', () => {
  fc.assert(
    fc.property(boxes, (box) => {
      const camera = framing(box, size);
      expect(isInside(box, camera, size)).toBe(true);
      const middle = pointAt(camera, 400, 300);
      expect(middle.x).toBeCloseTo(box.x + box.w / 2);
      expect(middle.y).toBeCloseTo(box.y + box.h / 2);
      expect(camera.k).toBeLessThanOrEqual(100);
    }),
    { seed: 1 },
  );
});

test('nearer and farther keep the middle; the way between two cameras begins and ends at them', () => {
  fc.assert(
    fc.property(boxes, boxes, (one, two) => {
      const [from, to] = [framing(one, size), framing(two, size)];
      const near = pointAt(zoomed(from, size, 1.5), 400, 300);
      expect(near.x).toBeCloseTo(one.x + one.w / 2);
      expect(visible(from, size).w).toBeCloseTo(800 / from.k);
      for (const [part, camera] of [
        [0, from],
        [1, to],
      ] as const)
        for (const key of ['x', 'y', 'k'] as const)
          expect(between(from, to, part)[key]).toBeCloseTo(camera[key], 5);
    }),
    { seed: 2 },
  );
});

test('a diagram as SVG has its labels and a shape for every dot', () => {
  const scene = sceneOf({ kind: 'dadda', i: 4, j: 4, a: 5n, b: 6n, fault: undefined, beside: false });
  const pen = new SvgPen();
  paintReduce(pen, { ...size, camera: framing(scene.world, size) }, scene, {
    place: undefined,
    palette: LIGHT,
  });
  const text = pen.finish(800, 600, 'dadda', 'white');
  for (const label of [
    'to height 3',
    'to height 2',
    'final adder',
    'result',
    'target 2',
    'sum 30 = a\u00b7b',
  ])
    expect(text).toContain(label);
  const dots = scene.placed[0]?.bytes.flatMap((bytes) => [...bytes]).filter((byte) => byte > 0).length ?? 0;
  expect(text.match(/a[\d.]+ [\d.]+ 0 1 0 /g)?.length).toBe(2 * dots);
});
