import type { Refutation } from './refute.ts';

/** What came of a proof. Only `proved` speaks for every input; `undecided` says why the method could not tell. */
export type Proof =
  | { readonly verdict: 'proved'; readonly method: string }
  | { readonly verdict: 'refuted'; readonly method: string; readonly counterexample: Refutation }
  | { readonly verdict: 'undecided'; readonly method: string; readonly reason: string };
