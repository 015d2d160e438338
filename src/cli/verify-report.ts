import type { ShardTally } from '../campaign/shard-tally.ts';
import { machine } from '../host/machine.ts';
import { VERSION } from '../host/version.ts';
import { outcomeOf } from '../verify/in-words.ts';
import type { Selection } from '../verify/plan.ts';
import type { Report, Tally } from '../verify/report.ts';
import type { Context } from './context.ts';
import type { Table } from './document.ts';
import { reportNotes, reportTables } from './verify-tables.ts';

/** What a verification found, wherever its shards were run, and when it began by `performance.now()`. */
export interface Found {
  readonly selection: Selection;
  readonly tally: Tally;
  readonly shardTally: ShardTally;
  readonly started: number;
  /** Tables of what went wrong on the way, if anything did. */
  readonly troubles?: readonly Table[];
}

/** Prints the report of a verification and returns it. */
export function printReport(context: Context, found: Found): Report {
  const { selection, tally, shardTally, started, troubles = [] } = found;
  // Where ports were fixed, not every input was tried, however many were.
  const isWhole = selection.where === undefined;
  for (const tried of shardTally.results()) tally.addTried({ ...tried, allRight: tried.allRight && isWhole });
  const report = tally.report();
  const verdict = outcomeOf(report, selection.checks);
  const seconds = Number(((performance.now() - started) / 1000).toFixed(2));
  context.print({
    facts: {
      version: VERSION,
      seed: selection.seed,
      ...(isWhole ? {} : { where: selection.where }),
      machine: machine(),
      seconds,
      done: report.done,
      planned: report.planned,
      verdict,
      // Not where nothing could have failed: see the verdict.
      holds: verdict === 'holds',
    },
    tables: [...reportTables(report, context), ...troubles],
    notes: reportNotes(report, { ...selection, seconds, planned: shardTally.vectors }),
  });
  return report;
}
