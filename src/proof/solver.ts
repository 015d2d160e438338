/**
 * A SAT solver: variables are whole numbers from 1, a literal is a variable or its negative. It may be asked many
 * questions, each a little more than the one before.
 */
export interface Solver {
  /** A new variable: the next number. */
  variable(): number;
  /** One of the literals must be true. */
  clause(literals: readonly number[]): void;
  /** Whether all clauses can hold together with these literals, until told to stop. */
  solve(assumed: readonly number[], stop?: AbortSignal): Promise<SolverAnswer>;
}

/** What came of a question: values for which everything holds, or that there are none, or why that is not known. */
export type SolverAnswer =
  | { readonly kind: 'sat'; isTrue(variable: number): boolean }
  | { readonly kind: 'unsat' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A solver that is not loaded or started before somebody has a question. */
export interface SolverKind {
  /** What a proof is said to be by. */
  readonly name: string;
  start(): Promise<Solver>;
}

/** The answer to whoever told a solver to stop. */
export function stopped({ reason }: AbortSignal): SolverAnswer {
  return { kind: 'unknown', reason: String(reason) };
}
