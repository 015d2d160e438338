import { once } from 'node:events';
import { ATTEMPTS, DOUBTS } from '../../campaign/queue-rules.ts';
import { type ShardVerdict, shardKey, showShard } from '../../campaign/shard.ts';
import { ShardTally } from '../../campaign/shard-tally.ts';
import { VerdictCollection } from '../../campaign/verdict-collection.ts';
import { said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import type { Catalogue } from '../../verify/catalogue.ts';
import type { Log } from '../log.ts';
import { type Progress, startProgress } from '../progress.ts';
import type { Asked } from './at-queue.ts';
import type { Arrival } from './campaign-store.ts';

/** Milliseconds without a verdict after which the queue is looked at. */
const PATIENCE = 1000;

/** What following a campaign needs. */
export interface Following {
  readonly log: Log;
  readonly catalogue: Catalogue;
  /** Whether no bar shows how far it is. */
  readonly isQuiet: boolean;
}

/**
 * Follows a campaign: takes in the verdicts from its first one on, in whatever order and however often they come, sees to
 * it that every shard that still matters is at the queue, and ends when all of them are done or set aside.
 */
export class Follower {
  /** The shards that were set aside, by their number in the plan, and why. */
  readonly aside = new Map<number, string>();
  /** The shards of which verdicts came that cannot be, and what they were. */
  readonly doubted = new Map<number, string>();
  readonly #asked: Asked;
  readonly #log: Log;
  readonly #collection: VerdictCollection;
  /** What the shards gave, those that came by now. */
  readonly tally: ShardTally;
  /** The numbers of the shards that still matter and have no verdict, those set aside included. */
  readonly #pending: Set<number>;
  readonly #progress: Progress;
  readonly #pace: Pace;
  /** The last entry of the stream that was read. */
  #last = '0';
  /** Redis was gone, and may have lost what came last. */
  #wasGone = false;
  #isLonely = false;
  /** What came before this one followed is read. */
  #isFollowing = false;
  /** How often a verdict of a shard counted for nothing. */
  readonly #rejected = new Map<number, number>();

  constructor(asked: Asked, { log, isQuiet, catalogue }: Following) {
    const { shards, vectors } = asked.plan;
    this.#asked = asked;
    this.#log = log;
    this.#collection = new VerdictCollection(shards, catalogue);
    this.tally = new ShardTally(shards, asked.question.keepGoing);
    this.#pending = new Set(shards.keys());
    this.#progress = startProgress(0, vectors, isQuiet);
    this.#pace = new Pace(vectors, (text) => log.info(`campaign ${asked.id}: ${text}`));
  }

  /** Returns when nothing can come any more, or when the signal aborts. */
  async follow(signal: AbortSignal): Promise<void> {
    const { redis } = this.#asked;
    const reader = redis.duplicate();
    reader.on('error', () => {});
    const leave = () => {
      reader.disconnect();
      redis.disconnect();
    };
    signal.addEventListener('abort', leave);
    const onReady = () => {
      this.#wasGone = true;
    };
    redis.on('ready', onReady);
    try {
      while (await this.#read(reader, 1));
      this.#isFollowing = true;
      await this.#fill();
      const { address, id, plan } = this.#asked;
      this.#log.info(
        `campaign ${id} is at ${address.shown}: ${plan.shards.length} shards, ${plan.vectors} input vectors; come back to it with --attach ${id}`,
      );
      while (this.#pending.size > this.aside.size && !signal.aborted)
        if (!(await this.#read(reader, PATIENCE))) await this.#look();
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', leave);
      redis.off('ready', onReady);
      reader.disconnect();
      this.#progress.stop();
    }
  }

  /** Takes in what arrived; whether there was anything. */
  async #read(reader: Asked['redis'], milliseconds: number): Promise<boolean> {
    const { store, id } = this.#asked;
    const { arrivals, last } = await store.arrivals(reader, id, this.#last, milliseconds);
    this.#last = last;
    for (const arrival of arrivals) await this.#take(arrival);
    return arrivals.length > 0;
  }

  async #take({ index, verdict }: Arrival): Promise<void> {
    const shard = this.#asked.plan.shards[index];
    if (verdict === undefined || shard === undefined || shardKey(shard) !== shardKey(verdict)) {
      const reason = verdict === undefined ? 'it cannot be read, so it counts for nothing' : DOUBTS.foreign;
      this.#doubt(index, reason);
      return this.#reject(index, reason);
    }
    const reception = this.#collection.add(verdict);
    if (reception === 'duplicate') return;
    if (reception !== 'new') {
      this.#doubt(index, DOUBTS[reception]);
    }
    if (reception !== 'new' && reception !== 'conflicting') this.#reject(index, DOUBTS[reception]);
    // Workers would pass over this very shard otherwise.
    const { store, id } = this.#asked;
    if (reception === 'unfounded') await store.forgetWrong(id, verdict);
    const known = reception === 'foreign' || reception === 'stale' ? undefined : this.#collection.of(verdict);
    if (known === undefined) return;
    this.tally.add(known);
    this.#done(index, known, reception === 'new');
  }

  #doubt(index: number, reason: string): void {
    this.doubted.set(index, reason);
    this.#log.error(`verdict of shard ${index}: ${reason}`);
  }

  /** A worker that is wrong would give the same for ever, so after some such verdicts the shard is set aside. */
  #reject(index: number, reason: string): void {
    // Those from before are of workers that may have been put right.
    if (!this.#isFollowing) return;
    const times = (this.#rejected.get(index) ?? 0) + 1;
    this.#rejected.set(index, times);
    if (times >= ATTEMPTS) this.#setAside(index, `${times} verdicts were no use: ${reason}`);
  }

  #done(index: number, verdict: ShardVerdict, isNew: boolean): void {
    const { shards } = this.#asked.plan;
    this.#pending.delete(index);
    this.aside.delete(index);
    if (verdict.counterexample !== undefined)
      for (const other of this.#pending) {
        const shard = shards[other];
        if (shard === undefined || this.tally.isNeeded(shard)) continue;
        this.#pending.delete(other);
        this.aside.delete(other);
      }
    if (!isNew) return;
    const vectors = verdict.to - verdict.from;
    this.#progress.step(0, vectors);
    this.#pace.step(vectors);
  }

  #setAside(index: number, reason: string): void {
    const shard = this.#asked.plan.shards[index];
    if (shard === undefined || this.aside.has(index) || !this.#pending.has(index)) return;
    this.aside.set(index, reason);
    this.#log.error(`shard ${index} (${showShard(shard)}) was set aside: ${reason}`);
  }

  /** Sees why nothing comes: shards may have been set aside, or lost with a Redis that keeps nothing. */
  async #look(): Promise<void> {
    const { store, shards, id } = this.#asked;
    const isThere = (await store.find(id)) !== undefined;
    if (this.#wasGone) {
      this.#wasGone = false;
      return this.#fill();
    }
    if (!isThere)
      throw mustBe(
        'verify',
        `campaign ${id}`,
        'at the queue still',
        said('one that was given up by someone else'),
      );
    for (const [index, reason] of await shards.setAside(id)) this.#setAside(index, reason);
    if (!(await shards.isBusy())) return this.#fill();
    const workers = await shards.workers();
    if (workers === 0 && !this.#isLonely)
      this.#log.warn(
        'no worker of this version is at the queue; start some with: adderscope worker --queue ...',
      );
    this.#isLonely = workers === 0;
  }

  /** Puts the campaign, and every shard that is still wanted, at the queue, where they are not there. */
  async #fill(): Promise<void> {
    const { redis, store, shards, id, question, plan } = this.#asked;
    const { keepGoing } = question;
    const wanted = [...this.#pending].flatMap((index) => {
      const shard = plan.shards[index];
      if (shard === undefined || this.aside.has(index)) return [];
      return [{ campaign: id, index, shard, vectors: plan.vectors, keepGoing }];
    });
    for (;;)
      try {
        await store.put(id, { question, shards: plan.shards.length });
        return await shards.add(wanted);
      } catch (error) {
        // What is added by one transaction is cut off when Redis goes.
        if (redis.status === 'ready' && !this.#wasGone) throw error;
        if (redis.status !== 'ready') await once(redis, 'ready');
        this.#wasGone = false;
      }
  }
}

/** Tells how far a campaign is, at every tenth of it, with the rate since it was followed and the time left. */
class Pace {
  readonly #vectors: number;
  readonly #tell: (text: string) => void;
  readonly #started = performance.now();
  #done = 0;

  constructor(vectors: number, tell: (text: string) => void) {
    this.#vectors = vectors;
    this.#tell = tell;
  }

  step(vectors: number): void {
    const before = Math.floor((10 * this.#done) / this.#vectors);
    this.#done += vectors;
    const tenth = Math.floor((10 * this.#done) / this.#vectors);
    if (tenth === before) return;
    const rate = (1000 * this.#done) / (performance.now() - this.#started);
    const left = Math.ceil((this.#vectors - this.#done) / rate);
    this.#tell(`${10 * tenth} % done, ${(rate / 1e6).toFixed(0)} million vectors a second, ${left} s left`);
  }
}
