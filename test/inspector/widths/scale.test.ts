import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heatMapSvg } from '../../../src/drawing/heat-map.ts';
import { css, scaleOf, ticks } from '../../../src/inspector/widths/scale.ts';

/** Relative luminance of WCAG 2. */
const luminance = (rgb: readonly number[]) => {
  const [r = 0, g = 0, b = 0] = rgb.map((part) =>
    part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

describe('the scale', () => {
  it('grows lighter with every step', () => {
    const { colour } = scaleOf(0, 100);
    const light = Array.from({ length: 101 }, (_, k) => luminance(colour(k)));
    for (let k = 1; k < light.length; k++) expect(light[k]).toBeGreaterThan(light[k - 1] ?? 1);
  });

  it('is of one colour where all numbers are equal', () => {
    expect(css(scaleOf(0, 0).colour(0))).toBe('rgb(0, 32, 81)');
  });

  it('is white at 0 where numbers lie on both sides', () => {
    const { colour } = scaleOf(-10, 40);
    expect(luminance(colour(0))).toBeGreaterThan(0.8);
    expect(luminance(colour(40))).toBeLessThan(0.3);
    const [red, , blue] = colour(40);
    expect(red).toBeGreaterThan(blue);
    expect(colour(-40)[2]).toBeGreaterThan(colour(-40)[0]);
  });

  it("has the steps of the report's maps where numbers lie on both sides", () => {
    const values = fc.integer({ min: -500, max: 500 });
    fc.assert(
      fc.property(
        fc.tuple(values, values, fc.array(values, { minLength: 1, maxLength: 20 })),
        ([a, b, more]) => {
          const all = [-Math.abs(a) - 1, Math.abs(b) + 1, ...more];
          const { colour } = scaleOf(Math.min(...all), Math.max(...all));
          const svg = heatMapSvg({
            title: 't',
            across: 'j',
            down: 'i',
            cells: all.map((value, k) => ({ x: k + 1, y: 1, value })),
          });
          // Values of one colour on the page, and no others, are in one path of the report.
          const classAt = (k: number) =>
            [...svg.matchAll(/<path class="([^"]*)" d="(M[^"]*z)"/g)].find(([, , d = '']) =>
              [...d.matchAll(/M(\d+) 8h(\d+)v6/g)].some(
                ([, left, width]) => Number(left) <= 44 + 6 * k && 44 + 6 * k < Number(left) + Number(width),
              ),
            )?.[1];
          const pairs = all.map((value, k) => `${css(colour(value))} ${classAt(k)}`);
          const colours = new Set(all.map((value) => css(colour(value))));
          const classes = new Set(all.map((_, k) => classAt(k)));
          expect(classes.has(undefined)).toBe(false);
          expect([colours.size, classes.size]).toEqual([new Set(pairs).size, new Set(pairs).size]);
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  it.each([
    [0, 441, [0, 100, 200, 300, 400, 441]],
    [0, 62, [0, 20, 40, 62]],
    [1, 253, [1, 100, 200, 253]],
    [0, 3, [0, 1, 2, 3]],
    [0, 0, [0]],
    [-124, 0, [-124, -100, -50, 0]],
  ])('from %d to %d has a legend of round numbers', (min, max, numbers) => {
    expect(ticks(min, max)).toEqual(numbers);
  });
});
