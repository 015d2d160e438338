import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { said } from './running.ts';

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a server must have a port');
  return address.port;
}

/** A real Redis server on loopback, with a temporary folder and its append-only file in it. */
export class RedisServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'adderscope-redis-'));
  /** Known once it was started. */
  port = 0;
  readonly #options: readonly string[];
  #process: ChildProcess | undefined;

  /** `options` are as in redis.conf, with two dashes before each. */
  constructor(...options: readonly string[]) {
    this.#options = options;
  }

  /** Starts it; after `kill` at the same port, with what its append-only file holds. */
  async start(): Promise<void> {
    if (this.port === 0) this.port = await freePort();
    const port = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder];
    this.#process = spawn('redis-server', [...port, '--appendonly', 'yes', '--save', '', ...this.#options], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await said(this.#process.stdout, /Ready to accept connections/);
  }

  get isRunning(): boolean {
    return this.#process !== undefined;
  }

  /** Ends it by its process id, at once. */
  async kill(): Promise<void> {
    const ended = this.#process === undefined ? undefined : once(this.#process, 'exit');
    this.#process?.kill('SIGKILL');
    await ended;
    this.#process = undefined;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
