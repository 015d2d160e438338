import { describe, expect, it } from 'vitest';
import type { AnyCircuit } from '../../../src/circuits/circuit.ts';
import { CIRCUITS } from '../../../src/circuits/index.ts';
import { LAYERS, type Layer, summary, survey } from '../../../src/inspector/widths/layers.ts';
import {
  cellOf,
  emptyMap,
  fillMap,
  mappable,
  SIDE,
  sampleAt,
  type WidthMap,
  widthsAt,
} from '../../../src/inspector/widths/width-map.ts';

const named = (name: string): AnyCircuit => {
  const circuit = mappable(CIRCUITS).find((one) => one.name === name);
  if (circuit === undefined) throw new Error(`no map of ${name}`);
  return circuit;
};

const layer = (name: string): Layer => {
  const found = LAYERS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no layer ${name}`);
  return found;
};

/** A map measured for the widths from 1 to `most`. */
function mapTo(most: number, name: string, rest = {}): WidthMap {
  const map = emptyMap(named(name), rest);
  for (const done of fillMap(map)) if (done === most * most) break;
  return map;
}

describe('a map of widths', () => {
  it('is there for every multiplier with two widths, and for nothing else', () => {
    const names = mappable(CIRCUITS).map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['dadda-multiplier', 'wallace-multiplier', 'array-multiplier']);
    expect(names).not.toContain('ripple-carry-adder');
    expect(names).not.toContain('float-widener');
  });

  it('has a place for each pair of widths', () => {
    const cells = Array.from({ length: SIDE * SIDE }, (_, cell) => cell);
    expect(cells.map((cell) => cellOf(widthsAt(cell).i, widthsAt(cell).j))).toEqual(cells);
    expect(() => cellOf(65, 1)).toThrow("cellOf: widths must be from 1 to 64, got '65x1'");
  });

  it('fills from the small circuits up, square by square', () => {
    const map = mapTo(5, 'dadda-multiplier');
    const known = Array.from({ length: SIDE * SIDE }, (_, cell) => cell).filter((cell) =>
      sampleAt(map, cell),
    );
    expect(known.map(widthsAt).every(({ i, j }) => i <= 5 && j <= 5)).toBe(true);
    expect(known).toHaveLength(25);
  });

  it.each([
    ['dadda-multiplier', { adders: 56, fa: 48, ha: 8, depth: 29, gates: 320 }],
    ['wallace-multiplier', { adders: 63, fa: 47, ha: 16, depth: 31, gates: 332 }],
  ])('counts %s of 8 by 8 bits', (name, sample) => {
    expect(sampleAt(mapTo(8, name), cellOf(8, 8))).toEqual(sample);
  });

  it('takes other parameters along', () => {
    const slow = sampleAt(mapTo(8, 'dadda-multiplier'), cellOf(8, 8));
    const fast = sampleAt(mapTo(8, 'dadda-multiplier', { final: 'kogge-stone' }), cellOf(8, 8));
    expect(fast?.depth).toBeLessThan(slow?.depth ?? 0);
  });
});

describe('layers', () => {
  const [dadda, wallace, array] = ['dadda-multiplier', 'wallace-multiplier', 'array-multiplier'].map((name) =>
    mapTo(16, name),
  );

  it.each([
    ['dadda', dadda, 'the formula holds in all 256 pairs of widths: flat zero'],
    ['wallace', wallace, 'the formula is off in 171 of 256 pairs of widths: up to 50 too many at 3 by 16'],
    ['array', array, 'the formula is off in 105 of 256 pairs of widths: up to 14 too many at 16 by 2'],
  ])('of %s say how far the formula is from the count', (_, map, text) => {
    if (map === undefined) throw new Error('no map');
    expect(summary(layer('beyond'), survey(map, layer('beyond'))).long).toBe(text);
  });

  it('have their range in the legend', () => {
    if (dadda === undefined) throw new Error('no map');
    const lines = LAYERS.map((one) => `${one.name}: ${summary(one, survey(dadda, one)).long}`);
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "beyond: the formula holds in all 256 pairs of widths: flat zero
      fa: 0 to 224 full adders, the most at 16 by 16
      ha: 0 to 16 half adders, the most at 16 by 16
      depth: 1 to 61 gates deep, the most at 16 by 16
      gates: 1 to 1,408 gates, the most at 16 by 16"
    `);
  });

  it('of an empty map say so', () => {
    const nothing = survey(emptyMap(named('dadda-multiplier'), {}), layer('fa'));
    expect(summary(layer('fa'), nothing).long).toBe('nothing is counted yet');
    expect(nothing.values.every(Number.isNaN)).toBe(true);
  });
});
