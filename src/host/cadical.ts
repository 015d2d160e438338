import { spawnSync } from 'node:child_process';
import { printDimacs } from '../proof/dimacs.ts';
import { AskedAnew, type Problem } from '../proof/problem.ts';
import { type SolverAnswer, type SolverKind, stopped } from '../proof/solver.ts';
import { runTied, tied } from './solver-process.ts';

export interface CadicalOptions {
  /** It gives up a question after so many seconds by itself. */
  readonly seconds?: number;
}

/** The program `cadical`, a process for each question; undefined where it is not installed. */
export function findCadical({ seconds }: CadicalOptions = {}): SolverKind | undefined {
  const { status, stdout } = spawnSync('cadical', ['--version'], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  return {
    name: `cadical ${stdout.trim()}`,
    start: async () => new AskedAnew((problem, stop) => decide(problem, seconds, stop)),
  };
}

/** Most questions here are meant to have no answer; tuned for those it takes half to four fifths of the time. */
const OPTIONS = ['-q', '--unsat'];

/** What it ends with, by convention. */
const [SATISFIABLE, UNSATISFIABLE] = [10, 20];

async function decide(
  problem: Problem,
  seconds: number | undefined,
  stop = new AbortController().signal,
): Promise<SolverAnswer> {
  const limit = seconds === undefined ? [] : ['-t', String(seconds)];
  const { code, stdout } = await runTied(tied('cadical', [...OPTIONS, ...limit]), printDimacs(problem), stop);
  if (code === UNSATISFIABLE) return { kind: 'unsat' };
  if (code === SATISFIABLE) {
    const literals = literalsIn(stdout);
    return { kind: 'sat', isTrue: (variable) => literals.has(variable) };
  }
  if (stop.aborted) return stopped(stop);
  if (seconds !== undefined) return { kind: 'unknown', reason: `cadical gave up after ${seconds} seconds` };
  return { kind: 'unknown', reason: `cadical must end with 10 or 20, got ${code}` };
}

/** The literals that hold, from lines such as `v 1 -2 3 0`. */
function literalsIn(text: string): Set<number> {
  const lines = text.split('\n').filter((line) => line.startsWith('v '));
  return new Set(lines.flatMap((line) => line.slice(2).split(' ').map(Number)));
}
