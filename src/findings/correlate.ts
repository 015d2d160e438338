import { quantileSorted, sampleCorrelation, sampleRankCorrelation } from 'simple-statistics';
import type { Column } from '../tables/document.ts';

/** How well y = factor x describes pairs of numbers. */
export interface Fit {
  readonly cases: number;
  /** Pearson's and Spearman's correlation; NaN where one side does not vary. */
  readonly pearson: number;
  readonly spearman: number;
  /** The factor of the least squares, the sum of x y over the sum of x^2. */
  readonly factor: number;
  /** y / (factor x) over the cases with x > 0: the smallest, the 5th and 95th percentile, and the largest. */
  readonly least: number;
  readonly low: number;
  readonly high: number;
  readonly most: number;
}

/** The columns of every table of fits. */
export const FIT_COLUMNS: readonly Column<Fit>[] = [
  ['cases', (row) => row.cases],
  ['Pearson', (row) => row.pearson],
  ['Spearman', (row) => row.spearman],
  ['factor', (row) => row.factor],
  ['least ratio', (row) => row.least],
  ['5 %', (row) => row.low],
  ['95 %', (row) => row.high],
  ['largest ratio', (row) => row.most],
];

/** The constant factor that fits pairs best, and how far they spread around it. Needs three pairs or more. */
export function correlate(x: readonly number[], y: readonly number[]): Fit {
  let [xy, xx] = [0, 0];
  for (const [k, value] of x.entries()) {
    xy += value * (y[k] ?? 0);
    xx += value * value;
  }
  const factor = xy / xx;
  const ratios = x
    .flatMap((value, k) => (value > 0 ? [(y[k] ?? 0) / (factor * value)] : []))
    .sort((one, other) => one - other);
  return {
    cases: x.length,
    pearson: sampleCorrelation([...x], [...y]),
    spearman: sampleRankCorrelation([...x], [...y]),
    factor,
    least: ratios[0] ?? Number.NaN,
    low: quantileSorted(ratios, 0.05),
    high: quantileSorted(ratios, 0.95),
    most: ratios.at(-1) ?? Number.NaN,
  };
}
