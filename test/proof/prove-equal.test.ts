import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnyCircuit, buildCircuit, modelOf } from '../../src/circuits/circuit.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import type { AnyValues } from '../../src/circuits/params.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { Bdd, BddTooLarge, FALSE, TRUE } from '../../src/proof/bdd.ts';
import { proveEqual } from '../../src/proof/prove-equal.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { proveCircuit } from '../../src/verify/prove-circuit.ts';
import { mutants } from './mutants.ts';

function circuitOf(name: string): AnyCircuit {
  const circuit = CIRCUITS.find((one) => one.name === name);
  if (circuit === undefined) throw new Error(`no circuit ${name}`);
  return circuit;
}

function plainOf(circuit: AnyCircuit, params: AnyValues): Netlist {
  const meaning = circuit.meaning(params);
  const plain = meaning.kind === 'plain' || meaning.kind === 'shift' ? meaning.plain : undefined;
  return buildCircuit(
    plain === undefined ? circuit : { ...circuit, build: (g, x) => plain.build(g, x) },
    params,
  );
}

const CASES: readonly (readonly [string, AnyValues])[] = [
  ['comparator', { n: 32 }],
  ['leading-zero-counter', { n: 53 }],
  ['incrementer', { n: 40 }],
  ['subtractor', { n: 24, borrow: true }],
  ...['left', 'right-logical', 'right-arithmetic', 'rotate-left'].map(
    (kind) => ['barrel-shifter', { n: 32, max: 31, kind, sticky: kind !== 'rotate-left' }] as const,
  ),
  ['barrel-shifter', { n: 13, max: 31, kind: 'right-logical', sticky: true }],
];

test.each(CASES)('%s %o is proved', (name, params) => {
  const circuit = circuitOf(name);
  expect(proveCircuit(circuit, params, buildCircuit(circuit, params))).toMatchObject({ verdict: 'proved' });
});

describe('the plain form is the model, on every input', () => {
  test.each([
    ['comparator', { n: 4 }],
    ['leading-zero-counter', { n: 9 }],
    ...['left', 'right-logical', 'right-arithmetic', 'rotate-left'].map(
      (kind) => ['barrel-shifter', { n: 5, max: 7, kind, sticky: kind !== 'rotate-left' }] as const,
    ),
  ] as const)('%s %o', (name, params) => {
    const circuit = circuitOf(name);
    const netlist = plainOf(circuit, params);
    const model = modelOf(circuit, params);
    const ports = Object.entries(netlist.inputs);
    const bits = ports.reduce((sum, [, bus]) => sum + bus.length, 0);
    for (let index = 0; index < 2 ** bits; index++) {
      let rest = index;
      const inputs = Object.fromEntries(
        ports.map(([port, bus]) => {
          const value = rest % 2 ** bus.length;
          rest = Math.floor(rest / 2 ** bus.length);
          return [port, BigInt(value)];
        }),
      );
      const wanted = model(Object.values(inputs));
      for (const [port, value] of Object.entries(evaluate(netlist, inputs))) expect(value).toBe(wanted[port]);
    }
  });
});

test('every fault of a comparator and of a leading-zero counter is refuted, or changes no output', () => {
  for (const [name, params] of [
    ['comparator', { n: 5 }],
    ['leading-zero-counter', { n: 11 }],
  ] as const) {
    const circuit = circuitOf(name);
    const reference = plainOf(circuit, params);
    const verdicts = new Map<string, number>();
    for (const { netlist, name: fault } of mutants(buildCircuit(circuit, params))) {
      const proof = proveEqual(netlist, reference);
      verdicts.set(proof.verdict, (verdicts.get(proof.verdict) ?? 0) + 1);
      if (proof.verdict !== 'refuted') continue;
      const { inputs, got } = proof.counterexample;
      expect(evaluate(netlist, inputs), fault).toEqual(got);
      expect(evaluate(reference, inputs), fault).not.toEqual(got);
    }
    expect(verdicts.get('undecided')).toBeUndefined();
    expect(verdicts.get('refuted')).toBeGreaterThan(100);
  }
});

describe('decision diagrams', () => {
  test('have one edge for a function, whatever way it was made', () => {
    const bits = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(bits, (steps) => {
        const bdd = new Bdd();
        // Functions of three variables, with their truth tables beside them.
        const made = [0, 1, 2].map((k) => ({ edge: bdd.variable(k), table: [0xf0, 0xcc, 0xaa][k] ?? 0 }));
        for (const step of steps) {
          const x = made[step % made.length];
          const y = made[(step >> 3) % made.length];
          if (x === undefined || y === undefined) continue;
          const flip = step & 1;
          const other = { edge: y.edge ^ flip, table: flip ? y.table ^ 255 : y.table };
          made.push(
            step & 64
              ? { edge: bdd.and(x.edge, other.edge), table: x.table & other.table }
              : { edge: bdd.xor(x.edge, other.edge), table: x.table ^ other.table },
          );
        }
        const byTable = new Map(made.map(({ edge, table }) => [table, edge]));
        return made.every(({ edge, table }) => byTable.get(table) === edge);
      }),
      { seed: 7 },
    );
  });

  test('give a witness, and say when they are too large', () => {
    const bdd = new Bdd(4);
    const x = bdd.variable(0);
    const y = bdd.variable(1);
    expect(bdd.witness(bdd.and(x, y ^ 1))).toEqual(new Set([0]));
    expect(bdd.witness(FALSE)).toBeUndefined();
    expect(bdd.witness(TRUE)).toEqual(new Set());
    expect(() => bdd.variable(2)).toThrow(BddTooLarge);
    expect(() => bdd.variable(2)).toThrow('the decision diagrams have more than 4 nodes');
  });
});
