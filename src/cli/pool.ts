import runTask, { type Task, type TaskResult } from './worker.ts';

/** Runs one task somewhere. */
export type Runner = (task: Task) => Promise<TaskResult>;

/**
 * Runs tasks as they come, at most so many at a time, and hands over each result. When the signal aborts, it stops
 * asking for tasks, gives up those under way, and returns with what was done by then.
 */
export async function runTasks(
  tasks: Iterable<Task>,
  threads: number,
  signal: AbortSignal,
  onResult: (result: TaskResult) => void,
): Promise<void> {
  // One thread is this one: starting another would take time and gain nothing.
  const { run, stop } = threads === 1 ? { run: runTask, stop: async () => {} } : await startThreads(threads);
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

/** Starts threads that run tasks, one at a time each, and leave this one free. */
export async function startThreads(threads: number): Promise<{ run: Runner; stop: () => Promise<void> }> {
  const { Piscina } = await import('piscina');
  const pool = new Piscina({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
  });
  return { run: (task) => pool.run(task), stop: () => pool.destroy() };
}
