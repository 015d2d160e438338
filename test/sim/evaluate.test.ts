import fc from 'fast-check';
import { expect, test } from 'vitest';
import { busValue, evaluate, evaluateNets } from '../../src/sim/evaluate.ts';
import { arbitraryNetlist } from '../support/arbitrary-netlist.ts';
import { build } from '../support/build.ts';
import { everyCase } from '../support/every-case.ts';

const netlist = build('dadda-multiplier', { i: 2, j: 3 });

test('gives the outputs, or the bit of every net', () => {
  expect(evaluate(netlist, { a: 3n, b: 5n })).toEqual({ p: 15n });
  const bits = evaluateNets(netlist, { a: 3n, b: 5n });
  expect(bits).toHaveLength(netlist.netCount);
  expect(bits.slice(0, 7)).toEqual([0n, 1n, 1n, 1n, 1n, 0n, 1n]);
  expect(busValue(bits, netlist.inputs.b ?? [])).toBe(5n);
});

test('agrees with the truth tables of random netlists', () => {
  fc.assert(
    fc.property(
      arbitraryNetlist.filter(({ inputCount }) => inputCount <= 7),
      (some) => {
        for (const { x, y } of everyCase(some)) expect(evaluate(some, x)).toEqual(y);
      },
    ),
    { numRuns: 40 },
  );
});

const who = 'dadda-multiplier(i=2,j=3,final=ripple-carry)';
test.each([
  [{ a: 3n }, `${who}: input b must be a number from 0 to 2^3 - 1, got 'nothing'`],
  [{ a: 4n, b: 0n }, `${who}: input a must be a number from 0 to 2^2 - 1, got 4`],
  [{ a: 0n, b: -1n }, `${who}: input b must be a number from 0 to 2^3 - 1, got -1`],
  [{ a: 0n, b: 0n, c: 0n }, `${who}: input must be one of a, b, got 'c'`],
])('%o is refused', (inputs, text) => {
  expect(() => evaluate(netlist, inputs)).toThrow(new RangeError(text));
});
