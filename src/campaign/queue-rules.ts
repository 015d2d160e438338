import type { Question, ShardRecord } from './question.ts';
import { isQuestion, isShard } from './wire.ts';

// What lies at a queue, whatever keeps it.

/** A campaign as it is kept at a queue. */
export interface StoredCampaign {
  readonly question: Question;
  readonly shards: number;
}

/** Whether what lies at a queue is a campaign. */
export function isStored(given: unknown): given is StoredCampaign {
  return (
    typeof given === 'object' &&
    given !== null &&
    'question' in given &&
    isQuestion(given.question) &&
    'shards' in given &&
    typeof given.shards === 'number' &&
    given.shards >= 0 &&
    given.shards <= MOST_SHARDS &&
    Number.isInteger(given.shards)
  );
}

/** More than any campaign has: shards are listed. */
const MOST_SHARDS = 2 ** 24;

/** A shard as workers find it. */
export interface QueuedShard {
  readonly campaign: string;
  /** Its number in the plan. */
  readonly index: number;
  readonly shard: ShardRecord;
  /** Vectors of the whole campaign, for the choice of engine. */
  readonly vectors: number;
  readonly keepGoing: boolean;
}

/** Whether what lies at the queue is a shard; anyone who can write there can put anything. */
export function isQueued(data: unknown): data is QueuedShard {
  if (typeof data !== 'object' || data === null) return false;
  const { campaign, index, shard, vectors, keepGoing }: Partial<Record<keyof QueuedShard, unknown>> = data;
  return (
    typeof campaign === 'string' &&
    Number.isSafeInteger(index) &&
    isShard(shard) &&
    Number.isFinite(vectors) &&
    typeof keepGoing === 'boolean'
  );
}

/** Each version has a queue of its own: a worker of another one never sees the shard. */
export function queueName(version: string): string {
  return `shards-${version}`;
}

/** How often a shard is tried, further and further apart, before it is set aside. */
export const ATTEMPTS = 4;

/** The name of a shard's job: BullMQ takes whole numbers as its own names, and a colon as part of a key. */
export function jobId(campaign: string, index: number): string {
  return `${campaign}-${index}`;
}

/** What is said of a verdict that is not as it should be. */
export const DOUBTS = {
  conflicting: 'it is not the one that came before; the wrong vector stands, since it was simulated here',
  stale: 'it is of another netlist or another model than there is here, so it counts for nothing',
  unfounded: 'its counterexample is none when it is simulated here, so it counts for nothing',
  foreign: 'it is of no shard of this campaign, so it counts for nothing',
} as const;
