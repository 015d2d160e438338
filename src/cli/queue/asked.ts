import type { Redis } from 'ioredis';
import type { CampaignPlan, Question } from '../../campaign/question.ts';
import type { Address } from './address.ts';
import type { CampaignStore } from './campaign-store.ts';
import type { ShardQueue } from './shard-queue.ts';

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
