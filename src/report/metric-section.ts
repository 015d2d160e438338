import { plotSvg } from '../drawing/plot.ts';
import { comparePairs, type PairFit } from '../findings/compare-metrics.ts';
import { comparePlot, fitTable } from '../findings/compare-tables.ts';
import { FIT_COLUMNS } from '../findings/correlate.ts';
import { COUNTING_METRICS, type MeasuredKinds } from '../findings/measure-operations.ts';
import { tableOf } from '../tables/document.ts';
import { factorTable, type Verified } from './formula-sections.ts';
import { metricTable } from './price-document.ts';
import type { Block, Section } from './report.ts';

/** The fits of each metric against ACE_v2. */
export function fitsAgainstAce(measured: MeasuredKinds): PairFit[] {
  return comparePairs(measured).filter(({ x }) => x === 'ace-v2');
}

/** Section 7 of the supplement: other metrics beside ACE. */
export function metricSection(verified: Verified, measured: MeasuredKinds): Section {
  const drawings = COUNTING_METRICS.filter(({ name }) => name !== 'ace-v2').map(({ name }): Block => {
    const plot = comparePlot(measured, 'ace-v2', name);
    return { kind: 'drawing', svg: plotSvg(plot), caption: `${plot.title}.` };
  });
  return {
    title: 'Metrics beside each other',
    blocks: [
      {
        kind: 'text',
        text: 'The supplement, section 7, says that unit gates and full adders "correlate very well with ACE and differ only by a small constant factor". Over all products of i by j bits, from structure:',
      },
      { kind: 'table', table: factorTable(verified) },
      {
        kind: 'text',
        text: 'For all metrics that count gates, and more operations than products, at every width from 1 to 64 and every pair of widths, with i <= j for products and sums; the ratio is y / (factor * x), with the factor of the least squares:',
      },
      {
        kind: 'table',
        table: tableOf('ace', 'Metrics against ACE_v2', fitsAgainstAce(measured), [
          ['operation', ({ kind }) => kind],
          ['metric', ({ y }) => y],
          ...FIT_COLUMNS,
        ]),
      },
      {
        kind: 'text',
        text: 'Every mark is one operation; one factor for all operations would put all marks on one line.',
      },
      ...drawings,
      {
        kind: 'text',
        text: 'The supplement compares one more: Ristretto takes power from a synthesis, and nothing of it can be computed here.',
      },
      {
        kind: 'table',
        isFolded: true,
        table: fitTable(
          'pairs',
          'Every pair of metrics, over all operations',
          comparePairs(measured).filter(({ kind }) => kind === 'all'),
        ),
      },
      { kind: 'table', isFolded: true, table: metricTable() },
    ],
    reproduce: [
      'adderscope verify F9 F9f --checks counts',
      'adderscope cost --compare',
      'adderscope cost --compare --metric fo4 --against ace-v2 --svg   # or any other pair',
      'adderscope cost',
    ],
  };
}
