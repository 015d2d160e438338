import { expect, test } from 'vitest';
import { compare } from '../../src/circuits/comparator.ts';
import { Builder } from '../../src/gates/builder.ts';
import { printNetlist } from '../../src/gates/text.ts';
import { build } from '../support/build.ts';
import { everyCase } from '../support/every-case.ts';

test.each([1, 2, 3, 4, 5])('%d bits: exactly one of less, equal, greater, for every pair', (n) => {
  for (const { x, y } of everyCase(build('comparator', { n }))) {
    const sign = Number((x.a ?? 0n) - (x.b ?? 0n));
    expect(y).toEqual({ lt: BigInt(sign < 0), eq: BigInt(sign === 0), gt: BigInt(sign > 0) });
  }
});

test('1 bit, gate by gate', () => {
  expect(printNetlist(build('comparator', { n: 1 }))).toMatchInlineSnapshot(`
    "netlist "comparator(n=1)"
    input a 2
    input b 3
    4 = not 2
    5 = and 4 3
    6 = xor 2 3
    7 = not 6
    8 = or 5 7
    9 = not 8
    output lt 5
    output eq 7
    output gt 9
    "
  `);
});

test('operands of different widths have no order here', () => {
  const g = new Builder('test');
  const [a, b] = [g.input('a', 2), g.input('b', 3)];
  expect(() => compare(g, a, b)).toThrow(
    new RangeError('compare: widths must be equal and at least 1, got [2,3]'),
  );
  expect(() => compare(g, [], [])).toThrow('compare: widths must be equal and at least 1, got [0,0]');
});
