import type { Redis } from 'ioredis';
import { isStored, type StoredCampaign } from '../../campaign/queue-rules.ts';
import type { Shard, ShardVerdict } from '../../campaign/shard.ts';
import { isVerdict, jsonOf } from '../../campaign/wire.ts';
import { type CaseId, showCase } from '../../circuits/case-id.ts';
import { Misuse, said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';

/** A verdict as it arrives: a result of a shard, by its number in the plan; undefined where it cannot be read. */
export interface Arrival {
  readonly index: number;
  readonly verdict: ShardVerdict | undefined;
}

/** All keys begin so, those of BullMQ too, so that a Redis can hold other things besides. */
export const PREFIX = 'adderscope';

/** Seconds that a campaign is kept once it was reported: who asked may come back, others may look. */
const KEPT_FOR = 7 * 24 * 3600;

/**
 * What a Redis keeps of campaigns besides the queue of BullMQ: what was asked; a stream of verdicts, which is read from
 * its beginning by whoever comes back; and for each case the first shard with a wrong vector.
 */
export class CampaignStore {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  // One command after the other: each waits for a Redis that is gone, while a transaction would be cut off.
  async put(id: string, campaign: StoredCampaign): Promise<void> {
    await this.#redis.set(keyOf(id, 'question'), JSON.stringify(campaign));
    await this.#redis.sadd(OPEN, id);
    for (const part of PARTS) await this.#redis.persist(keyOf(id, part));
  }

  async find(id: string): Promise<StoredCampaign | undefined> {
    const text = await this.#redis.get(keyOf(id, 'question'));
    if (text === null) return undefined;
    const stored = jsonOf(text);
    if (!isStored(stored))
      throw mustBe('queue', `campaign ${id}`, 'one that can be read', said('something else under its name'));
    return stored;
  }

  /** The campaigns that were not reported yet. */
  async open(): Promise<readonly (StoredCampaign & { readonly id: string })[]> {
    const ids = await this.#redis.smembers(OPEN);
    // One that cannot be read is named where it is asked for, and keeps nobody from the others.
    const find = (id: string) =>
      this.find(id).catch((error: unknown) => {
        if (error instanceof Misuse) return undefined;
        throw error;
      });
    const found = await Promise.all(ids.map(async (id) => ({ id, campaign: await find(id) })));
    return found.flatMap(({ id, campaign }) => (campaign === undefined ? [] : [{ id, ...campaign }]));
  }

  /** Tells a verdict to everyone who waits for this campaign; telling it twice does no harm. */
  async publish(id: string, index: number, verdict: ShardVerdict): Promise<void> {
    if (verdict.counterexample !== undefined)
      await this.#redis.zadd(keyOf(id, 'wrong'), 'LT', verdict.from, showCase(verdict));
    const text = JSON.stringify(verdict);
    await this.#redis.xadd(keyOf(id, 'verdicts'), '*', 'index', index, 'verdict', text);
  }

  /** Forgets the wrong vector of a case: it was none. */
  async forgetWrong(id: string, one: CaseId): Promise<void> {
    await this.#redis.zrem(keyOf(id, 'wrong'), showCase(one));
  }

  /**
   * Whether a shard can still tell something: its campaign goes on, and no wrong vector of its case is known before it or
   * all are to be found. The shard that found the first one is needed: its verdict may have been lost.
   */
  async isNeeded(id: string, shard: Shard, keepGoing: boolean): Promise<boolean> {
    const [isThere, wrong] = await Promise.all([
      this.#redis.exists(keyOf(id, 'question')),
      keepGoing ? null : this.#redis.zscore(keyOf(id, 'wrong'), showCase(shard)),
    ]);
    return isThere === 1 && (wrong === null || shard.from <= Number(wrong));
  }

  /**
   * The verdicts that arrived after a place of the stream, '0' at first, and the new place; waits up to so many
   * milliseconds for the next. `reader` is a connection of its own, which is blocked meanwhile.
   */
  async arrivals(reader: Redis, id: string, after: string, milliseconds: number) {
    const read = await reader.xread(
      'COUNT',
      1000,
      'BLOCK',
      milliseconds,
      'STREAMS',
      keyOf(id, 'verdicts'),
      after,
    );
    const entries = read?.[0]?.[1] ?? [];
    const arrivals = entries.map(([, [, index, , verdict]]): Arrival => {
      const told = jsonOf(verdict);
      return { index: Number(index), verdict: isVerdict(told) ? told : undefined };
    });
    return { arrivals, last: entries.at(-1)?.[0] ?? after };
  }

  /** Lets go of a campaign that was reported: it can be read for a week. */
  async close(id: string): Promise<void> {
    await this.#redis.srem(OPEN, id);
    for (const part of PARTS) await this.#redis.expire(keyOf(id, part), KEPT_FOR);
  }

  /** Removes a campaign; workers pass over its shards from now on. */
  async remove(id: string): Promise<void> {
    await this.#redis.srem(OPEN, id);
    for (const part of PARTS) await this.#redis.del(keyOf(id, part));
  }
}

const OPEN = `${PREFIX}:open`;

const PARTS = ['question', 'verdicts', 'wrong'] as const;

function keyOf(id: string, part: (typeof PARTS)[number]): string {
  return `${PREFIX}:campaign:${id}:${part}`;
}
