import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FULL_ADDERS_AN_ADDER, metricClaims, UNIT_GATES_AN_ADDER } from '../../src/claims/metric-claims.ts';
import { MAC_AREAS } from '../../src/cost/mac-gate-areas.ts';
import { activityOf, fitActivity, measureActivity } from '../../src/findings/activity.ts';
import { fitMacAreas } from '../../src/findings/areas.ts';
import { comparePairs } from '../../src/findings/compare-metrics.ts';
import { correlate } from '../../src/findings/correlate.ts';
import { compareEnergy } from '../../src/findings/energy.ts';
import { DOT_TERMS, DOT_WIDTHS, measureDotGrowth } from '../../src/findings/growth.ts';
import { FINDINGS } from '../../src/findings/index.ts';
import { leastSquares } from '../../src/findings/least-squares.ts';
import { measureOperations, operationsOf } from '../../src/findings/measure-operations.ts';
import { measureQuantNorm } from '../../src/findings/quant-norm.ts';
import { FIGURE_3, learningRate, SIZE_SCHEDULES } from '../../src/findings/schedule.ts';
import { OPERAND_STATISTICS } from '../../src/sim/operand-statistics.ts';
import { Random } from '../../src/sim/random.ts';
import { build } from '../support/build.ts';

describe('the constant factor of pairs', () => {
  test('of a line is its slope, without spread', () => {
    const fit = correlate([1, 2, 3, 10], [3, 6, 9, 30]);
    expect(fit).toMatchObject({ cases: 4, factor: 3, least: 1, most: 1 });
    expect([fit.pearson, fit.spearman]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
  });

  test('is that of the least squares, for any numbers', () => {
    const numbers = fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })), {
      minLength: 3,
      maxLength: 20,
    });
    fc.assert(
      fc.property(numbers, (pairs) => {
        const { factor } = correlate(
          pairs.map(([x]) => x),
          pairs.map(([, y]) => y),
        );
        const squares = (c: number) => pairs.reduce((sum, [x, y]) => sum + (y - c * x) ** 2, 0);
        expect(squares(factor)).toBeLessThanOrEqual(squares(factor * 1.001) + 1e-6);
        expect(squares(factor)).toBeLessThanOrEqual(squares(factor * 0.999) + 1e-6);
      }),
    );
  });
});

test('the factors of F9 are those of the least squares over every pair of widths', () => {
  // By the closed forms of a Dadda multiplier, which F4r holds against the structure.
  const [adders, unitGates, full]: [number[], number[], number[]] = [[], [], []];
  for (let i = 1; i <= 64; i++)
    for (let j = 1; j <= 64; j++) {
      const isPlain = Math.min(i, j) === 1;
      const fa = isPlain ? 0 : i * j - i - j;
      adders.push(i * j - Math.max(i, j));
      full.push(fa);
      unitGates.push(i * j + 7 * fa + (isPlain ? 0 : 3 * Math.min(i, j)));
    }
  expect(correlate(adders, unitGates).factor).toBeCloseTo(UNIT_GATES_AN_ADDER, 4);
  expect(correlate(adders, full).factor).toBeCloseTo(FULL_ADDERS_AN_ADDER, 4);
  expect(metricClaims.map(({ id }) => id)).toEqual(['F9', 'F9f']);
});

test('metrics over some widths: close within products, another factor for shifts', () => {
  const widths = [2, 4, 8, 16];
  const measured = new Map(
    (['mul', 'shift'] as const).map((kind) => [kind, measureOperations(operationsOf(kind, widths))]),
  );
  const fits = comparePairs(measured).filter(({ x, y }) => x === 'ace-v2' && y === 'unit-gate-area');
  expect(fits.map(({ kind, cases }) => [kind, cases])).toEqual([
    ['mul', 10],
    ['shift', 16],
    ['all', 26],
  ]);
  expect(fits[0]?.pearson).toBeGreaterThan(0.999);
  // A multiplexer is 3 unit gates and 1/5 adder.
  expect(fits[1]).toMatchObject({ factor: expect.closeTo(15, 9), least: expect.closeTo(1, 9) });
});

