import { partFileName } from '../campaign/parts.ts';
import { type CampaignPlan, partOf, type Question } from '../campaign/question.ts';
import { showCase } from '../circuits/case-id.ts';
import { Misuse } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import { Journal } from '../host/journal.ts';
import { startProgress } from '../host/progress.ts';
import { verifyOnThreads } from '../host/verify-on-threads.ts';
import { shardTable } from '../report/shard-tables.ts';
import type { PartNumber } from './campaign-options.ts';
import type { BaseContext } from './context.ts';
import { EXIT } from './exit-code.ts';
import { interruptible } from './interruptible.ts';
import { againCommand } from './see-again.ts';

/** Prints the shards of a campaign, a record each. */
export async function printPlan(
  context: BaseContext,
  { version, selection }: Question,
  plan: CampaignPlan,
): Promise<number> {
  const { shards, vectors } = plan;
  await context.print({
    facts: { version, seed: selection.seed, vectors },
    tables: [shardTable(plan)],
    notes: [`${shards.length} shards, ${vectors} input vectors.`],
  });
  return EXIT.holds;
}

/** Throws where a campaign of so many shards has no such part. */
export function checkPart({ part, parts }: PartNumber, shards: number): void {
  if (parts > shards)
    throw mustBe('verify', '--shard', `K/N with 1 <= K <= N <= ${shards}`, `${part}/${parts}`);
}

/**
 * Runs part k of n of a campaign and keeps the verdict of each shard in a file of its own; a part that was ended goes on
 * there. The exit code tells of this part alone.
 */
export async function runPart(
  context: BaseContext,
  question: Question,
  plan: CampaignPlan,
  { shard, threads }: { readonly shard: PartNumber; readonly threads: number },
): Promise<number> {
  const { log, load, out, isQuiet } = context;
  if (out === undefined)
    throw new Misuse({ who: 'verify', what: '--shard', verb: 'come', rule: 'with --out and a folder' });
  const { part, parts } = shard;
  checkPart(shard, plan.shards.length);
  const shards = partOf(plan.shards, part, parts);
  const place = {
    file: partFileName(part, parts),
    option: '--out',
    head: { question, part, parts },
    foreignHolds: false,
  };
  const journal = new Journal(out, plan.shards, question.version, place);
  for (const number of journal.damaged)
    log.warn(`line ${number} of ${place.file} is damaged: it was set aside in damaged.txt`);

  const { result, isInterrupted } = await interruptible((signal) =>
    verifyOnThreads({
      ...{ jobs: [], shards, keepGoing: question.keepGoing, journal, load, threads, signal },
      catalogue: context.catalogue,
      startProgress: (cases, vectors) => startProgress(cases, vectors, isQuiet),
    }),
  );

  const results = result.shardTally.results();
  const failures = results.flatMap((one) => one.failures);
  const tried = results.reduce((sum, one) => sum + one.vectors, 0);
  log.info(
    `shard ${part}/${parts}: ${result.shardsDone} of ${shards.length} ranges in ${place.file}, ${tried} input vectors`,
  );
  for (const failure of failures)
    log.error(`${showCase(failure)} is wrong; see it: adderscope ${againCommand(failure)}`);
  if (isInterrupted) return EXIT.interrupted;
  return failures.length === 0 ? EXIT.holds : EXIT.fails;
}
