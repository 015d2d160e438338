import type { Job } from 'bullmq';
import { isQueued, queueName } from '../../campaign/queue-rules.ts';
import { checkShard } from '../../campaign/wire.ts';
import { Misuse, said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import type { Catalogue } from '../../verify/catalogue.ts';
import type { Log } from '../log.ts';
import { startPool } from '../pool.ts';
import { programVersion } from '../program-version.ts';
import type { Address } from './address.ts';
import { CampaignStore, PREFIX } from './campaign-store.ts';
import { connect, isRefusal, reasonOf, refusal } from './connection.ts';

/** How often the shard of a worker that died is given to another; then it is held to be what killed them. */
const TAKEOVERS = 3;

/** How a worker works. */
export interface Working {
  readonly address: Address;
  readonly threads: number;
  /** Seconds that a worker may be silent before its shard goes to another. */
  readonly takeover: number;
  readonly catalogue: Catalogue;
  /** The files that circuits were loaded from. */
  readonly load: readonly string[];
  readonly log: Log;
  /** Asks it to stop. */
  readonly signal: AbortSignal;
}

/**
 * Takes shards from a queue until it is asked to stop. `left`: what was under way is done. `lost`: the queue was gone, and its
 * connections, which wait for it, would keep the process.
 */
export async function workAtQueue({
  address,
  threads,
  takeover,
  catalogue,
  load,
  log,
  signal,
}: Working): Promise<'left' | 'lost'> {
  const version = await programVersion(load);
  const redis = await connect('worker', address, log);
  const store = new CampaignStore(redis);
  const open = await store.open().catch((error: unknown) => {
    redis.disconnect();
    throw isRefusal(error) ? refusal('worker', address, error) : error;
  });
  const versions = [...new Set(open.map(({ question }) => question.version))];
  if (versions.length > 0 && !versions.includes(version)) {
    redis.disconnect();
    const rule = `that of the campaigns at ${address.shown}, ${versions.join(', ')}`;
    throw mustBe('worker', 'version', rule, said(version));
  }

  const { Worker } = await import('bullmq');
  const { run, stop } = await startPool(threads);
  const met = new Set<string>();
  let done = 0;
  const work = async ({ data }: Job<unknown>): Promise<void> => {
    if (!isQueued(data)) throw new Misuse({ who: 'worker', what: 'a shard', rule: 'one that can be read' });
    const { campaign, index, shard, vectors, keepGoing } = data;
    checkShard(shard, catalogue);
    if (!met.has(campaign)) log.info(`shards of campaign ${campaign}, from ${index} on`);
    met.add(campaign);
    if (!(await store.isNeeded(campaign, shard, keepGoing))) return;
    const { shardVerdicts } = await run({ jobs: [], shards: [shard], vectorsAhead: vectors, load });
    for (const verdict of shardVerdicts) await store.publish(campaign, index, verdict);
    done++;
  };
  const worker = new Worker<unknown>(queueName(version), work, {
    connection: redis,
    prefix: PREFIX,
    // One more than threads, so that none waits for the next.
    concurrency: threads + 1,
    lockDuration: 1000 * takeover,
    stalledInterval: 1000 * takeover,
    maxStalledCount: TAKEOVERS,
    runRetryDelay: 1000,
  });
  const refused = new Promise<Error>((resolve) => {
    worker.on('error', (error) => {
      if (isRefusal(error)) resolve(refusal('worker', address, error));
      else if (redis.status === 'ready') log.warn(reasonOf(error));
    });
  });
  worker.on('failed', (job, error) => {
    const { index, campaign } = isQueued(job?.data) ? job.data : { index: job?.id, campaign: job?.name };
    log.warn(`shard ${index} of campaign ${campaign} failed, attempt ${job?.attemptsMade}: ${error.message}`);
  });
  worker.on('stalled', (id) => log.warn(`shard ${id} is taken over from a worker that fell silent`));
  await worker.waitUntilReady();
  log.info(`${threads} threads at ${address.shown}, version ${version}; Ctrl-C to leave`);
  const reason = await Promise.race([refused, aborted(signal)]);
  if (reason !== undefined) {
    await stop();
    redis.disconnect();
    void worker.close(true).catch(() => undefined);
    throw reason;
  }
  log.info('leaving when the shards under way are done');
  const isGone = new Promise<boolean>((resolve) => {
    if (redis.status !== 'ready') resolve(true);
    redis.once('close', () => resolve(true));
  });
  if (await Promise.race([worker.close().then(() => false), isGone])) {
    log.warn('the queue is gone, so the shards under way are left to others');
    return 'lost';
  }
  await stop();
  redis.disconnect();
  log.info(`left after ${done} shards`);
  return 'left';
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
    if (signal.aborted) resolve(undefined);
  });
}
