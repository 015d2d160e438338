import { describe, expect, test } from 'vitest';
import { plotSvg } from '../../src/drawing/plot.ts';

describe('plots', () => {
  const plot = {
    title: 'y & x',
    x: { label: 'x', isLogarithmic: true },
    y: { label: 'y' },
    series: [
      {
        name: 'a',
        as: 'marks',
        points: [
          [1, 1],
          [1, 1],
          [10, 2],
          [0, 5],
        ],
      },
      {
        name: 'b',
        as: 'line',
        points: [
          [1, 1],
          [10, 2],
        ],
      },
    ],
  } as const;

  test('equal marks are drawn once, and what has no place is left out', () => {
    const svg = plotSvg(plot);
    expect(svg).toContain('aria-label="y &amp; x"');
    expect(/<path class="mark s1" d="(M[^"]+)"/.exec(svg)?.[1]?.split('M')).toHaveLength(3);
    expect(svg).not.toContain('NaN');
  });

  test('the legend stands where it covers no points, if there is such a corner', () => {
    const falling = Array.from({ length: 50 }, (_, x) => [x, 1 / (1 + x)] as const);
    const rising = falling.map(([x, y]) => [x, 1 - y] as const);
    const placeOf = (points: typeof falling) => {
      const svg = plotSvg({
        title: 't',
        x: { label: 'x' },
        y: { label: 'y' },
        series: [{ name: 'a', as: 'line', points }],
      });
      const [, x, y] = /class="legend" x="(\d+)" y="(\d+)"/.exec(svg) ?? [];
      return [Number(x) > 300 ? 'right' : 'left', Number(y) > 200 ? 'low' : 'high'];
    };
    expect([placeOf(falling), placeOf(rising)]).toEqual([
      ['right', 'high'],
      ['left', 'high'],
    ]);
  });

  test('alone it is a file of its own', () => {
    const svg = plotSvg(plot, true);
    expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
    expect(svg).toContain('prefers-color-scheme:dark');
  });
});