test('full adders a term come nearer to i*j with every doubling of the terms, at every pair of widths', () => {
  expect(DOT_WIDTHS).toHaveLength(259);
  const all = measureDotGrowth();
  expect(all).toHaveLength(259 * DOT_TERMS.length);
  for (const [k, { i, j, terms, fullAddersATerm }] of all.entries()) {
    const before = terms === 1 ? 0 : (all[k - 1]?.fullAddersATerm ?? Number.NaN);
    expect({ i, j, terms, grows: fullAddersATerm >= before && fullAddersATerm < i * j }).toEqual({
      i,
      j,
      terms,
      grows: true,
    });
    if (Math.min(i, j) >= 3 && terms > 1)
      expect(terms * (i * j - fullAddersATerm)).toBeCloseTo(2 * (i + j + Math.log2(terms)) - 2, 9);
  }
});

describe('least squares', () => {
  test('finds the coefficients that made the values', () => {
    const rows = [
      [1, 2, 1],
      [3, 1, 1],
      [4, 4, 1],
      [0, 5, 1],
    ];
    const values = rows.map(([x = 0, y = 0]) => 2 * x - 3 * y + 5);
    for (const [k, c] of leastSquares(rows, values).entries()) expect(c).toBeCloseTo([2, -3, 5][k] ?? 0, 9);
  });

  test('refuses terms that say the same', () => {
    expect(() =>
      leastSquares(
        [
          [1, 2],
          [2, 4],
          [3, 6],
        ],
        [1, 2, 3],
      ),
    ).toThrow("leastSquares: terms must be independent, got '2 that are not'");
  });
});

test('the synthesized areas: 190 of them, and our fit of its own shape is that of qkeras', () => {
  expect(MAC_AREAS).toHaveLength(190);
  expect(MAC_AREAS.at(-1)).toEqual({ accumulator: 48, weight: 16, activation: 32, gates: 4415 });
  const [theirs, alone, ours] = fitMacAreas();
  expect(ours?.coefficients.map((c) => Number(c.toPrecision(4)))).toEqual([7.705, 13.76, -92.16]);
  expect(ours?.rootMeanSquare).toBeLessThanOrEqual(theirs?.rootMeanSquare ?? 0);
  expect(alone?.coefficients[0]).toBeCloseTo(8, 1);
  expect(fitMacAreas().map(({ r2 }) => r2 > 0.95)).toEqual([true, true, true, true, true]);
});

test('energy: 3.1 to 5.0 fJ an adder, Pearson 0.992', () => {
  const { rows, fit } = compareEnergy();
  const each = rows.map(({ femtojoulesAnAdder }) => femtojoulesAnAdder);
  expect([Math.min(...each), Math.max(...each)]).toEqual([expect.closeTo(3.125, 9), expect.closeTo(5, 9)]);
  expect(fit.pearson).toBeCloseTo(0.992, 3);
});

