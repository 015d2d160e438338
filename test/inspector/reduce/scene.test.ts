import { expect, test } from 'vitest';
import { framing, isInside } from '../../../src/inspector/canvas/camera.ts';
import { sceneOf, stageBox, wholeBox } from '../../../src/inspector/reduce/scene.ts';

const plain = { a: 5n, b: 6n, fault: undefined } as const;
const sizes = [
  { width: 850, height: 680 },
  { width: 1490, height: 950 },
  { width: 390, height: 480 },
];

test.each([4, 8, 16, 64])('%i bits: a stage in front is seen whole, and no row above it is cut', (width) => {
  const scene = sceneOf({ kind: 'dadda', i: width, j: width, beside: false, ...plain });
  const [placed] = scene.placed;
  if (placed === undefined) throw new Error('there must be a diagram');
  const { stages } = placed.diagram;
  for (const size of sizes)
    for (const [index, { top, height }] of stages.entries()) {
      const camera = framing(stageBox(placed, index, size), size);
      expect(isInside({ x: placed.left, y: top, w: placed.diagram.columns, h: height }, camera, size)).toBe(
        true,
      );
      const pixel = (row: number) => camera.y + row * camera.k;
      const first = stages.findIndex((stage) => pixel(stage.top) > 0);
      // The numbers of the columns stand on a strip of at least 22 pixels.
      expect(pixel(stages[first]?.top ?? 0)).toBeGreaterThan(30);
      const above = stages[first - 1];
      if (above !== undefined && camera.k >= 4) expect(pixel(above.top + above.height)).toBeLessThan(24);
    }
});

test.each(sizes)('side by side the names stand in the window, %o', (size) => {
  for (const width of [4, 16, 64]) {
    const scene = sceneOf({ kind: 'array', i: width, j: width, beside: true, ...plain });
    expect(framing(wholeBox(scene, size), size).y).toBeGreaterThan(70);
  }
});
