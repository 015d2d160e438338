import { expect, test } from 'vitest';
import { heatMapSvg } from '../../src/drawing/heat-map.ts';

test('a heat map joins cells of a step, and its legend has the steps that are there', () => {
  const cells = [1, 2, 3].flatMap((x) =>
    [1, 2, 3].map((y) => ({ x, y, value: x === 3 ? -4 : y === 3 ? 2 : 0 })),
  );
  const svg = heatMapSvg({ title: 't', across: 'j', down: 'i', cells });
  expect(svg.match(/class="below b4"/g)).toHaveLength(2);
  expect(svg).toContain('>-4 to -3<');
  expect(svg).toContain('>+1 to +2<');
  expect(
    heatMapSvg({ title: 't', across: 'j', down: 'i', cells: [...cells, { x: 1, y: 1, value: 1 }] }),
  ).toContain('>up to +1<');
  expect(svg).toContain('>no difference<');
  expect(/class="zero" d="([^"]+)"/.exec(svg)?.[1]?.split('M')).toHaveLength(3);
});
