import type { Counterexample } from '../gates/counterexample.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { Doubt } from './final-adder.ts';
import type { Judge } from './refute.ts';

/**
 * What came of a proof. Only `proved` speaks for every input; `undecided` says why the method could not tell, and may
 * carry a doubt that `settle` can have a solver decide.
 */
export type Proof =
  | { readonly verdict: 'proved'; readonly method: string }
  | { readonly verdict: 'refuted'; readonly method: string; readonly counterexample: Counterexample }
  | {
      readonly verdict: 'undecided';
      readonly method: string;
      readonly reason: string;
      readonly doubt?: OpenDoubt;
    };

/**
 * A final adder is wrong for some values of its dots. It may lack what these never ask of it, such as a carry out of two
 * bits that are never both 1; diagrams of the dots alone cannot know that, and those of the inputs would be too large.
 */
export interface OpenDoubt extends Doubt {
  readonly netlist: Netlist;
  /** What is right. */
  readonly judge: Judge;
  /** What a proof that settles it is by. */
  readonly method: string;
}
