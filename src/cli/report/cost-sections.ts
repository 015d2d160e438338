import { ace, aceV2 } from '../../cost/metrics/ace.ts';
import { energy45nm } from '../../cost/metrics/energy-45nm.ts';
import {
  type Comparison,
  comparisons,
  type Network,
  networkCost,
  PARTS,
  shares,
} from '../../cost/network/network.ts';
import { PIKE_LPN_SIZES, pikeLpnLayers } from '../../cost/network/pikelpn.ts';
import { readNetwork } from '../../cost/network/read-network.ts';
import { NETWORK_FILES, shippedNetwork, UNEXPLAINED } from '../../cost/network/shipped.ts';
import { plotSvg } from '../../drawing/plot.ts';
import { comparePairs, type PairFit } from '../../findings/compare-metrics.ts';
import { COUNTING_METRICS, type ComparedKind, type Measured } from '../../findings/measure-operations.ts';
import type { Block, Section } from '../../report/report.ts';
import { type Table, tableOf } from '../../tables/document.ts';
import { comparePlot, fitTable } from '../cost/compare-view.ts';
import { FINDINGS } from '../cost/finding-views.ts';
import { metricTable } from '../cost/price-view.ts';
import { factorTable, type Verified } from './formula-sections.ts';

export type MeasuredKinds = ReadonlyMap<ComparedKind, readonly Measured[]>;

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
          ['cases', (row) => row.cases],
          ['Pearson', (row) => row.pearson],
          ['Spearman', (row) => row.spearman],
          ['factor', (row) => row.factor],
          ['least ratio', (row) => row.least],
          ['5 %', (row) => row.low],
          ['95 %', (row) => row.high],
          ['largest ratio', (row) => row.most],
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

const FINDING_TITLES: Readonly<Record<string, readonly [title: string, text: string]>> = {
  growth: [
    'Full adders of a multiply-accumulate',
    'F5 charges i*j adders for a multiply-accumulate in carry-save form. Dot products of more and more terms, counted gate by gate:',
  ],
  areas: [
    'Synthesized areas',
    'F5 charges i*j adders for a multiply-accumulate. An outside check: the areas of 190 synthesized units.',
  ],
  energy: [
    'Energy in 45 nm',
    `Energy of single operations beside what ACE_v2 charges for them. Figures: ${energy45nm.source}.`,
  ],
  activity: [
    'Switching activity',
    'What the gates of an operation switch when operands follow each other, as a stand-in for dynamic energy: seeded operands of five kinds, 512 changes of each.',
  ],
  'quant-norm': [
    'Quantized batch norm',
    'Folding the statistics into scale and offset and then quantizing those, against quantizing first and folding then, both through the gates of the fixed-point datapath.',
  ],
  schedule: [
    'Early decay of the learning rate',
    'The schedule of the supplement, section 5, as a function: a cosine that ends before the training does.',
  ],
};

/** The findings that no claim holds, a section each. */
export function findingSections(seed: number): Section[] {
  return Object.entries(FINDINGS).map(([name, view]) => {
    const { tables, plot, notes } = view(seed);
    const [title = name, text = ''] = FINDING_TITLES[name] ?? [];
    const seeded = name === 'activity' || name === 'quant-norm' ? ` --seed ${seed}` : '';
    return {
      title,
      blocks: [
        { kind: 'text', text },
        { kind: 'drawing', svg: plotSvg(plot), caption: `${plot.title}.` },
        ...tables.map((table): Block => ({ kind: 'table', table, isFolded: table.lines.length > 40 })),
        ...notes.map((note): Block => ({ kind: 'text', text: note })),
      ],
      reproduce: [`adderscope cost ${name}${seeded}`, `adderscope cost ${name}${seeded} --svg`],
    };
  });
}

/** A published figure of a shipped network beside the computed one. */
export interface NetworkComparison extends Comparison {
  readonly network: string;
}

/** Every published figure of the shipped networks. */
export function networkComparisons(): NetworkComparison[] {
  return shippedNetworks().flatMap((network) =>
    comparisons(network, networkCost(network, aceV2)).map((one) => ({ network: network.name, ...one })),
  );
}

function shippedNetworks(): Network[] {
  return [...NETWORK_FILES.keys()].flatMap((name) => shippedNetwork(name) ?? []);
}

