import { type CaseId, showCase } from '../circuits/case-id.ts';
import { readCounterexample } from '../verify/counterexample.ts';
import type { Failure, Tried } from '../verify/verdict.ts';
import { type Shard, type ShardVerdict, showShard } from './shard.ts';

interface Case {
  readonly circuit: string;
  /** The first vector of each shard. */
  readonly planned: number[];
  /** Vectors checked in each shard that was done, by the first of them. */
  readonly done: Map<number, number>;
  /** The shards that found a wrong vector, by their first vector. */
  readonly wrong: Map<number, ShardVerdict>;
  /** The first of them. */
  firstWrong: number;
}

/**
 * Adds up the verdicts of shards, each as often as it comes. Of a case with wrong vectors only the first counts, and
 * nothing after it, so that the order of work, and what was done besides, change nothing in what is told; `keepGoing`
 * counts every shard instead, and what each found.
 */
export class ShardTally {
  readonly #cases = new Map<string, Case>();
  readonly #keepGoing: boolean;
  /** Input vectors of all the shards. */
  readonly vectors: number;

  constructor(planned: readonly Shard[], keepGoing = false) {
    this.#keepGoing = keepGoing;
    this.vectors = planned.reduce((sum, { from, to }) => sum + to - from, 0);
    for (const shard of planned) {
      const { circuit, from } = shard;
      const key = showCase(shard);
      const known = this.#cases.get(key);
      if (known === undefined)
        this.#cases.set(key, {
          circuit,
          planned: [from],
          done: new Map(),
          wrong: new Map(),
          firstWrong: Number.POSITIVE_INFINITY,
        });
      else known.planned.push(from);
    }
  }

  add(verdict: ShardVerdict): void {
    const one = this.#caseOf(verdict);
    one.done.set(verdict.from, verdict.checked);
    if (verdict.counterexample === undefined) return;
    one.wrong.set(verdict.from, verdict);
    one.firstWrong = Math.min(one.firstWrong, verdict.from);
  }

  /** Whether a shard can still tell something: no wrong vector was found before it, or all are to be found. */
  isNeeded(shard: Shard): boolean {
    return this.#keepGoing || shard.from < this.#caseOf(shard).firstWrong;
  }

  /** What each case gave, in the order of the plan. */
  results(): Tried[] {
    return [...this.#cases.values()].map(({ circuit, planned, done, wrong, firstWrong }) => {
      const telling = planned.filter((from) => this.#keepGoing || from <= firstWrong);
      const complete = telling.every((from) => done.has(from));
      const failures = new Map<string, Failure>();
      for (const from of telling) {
        const verdict = wrong.get(from);
        // Many shards come to the same smallest inputs.
        if (verdict !== undefined)
          failures.set(JSON.stringify(verdict.counterexample?.inputs), failureOf(verdict));
      }
      return {
        circuit,
        vectors: telling.reduce((sum, from) => sum + (done.get(from) ?? 0), 0),
        complete,
        allRight: complete && wrong.size === 0,
        failures: [...failures.values()],
      };
    });
  }

  #caseOf(id: CaseId): Case {
    const key = showCase(id);
    const one = this.#cases.get(key);
    if (one === undefined) throw new Error(`a shard must belong to the plan, got ${key}`);
    return one;
  }
}

function failureOf(verdict: ShardVerdict): Failure {
  const { circuit, params } = verdict;
  const counterexample = verdict.counterexample && readCounterexample(verdict.counterexample);
  if (counterexample === undefined)
    throw new Error(`a counterexample of ${showShard(verdict)} must be one that can be read`);
  return { circuit, params, check: 'values', text: 'an output differs from the model', counterexample };
}
