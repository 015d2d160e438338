import { describe, expect, test } from 'vitest';
import { Builder } from '../../src/gates/builder.ts';
import type { Bus } from '../../src/gates/bus.ts';
import type { EquationSplit } from '../../src/gates/equation.ts';
import { type Net, ZERO } from '../../src/gates/net.ts';
import { proveSplit, specialize } from '../../src/proof/prove-split.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { build } from '../support/build.ts';
import { everyCase } from '../support/every-case.ts';

test('a netlist with some input bits given computes what it does where they are so', () => {
  const netlist = build('prelu', { i: 3, j: 3, fraction: 2 });
  for (const sign of [0n, 1n])
    for (const slope of [0n, 3n, 7n]) {
      const special = specialize(netlist, { x: 1, slope: 3 }, { x: sign, slope });
      expect(Object.keys(special.inputs)).toEqual(['x']);
      for (const { x, y } of everyCase(special))
        expect(y).toEqual(evaluate(netlist, { x: (x.x ?? 0n) | (sign << 2n), slope }));
    }
  expect(() => specialize(netlist, { x: 4 }, { x: 0n })).toThrow(
    'bits of x in a case must be at most 3, got 4',
  );
  expect(() => specialize(netlist, { z: 1 }, { z: 0n })).toThrow("port must be one of x, slope, got 'z'");
});

/** y = a + b, or a - b where the selector is 1, with the last case as told. */
function selected(last: (g: Builder, a: Bus, b: Bus) => Bus) {
  const g = new Builder('selected');
  const [a, b, s] = [g.input('a', 20), g.input('b', 20), g.input('s', 1)];
  const add = (x: Bus, y: Bus): Bus => {
    let carry: Net = ZERO;
    return x.map((bit, k) => {
      const other = y[k] ?? ZERO;
      const half = g.xor(bit, other);
      const sum = g.xor(half, carry);
      carry = g.or(g.and(bit, other), g.and(half, carry));
      return sum;
    });
  };
  const sum = add(a, b);
  const less = last(g, a, b);
  return g.finish({ y: sum.map((bit, k) => g.mux(s[0] ?? ZERO, less[k] ?? ZERO, bit)) });
}

const SPLIT: EquationSplit = {
  on: { s: 1 },
  equation: ({ s }) => ({
    outputs: [{ coefficient: 1n, ports: ['y'] }],
    inputs:
      s === 1n
        ? [{ coefficient: 1n, ports: ['a'] }]
        : [['a'], ['b']].map((ports) => ({ coefficient: 1n, ports })),
    modulo: 20,
  }),
};

describe('proofs by cases', () => {
  test('prove every case by its own equation', () => {
    const proof = proveSplit(
      selected((_, a) => a),
      SPLIT,
    );
    expect(proof).toEqual({ verdict: 'proved', method: '2 cases: rewriting of recovered adders' });
  });

  test('refute by an input of the whole netlist, in the case that is wrong', () => {
    const netlist = selected((g, a) => a.map((bit, k) => (k === 7 ? g.not(bit) : bit)));
    const proof = proveSplit(netlist, SPLIT);
    if (proof.verdict !== 'refuted') throw new Error('it must be refuted');
    const { inputs, got } = proof.counterexample;
    expect(inputs.s).toBe(1n);
    expect(evaluate(netlist, inputs)).toEqual(got);
    expect(got.y).not.toBe(inputs.a);
  });

  test('say in which case they are undecided', () => {
    const netlist = build('dadda-multiplier', { i: 20, j: 20 });
    const proof = proveSplit(
      { ...netlist, outputs: { y: netlist.outputs.p ?? [] } },
      {
        on: { a: 1 },
        equation: () => ({
          outputs: [{ coefficient: 3n, ports: ['y'] }],
          inputs: [{ coefficient: 3n, ports: ['a', 'b'] }],
        }),
      },
      { rounds: 20 },
    );
    expect(proof).toMatchObject({ verdict: 'undecided' });
    expect(proof.verdict === 'undecided' && proof.reason).toMatch(/^where the bits are a = 0: /);
  });

  test('are not begun where the cases are too many', () => {
    const netlist = build('dadda-multiplier', { i: 13, j: 2 });
    const wide = { ...SPLIT, on: { a: 13 } };
    expect(() => proveSplit(netlist, wide)).toThrow('bits of the cases must be at most 12, got 13');
  });
});
