import { expect, test } from 'vitest';
import { fullAdder, halfAdder } from '../../src/gates/adders.ts';
import { at } from '../../src/gates/at.ts';
import { Builder } from '../../src/gates/builder.ts';
import { check } from '../../src/gates/check.ts';
import { everyCase } from '../support/every-case.ts';

test('half adder: x + y = 2 carry + sum, on every input', () => {
  const g = new Builder('ha');
  const x = g.input('x', 2);
  const { sum, carry } = halfAdder(g, at(x, 0), at(x, 1));
  const netlist = g.finish({ s: [sum, carry] });
  expect(everyCase(netlist).map(({ y }) => y.s)).toEqual([0n, 1n, 1n, 2n]);
  expect(check(netlist).violations).toEqual([]);
});

test('full adder: x + y + z = 2 carry + sum, on every input', () => {
  const g = new Builder('fa');
  const x = g.input('x', 3);
  const { sum, carry } = fullAdder(g, at(x, 0), at(x, 1), at(x, 2));
  const netlist = g.finish({ s: [sum, carry] });
  expect(everyCase(netlist).map(({ y }) => y.s)).toEqual([0n, 1n, 1n, 2n, 1n, 2n, 2n, 3n]);
  expect(check(netlist).violations).toEqual([]);
});
