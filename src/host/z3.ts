import { createRequire } from 'node:module';
import { said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Blasted, Blaster, BlasterKind } from '../proof/blaster.ts';
import { readDimacs } from '../proof/dimacs.ts';

/** Milliseconds that Z3 has to stop when told to. */
const PATIENCE = 10_000;

/** From floating point to bit vectors, from those to gates, from these to clauses. */
const TACTICS = [
  'simplify',
  'propagate-values',
  'fpa2bv',
  'simplify',
  'propagate-values',
  'bit-blast',
  'simplify',
  'tseitin-cnf',
];

/** Handles are numbers, 0 is none. */
type Handle = number;

/** The part of the package's interface that is used here. */
interface LowLevel {
  mk_config(): Handle;
  mk_context(config: Handle): Handle;
  del_context(context: Handle): void;
  interrupt(context: Handle): void;
  mk_simple_solver(context: Handle): Handle;
  solver_inc_ref(context: Handle, solver: Handle): void;
  solver_from_string(context: Handle, solver: Handle, text: string): void;
  solver_get_assertions(context: Handle, solver: Handle): Handle;
  ast_vector_inc_ref(context: Handle, vector: Handle): void;
  ast_vector_size(context: Handle, vector: Handle): number;
  ast_vector_get(context: Handle, vector: Handle, k: number): Handle;
  mk_tactic(context: Handle, name: string): Handle;
  tactic_inc_ref(context: Handle, tactic: Handle): void;
  tactic_and_then(context: Handle, first: Handle, next: Handle): Handle;
  tactic_apply(context: Handle, tactic: Handle, goal: Handle): Promise<Handle>;
  mk_goal(context: Handle, models: boolean, cores: boolean, proofs: boolean): Handle;
  goal_inc_ref(context: Handle, goal: Handle): void;
  goal_assert(context: Handle, goal: Handle, formula: Handle): void;
  goal_inconsistent(context: Handle, goal: Handle): boolean;
  goal_to_dimacs_string(context: Handle, goal: Handle, names: boolean): string;
  apply_result_inc_ref(context: Handle, result: Handle): void;
  apply_result_get_num_subgoals(context: Handle, result: Handle): number;
  apply_result_get_subgoal(context: Handle, result: Handle, k: number): Handle;
  get_error_code(context: Handle): number;
  get_error_msg(context: Handle, code: number): string;
  get_full_version(): string;
}

interface Z3Package {
  init(overrides: { printErr(text: string): void }): Promise<{ Z3: LowLevel; em: unknown }>;
  killThreads(em: unknown): Promise<void>;
}

/** Z3 of the package `z3-solver`, which takes a second to load; a Misuse where it is not there. */
export const Z3: BlasterKind = { name: 'Z3', start: startZ3 };

async function startZ3(): Promise<Blaster> {
  // Its worker threads speak of their own end on the console.
  const { init, killThreads } = loadPackage();
  const { Z3: program, em } = await init({ printErr: () => {} });
  // The package runs one thing at a time.
  let before: Promise<unknown> = Promise.resolve();
  // Its threads do not keep the process, so that a script that waits for nothing else would end.
  const waits = new Set<NodeJS.Timeout>();
  const end = (wait: NodeJS.Timeout) => {
    clearInterval(wait);
    waits.delete(wait);
  };
  return {
    name: program.get_full_version(),
    blast: (text, stop) => {
      const wait = setInterval(() => {}, 2 ** 30);
      waits.add(wait);
      const mine = before.then(() => blast(program, text, stop)).finally(() => end(wait));
      before = mine.catch(() => {});
      return mine;
    },
    stop: () => {
      for (const wait of waits) end(wait);
      return killThreads(em);
    },
  };
}

function loadPackage(): Z3Package {
  try {
    return createRequire(import.meta.url)('z3-solver');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    throw mustBe('prove', 'package z3-solver', 'installed (npm install z3-solver)', said('nothing'));
  }
}

/**
 * The text goes in by a call that returns after reading it. The package's `eval_smtlib2_string` must not be used: it
 * frees the text while its thread may still be reading, and then proves another one.
 */
