import type { Catalogue } from '../verify/catalogue.ts';
import { isCounterexample } from '../verify/counterexample.ts';
import { caseUnderTest } from '../verify/under-test.ts';
import { type Shard, type ShardVerdict, shardKey } from './shard.ts';

/**
 * What a verdict is to a campaign: welcome; known; at odds with a known one; none of its shards'; one of its shards'
 * by name, but of another netlist or model; or one whose counterexample is none when it is simulated here.
 */
export type Reception = 'new' | 'duplicate' | 'conflicting' | 'foreign' | 'stale' | 'unfounded';

/**
 * The verdicts of a campaign as they come in from elsewhere: perhaps twice, perhaps of something else. A verdict that all
 * is right is believed; one that something is wrong is simulated. So of two that are at odds the wrong vector stands,
 * and of two wrong vectors the first.
 */
export class VerdictCollection {
  readonly #planned: ReadonlyMap<string, Shard>;
  readonly #catalogue: Catalogue;
  readonly #verdicts = new Map<string, ShardVerdict>();

  constructor(planned: readonly Shard[], catalogue: Catalogue) {
    this.#planned = new Map(planned.map((shard) => [shardKey(shard), shard]));
    this.#catalogue = catalogue;
  }

  add(verdict: ShardVerdict): Reception {
    const key = shardKey(verdict);
    const shard = this.#planned.get(key);
    if (shard === undefined || !isWhole(shard, verdict)) return 'foreign';
    if (verdict.fingerprint !== shard.fingerprint) return 'stale';
    const known = this.#verdicts.get(key);
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(verdict)) return 'duplicate';
    if (verdict.counterexample !== undefined && !this.#isFounded(verdict)) return 'unfounded';
    if (known === undefined || isWorse(verdict, known)) this.#verdicts.set(key, verdict);
    return known === undefined ? 'new' : 'conflicting';
  }

  /** The verdict of a shard that has one. */
  of(shard: Pick<Shard, 'circuit' | 'params' | 'from' | 'to'>): ShardVerdict | undefined {
    return this.#verdicts.get(shardKey(shard));
  }

  /** The verdict of each shard that has one. */
  verdicts(): readonly ShardVerdict[] {
    return [...this.#verdicts.values()];
  }

  #isFounded(verdict: ShardVerdict): boolean {
    return isCounterexample(caseUnderTest(verdict, this.#catalogue), verdict.counterexample);
  }
}

/** Whether a verdict speaks of every vector of its shard, or of those up to a wrong one. */
function isWhole({ from, to }: Shard, { checked, counterexample }: ShardVerdict): boolean {
  if (counterexample === undefined) return checked === to - from;
  return Number.isInteger(checked) && checked >= 1 && checked <= to - from;
}

function isWorse(one: ShardVerdict, other: ShardVerdict): boolean {
  if (one.counterexample === undefined) return false;
  return other.counterexample === undefined || one.checked < other.checked;
}
