import { expect, test } from 'vitest';
import { count } from '../../src/gates/count.ts';
import { printNetlist } from '../../src/gates/text.ts';
import { build } from '../support/build.ts';
import { everyCase } from '../support/every-case.ts';

test.each([1, 2, 3, 4, 5])('%d bits: d - 2^n bout = a - b - bin, for every input', (n) => {
  for (const borrow of [false, true])
    for (const { x, y } of everyCase(build('subtractor', { n, borrow }))) {
      const { d = 0n, bout = 0n } = y;
      expect(d - (bout << BigInt(n))).toBe((x.a ?? 0n) - (x.b ?? 0n) - (x.bin ?? 0n));
    }
});

test('a half adder in the lowest column, unless a borrow comes in', () => {
  expect(count(build('subtractor', { n: 8 }))).toMatchObject({ fa: 7, ha: 1, byGate: { not: 16 } });
  expect(count(build('subtractor', { n: 8, borrow: true }))).toMatchObject({
    fa: 8,
    ha: 0,
    byGate: { not: 16 },
  });
});

test('1 bit, gate by gate', () => {
  expect(printNetlist(build('subtractor', { n: 1 }))).toMatchInlineSnapshot(`
    "netlist "subtractor(n=1,borrow=false)"
    input a 2
    input b 3
    4 = not 2
    ha
    5 = xor 4 3
    6 = and 4 3
    7 = not 5
    output d 7
    output bout 6
    "
  `);
});
