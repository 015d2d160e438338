#!/usr/bin/env node
import { isatty } from 'node:tty';
import { Worker } from 'node:worker_threads';
import { createLog } from '../host/log.ts';
import type { FromThread, ThreadData } from './command-thread.ts';
import { EXIT } from './exit-code.ts';

/**
 * The command runs in a thread of its own, and this one waits: so a signal is heard at any moment, whatever is being
 * computed. A command that has something to tell or to finish hears of the first signal itself; any other ends at once.
 */
const args = process.argv.slice(2);

// The list of processes shows arguments to everyone, and the address of a queue may hold a password.
if (args.some((arg) => arg.startsWith('--queue')))
  process.title = ['adderscope', ...args.filter((arg) => arg === 'verify' || arg === 'worker')].join(' ');

/** Milliseconds that a command has to hear of a signal; one that does not is lost in a computation. */
const PATIENCE = 10_000;

/** The command in one file has its thread in one file beside it. */
const isBundle = import.meta.url.endsWith('/adderscope.js');
const workerData: ThreadData = {
  stdout: isatty(1),
  stderr: isatty(2),
  columns: process.stdout.columns,
};
const thread = new Worker(
  new URL(isBundle ? './adderscope-command.js' : './command-thread.js', import.meta.url),
  { argv: args, stdout: true, workerData },
);

/** How many things in the thread wait for a signal. */
let listeners = 0;
let isTold = false;
let patience: NodeJS.Timeout | undefined;
thread.on('message', (message: FromThread) => {
  if (message === 'heard') clearTimeout(patience);
  else listeners = message;
});
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (listeners === 0 || isTold) end();
    isTold = true;
    thread.postMessage(signal);
    patience = setTimeout(end, PATIENCE);
    patience.unref();
  });

/** Ends this process and its threads, wherever they are. */
function end(): never {
  // A progress bar hides it.
  if (workerData.stderr) process.stderr.write('\u001b[?25h');
  process.exit(EXIT.interrupted);
}

thread.stdout.pipe(process.stdout);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The thread shall not wait for room in a pipe that nobody reads.
  thread.stdout.unpipe();
  thread.stdout.resume();
  // A reader that has seen enough, such as `head`, closes the pipe: no fault of ours and nothing to report.
  if (error.code === 'EPIPE') return;
  fail(EXIT.usage, `adderscope: stdout must be something that can be written (${error.message})`);
});

let failed: number | undefined;
thread.on('error', (error: unknown) =>
  fail(EXIT.fault, error instanceof Error ? (error.stack ?? error.message) : String(error)),
);
thread.on('exit', (code) => {
  process.exitCode = failed ?? code;
});

function fail(code: number, message: string): void {
  const isJson = args.some((arg, k) => `${arg} ${args[k + 1]}`.match(/^--log-format[= ]json/));
  createLog('error', isJson ? 'json' : 'pretty', workerData.stderr).error(message);
  failed = code;
  process.exitCode = code;
}
