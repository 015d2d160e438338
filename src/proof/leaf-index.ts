import { wordAt } from '../gates/at.ts';
import type { Cuts } from './cuts.ts';

/** Finds cuts by their set of leaves: a hash table of chains over the places of some cuts. */
export class LeafIndex {
  readonly #cuts: Cuts;
  readonly #places: readonly number[];
  readonly #heads: Int32Array;
  readonly #next: Int32Array;
  readonly #mask: number;

  constructor(cuts: Cuts, places: readonly number[]) {
    this.#cuts = cuts;
    this.#places = places;
    const size = 2 ** Math.ceil(Math.log2(2 * places.length + 2));
    this.#mask = size - 1;
    this.#heads = new Int32Array(size).fill(-1);
    this.#next = new Int32Array(places.length);
    for (let k = places.length - 1; k >= 0; k--) {
      const slot = this.#slot(places[k] ?? 0);
      this.#next[k] = this.#heads[slot] ?? -1;
      this.#heads[slot] = k;
    }
  }

  /** Calls `body` with each indexed cut of the same leaves, in order, until it returns true. */
  each(place: number, body: (same: number) => boolean): void {
    const { leaves } = this.#cuts;
    for (let k = this.#heads[this.#slot(place)] ?? -1; k !== -1; k = this.#next[k] ?? -1) {
      const other = this.#places[k] ?? 0;
      if (
        wordAt(leaves, 3 * other) === wordAt(leaves, 3 * place) &&
        wordAt(leaves, 3 * other + 1) === wordAt(leaves, 3 * place + 1) &&
        wordAt(leaves, 3 * other + 2) === wordAt(leaves, 3 * place + 2) &&
        body(other)
      )
        return;
    }
  }

  #slot(place: number): number {
    const { leaves } = this.#cuts;
    let hash = Math.imul(wordAt(leaves, 3 * place), 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ wordAt(leaves, 3 * place + 1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13) ^ wordAt(leaves, 3 * place + 2), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) & this.#mask;
  }
}
