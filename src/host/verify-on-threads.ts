import { vectorsOf, withoutValues } from '../campaign/question.ts';
import { type Shard, type ShardVerdict, shardKey } from '../campaign/shard.ts';
import { ShardTally } from '../campaign/shard-tally.ts';
import type { Catalogue } from '../verify/catalogue.ts';
import { Tally } from '../verify/tally.ts';
import type { Job } from '../verify/verdict.ts';
import type { Journal } from './journal.ts';
import { HERE, type Pool, runTasks, startPool } from './pool.ts';
import type { Progress } from './progress.ts';
import { jobTasks, shardTasks } from './tasks.ts';
import type { Task } from './worker.ts';

/** What is to be verified, and how. */
export interface Verifying {
  readonly jobs: readonly Job[];
  /** Where every input is tried, the shards that do so; the jobs are then run without their values. */
  readonly shards?: readonly Shard[] | undefined;
  /** Whether a wrong vector ends nothing but its shard. */
  readonly keepGoing?: boolean;
  /** Keeps what each shard gives; those that it knows are not run again. */
  readonly journal?: Journal | undefined;
  readonly catalogue: Catalogue;
  /** The files of circuits that are in the catalogue besides ours: threads load them for themselves. */
  readonly load?: readonly string[];
  readonly threads: number;
  /** Threads that were started ahead. */
  readonly pool?: Pool | Promise<Pool> | undefined;
  readonly signal?: AbortSignal;
  /** Shows how far it is, once it is known how many cases and input vectors there are. */
  startProgress?(cases: number, vectors: number): Progress;
}

/** What a verification on threads gave; of one that was ended early, what was done by then. */
export interface OnThreads {
  readonly tally: Tally;
  readonly shardTally: ShardTally;
  /** Shards that have a verdict. */
  readonly shardsDone: number;
}

/** Below these the work is done on this thread: starting others would take longer. */
const [FEW_JOBS, FEW_VECTORS] = [64, 2 ** 22];

/** Runs jobs and shards on threads, or on this one where they are few. Closes the journal and ends the threads. */
export async function verifyOnThreads(verifying: Verifying): Promise<OnThreads> {
  const { jobs, shards, keepGoing, journal, catalogue, load = [], threads, signal } = verifying;
  const tally = new Tally(jobs, catalogue);
  const shardTally = new ShardTally(shards ?? [], keepGoing);
  const known = shards?.flatMap((shard) => journal?.known.get(shardKey(shard)) ?? []) ?? [];
  for (const verdict of known) shardTally.add(verdict);
  const { vectors } = shardTally;
  const isShort = jobs.length < FEW_JOBS && vectors <= FEW_VECTORS;
  const ahead = vectors / (isShort ? 1 : threads);
  const missing = shards?.filter((shard) => journal?.known.has(shardKey(shard)) !== true) ?? [];
  let shardsDone = known.length;
  const progress = verifying.startProgress?.(jobs.length, vectors);
  progress?.step(0, vectorsOf(known));
  function* tasks(): Generator<Task> {
    yield* jobTasks(shards === undefined ? jobs : jobs.map(withoutValues), ahead, load);
    yield* shardTasks(missing, shardTally, ahead, load);
  }
  const keep = (verdict: ShardVerdict) => {
    journal?.add(verdict);
    shardTally.add(verdict);
    shardsDone++;
  };
  try {
    const pool = await (verifying.pool ?? (isShort ? HERE : startPool(threads)));
    await runTasks(tasks(), pool, signal ?? new AbortController().signal, (result) => {
      for (const verdict of result.verdicts) tally.add(verdict);
      for (const verdict of result.shardVerdicts) keep(verdict);
      progress?.step(result.verdicts.length, vectorsOf(result.shardVerdicts));
    });
  } finally {
    progress?.stop();
    journal?.close();
  }
  return { tally, shardTally, shardsDone };
}
