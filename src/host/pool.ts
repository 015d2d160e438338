import { Misuse } from '../gates/misuse.ts';
import runTask, { type Task, type TaskResult } from './worker.ts';

/** Runs one task somewhere. */
export type Runner = (task: Task) => Promise<TaskResult>;

/** Threads that run tasks, until they are stopped. */
export interface Pool {
  readonly threads: number;
  readonly run: Runner;
  readonly stop: () => Promise<void>;
}

/**
 * Runs tasks as they come, at most one for each thread at a time, and hands over each result. When the signal aborts, it
 * stops asking for tasks, gives up those under way, and returns with what was done by then. It stops the pool.
 */
export async function runTasks(
  tasks: Iterable<Task>,
  { threads, run, stop }: Pool,
  signal: AbortSignal,
  onResult: (result: TaskResult) => void,
): Promise<void> {
  const onAbort = () => void stop();
  signal.addEventListener('abort', onAbort);
  const next = tasks[Symbol.iterator]();
  const feed = async () => {
    for (let task = next.next(); !signal.aborted && task.done !== true; task = next.next()) {
      // A turn of the event loop lets an interrupt in where the work is done on this thread.
      await new Promise(setImmediate);
      if (!signal.aborted) onResult(await run(task.value));
    }
  };
  try {
    // One task more than threads, so that none waits for the next.
    await Promise.all(Array.from({ length: threads === 1 ? 1 : threads + 1 }, feed));
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await stop();
  }
}

/** The command in one file has a worker in one file beside it. */
const isBundle = import.meta.url.endsWith('/adderscope-command.js');

/** This thread, for short work: starting another would take longer. It hears nothing while it runs a task. */
export const HERE: Pool = {
  threads: 1,
  run: async (task) => accepted(await runTask(task)),
  stop: async () => {},
};

/** The sources have no worker beside them that a thread could run. */
const isSource = import.meta.url.endsWith('.ts');

/** Starts threads, even if it is one, so that this one stays free. */
export async function startPool(threads: number): Promise<Pool> {
  if (isSource && threads === 1) return HERE;
  const { Piscina } = await import('piscina');
  const pool = new Piscina({
    filename: new URL(isBundle ? './adderscope-worker.js' : './worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
  });
  return { threads, run: async (task) => accepted(await pool.run(task)), stop: () => pool.destroy() };
}

function accepted(result: TaskResult): TaskResult {
  if (result.refused !== undefined) throw new Misuse(result.refused);
  return result;
}
