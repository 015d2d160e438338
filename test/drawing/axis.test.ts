import { describe, expect, test } from 'vitest';
import { axisFor } from '../../src/drawing/axis.ts';

describe('axes', () => {
  test('even, from zero', () => {
    const { ticks, place } = axisFor([3, 47], false);
    expect(ticks.map(({ text }) => text)).toEqual(['0', '10', '20', '30', '40', '50']);
    expect([place(0), place(25), place(50)]).toEqual([0, 0.5, 1]);
  });

  test('by powers of ten', () => {
    const { ticks, place } = axisFor([0, 0.2, 700], true);
    expect(ticks.map(({ text }) => text)).toEqual(['0.1', '1', '10', '100', '1000']);
    expect(place(10)).toBeCloseTo(0.5, 12);
  });

  test('of nothing', () => {
    expect(axisFor([], false).ticks.length).toBeGreaterThan(1);
    expect(axisFor([], true).ticks.length).toBeGreaterThan(1);
  });
});
