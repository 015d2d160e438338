import { METRICS } from '../../../cost/index.ts';
import type { Metric } from '../../../cost/metric.ts';
import { mustBe } from '../../../gates/must-be.ts';
import { oneOf } from '../../readers.ts';

/** What the commands of `cost` are alike in: operations are counted in circuits of our own. */
export const OF_COST = {
  name: 'cost',
  takes: '',
  mostNames: Number.POSITIVE_INFINITY,
  about: '',
  without: ['load'],
  circuitOptions: 'none',
} as const;

export const METRIC = {
  about: 'network: what to price it by; compare: what to plot',
  parse: oneOf(METRICS.map(({ name }) => name)),
} as const;

export const SVG = {
  about: 'compare and findings: the plot as SVG instead of the tables',
  excludes: ['format'],
} as const;

/** The metric of this name. */
export function metricNamed(name: string): Metric {
  const metric = METRICS.find((one) => one.name === name);
  if (metric === undefined) throw mustBe('cost', '--metric', 'known', name);
  return metric;
}
