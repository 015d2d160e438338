import type { CampaignPlan } from '../campaign/question.ts';
import { type CellValue, type Table, tableOf } from '../tables/document.ts';

/** The shards of a campaign, a record each. */
export function shardTable({ shards }: CampaignPlan): Table {
  return tableOf('shards', 'Shards', shards, [
    ['circuit', (row) => row.circuit],
    ['parameters', (row) => JSON.stringify(row.params)],
    ['check', (row) => row.check],
    ['from', (row) => row.from],
    ['to', (row) => row.to],
    ['seed', (row) => row.seed],
    ['version', (row) => row.version],
    ['fingerprint', (row) => row.fingerprint],
  ]);
}

/** Shards that could not be used or are doubted, by what names each. */
export function troubleTable<Row extends { readonly state: string; readonly what: string }>(
  rows: readonly Row[],
  shardOf: (row: Row) => CellValue,
): Table {
  return tableOf('troubles', 'Shards that are not as they should be', rows, [
    ['shard', shardOf],
    ['state', (row) => row.state],
    ['what', (row) => row.what],
  ]);
}
