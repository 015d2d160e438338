import type { Problem } from './problem.ts';

/** What turns formulas over bit vectors and floats into clauses. */
export interface Blaster {
  /** What a proof is said to be by. */
  readonly name: string;
  /**
   * Clauses for a text in SMT-LIB 2; undefined where it was told to stop, and it is then lost. One text at a time: whoever
   * comes next waits.
   */
  blast(text: string, stop: AbortSignal): Promise<Blasted | undefined>;
  /** It keeps the process until then. */
  stop(): Promise<void>;
}

/** A text in SMT-LIB as clauses: satisfiable when it is, and every constant that is Boolean keeps its name. */
export interface Blasted {
  readonly problem: Problem;
  /** The variable of each Boolean constant that the clauses speak of. */
  readonly variables: ReadonlyMap<string, number>;
}

/** A blaster that is not started before somebody has a question. */
export interface BlasterKind {
  /** What a proof is said to be by where it never came to that. */
  readonly name: string;
  start(): Promise<Blaster>;
}

/** A blaster that is running already and goes on running, as a kind. */
export function shared(blaster: Blaster): BlasterKind {
  return { name: blaster.name, start: async () => ({ ...blaster, stop: async () => {} }) };
}
