import { describe, expect, test } from 'vitest';
import { modelOf, resolveCircuit } from '../../src/circuits/circuit.ts';
import { isLess } from '../../src/circuits/comparator.ts';
import { Builder } from '../../src/gates/builder.ts';
import { check } from '../../src/gates/check.ts';
import { count } from '../../src/gates/count.ts';
import { printNetlist } from '../../src/gates/text.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { proveCircuit } from '../../src/verify/prove-circuit.ts';
import { mutants } from '../proof/mutants.ts';
import { build, circuitNamed } from '../support/build.ts';
import { everyCase } from '../support/every-case.ts';

const signed = (bits = 0n, n: number) => BigInt.asIntN(n, bits);

test('relu: every number', () => {
  for (const n of [1, 2, 5, 8])
    for (const { x, y } of everyCase(build('relu', { n }))) {
      const value = signed(x.x, n);
      expect(signed(y.y, n)).toBe(value < 0n ? 0n : value);
    }
  expect(count(build('relu', { n: 8 }))).toMatchObject({ gates: 8, byGate: { and: 7, not: 1 } });
});

test('max: every pair', () => {
  for (const n of [1, 2, 3, 5])
    for (const isSigned of [false, true])
      for (const { x, y } of everyCase(build('max', { n, signed: isSigned }))) {
        const [a = 0n, b = 0n, larger = 0n] = [x.a, x.b, y.y].map((bits = 0n) =>
          isSigned ? signed(bits, n) : bits,
        );
        expect(larger).toBe(a > b ? a : b);
      }
  expect(() => isLess(new Builder('none'), [], [])).toThrow(
    'isLess: widths must be equal and at least 1, got [0,0]',
  );
});

test('prelu: every number and slope', () => {
  for (const [i, j, fraction] of [
    [1, 1, 0],
    [1, 3, 2],
    [4, 3, 1],
    [4, 2, 5],
  ] as const)
    for (const { x, y } of everyCase(build('prelu', { i, j, fraction }))) {
      const value = signed(x.x, i);
      const wanted = value < 0n ? value * signed(x.slope, j) : value * 2n ** BigInt(fraction);
      expect(signed(y.y, i + Math.max(j, fraction))).toBe(wanted);
    }
});

test('normalizer: every x, scale and offset', () => {
  for (const isSigned of [false, true])
    for (const [i, j, n, align] of [
      [1, 1, 1, 0],
      [3, 2, 4, 1],
      [2, 4, 1, 7],
      [4, 4, 4, 0],
    ] as const)
      for (const { x, y } of everyCase(build('normalizer', { i, j, n, align, signed: isSigned }))) {
        const value = isSigned ? signed(x.x, i) : (x.x ?? 0n);
        const wanted = value * signed(x.scale, j) + signed(x.offset, n) * 2n ** BigInt(align);
        expect(signed(y.y, Math.max(i + j, n + align) + 1)).toBe(wanted);
      }
});

test('power-of-two-multiplier: every accumulator, number, amount and sign', () => {
  for (const isSigned of [false, true])
    for (const negative of [false, true])
      for (const [n, max, headroom] of [
        [1, 1, 0],
        [2, 3, 0],
        [3, 1, 2],
      ] as const) {
        const netlist = build('power-of-two-multiplier', { n, max, headroom, signed: isSigned, negative });
        const width = netlist.outputs.y?.length ?? 0;
        for (const { x, y } of everyCase(netlist)) {
          const value = (isSigned ? signed(x.x, n) : (x.x ?? 0n)) * 2n ** (x.amount ?? 0n);
          const wanted = (x.acc ?? 0n) + (x.neg === 1n ? -value : value);
          expect(y.y).toBe(BigInt.asUintN(width, wanted));
        }
      }
});

test('a pointwise MAC of 8-bit activations by 4-bit power-of-two weights', () => {
  const netlist = build('power-of-two-multiplier', { n: 8, max: 7, headroom: 0 });
  const { adders, muxes, constantMuxes, byGate } = count(netlist);
  expect({ adders, muxes, constantMuxes, xor: byGate.xor }).toMatchInlineSnapshot(`
    {
      "adders": 14,
      "constantMuxes": 7,
      "muxes": 32,
      "xor": 45,
    }
  `);
});

test('x + 1 where the offset is a constant of the sign, gate by gate', () => {
  expect(printNetlist(build('normalizer', { i: 1, j: 1, n: 1, align: 0 }))).toMatchInlineSnapshot(`
    "netlist "normalizer(i=1,j=1,n=1,align=0,signed=true)"
    input x 2
    input scale 3
    input offset 4
    scope "partial products" {
      5 = and 2 3
    }
    scope "offset" {
      6 = not 4
    }
    scope "reduction" {
      scope "to height 2" {
        7 = not 5
      }
    }
    scope "final adder" {
      ha
      8 = xor 7 6
      9 = and 7 6
      10 = not 5
      11 = not 9
      ha
      12 = xor 10 11
      13 = and 10 11
      14 = not 12
      15 = not 13
      16 = not 15
    }
    output y 8 14 16
    "
  `);
});

const CASES = [
  ['relu', { n: 64 }],
  ['max', { n: 64, signed: true }],
  ['prelu', { i: 64, j: 64, fraction: 60 }],
  ['prelu', { i: 1, j: 9, fraction: 3 }],
  ['normalizer', { i: 64, j: 64, n: 64, align: 64 }],
  ['normalizer', { i: 1, j: 64, n: 3, align: 9, signed: false }],
  ['power-of-two-multiplier', { n: 64, max: 63, headroom: 6 }],
  ['power-of-two-multiplier', { n: 8, max: 7, signed: false, negative: false }],
] as const;

test.each(CASES)('%s %o has sound labels and is proved', (name, raw) => {
  const circuit = circuitNamed(name);
  const params = resolveCircuit(circuit, raw);
  const netlist = build(name, params);
  expect(check(netlist).violations).toEqual([]);
  expect(proveCircuit(circuit, params, netlist)).toMatchObject({ verdict: 'proved' });
});

describe('every fault is refuted, or leaves the circuit right on every input', () => {
  test.each([
    ['relu', { n: 4 }],
    ['max', { n: 3, signed: true }],
    ['prelu', { i: 3, j: 2, fraction: 1 }],
    ['normalizer', { i: 2, j: 2, n: 3, align: 1 }],
    ['power-of-two-multiplier', { n: 2, max: 1, headroom: 1 }],
  ] as const)('%s %o', (name, raw) => {
    const circuit = circuitNamed(name);
    const params = resolveCircuit(circuit, raw);
    const model = modelOf(circuit, params);
    for (const { name: fault, netlist } of mutants(build(name, params))) {
      const proof = proveCircuit(circuit, params, netlist);
      const isRight = everyCase(netlist).every(({ x, y }) => model(Object.values(x)).y === y.y);
      expect(proof?.verdict, fault).toBe(isRight ? 'proved' : 'refuted');
      if (proof?.verdict !== 'refuted') continue;
      const { inputs } = proof.counterexample;
      expect(evaluate(netlist, inputs).y, fault).not.toBe(model(Object.values(inputs)).y);
    }
  });
});
