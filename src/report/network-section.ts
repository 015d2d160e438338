import { ace, aceV2 } from '../cost/metrics/ace.ts';
import {
  type Comparison,
  comparisons,
  type Network,
  networkCost,
  PARTS,
  shares,
} from '../cost/network/network.ts';
import { PIKE_LPN_SIZES, pikeLpnLayers } from '../cost/network/pikelpn.ts';
import { readNetwork } from '../cost/network/read-network.ts';
import { NETWORK_FILES, shippedNetwork, UNEXPLAINED } from '../cost/network/shipped.ts';
import { type Table, tableOf } from '../tables/document.ts';
import type { Block, Section } from './report.ts';

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
