import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { MINISAT, OUT_OF_MEMORY } from '../proof/minisat.ts';
import { AskedAnew, type Problem } from '../proof/problem.ts';
import { type SolverAnswer, type SolverKind, stopped } from '../proof/solver.ts';

/** MiniSat as in `MINISAT`, but in a thread for each question, so that a signal ends it at its work. */
export const MINISAT_THREAD: SolverKind = {
  name: MINISAT.name,
  start: async () => new AskedAnew(decide),
};

/**
 * A thread with nothing but the package's MiniSat: its own interface builds formulas, which are clauses already here. As
 * a text, it needs no file beside the bundle. It posts the variables that are true, or null.
 */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const MiniSat = require(workerData.path);
const solver = new MiniSat();
// Its last words are for nobody.
solver._C.print = solver._C.printErr = () => {};
solver._clauses = { push: () => {} };
try {
  const { variables, clauses } = workerData.problem;
  if (variables > 0) solver.ensureVar(variables);
  for (let start = 0; start < clauses.length; ) {
    const end = clauses.indexOf(0, start);
    solver.addClause(Array.from(clauses.subarray(start, end)));
    start = end + 1;
  }
  const isThere = solver.solve();
  parentPort.postMessage(isThere ? solver.getSolution().flatMap((value, k) => (value ? [k] : [])) : null);
} catch (error) {
  // What it throws when its memory is full is a text.
  if (error instanceof Error) throw error;
  parentPort.postMessage('exhausted');
}
`;

function decide(problem: Problem, stop?: AbortSignal): Promise<SolverAnswer> {
  const path = createRequire(import.meta.url).resolve('logic-solver/minisat_wrapper.js');
  return new Promise((resolve, reject) => {
    const worker = new Worker(THREAD, { eval: true, execArgv: [], workerData: { path, problem } });
    const end = (answer: SolverAnswer) => {
      stop?.removeEventListener('abort', give);
      void worker.terminate().then(() => resolve(answer), reject);
    };
    const give = () => {
      if (stop !== undefined) end(stopped(stop));
    };
    worker.on('error', reject);
    worker.on('message', (variables: number[] | null | 'exhausted') => {
      if (variables === 'exhausted') return end({ kind: 'unknown', reason: OUT_OF_MEMORY });
      if (variables === null) return end({ kind: 'unsat' });
      const isTrue = new Set(variables);
      end({ kind: 'sat', isTrue: (variable) => isTrue.has(variable) });
    });
    stop?.addEventListener('abort', give);
    // It may have been told between its being asked and this.
    if (stop?.aborted === true) give();
  });
}
