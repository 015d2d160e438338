import { comparePlot, PAIR_NOTES, pairTables } from '../../../findings/compare-tables.ts';
import { COUNTING_METRICS, measureAll } from '../../../findings/measure-operations.ts';
import { mustBe } from '../../../gates/must-be.ts';
import { defineCommand } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import type { Reader } from '../../option.ts';
import { oneOf, readWidths } from '../../readers.ts';
import { METRIC, metricNamed, OF_COST, SVG } from './options.ts';
import { showPlot } from './show-plot.ts';

/** A correlation takes three points. */
const readThreeWidths: Reader<number[]> = (who, what, text) => {
  const widths = readWidths(who, what, text);
  if (widths.length < 3) throw mustBe(who, what, 'at least three', text);
  return widths;
};

const COUNTING = COUNTING_METRICS.map(({ name }) => name);

/** `cost --compare`: every metric against every other. */
export const compare = defineCommand({
  ...OF_COST,
  options: {
    compare: {
      about: 'every metric against every other, over operations and widths',
      misplaced: ({ names }) => (names.length === 0 ? undefined : ['without a name', names.join(' ')]),
    },
    widths: {
      about: 'compare: widths, as in 8, 1..64 or 1,2,4..8',
      parse: readThreeWidths,
      default: '1..64',
      needs: ['compare'],
    },
    metric: METRIC,
    against: {
      about: 'compare: the metric to plot it against',
      parse: oneOf(COUNTING),
      default: 'ace-v2',
      needs: ['compare'],
    },
    svg: SVG,
  },
  async run(context) {
    const { widths, metric = 'unit-gate-area', against, svg } = context.options;
    if (!COUNTING.includes(metric)) {
      const rule = `one that counts netlists: ${COUNTING.join(', ')}`;
      throw mustBe('cost', '--metric of --compare', rule, metric);
    }
    const measured = measureAll(widths);
    await showPlot(context, svg, comparePlot(measured, metricNamed(against).name, metricNamed(metric).name), {
      facts: { widths },
      tables: pairTables(measured),
      notes: PAIR_NOTES,
    });
    return EXIT.holds;
  },
});
