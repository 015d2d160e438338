import { type countFaults, coverage, type FaultCount } from '../faults/count-faults.ts';
import type { FaultRow } from '../faults/fault-rows.ts';
import { portTexts, showPorts } from '../gates/counterexample.ts';
import { type Column, type Table, tableOf } from '../tables/document.ts';
import type { Vectors } from '../verify/vectors.ts';

/** Faults by their kind and by the stage of their gate. */
export function faultCountTables(
  label: string,
  { all, families, stages }: ReturnType<typeof countFaults>,
): Table[] {
  return [
    countTable('families', `Single faults of ${label}`, 'kind', [...families, ['all', all] as const]),
    countTable('stages', 'By the stage of the gate', 'stage', [...stages]),
  ];
}

function countTable(
  name: string,
  title: string,
  label: string,
  counts: readonly (readonly [string, FaultCount])[],
): Table {
  const rows = counts.map(([key, count]) => ({ name: key, ...count, coverage: coverage(count) }));
  const columns: Column<(typeof rows)[number]>[] = [
    [label, (row) => (row.name === '' ? 'the whole' : row.name)],
    ['faults', (row) => row.faults],
    ['detected', (row) => row.detected],
    ['equivalent', (row) => row.equivalent],
    ['survived', (row) => row.survived],
    ['coverage %', (row) => floored(row.coverage)],
  ];
  return tableOf(name, title, rows, columns);
}

/** Two places, rounded down, so that 100 means all. */
function floored(percent: number): number {
  return Math.floor(100 * percent) / 100;
}

/** Faults one by one, each with an input that tells it where one is known. */
export function faultListTable(title: string, rows: readonly FaultRow[]): Table {
  const shown = rows.map((row) => ({
    ...row,
    inputs: row.inputs === null ? null : portTexts(row.inputs),
  }));
  return tableOf('faultList', title, shown, [
    ['net', (row) => row.net],
    ['gate', (row) => row.gate],
    ['stage', (row) => (row.stage === '' ? 'the whole' : row.stage)],
    ['fault', (row) => row.fault],
    ['verdict', (row) => row.verdict],
    ['first vector', (row) => row.vector ?? ''],
    ['told by', (row) => (row.inputs === null ? '' : showPorts(row.inputs))],
  ]);
}

/** How many were detected, in a sentence. */
export function faultsInWords(
  label: string,
  vectors: Pick<Vectors, 'exhaustive' | 'total'>,
  all: FaultCount,
  seconds: number,
): string {
  const many = (count: number) => count.toLocaleString('en');
  const by = vectors.exhaustive
    ? `all ${many(vectors.total)} inputs`
    : `the ${many(vectors.total)} vectors of verify`;
  return (
    `${label}: ${many(all.detected)} of the ${many(all.faults - all.equivalent)} faults that are not proved to change ` +
    `nothing are detected by ${by}, ${floored(coverage(all))} %, in ${seconds} s.`
  );
}
