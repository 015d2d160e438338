import { describe, expect, it } from 'vitest';
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
