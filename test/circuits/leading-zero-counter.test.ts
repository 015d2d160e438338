import { expect, test } from 'vitest';
import { printNetlist } from '../../src/gates/text.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { build } from '../support/build.ts';
import { everyCase } from '../support/every-case.ts';

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('%d bits: every value', (n) => {
  for (const { x, y } of everyCase(build('leading-zero-counter', { n }))) {
    const bits = (x.a ?? 0n).toString(2).padStart(n, '0');
    expect(y.zeros).toBe(BigInt(bits.includes('1') ? bits.indexOf('1') : n));
  }
});

test('each highest one, at every width', () => {
  for (let n = 1; n <= 64; n++) {
    const netlist = build('leading-zero-counter', { n });
    expect(evaluate(netlist, { a: 0n })).toEqual({ zeros: BigInt(n) });
    for (let k = 0; k < n; k++)
      for (const a of [1n << BigInt(k), (2n << BigInt(k)) - 1n])
        expect(evaluate(netlist, { a })).toEqual({ zeros: BigInt(n - 1 - k) });
  }
});

test('3 bits, gate by gate', () => {
  expect(printNetlist(build('leading-zero-counter', { n: 3 }))).toMatchInlineSnapshot(`
    "netlist "leading-zero-counter(n=3)"
    input a 2 3 4
    5 = not 4
    6 = not 3
    7 = and 5 6
    8 = xor 5 7
    9 = not 2
    10 = and 7 9
    11 = or 8 10
    output zeros 11 7
    "
  `);
});
