import { createRequire } from 'node:module';
import { UsageError } from './usage-error.ts';

/** What came of a question: no model, a model as a number for each constant that has one, or nothing. */
export type Z3Answer =
  | { readonly kind: 'unsatisfiable' }
  | { readonly kind: 'satisfiable'; readonly values: Readonly<Record<string, bigint>> }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A running Z3. It keeps the process alive until it is stopped. */
export interface Z3 {
  readonly version: string;
  /** Whether the assertions of an SMT-LIB 2 text hold together; gives up after so many milliseconds, and is then lost. */
  ask(text: string, milliseconds: number): Promise<Z3Answer>;
  stop(): Promise<void>;
}

/** Milliseconds that Z3 has to stop when told to. */
const PATIENCE = 10_000;

/** Handles are numbers, 0 is none. */
type Handle = number;

/** The part of the package's interface that is used here. */
interface LowLevel {
  mk_config(): Handle;
  mk_context(config: Handle): Handle;
  del_context(context: Handle): void;
  mk_tactic(context: Handle, name: string): Handle;
  mk_solver_from_tactic(context: Handle, tactic: Handle): Handle;
  solver_inc_ref(context: Handle, solver: Handle): void;
  solver_from_string(context: Handle, solver: Handle, text: string): void;
  solver_check(context: Handle, solver: Handle): Promise<number>;
  solver_get_reason_unknown(context: Handle, solver: Handle): string;
  solver_get_model(context: Handle, solver: Handle): Handle;
  model_to_string(context: Handle, model: Handle): string;
  solver_interrupt(context: Handle, solver: Handle): void;
  get_error_code(context: Handle): number;
  get_error_msg(context: Handle, code: number): string;
  get_full_version(): string;
}

interface Z3Package {
  init(overrides: { printErr(text: string): void }): Promise<{ Z3: LowLevel; em: unknown }>;
  killThreads(em: unknown): Promise<void>;
}

/** Loads the package `z3-solver`, which takes a second, when a proof asks for it; a UsageError when it is not there. */
export async function startZ3(): Promise<Z3> {
  // Its worker threads speak of their own end on the console.
  const { init, killThreads } = loadPackage();
  const { Z3, em } = await init({ printErr: () => {} });
  return {
    version: Z3.get_full_version(),
    ask: (text, milliseconds) => ask(Z3, text, milliseconds),
    stop: () => killThreads(em),
  };
}

function loadPackage(): Z3Package {
  try {
    return createRequire(import.meta.url)('z3-solver');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    throw new UsageError('prove: package z3-solver must be installed (npm install z3-solver), got nothing');
  }
}

/**
 * The text goes in by a call that returns after reading it. The package's `eval_smtlib2_string` must not be used: it
 * frees the text while its thread may still be reading, and then proves another one.
 */
async function ask(Z3: LowLevel, text: string, milliseconds: number): Promise<Z3Answer> {
  const context = Z3.mk_context(Z3.mk_config());
  const solver = Z3.mk_solver_from_tactic(context, Z3.mk_tactic(context, 'qffpbv'));
  Z3.solver_inc_ref(context, solver);
  Z3.solver_from_string(context, solver, text);
  const code = Z3.get_error_code(context);
  if (code !== 0) throw new Error(`z3: ${Z3.get_error_msg(context, code)}`);
  const check = Z3.solver_check(context, solver);
  const verdict = await within(check, milliseconds);
  if (verdict === undefined) {
    // A thread that is still computing outlives its end and keeps the process; asked to, it stops within moments.
    Z3.solver_interrupt(context, solver);
    await within(check, PATIENCE);
    return { kind: 'unknown', reason: 'the time ran out' };
  }
  const answer = read(Z3, context, solver, verdict);
  Z3.del_context(context);
  return answer;
}

function read(Z3: LowLevel, context: Handle, solver: Handle, verdict: number): Z3Answer {
  if (verdict === -1) return { kind: 'unsatisfiable' };
  if (verdict !== 1) return { kind: 'unknown', reason: Z3.solver_get_reason_unknown(context, solver) };
  const model = Z3.model_to_string(context, Z3.solver_get_model(context, solver));
  const values = [...model.matchAll(/^(\S+) -> #([xb])([0-9a-f]+)$/gm)].map(
    ([, name, base, digits]) => [name, BigInt(`0${base}${digits}`)] as const,
  );
  return { kind: 'satisfiable', values: Object.fromEntries(values) };
}

/** What the promise gives, or undefined after so many milliseconds. */
async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  // A timer cannot count further.
  if (milliseconds > 2 ** 31 - 1) return promise;
  let timer: NodeJS.Timeout | undefined;
  const alarm = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, milliseconds, undefined);
  });
  try {
    return await Promise.race([promise, alarm]);
  } finally {
    clearTimeout(timer);
  }
}
