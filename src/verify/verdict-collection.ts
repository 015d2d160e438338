import { type Shard, type ShardVerdict, shardKey } from './shard.ts';

/** What a verdict is to a campaign: welcome, known, at odds with a known one, or none of its shards'. */
export type Reception = 'new' | 'duplicate' | 'conflicting' | 'foreign';

/**
 * The verdicts of a campaign as they come in from elsewhere: perhaps twice, perhaps of something else. A shard with two
 * different verdicts has none: one of the machines is wrong, and nobody knows which.
 */
export class VerdictCollection {
  readonly #planned: ReadonlyMap<string, Shard>;
  readonly #verdicts = new Map<string, ShardVerdict>();
  readonly #disputed = new Set<string>();

  constructor(planned: readonly Shard[]) {
    this.#planned = new Map(planned.map((shard) => [shardKey(shard), shard]));
  }

  add(verdict: ShardVerdict): Reception {
    const key = shardKey(verdict);
    const shard = this.#planned.get(key);
    if (shard === undefined || !isWhole(shard, verdict)) return 'foreign';
    const known = this.#verdicts.get(key);
    if (known === undefined && !this.#disputed.has(key)) {
      this.#verdicts.set(key, verdict);
      return 'new';
    }
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(verdict)) return 'duplicate';
    this.#verdicts.delete(key);
    this.#disputed.add(key);
    return 'conflicting';
  }

  /** Whether this shard has one verdict. */
  has(shard: Shard): boolean {
    return this.#verdicts.has(shardKey(shard));
  }

  isDisputed(shard: Shard): boolean {
    return this.#disputed.has(shardKey(shard));
  }

  /** The verdict of each shard that has one. */
  verdicts(): readonly ShardVerdict[] {
    return [...this.#verdicts.values()];
  }
}

/** Whether a verdict speaks of every vector of its shard, or of those up to a wrong one. */
function isWhole({ from, to }: Shard, { checked, counterexample }: ShardVerdict): boolean {
  if (counterexample === undefined) return checked === to - from;
  return Number.isInteger(checked) && checked >= 1 && checked <= to - from;
}
