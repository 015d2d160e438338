import { METRICS } from '../cost/index.ts';
import type { Plot } from '../drawing/plot.ts';
import { type Table, tableOf } from '../tables/document.ts';
import { comparePairs, type PairFit } from './compare-metrics.ts';
import {
  COMPARED_KINDS,
  type ComparedKind,
  type Measured,
  measureOperations,
  operationsOf,
} from './measure-operations.ts';

/** Every kind of operation over these widths, counted by every metric. */
export function measureAll(widths: readonly number[]): ReadonlyMap<ComparedKind, readonly Measured[]> {
  return new Map(COMPARED_KINDS.map((kind) => [kind, measureOperations(operationsOf(kind, widths))]));
}

/** The fits of all pairs of metrics, a table for each kind of operation. */
export function pairTables(measured: ReadonlyMap<ComparedKind, readonly Measured[]>): Table[] {
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
  return tableOf(name, title, fits, [
    ['x', ({ x }) => x],
    ['y', ({ y }) => y],
    ['cases', (row) => row.cases],
    ['Pearson', (row) => row.pearson],
    ['Spearman', (row) => row.spearman],
    ['factor', (row) => row.factor],
    ['least ratio', (row) => row.least],
    ['5 %', (row) => row.low],
    ['95 %', (row) => row.high],
    ['largest ratio', (row) => row.most],
  ]);
}

/** One metric against another, every operation a mark. */
export function comparePlot(
  measured: ReadonlyMap<ComparedKind, readonly Measured[]>,
  x: string,
  y: string,
): Plot {
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
