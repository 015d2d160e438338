import { netlistName } from '../circuits/circuit.ts';
import { paramOptions } from '../circuits/params.ts';
import type { Shard, ShardVerdict } from './shard.ts';
import type { Failure } from './verdict.ts';

/** What the shards of one case gave together. */
export interface Tried {
  readonly circuit: string;
  /** Input vectors tried: all of them, or those up to the first wrong one. */
  readonly vectors: number;
  /** Whether every shard was done that tells something: all, or those up to the first wrong vector. */
  readonly complete: boolean;
  /** Whether every vector was tried and none was wrong. */
  readonly allRight: boolean;
  readonly failures: readonly Failure[];
}

interface Case {
  readonly circuit: string;
  /** The first vector of each shard. */
  readonly planned: number[];
  /** Vectors checked in each shard that was done, by the first of them. */
  readonly done: Map<number, number>;
  wrong: ShardVerdict | undefined;
}

/**
 * Adds up the verdicts of shards. Of a case with wrong vectors only the first counts, and nothing after it, so that the
 * order of work, and what was done besides, change nothing in the report.
 */
export class ShardTally {
  readonly #cases = new Map<string, Case>();

  constructor(planned: readonly Shard[]) {
    for (const { circuit, params, from } of planned) {
      const key = netlistName({ name: circuit }, params);
      const known = this.#cases.get(key);
      if (known === undefined)
        this.#cases.set(key, { circuit, planned: [from], done: new Map(), wrong: undefined });
      else known.planned.push(from);
    }
  }

  add(verdict: ShardVerdict): void {
    const one = this.#caseOf(verdict);
    one.done.set(verdict.from, verdict.checked);
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
    return [...this.#cases].map(([where, { circuit, planned, done, wrong }]) => {
      const telling = planned.filter((from) => wrong === undefined || from <= wrong.from);
      const complete = telling.every((from) => done.has(from));
      return {
        circuit,
        vectors: telling.reduce((sum, from) => sum + (done.get(from) ?? 0), 0),
        complete,
        allRight: complete && wrong === undefined,
        failures: wrong === undefined ? [] : failuresOf(where, wrong),
      };
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
