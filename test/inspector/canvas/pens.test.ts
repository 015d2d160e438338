import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIGHT } from '../../../src/drawing/palette.ts';
import { SvgPen } from '../../../src/drawing/svg-pen.ts';
import {
  between,
  framing,
  isInside,
  pointAt,
  visible,
  zoomed,
} from '../../../src/inspector/canvas/camera.ts';
import { paintReduce } from '../../../src/inspector/reduce/paint.ts';
import { sceneOf } from '../../../src/inspector/reduce/scene.ts';

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
