import { expect, test } from 'vitest';
import { count } from '../../src/gates/count.ts';
import { printNetlist } from '../../src/gates/text.ts';
import { build } from '../support/build.ts';
import { everyCase } from '../support/every-case.ts';
import { pairs } from '../support/widths.ts';

test.each(pairs(4))('%d + %d bits: every sum, without and with carry in', (i, j) => {
  for (const { x, y } of everyCase(build('ripple-carry-adder', { i, j })))
    expect(y.s).toBe((x.a ?? 0n) + (x.b ?? 0n));
  for (const { x, y } of everyCase(build('ripple-carry-adder', { i, j, carry: true })))
    expect(y.s).toBe((x.a ?? 0n) + (x.b ?? 0n) + (x.cin ?? 0n));
});

test('one cell for each bit: half adders where two bits meet, no constant, no padding', () => {
  const cells = [
    [8, 8, false],
    [8, 8, true],
    [8, 3, false],
    [3, 8, true],
    [1, 1, false],
    [64, 64, true],
  ] as const;
  const rows = cells.map(([i, j, carry]) => {
    const { fa, ha, gates } = count(build('ripple-carry-adder', { i, j, carry }));
    return `${i} + ${j}${carry ? ' + cin' : ''}: ${fa} FA, ${ha} HA, ${gates} gates`;
  });
  expect(rows).toMatchInlineSnapshot(`
    [
      "8 + 8: 7 FA, 1 HA, 37 gates",
      "8 + 8 + cin: 8 FA, 0 HA, 40 gates",
      "8 + 3: 2 FA, 6 HA, 22 gates",
      "3 + 8 + cin: 3 FA, 5 HA, 25 gates",
      "1 + 1: 0 FA, 1 HA, 2 gates",
      "64 + 64 + cin: 64 FA, 0 HA, 320 gates",
    ]
  `);
});

test('2 + 1 bits with carry in, gate by gate', () => {
  expect(printNetlist(build('ripple-carry-adder', { i: 2, j: 1, carry: true }))).toMatchInlineSnapshot(`
    "netlist "ripple-carry-adder(i=2,j=1,carry=true)"
    input a 2 3
    input b 4
    input cin 5
    fa
    6 = xor 2 4
    7 = xor 6 5
    8 = and 2 4
    9 = and 6 5
    10 = or 8 9
    ha
    11 = xor 3 10
    12 = and 3 10
    output s 7 11 12
    "
  `);
});
