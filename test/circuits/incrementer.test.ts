import { expect, test } from 'vitest';
import { count } from '../../src/gates/count.ts';
import { build } from '../support/build.ts';
import { everyCase } from '../support/every-case.ts';

test.each([1, 2, 3, 6, 9])('%d bits: a + inc for every input, by a half adder for each bit', (n) => {
  const netlist = build('incrementer', { n });
  for (const { x, y } of everyCase(netlist)) expect(y.s).toBe((x.a ?? 0n) + (x.inc ?? 0n));
  expect(count(netlist)).toMatchObject({ ha: n, fa: 0, gates: 2 * n });
});