/** Whole networks, with what was published of them. */
export function networkSection(): Section {
  const networks = shippedNetworks();
  const rows = networkComparisons();
  return {
    title: 'Whole networks',
    blocks: [
      {
        kind: 'text',
        text: 'The supplement gives totals and shares, not how each layer is priced. The assignment used here was chosen so that the totals of 2x, 3x and 6x come out, so it is inferred and not the only one: pointwise convolutions by 4-bit powers of two, 1.6 adders for each bit of an activation; depthwise 8 by 8 bits; the first convolution 8 by 4; the classifier activations by 8; for each output of a convolution a batch norm of 8 bits and a scaling by one of two powers of two. ACE, for contrast, sees no elementwise operation, and a power of two as a factor of as many bits as any other, which is our reading.',
      },
      { kind: 'table', table: shareTable(networks) },
      {
        kind: 'table',
        table: tableOf('published', 'Published beside computed', rows, [
          ['network', (row) => row.network],
          [
            'of',
            ({ of }) =>
              of === 'total' ? 'total, 10^9 adders' : `${of === 'overhead' ? 'all but MAC' : of}, %`,
          ],
          ['published', (row) => inBillions(row, row.published)],
          ['computed', (row) => inBillions(row, row.computed)],
          ['gap, % or points', (row) => row.gap],
          ['verdict', (row) => row.verdict],
        ]),
      },
      {
        kind: 'text',
        text: 'The total of 1x is the one that does not come out. What else it could be:',
      },
      { kind: 'table', table: alternativeTable() },
      {
        kind: 'table',
        table: tableOf(
          'unexplained',
          'Published rows that cannot be computed here, shares in % (supplement, table 2)',
          UNEXPLAINED,
          [
            ['model', (row) => row.model],
            ['MAC', (row) => row.MAC],
            ['all but MAC', (row) => row.overhead],
            ['batch-norm', (row) => row['batch-norm']],
            ['activation', (row) => row.activation],
            ['quantization', (row) => row.quantization],
            ['why', (row) => row.why],
          ],
        ),
      },
      {
        kind: 'table',
        table: tableOf('sources', 'Where layers and published figures are from', networks, [
          ['network', ({ name }) => name],
          ['source', ({ source }) => source],
        ]),
      },
      ...networks.flatMap(({ name, notes }) =>
        notes.map((note): Block => ({ kind: 'text', text: `${name}: ${note}` })),
      ),
    ],
    reproduce: [
      ...networks.map(({ name }) => `adderscope cost network ${name}`),
      'adderscope cost network pokebnn-1x --metric ace',
    ],
  };
}

/** Totals in billions; shares are percent already. */
function inBillions({ of }: Comparison, value: number): number {
  return of === 'total' ? value / 1e9 : value;
}

function shareTable(networks: readonly Network[]): Table {
  const rows = networks.map((network) => {
    const cost = networkCost(network, aceV2);
    const isInferred = cost.layers.some(({ status }) => status === 'inferred');
    return {
      network: network.name,
      total: cost.total,
      products: networkCost(network, ace).total,
      share: shares(cost),
      status: isInferred ? 'inferred' : 'computed',
    };
  });
  const title =
    'ACE, which counts products alone, and ACE_v2 of the shipped networks, in 10^9 adders; shares of ACE_v2 in %';
  return tableOf('networks', title, rows, [
    ['network', (row) => row.network],
    ['ACE', (row) => row.products / 1e9],
    ['ACE_v2', (row) => row.total / 1e9],
    ...PARTS.map((part) => [part, (row: (typeof rows)[number]) => row.share[part]] as const),
    ['status', (row) => row.status],
  ]);
}

/** What else PikeLPN 1x could be, since the assignment does not give its total. */
function alternativeTable(): Table {
  const published = networkComparisons().find(
    (one) => one.network === 'pikelpn-1x' && one.of === 'total',
  )?.published;
  const base = PIKE_LPN_SIZES['1x'];
  const rows = [
    { what: 'by the rule of the other sizes', size: base },
    {
      what: 'first convolution 8 by 3 bits, chosen after seeing the miss',
      size: { ...base, firstWeightBits: 3 },
    },
    {
      what: 'no batch norm between depthwise and pointwise, as the table of variants says',
      size: { ...base, innerBatchNorm: false },
    },
  ].map(({ what, size }) => {
    const cost = networkCost(readNetwork(size.name, { layers: pikeLpnLayers(size) }), aceV2);
    const gap = published === undefined ? Number.NaN : 100 * (cost.total / published - 1);
    return { what, total: cost.total, gap, batchNorm: shares(cost)['batch-norm'], status: 'inferred' };
  });
  return tableOf('alternatives', 'PikeLPN 1x by other assignments, in 10^9 adders', rows, [
    ['assignment', (row) => row.what],
    ['total', (row) => row.total / 1e9],
    ['gap %', (row) => row.gap],
    ['batch norm %', (row) => row.batchNorm],
    ['status', (row) => row.status],
  ]);
}
