import type { ShardTally } from '../campaign/shard-tally.ts';
import { machine } from '../host/machine.ts';
import { VERSION } from '../host/version.ts';
import { verificationNotes, verificationTables } from '../report/verification-tables.ts';
import type { Table } from '../tables/document.ts';
import { outcomeOf } from '../verify/in-words.ts';
import type { Selection } from '../verify/plan.ts';
import type { VerificationSummary } from '../verify/summary.ts';
import type { Tally } from '../verify/tally.ts';
import type { BaseContext } from './context.ts';
import { seeAgain } from './see-again.ts';

/** What a verification found, wherever its shards were run, and when it began by `performance.now()`. */
export interface Found {
  readonly selection: Selection;
  readonly tally: Tally;
  readonly shardTally: ShardTally;
  readonly started: number;
  /** Tables of what went wrong on the way, if anything did. */
  readonly troubles?: readonly Table[];
}

/** Prints what a verification comes to and returns it. */
export async function printVerification(context: BaseContext, found: Found): Promise<VerificationSummary> {
  const { selection, tally, shardTally, started, troubles = [] } = found;
  // Where ports were fixed, not every input was tried, however many were.
  const isWhole = selection.where === undefined;
  for (const tried of shardTally.results()) tally.addTried({ ...tried, allRight: tried.allRight && isWhole });
  const summary = tally.summary();
  const verdict = outcomeOf(summary, selection.checks);
  const seconds = Number(((performance.now() - started) / 1000).toFixed(2));
  await context.print({
    facts: {
      version: VERSION,
      seed: selection.seed,
      ...(isWhole ? {} : { where: selection.where }),
      machine: machine(),
      seconds,
      done: summary.done,
      planned: summary.planned,
      verdict,
      // Not where nothing could have failed: see the verdict.
      holds: verdict === 'holds',
    },
    tables: [
      ...verificationTables(summary, context.catalogue, (failure) => seeAgain(failure, context.load)),
      ...troubles,
    ],
    notes: verificationNotes(summary, { ...selection, seconds, planned: shardTally.vectors }),
  });
  return summary;
}
