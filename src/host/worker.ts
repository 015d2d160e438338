import { runShard, type Shard, type ShardVerdict } from '../campaign/shard.ts';
import type { Complaint } from '../gates/misuse.ts';
import { RecordError } from '../verify/record-error.ts';
import { runJob } from '../verify/run-job.ts';
import type { Job, Verdict } from '../verify/verdict.ts';
import { loadCatalogue } from './load-catalogue.ts';

/** What a worker thread is asked: jobs or a shard, and the files of circuits beside the catalogue. */
export interface Task {
  readonly jobs: readonly Job[];
  readonly shards: readonly Shard[];
  /** Vectors that each thread may be asked in all, for the choice of engine. */
  readonly vectorsAhead: number;
  readonly load: readonly string[];
}

export interface TaskResult {
  readonly verdicts: readonly Verdict[];
  readonly shardVerdicts: readonly ShardVerdict[];
  /** Why it cannot be run, where the user can put that right; the class of an error is lost between threads. */
  readonly refused?: Complaint;
}

/** Runs a task; the function that the pool calls. */
export default async function runTask({ jobs, shards, vectorsAhead, load }: Task): Promise<TaskResult> {
  const catalogue = await loadCatalogue(load);
  try {
    return {
      verdicts: jobs.map((job) => runJob(job, catalogue)),
      shardVerdicts: shards.map((shard) => runShard(shard, vectorsAhead, catalogue)),
    };
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return { verdicts: [], shardVerdicts: [], refused: error.complaint() };
  }
}
