import { METRICS } from '../cost/index.ts';
import type { Plot } from '../drawing/plot.ts';
import { type Table, tableOf } from '../tables/document.ts';
import { comparePairs, type PairFit } from './compare-metrics.ts';
import { FIT_COLUMNS } from './correlate.ts';
import type { MeasuredKinds } from './measure-operations.ts';

/** What to know of fits of pairs. */
export const PAIR_NOTES: readonly string[] = [
  'The ratio is y / (factor * x), over the cases with x above 0; the factor is that of the least squares.',
  'Products and sums are those with i <= j; operations: mul, add, mac of i by j bits, shift of i bits by j amounts, add-float at each width.',
];

/** The fits of all pairs of metrics, a table for each kind of operation. */
export function pairTables(measured: MeasuredKinds): Table[] {
  const fits = comparePairs(measured);
  return [...new Set(fits.map(({ kind }) => kind))].map((kind) =>
    fitTable(
      kind === 'all' ? 'all' : kind,
      `${kind === 'all' ? 'All operations' : kind}: y = factor * x, from structure`,
      fits.filter((fit) => fit.kind === kind),
    ),
  );
}

/** Fits with their correlations, the factor, and how far the ratio y / (factor x) goes around 1. */
export function fitTable(name: string, title: string, fits: readonly PairFit[]): Table {
  return tableOf(name, title, fits, [['x', ({ x }) => x], ['y', ({ y }) => y], ...FIT_COLUMNS]);
}

/** One metric against another, every operation a mark. */
export function comparePlot(measured: MeasuredKinds, x: string, y: string): Plot {
  const titled = (metric: string) => {
    const { title = metric, unit = '' } = METRICS.find(({ name }) => name === metric) ?? {};
    return { title, label: `${title} in ${unit}`, isLogarithmic: true };
  };
  return {
    title: `${titled(y).title} against ${titled(x).title}, from structure`,
    x: titled(x),
    y: titled(y),
    series: [...measured].map(([kind, cases]) => ({
      name: kind,
      as: 'marks',
      points: cases.map(({ values }) => [values[x] ?? 0, values[y] ?? 0] as const),
    })),
  };
}
