import { METRICS } from '../../cost/index.ts';
import { comparePairs, type PairFit } from '../../findings/compare-metrics.ts';
import {
  COMPARED_KINDS,
  type ComparedKind,
  type Measured,
  measureOperations,
  operationsOf,
} from '../../findings/measure-operations.ts';
import type { Plot } from '../../report/plot.ts';
import { type Table, tableOf } from '../document.ts';

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

/** ACE_v2 against another metric, every operation a mark. */
export function comparePlot(measured: ReadonlyMap<ComparedKind, readonly Measured[]>, metric: string): Plot {
  const found = METRICS.find(({ name }) => name === metric);
  const label = `${found?.title ?? metric} in ${found?.unit ?? ''}`;
  return {
    title: `${found?.title ?? metric} against ACE_v2, from structure`,
    x: { label: 'ACE_v2 in adders', isLogarithmic: true },
    y: { label, isLogarithmic: true },
    series: [...measured].map(([kind, cases]) => ({
      name: kind,
      as: 'marks',
      points: cases.map(({ values }) => [values['ace-v2'] ?? 0, values[metric] ?? 0] as const),
    })),
  };
}