async function blast(Z3: LowLevel, text: string, stop: AbortSignal): Promise<Blasted | undefined> {
  if (stop.aborted) return undefined;
  const context = Z3.mk_context(Z3.mk_config());
  const goal = goalOf(Z3, context, text);
  const tactic = tacticOf(Z3, context);
  const work = withoutKeeping(() => Z3.tactic_apply(context, tactic, goal));
  const applied = await unlessStopped(work, stop, () => Z3.interrupt(context));
  if (applied === undefined) return undefined;
  throwError(Z3, context);
  Z3.apply_result_inc_ref(context, applied);
  const goals = Z3.apply_result_get_num_subgoals(context, applied);
  if (goals !== 1) throw new Error(`z3: number of goals must be 1, got ${goals}`);
  const clauses = Z3.apply_result_get_subgoal(context, applied, 0);
  Z3.goal_inc_ref(context, clauses);
  // Z3 has no clauses for what it has already seen to be false.
  const dimacs = Z3.goal_inconsistent(context, clauses)
    ? 'p cnf 1 1\n0\n'
    : `${Z3.goal_to_dimacs_string(context, clauses, true)}\n`;
  Z3.del_context(context);
  const names = [...dimacs.matchAll(/^c (\d+) (.+)$/gm)];
  return {
    problem: readDimacs(dimacs),
    variables: new Map(names.map(([, variable, name = '']) => [name, Number(variable)])),
  };
}

/**
 * Runs a body whose timers do not keep the process. The package sets one of ten minutes for each call and clears it by the
 * thread that did the work: where that is ended as soon as it has told its result, or before, the timer stays.
 */
function withoutKeeping<T>(body: () => T): T {
  const own = globalThis.setTimeout;
  globalThis.setTimeout = new Proxy(own, {
    apply: (target, self, args: Parameters<typeof own>) => target.apply(self, args).unref(),
  });
  try {
    return body();
  } finally {
    globalThis.setTimeout = own;
  }
}

function goalOf(Z3: LowLevel, context: Handle, text: string): Handle {
  const solver = Z3.mk_simple_solver(context);
  Z3.solver_inc_ref(context, solver);
  Z3.solver_from_string(context, solver, text);
  throwError(Z3, context);
  const formulas = Z3.solver_get_assertions(context, solver);
  Z3.ast_vector_inc_ref(context, formulas);
  const goal = Z3.mk_goal(context, false, false, false);
  Z3.goal_inc_ref(context, goal);
  for (let k = 0; k < Z3.ast_vector_size(context, formulas); k++)
    Z3.goal_assert(context, goal, Z3.ast_vector_get(context, formulas, k));
  return goal;
}

function tacticOf(Z3: LowLevel, context: Handle): Handle {
  const kept = (tactic: Handle) => {
    Z3.tactic_inc_ref(context, tactic);
    return tactic;
  };
  return TACTICS.map((name) => kept(Z3.mk_tactic(context, name))).reduce((first, next) =>
    kept(Z3.tactic_and_then(context, first, next)),
  );
}

function throwError(Z3: LowLevel, context: Handle): void {
  const code = Z3.get_error_code(context);
  if (code !== 0) throw new Error(`z3: ${Z3.get_error_msg(context, code)}`);
}

/** What the promise gives; when told to stop, undefined, once the interrupted work has ended or patience has. */
async function unlessStopped<T>(
  work: Promise<T>,
  stop: AbortSignal,
  interrupt: () => void,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  let onStop = () => {};
  const patience = new Promise<undefined>((resolve) => {
    onStop = () => {
      // A thread that is still computing outlives its end and keeps the process; asked to, it stops within moments.
      interrupt();
      timer = setTimeout(resolve, PATIENCE, undefined);
    };
  });
  stop.addEventListener('abort', onStop);
  try {
    const result = await Promise.race([work, patience]);
    return stop.aborted ? undefined : result;
  } catch (error) {
    if (stop.aborted) return undefined;
    throw error;
  } finally {
    stop.removeEventListener('abort', onStop);
    clearTimeout(timer);
  }
}