describe('switching activity', () => {
  const uniform = OPERAND_STATISTICS.find(({ name }) => name === 'uniform');
  if (uniform === undefined) throw new Error('uniform operands');

  test('of one AND of two random bits is 3/8 of its area, as chance has it', () => {
    const { toggles, switched } = activityOf(build('dadda-multiplier', { i: 1, j: 1 }), uniform, 1, 20000);
    expect(toggles).toBeCloseTo(0.375, 1);
    expect(switched).toBe(toggles);
  });

  test('operands that do not change switch nothing, and sparse ones switch less', () => {
    const still = {
      name: 'still',
      about: '',
      draw: (_: Random, __: number, n: number) => new Array(n).fill(5n),
    };
    const netlist = build('dadda-multiplier', { i: 8, j: 8 });
    expect(activityOf(netlist, still, 1)).toEqual({ toggles: 0, switched: 0 });
    const sparse = OPERAND_STATISTICS.find(({ name }) => name === 'sparse') ?? uniform;
    expect(activityOf(netlist, sparse, 1).switched).toBeLessThan(activityOf(netlist, uniform, 1).switched);
  });

  test('is told by the seed alone, and follows the adders of products', () => {
    const some = measureActivity([uniform], 1, [2, 4, 8]);
    expect(measureActivity([uniform], 1, [2, 4, 8])).toEqual(some);
    expect(fitActivity(some).find(({ kind }) => kind === 'mul')?.pearson).toBeGreaterThan(0.99);
  });

  test.each(OPERAND_STATISTICS.map((one) => [one.name, one] as const))(
    '%s operands fit their width',
    (_, one) => {
      for (const width of [4, 7, 33, 64]) {
        const values = one.draw(new Random(3), width, 200);
        expect(values).toHaveLength(200);
        for (const value of values) expect(value >= 0n && value >> BigInt(width) === 0n).toBe(true);
        expect(new Set(values).size).toBeGreaterThan(1);
      }
    },
  );
});

describe('quantized batch norm', () => {
  const errors = measureQuantNorm(1);

  test('folding first is better at every width, and bits help', () => {
    for (const bits of new Set(errors.map((one) => one.bits))) {
      const [first, last] = errors.filter((one) => one.bits === bits);
      expect(first?.order).toBe('fold, then quantize');
      expect(first?.rootMeanSquare).toBeLessThan(last?.rootMeanSquare ?? 0);
    }
    const folded = errors.filter(({ order }) => order === 'fold, then quantize');
    for (const [k, one] of folded.entries())
      if (k > 0) expect(one.rootMeanSquare).toBeLessThan(folded[k - 1]?.rootMeanSquare ?? 0);
  });

  test('with many bits the gates give the floating-point result', () => {
    const [fine] = measureQuantNorm(1, [24]);
    expect(fine?.largest).toBeLessThan(1e-5);
  });
});

describe('the learning rate', () => {
  test('falls from the initial to the final rate, then stays', () => {
    const [schedule] = FIGURE_3;
    if (schedule === undefined) throw new Error('a schedule');
    const rates = [0, 100, 200, 201, 500].map((epoch) => learningRate(epoch, schedule));
    expect(rates).toEqual([1e-4, expect.closeTo(5e-5, 9), 1e-12, 1e-12, 1e-12]);
  });

  test('every size decays and has the tail of its table', () => {
    for (const { epochs, decayEpochs, tailEpochs } of SIZE_SCHEDULES)
      expect(decayEpochs + tailEpochs).toBe(epochs);
  });

  test('refuses epochs that are none', () => {
    const schedule = { initial: 1, final: 0, decayEpochs: 20, epochs: 10 };
    expect(() => learningRate(1, schedule)).toThrow(
      'learningRate: decayEpochs must be above 0 and at most 10, got 20',
    );
    expect(() => learningRate(11, { ...schedule, decayEpochs: 5 })).toThrow(
      'learningRate: epoch must be from 0 to 10, got 11',
    );
  });
});

describe('the catalogue', () => {
  test('has names for the command line, each once, and no heading twice', () => {
    const names = FINDINGS.map(({ name }) => name);
    expect(names).toEqual(['growth', 'areas', 'energy', 'activity', 'quant-norm', 'schedule']);
    expect(new Set(FINDINGS.map(({ title }) => title)).size).toBe(FINDINGS.length);
  });

  test.each(FINDINGS.filter(({ name }) => !['growth', 'activity'].includes(name)))(
    'says of $name whether a seed changes its figures',
    ({ isSeeded, show }) => {
      const [one, other] = [show(1), show(2)];
      expect(one.tables.length).toBeGreaterThan(0);
      expect(one.plot.series.every(({ points }) => points.length > 0)).toBe(true);
      if (isSeeded) expect(one.tables).not.toEqual(other.tables);
      else expect(one).toEqual(other);
      expect(show(1)).toEqual(one);
    },
  );
});
