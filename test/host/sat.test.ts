import { describe, expect, test } from 'vitest';
import { SAT_SOLVERS, satSolver } from '../../src/cli/sat.ts';
import { needsTool } from '../support/tool.ts';

const never = new AbortController().signal;

/** Every hole has at most one pigeon and every pigeon a hole: with one pigeon more than holes it takes exponential time. */
function pigeons(holes: number): string {
  const variable = (pigeon: number, hole: number) => 1 + pigeon * holes + hole;
  const each = Array.from({ length: holes + 1 }, (_, k) => k);
  const clauses = [
    ...each.map((pigeon) => each.slice(1).map((hole) => variable(pigeon, hole - 1))),
    ...each
      .slice(1)
      .flatMap((hole) =>
        each.flatMap((x) => each.slice(0, x).map((y) => [-variable(x, hole - 1), -variable(y, hole - 1)])),
      ),
  ];
  return `p cnf ${(holes + 1) * holes} ${clauses.length}\n${clauses.map((c) => `${c.join(' ')} 0`).join('\n')}\n`;
}

describe.each(SAT_SOLVERS)('%s', (name) => {
  const check = name === 'cadical' ? needsTool(name) : test;

  check('finds what satisfies clauses, or that nothing does', async () => {
    const solver = satSolver(name);
    const answer = await solver.solve('c two variables\np cnf 2 2\n1 2 0\n-1 0\nc 2 b\n', never);
    if (answer?.kind !== 'satisfiable') throw new Error('it must be satisfiable');
    expect([1, 2].map((variable) => answer.isTrue.has(variable))).toEqual([false, true]);
    expect(await solver.solve('p cnf 1 2\n1 0\n-1 0\n', never)).toEqual({ kind: 'unsatisfiable' });
    expect(await solver.solve('p cnf 1 1\n0\n', never)).toEqual({ kind: 'unsatisfiable' });
    expect(await solver.solve(pigeons(4), never)).toEqual({ kind: 'unsatisfiable' });
  });

  check('stops when told to', async () => {
    const stop = new AbortController();
    const answer = satSolver(name).solve(pigeons(40), stop.signal);
    setTimeout(() => stop.abort(), 50);
    expect(await answer).toBeUndefined();
    expect(await satSolver(name).solve(pigeons(40), AbortSignal.abort())).toBeUndefined();
  });
});

test('MiniSat in its thread gives up where its memory is full, in words', async () => {
  const many = 'p cnf 4000000 2\n4000000 0\n-4000000 1 0\n';
  expect(await satSolver('logic-solver').solve(many, never)).toEqual({
    kind: 'exhausted',
    reason: 'MiniSat ran out of its 64 MB of memory',
  });
});
