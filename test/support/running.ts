import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { ENVIRONMENT, ROOT } from './command-line.ts';

/** The command as one file, as users run it: it starts sooner, and these tests start it often. */
const BUNDLE = fileURLToPath(new URL('../../dist/cli/adderscope.js', import.meta.url));

/** Waits until a stream has said something; throws with all that it said where it ends before. */
export function said(stream: Readable | null, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream?.setEncoding('utf8');
    const listen = (more: string) => {
      text += more;
      if (!pattern.test(text)) return;
      stream?.off('data', listen);
      // What comes later is read and dropped, so that the pipe does not fill.
      stream?.resume();
      resolve(text);
    };
    stream?.on('data', listen);
    stream?.once('end', () => reject(new Error(`nothing like ${pattern} was said, only: ${text}`)));
  });
}

/** The command in a process that goes on while the test does. */
export class Running {
  readonly process: ChildProcess;
  /** All that was written by now. */
  stdout = '';
  stderr = '';
  readonly #ended: Promise<unknown>;
  readonly #waiting = new Set<() => void>();

  constructor(args: readonly string[], variables: NodeJS.ProcessEnv = {}) {
    this.process = spawn(process.execPath, [BUNDLE, ...args], {
      cwd: ROOT,
      env: { ...ENVIRONMENT, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this);
    everyRun.push(this);
    const { stdout, stderr } = this.process;
    stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      for (const look of this.#waiting) look();
    });
    this.#ended = once(this.process, 'close').then(() => {
      running.delete(this);
      for (const look of this.#waiting) look();
    });
  }

  /** Waits until stderr holds something; throws with all of it where the process ends before. */
  saying(pattern: RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const isSaid = pattern.test(this.stderr);
        if (!isSaid && running.has(this)) return;
        this.#waiting.delete(look);
        if (isSaid) resolve();
        else reject(new Error(`nothing like ${pattern} was said, only: ${this.stderr}`));
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Waits for its end. */
  async end(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    await this.#ended;
    return { code: this.process.exitCode, signal: this.process.signalCode };
  }

  /** Sends a signal and waits for its end. */
  async stop(signal: NodeJS.Signals = 'SIGTERM') {
    this.process.kill(signal);
    return this.end();
  }
}

const running = new Set<Running>();

/** Everything that was started, for what must hold of all that was ever written. */
export const everyRun: Running[] = [];

/** Ends every process that is still there. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((one) => one.stop('SIGKILL')));
}
