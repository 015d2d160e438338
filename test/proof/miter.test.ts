import { expect, test } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { daddaMultiplier } from '../../src/circuits/dadda-multiplier.ts';
import { wallaceMultiplier } from '../../src/circuits/wallace-multiplier.ts';
import { miter } from '../../src/proof/miter.ts';
import { everyCase } from '../support/every-case.ts';
import { droppedPartialProduct } from '../support/mutants.ts';

const size = { i: 3, j: 3 };
const wallace = buildCircuit(wallaceMultiplier, size);

test('two multipliers never differ', () => {
  const both = miter(buildCircuit(daddaMultiplier, size), wallace);
  expect(everyCase(both).filter(({ y }) => y.differs === 1n)).toEqual([]);
});

test('a wrong one differs where it is wrong', () => {
  const both = miter(buildCircuit(droppedPartialProduct, size), wallace);
  const wrong = everyCase(both).filter(({ y }) => y.differs === 1n);
  expect(wrong).toHaveLength(16);
  expect(wrong.every(({ x: { a = 0n, b = 0n } }) => (a & 1n) === 1n && (b & 2n) === 2n)).toBe(true);
});

test('ports must be the same', () => {
  expect(() => miter(buildCircuit(daddaMultiplier, { i: 3, j: 4 }), wallace)).toThrow(
    "inputs must be a[3] b[3] as in wallace-multiplier(i=3,j=3), got 'a[3] b[4]'",
  );
});
