import type { Catalogue } from '../verify/catalogue.ts';
import { runJob } from '../verify/run-job.ts';
import type { Job, Verdict } from '../verify/verdict.ts';

/** Jobs that take less than this many in all are run where they are: starting threads would take longer. */
const FEW_JOBS = 64;

const JOBS_A_BATCH = 32;

export interface RunOptions {
  readonly threads: number;
  readonly catalogue: Catalogue;
  readonly load: readonly string[];
  readonly signal: AbortSignal;
  onVerdict(verdict: Verdict): void;
}

/** Runs jobs on worker threads. When the signal aborts, it returns with what was done by then. */
export async function runJobs(jobs: readonly Job[], options: RunOptions): Promise<void> {
  const { threads, catalogue, load, signal, onVerdict } = options;
  if (jobs.length < FEW_JOBS || threads === 1) {
    for (const [k, job] of jobs.entries()) {
      // A turn of the event loop now and then lets an interrupt in.
      if (k % JOBS_A_BATCH === 0) await new Promise(setImmediate);
      if (signal.aborted) return;
      onVerdict(runJob(job, catalogue));
    }
    return;
  }
  const { Piscina } = await import('piscina');
  const pool = new Piscina({ filename: new URL('./worker.js', import.meta.url).href, maxThreads: threads });
  const batches = Array.from({ length: Math.ceil(jobs.length / JOBS_A_BATCH) }, (_, k) =>
    jobs.slice(k * JOBS_A_BATCH, (k + 1) * JOBS_A_BATCH),
  );
  const stop = () => void pool.destroy();
  signal.addEventListener('abort', stop);
  try {
    await Promise.all(
      batches.map(async (batch) => {
        const verdicts: Verdict[] = await pool.run({ jobs: batch, load });
        for (const verdict of verdicts) onVerdict(verdict);
      }),
    );
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.destroy();
  }
}
