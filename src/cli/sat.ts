import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { mustBe } from '../gates/must-be.ts';
import { runTied, tied } from '../host/solver-process.ts';
import { OUT_OF_MEMORY } from '../proof/minisat.ts';

/**
 * What came of clauses: no assignment satisfies them, or this one does, or the solver gave up; undefined where it was told
 * to stop.
 */
export type SatAnswer =
  | { readonly kind: 'unsatisfiable' }
  | { readonly kind: 'exhausted'; readonly reason: string }
  | { readonly kind: 'satisfiable'; readonly isTrue: ReadonlySet<number> }
  | undefined;

/** Something that decides a text in DIMACS CNF. */
export interface SatSolver {
  readonly name: string;
  solve(dimacs: string, stop: AbortSignal): Promise<SatAnswer>;
}

export const SAT_SOLVERS = ['cadical', 'logic-solver'] as const;

export type SatSolverName = (typeof SAT_SOLVERS)[number];

/** The solver of this name, or the faster one of those that are there; a thread or a process of its own does the work. */
export function satSolver(name?: SatSolverName): SatSolver {
  if (name === 'logic-solver') return { name: 'logic-solver (MiniSat)', solve: solveByMiniSat };
  const { status, stdout } = spawnSync('cadical', ['--version'], { encoding: 'utf8' });
  if (status === 0) return { name: `cadical ${stdout.trim()}`, solve: solveByCadical };
  if (name === undefined) return satSolver('logic-solver');
  throw mustBe('prove', 'cadical', 'installed for --solver cadical', 'nothing');
}

/** By convention 10 is satisfiable and 20 is not. */
const EXIT_CODES: Readonly<Record<number, 'satisfiable' | 'unsatisfiable'>> = {
  10: 'satisfiable',
  20: 'unsatisfiable',
};

async function solveByCadical(dimacs: string, stop: AbortSignal): Promise<SatAnswer> {
  // Most questions here are meant to have no answer; tuned for those it takes half to four fifths of the time.
  const { code, stdout } = await runTied(tied('cadical', ['-q', '--unsat']), dimacs, stop);
  const kind = EXIT_CODES[code ?? 0];
  if (kind === 'unsatisfiable') return { kind };
  if (kind === 'satisfiable') return { kind, isTrue: literalsIn(stdout) };
  if (stop.aborted) return undefined;
  throw new Error(`cadical must end with 10 or 20, got ${code}`);
}

/** The literals that hold, from lines such as `v 1 -2 3 0`. */
function literalsIn(text: string): Set<number> {
  const lines = text.split('\n').filter((line) => line.startsWith('v '));
  return new Set(lines.flatMap((line) => line.slice(2).split(' ').map(Number)));
}

/**
 * A thread with nothing but the package's MiniSat: its own interface builds formulas, which are clauses already here. As
 * a text, it needs no file beside the bundle. It posts the variables that are true, or null.
 */
const MINISAT_THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const MiniSat = require(workerData.path);
const solver = new MiniSat();
// Its last words are for nobody.
solver._C.print = solver._C.printErr = () => {};
solver._clauses = { push: () => {} };
let isOpen = true;
try {
  for (const line of workerData.dimacs.split('\\n')) {
    if (line === '' || line.startsWith('c') || line.startsWith('p')) continue;
    isOpen = solver.addClause(line.trim().split(' ').map(Number).filter((literal) => literal !== 0)) && isOpen;
  }
  const isThere = isOpen && solver.solve();
  parentPort.postMessage(isThere ? solver.getSolution().flatMap((value, k) => (value ? [k] : [])) : null);
} catch (error) {
  // What it throws when its memory is full is a text.
  if (error instanceof Error) throw error;
  parentPort.postMessage('exhausted');
}
`;

function solveByMiniSat(dimacs: string, stop: AbortSignal): Promise<SatAnswer> {
  const path = createRequire(import.meta.url).resolve('logic-solver/minisat_wrapper.js');
  return new Promise((resolve, reject) => {
    const worker = new Worker(MINISAT_THREAD, {
      eval: true,
      execArgv: [],
      workerData: { path, dimacs },
    });
    const end = (answer: SatAnswer) => {
      stop.removeEventListener('abort', give);
      void worker.terminate().then(() => resolve(answer), reject);
    };
    const give = () => end(undefined);
    worker.on('error', reject);
    worker.on('message', (variables: number[] | null | 'exhausted') => {
      if (variables === 'exhausted') end({ kind: 'exhausted', reason: OUT_OF_MEMORY });
      else if (variables === null) end({ kind: 'unsatisfiable' });
      else end({ kind: 'satisfiable', isTrue: new Set(variables) });
    });
    stop.addEventListener('abort', give);
    if (stop.aborted) give();
  });
}
