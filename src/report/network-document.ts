import type { Metric } from '../cost/metric.ts';
import {
  type Comparison,
  comparisons,
  type Network,
  type NetworkCost,
  networkCost,
  PARTS,
  shares,
} from '../cost/network/network.ts';
import { type Document, type Table, tableOf } from '../tables/document.ts';

/** What a network costs by a metric: layer by layer, by part, and beside what was published. */
export function networkDocument(network: Network, metric: Metric): Document {
  const cost = networkCost(network, metric);
  const compared = metric.name === 'ace-v2' ? comparisons(network, cost) : [];
  return {
    facts: {
      network: network.name,
      source: network.source,
      metric: metric.name,
      unit: metric.unit,
      total: cost.total,
    },
    tables: [
      layerTable(network, metric, cost),
      shareTable(network, metric, cost),
      ...(compared.length === 0 ? [] : [comparisonTable(network, compared)]),
    ],
    notes: [
      ...(metric.isOfProducts === true
        ? [`${metric.title} counts products that are accumulated, and nothing else.`]
        : []),
      ...network.notes,
      ...inferenceNotes(cost),
    ],
  };
}

function layerTable({ name, about }: Network, { title }: Metric, { layers }: NetworkCost): Table {
  return tableOf(
    'layers',
    `${[name, ...(about === '' ? [] : [about])].join(': ')}; ${title} of each layer`,
    layers,
    [
      ['layer', (row) => row.layer],
      ['operations', (row) => row.operations],
      ...PARTS.map((part) => [part, (row: (typeof layers)[number]) => row.parts[part] || ''] as const),
      ['status', (row) => row.status],
    ],
  );
}

/** The total and the share of each part. */
function shareTable({ name }: Network, metric: Metric, cost: NetworkCost): Table {
  const share = shares(cost);
  const overhead = cost.total - cost.parts.MAC;
  const rows = [
    ...PARTS.map((part) => ({ part, cost: cost.parts[part], share: share[part] })),
    { part: 'all but MAC', cost: overhead, share: share.overhead },
    { part: 'total', cost: cost.total, share: cost.total === 0 ? 0 : 100 },
  ];
  return tableOf('shares', `${name}: ${metric.title} by part, in ${metric.unit}`, rows, [
    ['part', (row) => row.part],
    ['cost', (row) => row.cost],
    ['share %', (row) => row.share],
  ]);
}

/** Published figures beside those computed here. */
export function comparisonTable({ name }: Network, rows: readonly Comparison[]): Table {
  return tableOf('published', `${name}: what was published beside what its layers come to`, rows, [
    ['of', (row) => (row.of === 'total' ? 'total' : `${row.of === 'overhead' ? 'all but MAC' : row.of} %`)],
    ['published', (row) => row.published],
    ['computed', (row) => row.computed],
    ['gap, % or points', (row) => row.gap],
    ['verdict', (row) => row.verdict],
  ]);
}

/** Why layers are marked as inferred: each reason once. */
function inferenceNotes({ layers }: NetworkCost): string[] {
  const reasons = new Set(layers.flatMap(({ why }) => why ?? []));
  return [...reasons].map((why) => `Inferred: ${why}.`);
}
