import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { daddaMultiplier } from '../../src/circuits/dadda-multiplier.ts';
import { at } from '../../src/gates/at.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { Random } from '../../src/sim/random.ts';
import { simulateMany } from '../../src/sim/simulate-many.ts';
import { arbitraryNetlist } from '../support/arbitrary-netlist.ts';

function vectorsOf(netlist: Parameters<typeof evaluate>[0], count: number, random: Random) {
  return Array.from({ length: count }, () =>
    Object.fromEntries(
      Object.entries(netlist.inputs).map(([name, { length }]) => [name, random.bits(length)]),
    ),
  );
}

test('any netlist gives for each vector what the reference simulator gives', () => {
  fc.assert(
    fc.property(arbitraryNetlist, fc.constantFrom(0, 1, 31, 32, 33, 70), fc.nat(), (netlist, count, seed) => {
      const vectors = vectorsOf(netlist, count, new Random(seed));
      expect(simulateMany(netlist, vectors)).toEqual(vectors.map((one) => evaluate(netlist, one)));
    }),
    { numRuns: 60 },
  );
});

test.each([
  [1, 1, 5],
  [16, 16, 1000],
  [64, 64, 2049],
  [1, 64, 2048],
])('%i x %i: %i products', (i, j, count) => {
  const netlist = buildCircuit(daddaMultiplier, { i, j });
  const vectors = vectorsOf(netlist, count, new Random(7));
  const products = vectors.map(({ a = 0n, b = 0n }) => ({ p: a * b }));
  expect(simulateMany(netlist, new Set(vectors))).toHaveLength(new Set(vectors).size);
  expect(simulateMany(netlist, vectors)).toEqual(products);
});

test('ports may come in another order than their nets', () => {
  const { inputs, ...netlist } = buildCircuit(daddaMultiplier, { i: 3, j: 5 });
  const turned = { ...netlist, inputs: { b: inputs.b ?? [], a: inputs.a ?? [] } };
  expect(
    simulateMany(turned, [
      { a: 7n, b: 31n },
      { b: 9n, a: 2n },
    ]),
  ).toEqual([{ p: 217n }, { p: 18n }]);
});

describe('what does not fit is refused by its number', () => {
  const netlist = buildCircuit(daddaMultiplier, { i: 4, j: 4 });
  const who = 'dadda-multiplier(i=4,j=4,final=ripple-carry): vector 1';
  test.each([
    [{ a: 1n, b: 16n }, 'input b must be a number from 0 to 2^4 - 1, got 16'],
    [{ a: -1n, b: 1n }, 'input a must be a number from 0 to 2^4 - 1, got -1'],
    [{ a: 1n }, "input b must be a number from 0 to 2^4 - 1, got 'nothing'"],
    [{ a: 1n, b: 1n, c: 1n }, "input must be one of a, b, got 'c'"],
  ])('%o', (wrong, text) => {
    const right = { a: 1n, b: 1n };
    expect(() => simulateMany(netlist, [right, wrong])).toThrow(`${who}: ${text}`);
    expect(at(simulateMany(netlist, [right]), 0)).toEqual({ p: 1n });
  });
});
