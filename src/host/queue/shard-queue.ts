import type { JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { ATTEMPTS, isQueued, jobId, type QueuedShard, queueName } from '../../campaign/queue-rules.ts';
import type { Log } from '../log.ts';
import { PREFIX } from './campaign-store.ts';
import { reasonOf } from './connection.ts';

const OPTIONS: JobsOptions = {
  attempts: ATTEMPTS,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
  // What it gave is in the campaign's stream by then. One that failed stays, so that it can be named and tried again.
  removeOnComplete: true,
};

/** Shards added by one round trip. */
const CHUNK = 1000;

/** The shards that wait for workers of a version, as the one who asks sees them. */
export class ShardQueue {
  readonly #queue: Queue<QueuedShard>;

  private constructor(queue: Queue<QueuedShard>) {
    this.#queue = queue;
  }

  static async open(redis: Redis, version: string, log: Log): Promise<ShardQueue> {
    const { Queue } = await import('bullmq');
    const queue = new Queue<QueuedShard>(queueName(version), { connection: redis, prefix: PREFIX });
    queue.on('error', (error) => log.warn(`queue: ${reasonOf(error)}`));
    return new ShardQueue(queue);
  }

  /** Adds shards; one that is there already, waiting or under way, is not added again. */
  async add(shards: readonly QueuedShard[]): Promise<void> {
    for (let k = 0; k < shards.length; k += CHUNK)
      await this.#queue.addBulk(
        shards.slice(k, k + CHUNK).map((data) => ({
          name: data.campaign,
          data,
          opts: { ...OPTIONS, jobId: jobId(data.campaign, data.index) },
        })),
      );
  }

  /** The shards of a campaign that were set aside, and why. */
  async setAside(campaign: string): Promise<ReadonlyMap<number, string>> {
    const failed = await this.#queue.getFailed();
    const own = failed.filter((job) => job?.name === campaign);
    return new Map(
      own.flatMap(({ data, failedReason }) => (isQueued(data) ? [[data.index, failedReason]] : [])),
    );
  }

  /** Forgets shards, but for those under way; they can then be added again, with all their attempts. */
  async forget(campaign: string, indices: Iterable<number>): Promise<void> {
    const all = [...indices];
    for (let k = 0; k < all.length; k += CHUNK)
      await Promise.all(all.slice(k, k + CHUNK).map((index) => this.#queue.remove(jobId(campaign, index))));
  }

  /** Whether anything waits or is under way, of any campaign. */
  async isBusy(): Promise<boolean> {
    const counts = await this.#queue.getJobCounts('wait', 'active', 'delayed', 'prioritized');
    return Object.values(counts).some((count) => count > 0);
  }

  /** Workers that wait at this queue; undefined where Redis does not say. */
  async workers(): Promise<number | undefined> {
    return this.#queue.getWorkersCount().catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }
}
