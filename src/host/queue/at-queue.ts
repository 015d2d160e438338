import type { Redis } from 'ioredis';
import type { CampaignPlan, Question } from '../../campaign/question.ts';
import type { Log } from '../log.ts';
import type { Address } from './address.ts';
import { CampaignStore } from './campaign-store.ts';
import { connect, isRefusal, refusal } from './connection.ts';
import { ShardQueue } from './shard-queue.ts';

/** What there is at a queue for those who ask. */
export interface AtQueue {
  readonly address: Address;
  readonly redis: Redis;
  readonly store: CampaignStore;
  readonly shards: ShardQueue;
}

/** A campaign at its queue. */
export interface Asked extends AtQueue {
  readonly id: string;
  readonly question: Question;
  readonly plan: CampaignPlan;
}

/** Does something at a queue and leaves it. Throws where nobody answers there, or refuses what is asked. */
export async function atQueue<T>(
  who: string,
  address: Address,
  version: string,
  log: Log,
  work: (queue: AtQueue) => Promise<T>,
): Promise<T> {
  const redis = await connect(who, address, log);
  try {
    const store = new CampaignStore(redis);
    return await work({ address, redis, store, shards: await ShardQueue.open(redis, version, log) });
  } catch (error) {
    throw isRefusal(error) ? refusal(who, address, error) : error;
  } finally {
    redis.disconnect();
  }
}
