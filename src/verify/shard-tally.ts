import { netlistName } from '../circuits/circuit.ts';
import { paramOptions } from '../circuits/params.ts';
import type { Shard, ShardVerdict } from './shard.ts';
import type { Failure } from './verdict.ts';

/** What the shards of one case gave together. */
export interface Tried {
  readonly circuit: string;
  /** Input vectors tried: all of them, or those up to the first wrong one. */
  readonly vectors: number;
  readonly outcome: 'all right' | 'wrong' | 'incomplete';
  readonly failures: readonly Failure[];
}

interface Case {
  readonly circuit: string;
  readonly planned: number;
  done: number;
  vectors: number;
  wrong: ShardVerdict | undefined;
}

/**
 * Adds up the verdicts of shards. Of a case with wrong vectors only the first counts, and nothing after it, so that the
 * order of work, and what was done besides, change nothing in the report.
 */
export class ShardTally {
  readonly #cases = new Map<string, Case>();

  constructor(planned: readonly Shard[]) {
    for (const { circuit, params } of planned) {
      const key = netlistName({ name: circuit }, params);
      const known = this.#cases.get(key);
      this.#cases.set(key, {
        circuit,
        planned: (known?.planned ?? 0) + 1,
        done: 0,
        vectors: 0,
        wrong: undefined,
      });
    }
  }

  add(verdict: ShardVerdict): void {
    const one = this.#caseOf(verdict);
    one.done++;
    one.vectors += verdict.checked;
    if (verdict.counterexample !== undefined && verdict.from < (one.wrong?.from ?? Number.POSITIVE_INFINITY))
      one.wrong = verdict;
  }

  /** Whether a shard can still tell something: no wrong vector was found before it. */
  isNeeded(shard: Shard): boolean {
    const { wrong } = this.#caseOf(shard);
    return wrong === undefined || shard.from < wrong.from;
  }

  /** What each case gave, in the order of the plan. */
  results(): Tried[] {
    return [...this.#cases].map(([where, { circuit, planned, done, vectors, wrong }]) => {
      if (wrong !== undefined)
        return {
          circuit,
          vectors: wrong.from + wrong.checked,
          outcome: 'wrong',
          failures: failuresOf(where, wrong),
        };
      return { circuit, vectors, outcome: done === planned ? 'all right' : 'incomplete', failures: [] };
    });
  }

  #caseOf({ circuit, params }: Pick<Shard, 'circuit' | 'params'>): Case {
    const key = netlistName({ name: circuit }, params);
    const one = this.#cases.get(key);
    if (one === undefined) throw new Error(`a shard must belong to the plan, got ${key}`);
    return one;
  }
}

function failuresOf(where: string, { circuit, params, counterexample }: ShardVerdict): Failure[] {
  if (counterexample === undefined) return [];
  return [
    {
      check: 'values',
      where,
      text: 'an output differs from the model',
      counterexample,
      reproduce: `simulate ${circuit} ${paramOptions(params)} ${paramOptions(counterexample.inputs)}`,
    },
  ];
}
