import { spawnSync } from 'node:child_process';
import { type CreateSat, type IncrementalSat, SatExhausted } from '../proof/sat.ts';
import { type Ended, runsInTurn, tied } from './solver-process.ts';

/** Seconds that CaDiCaL gets for a question, unless told otherwise. */
const SECONDS = 60;

/**
 * The program `cadical`, where it is installed: a process for each question, so it suits few and hard ones. It ends after
 * so many seconds, and then throws `SatExhausted`.
 */
export function findCadical(seconds = SECONDS): CreateSat | undefined {
  const { status } = spawnSync('cadical', ['--version']);
  if (status !== 0) return undefined;
  let run: ((input: string) => Ended) | undefined;
  return () =>
    new Cadical(seconds, (input) => {
      // Few proofs have a question for it.
      run ??= runsInTurn(tied('cadical', ['-q', '-t', String(seconds)]));
      return run(input);
    });
}

class Cadical implements IncrementalSat {
  readonly #seconds: number;
  readonly #run: (input: string) => Ended;
  readonly #clauses: string[] = [];
  #variables = 0;
  readonly #true = new Set<number>();

  constructor(seconds: number, run: (input: string) => Ended) {
    this.#seconds = seconds;
    this.#run = run;
  }

  variable(): number {
    this.#variables++;
    return this.#variables;
  }

  clause(literals: readonly number[]): void {
    this.#clauses.push(`${literals.join(' ')} 0`);
  }

  solve(assumed: number): boolean {
    const head = `p cnf ${this.#variables} ${this.#clauses.length + 1}`;
    const input = [head, ...this.#clauses, `${assumed} 0`, ''].join('\n');
    const { stdout } = this.#run(input);
    const verdict = /^s (\w+)/m.exec(stdout)?.[1];
    if (verdict !== 'SATISFIABLE' && verdict !== 'UNSATISFIABLE')
      throw new SatExhausted(`cadical gave up after ${this.#seconds} seconds`);
    this.#true.clear();
    for (const [, values = ''] of stdout.matchAll(/^v (.+)$/gm))
      for (const literal of values.split(' ').map(Number)) if (literal > 0) this.#true.add(literal);
    return verdict === 'SATISFIABLE';
  }

  value(variable: number): boolean {
    return this.#true.has(variable);
  }
}
