import { describe, expect, test } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { daddaMultiplier } from '../../src/circuits/dadda-multiplier.ts';
import { wallaceMultiplier } from '../../src/circuits/wallace-multiplier.ts';
import { productEquation } from '../../src/gates/equation.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { solverNamed } from '../../src/host/solvers.ts';
import { AskedAnew } from '../../src/proof/problem.ts';
import type { SolverKind } from '../../src/proof/solver.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { proveSame } from '../../src/verify/prove-same.ts';
import { build } from '../support/build.ts';
import { PLANTED_BUGS, withBug } from '../support/planted-bugs.ts';

const params = { e: 3, f: 2, rounding: 'ties-to-even' };
const staged = build('float-adder', params);
const twoPath = build('float-adder-two-path', params);

/** The same as wide as no diagram holds. */
const wide = { ...params, e: 8, f: 7 };
const wideStaged = build('float-adder', wide);
const wideTwoPath = build('float-adder-two-path', wide);

/** A solver that nobody may ask. */
const unasked: SolverKind = {
  name: 'unasked',
  start: () => Promise.reject(new Error('no solver may be asked')),
};

describe('two floating-point adders', () => {
  test('are the same, by MiniSat where nothing else is said', async () => {
    expect(await proveSame(twoPath, staged)).toEqual({
      verdict: 'proved',
      method: 'equal to float-adder(e=3,f=2,rounding=ties-to-even), by simulation of every input',
    });
    expect(await proveSame(wideTwoPath, wideStaged)).toMatchObject({
      verdict: 'proved',
      method: expect.stringContaining('MiniSat'),
    });
  });

  test.each(PLANTED_BUGS)('are told apart: $fault', async (bug) => {
    const faulty = withBug(staged, params.e, bug);
    const proof = await proveSame(faulty, twoPath, { solver: solverNamed() });
    if (proof.verdict !== 'refuted') throw new Error(`it must be refuted, got ${proof.verdict}`);
    const { inputs, got, expected } = proof.counterexample;
    expect(got).toEqual(evaluate(faulty, inputs));
    expect(expected).toEqual(evaluate(staged, inputs));
    expect(got[bug.port]).not.toBe(expected?.[bug.port]);
  });

  test('are undecided where there is no time, or the solver gives up', async () => {
    const stop = AbortSignal.abort('the time ran out');
    expect(await proveSame(staged, staged, { stop })).toMatchObject({
      verdict: 'undecided',
      reason: 'the time ran out',
    });
    const lost: SolverKind = {
      name: 'lost',
      start: async () => new AskedAnew(async () => ({ kind: 'unknown', reason: 'no memory' })),
    };
    expect(await proveSame(wideTwoPath, wideStaged, { solver: lost })).toMatchObject({
      verdict: 'undecided',
      method: expect.stringMatching(/by lost$/),
      reason: 'no memory',
    });
  });
});

describe('multipliers', () => {
  const size = { i: 6, j: 5 };
  const dadda = buildCircuit(daddaMultiplier, size);
  const wallace = buildCircuit(wallaceMultiplier, size);

  function renamed(netlist: Netlist, names: Readonly<Record<string, string>>): Netlist {
    const side = (ports: Netlist['inputs']) =>
      Object.fromEntries(Object.entries(ports).map(([name, bus]) => [names[name] ?? name, bus]));
    return { ...netlist, inputs: side(netlist.inputs), outputs: side(netlist.outputs) };
  }

  test('with ports of other names, which may be said to be the same', async () => {
    const other = renamed(dadda, { a: 'x', b: 'y', p: 'z' });
    expect((await proveSame(other, wallace, { match: 'x=a,y=b' })).verdict).toBe('proved');
    await expect(proveSame(other, wallace)).rejects.toThrow('matched to them by --match, as in a=x,b=y');
  });

  test('with bits that may be meant the other way round nothing is refuted, unless the order is sure', async () => {
    const { a = [], b = [] } = dadda.inputs;
    const turned = { ...dadda, inputs: { a: a.toReversed(), b } };
    expect(await proveSame(turned, wallace)).toEqual({
      verdict: 'unclear',
      what: '--match',
      rule: `said, since it may be the same as ${wallace.name} with the first bit the highest in a`,
      got: 'nothing',
    });
    expect((await proveSame(turned, wallace, { isOrderSure: true })).verdict).toBe('refuted');
  });

  test('too wide for all inputs, by what the reference is known to compute and no solver', async () => {
    const size = { i: 20, j: 20 };
    const [netlist, reference] = [buildCircuit(daddaMultiplier, size), buildCircuit(wallaceMultiplier, size)];
    const specification = { netlist: reference, equation: productEquation('p', 'a', 'b') };
    const same = await proveSame(netlist, reference, { solver: unasked, specification });
    expect(same).toMatchObject({
      verdict: 'proved',
      method: expect.stringContaining('p = a*b, which both are: '),
    });
    await expect(proveSame(netlist, reference, { solver: unasked })).rejects.toThrow(
      'no solver may be asked',
    );
  });
});
