import { runJob } from '../verify/run-job.ts';
import type { Job, Verdict } from '../verify/verdict.ts';
import { loadCatalogue } from './load-catalogue.ts';

/** What a worker thread is asked: some jobs, and the files of circuits beside the catalogue. */
export interface Batch {
  readonly jobs: readonly Job[];
  readonly load: readonly string[];
}

/** Runs a batch; the function that the pool calls. */
export default async function runBatch({ jobs, load }: Batch): Promise<Verdict[]> {
  const catalogue = await loadCatalogue(load);
  return jobs.map((job) => runJob(job, catalogue));
}
