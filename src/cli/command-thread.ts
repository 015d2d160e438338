import { parentPort, workerData } from 'node:worker_threads';
import { run } from './run.ts';

/** What the main thread knows of the terminal; a thread has none. */
export interface ThreadData {
  /** Whether it is a terminal. */
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly columns: number | undefined;
}

/** How many things here wait for a signal, or that one was heard. */
export type FromThread = number | 'heard';

// What is printed asks the streams; a thread's own know nothing.
const { stdout, stderr, columns }: ThreadData = workerData;
Object.assign(process.stdout, { isTTY: stdout, columns });
Object.assign(process.stderr, { isTTY: stderr });

// Signals reach the main thread alone, which hands them over where somebody listens.
const SIGNALS: readonly unknown[] = ['SIGINT', 'SIGTERM'] satisfies NodeJS.Signals[];
const count = (more: number) => (name: unknown) => {
  if (!SIGNALS.includes(name)) return;
  const all = process.listenerCount('SIGINT') + process.listenerCount('SIGTERM');
  parentPort?.postMessage((all + more) satisfies FromThread);
};
process.on('newListener', count(1));
process.on('removeListener', count(0));
parentPort?.on('message', (signal: NodeJS.Signals) => {
  parentPort?.postMessage('heard' satisfies FromThread);
  process.emit(signal);
});
// What is computed keeps the thread, not that a signal may come.
parentPort?.unref();

process.exitCode = await run(process.argv.slice(2));
