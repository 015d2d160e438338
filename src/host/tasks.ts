import type { Shard } from '../campaign/shard.ts';
import type { ShardTally } from '../campaign/shard-tally.ts';
import type { Job } from '../verify/verdict.ts';
import type { Task } from './worker.ts';

const JOBS_A_TASK = 32;

/** Jobs as tasks, some to each. */
export function* jobTasks(
  jobs: readonly Job[],
  vectorsAhead: number,
  load: readonly string[],
): Generator<Task> {
  for (let k = 0; k < jobs.length; k += JOBS_A_TASK)
    yield { jobs: jobs.slice(k, k + JOBS_A_TASK), shards: [], vectorsAhead, load };
}

/** Shards as tasks, leaving out those that nothing depends on any more. */
export function* shardTasks(
  shards: readonly Shard[],
  tally: ShardTally,
  vectorsAhead: number,
  load: readonly string[],
): Generator<Task> {
  for (const shard of shards)
    if (tally.isNeeded(shard)) yield { jobs: [], shards: [shard], vectorsAhead, load };
}
