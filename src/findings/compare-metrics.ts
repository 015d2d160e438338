import { correlate, type Fit } from './correlate.ts';
import {
  COUNTING_METRICS,
  type ComparedKind,
  type Measured,
  type MeasuredKinds,
} from './measure-operations.ts';

/** How one metric follows from another over the operations of a kind, or over those of all kinds together. */
export interface PairFit extends Fit {
  readonly kind: ComparedKind | 'all';
  readonly x: string;
  readonly y: string;
}

/** Every pair of metrics, within each kind of operation and over all of them. */
export function comparePairs(measured: MeasuredKinds): PairFit[] {
  const groups: [ComparedKind | 'all', readonly Measured[]][] = [
    ...measured,
    ['all', [...measured.values()].flat()],
  ];
  const names = COUNTING_METRICS.map(({ name }) => name);
  return groups.flatMap(([kind, cases]) => {
    const columns = new Map(
      names.map((name) => [name, cases.map(({ values }) => values[name] ?? Number.NaN)]),
    );
    // Where nothing varies, as the full adders of a shifter, there is nothing to compare.
    const varying = names.filter((name) => new Set(columns.get(name)).size > 1);
    return varying.flatMap((x, k) =>
      varying.slice(k + 1).map((y) => {
        const fit = correlate(columns.get(x) ?? [], columns.get(y) ?? []);
        return { kind, x, y, ...fit };
      }),
    );
  });
}
