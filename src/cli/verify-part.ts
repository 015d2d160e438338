import { partFileName } from '../campaign/parts.ts';
import { type CampaignPlan, partOf, type Question } from '../campaign/question.ts';
import { Misuse } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import { Journal } from '../host/journal.ts';
import { startProgress } from '../host/progress.ts';
import { verifyOnThreads } from '../host/verify-on-threads.ts';
import { shardTable } from '../report/shard-tables.ts';
import type { Context } from './context.ts';
import { EXIT } from './exit-code.ts';
import { interruptible } from './interruptible.ts';

/** Prints the shards of a campaign, a record each. */
export async function printPlan(
  context: Context,
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

/** Reads `3/64`; both are from 1 to the number of shards. */
export function readPart(raw: string, shards: number): { part: number; parts: number } {
  const [, part, parts] = /^(\d{1,9})\/(\d{1,9})$/.exec(raw)?.map(Number) ?? [];
  if (part === undefined || parts === undefined || part < 1 || part > parts || parts > shards)
    throw mustBe('verify', '--shard', `K/N with 1 <= K <= N <= ${shards}`, raw);
  return { part, parts };
}

/**
 * Runs part k of n of a campaign and keeps the verdict of each shard in a file of its own; a part that was ended goes on
 * there. The exit code tells of this part alone.
 */
export async function runPart(
  context: Context,
  question: Question,
  plan: CampaignPlan,
  threads: number,
): Promise<number> {
  const { options, log, load } = context;
  const { out } = options;
  if (typeof out !== 'string')
    throw new Misuse({ who: 'verify', what: '--shard', verb: 'come', rule: 'with --out and a folder' });
  const { part, parts } = readPart(String(options.shard), plan.shards.length);
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
      startProgress: (cases, vectors) => startProgress(cases, vectors, options.quiet === true),
    }),
  );

  const results = result.shardTally.results();
  const failures = results.flatMap((one) => one.failures);
  const tried = results.reduce((sum, one) => sum + one.vectors, 0);
  log.info(
    `shard ${part}/${parts}: ${result.shardsDone} of ${shards.length} ranges in ${place.file}, ${tried} input vectors`,
  );
  for (const { where, reproduce } of failures)
    log.error(`${where} is wrong; see it: adderscope ${reproduce}`);
  if (isInterrupted) return EXIT.interrupted;
  return failures.length === 0 ? EXIT.holds : EXIT.fails;
}
