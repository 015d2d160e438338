import { describe, expect, test } from 'vitest';
import { check } from '../../src/gates/check.ts';
import { count } from '../../src/gates/count.ts';
import { printNetlist } from '../../src/gates/text.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { build } from '../support/build.ts';
import { everyCase } from '../support/every-case.ts';
import { pairs } from '../support/widths.ts';

const NAMES = ['dadda-multiplier', 'wallace-multiplier', 'array-multiplier'] as const;

describe.each(NAMES)('%s', (name) => {
  test.each(pairs(5))('%d x %d bits: the product of every pair', (i, j) => {
    const cases = everyCase(build(name, { i, j }));
    expect(cases).toHaveLength(2 ** (i + j));
    for (const { x, y } of cases) expect(y).toEqual({ p: (x.a ?? 0n) * (x.b ?? 0n) });
  });

  const ones = (n: number) => (1n << BigInt(n)) - 1n;
  test.each([
    [1, 64],
    [64, 1],
    [2, 64],
    [64, 64],
    [13, 29],
    [53, 24],
  ])('%d x %d bits: as wide as its operands together, with sound labels, right at the ends', (i, j) => {
    const netlist = build(name, { i, j });
    expect(netlist.outputs.p).toHaveLength(i + j);
    expect(check(netlist).violations).toEqual([]);
    for (const a of [0n, 1n, ones(i), ones(i) / 3n])
      for (const b of [0n, 1n, ones(j), ones(j) ^ (ones(j) / 3n)])
        expect(evaluate(netlist, { a, b })).toEqual({ p: a * b });
  });

  test('16 x 16 bits: 18432 x 1152, which a multiplier without its top carry gets wrong', () => {
    const product = evaluate(build(name, { i: 16, j: 16 }), { a: 18432n, b: 1152n });
    expect(product).toEqual({ p: 21233664n });
  });

  test('a one-bit operand needs no adder', () => {
    for (const n of [1, 2, 7, 64]) {
      expect(count(build(name, { i: n, j: 1 }))).toMatchObject({ adders: 0, gates: n });
      expect(count(build(name, { i: 1, j: n }))).toMatchObject({ adders: 0, gates: n });
    }
  });
});

test.each([
  [4, 8, 4, 12],
  [8, 48, 8, 56],
  [16, 224, 16, 240],
  [32, 960, 32, 992],
  [64, 3968, 64, 4032],
])('Dadda %d x itself: %d full adders, %d half adders, %d in all', (n, fa, ha, adders) => {
  expect(count(build('dadda-multiplier', { i: n, j: n }))).toMatchObject({ fa, ha, adders });
});

test('adders of each multiplier, FA + HA', () => {
  const sizes = [...pairs(4).slice(-6), [8, 8], [8, 16], [16, 8], [64, 64]] as const;
  const rows = sizes.map(([i, j]) => {
    const counted = NAMES.map((name) => count(build(name, { i, j }))).map(({ fa, ha }) => `${fa} + ${ha}`);
    return `${i} x ${j}: ${counted.join(', ')}`;
  });
  expect(rows).toMatchInlineSnapshot(`
    [
      "3 x 3: 3 + 3, 3 + 3, 3 + 3",
      "3 x 4: 5 + 3, 5 + 4, 5 + 3",
      "4 x 1: 0 + 0, 0 + 0, 0 + 0",
      "4 x 2: 2 + 2, 2 + 2, 2 + 4",
      "4 x 3: 5 + 3, 5 + 3, 5 + 4",
      "4 x 4: 8 + 4, 8 + 4, 8 + 4",
      "8 x 8: 48 + 8, 47 + 16, 48 + 8",
      "8 x 16: 104 + 8, 103 + 54, 104 + 8",
      "16 x 8: 104 + 8, 103 + 16, 104 + 16",
      "64 x 64: 3968 + 64, 3965 + 454, 3968 + 64",
    ]
  `);
});

test('Dadda, 3 x 3 bits, gate by gate', () => {
  expect(printNetlist(build('dadda-multiplier', { i: 3, j: 3 }))).toMatchInlineSnapshot(`
    "netlist "dadda-multiplier(i=3,j=3,final=ripple-carry)"
    input a 2 3 4
    input b 5 6 7
    scope "partial products" {
      8 = and 2 5
      9 = and 3 5
      10 = and 4 5
      11 = and 2 6
      12 = and 3 6
      13 = and 4 6
      14 = and 2 7
      15 = and 3 7
      16 = and 4 7
    }
    scope "reduction" {
      scope "to height 2" {
        ha
        17 = xor 10 12
        18 = and 10 12
        ha
        19 = xor 13 15
        20 = and 13 15
      }
    }
    scope "final adder" {
      ha
      21 = xor 9 11
      22 = and 9 11
      fa
      23 = xor 17 14
      24 = xor 23 22
      25 = and 17 14
      26 = and 23 22
      27 = or 25 26
      fa
      28 = xor 18 19
      29 = xor 28 27
      30 = and 18 19
      31 = and 28 27
      32 = or 30 31
      fa
      33 = xor 20 16
      34 = xor 33 32
      35 = and 20 16
      36 = and 33 32
      37 = or 35 36
    }
    output p 8 21 24 29 34 37
    "
  `);
});

test('Wallace, 3 x 2 bits, gate by gate: no row to group, so no stage', () => {
  expect(printNetlist(build('wallace-multiplier', { i: 3, j: 2 }))).toMatchInlineSnapshot(`
    "netlist "wallace-multiplier(i=3,j=2)"
    input a 2 3 4
    input b 5 6
    scope "partial products" {
      7 = and 2 5
      8 = and 3 5
      9 = and 4 5
      10 = and 2 6
      11 = and 3 6
      12 = and 4 6
    }
    scope "reduction" {
    }
    scope "final adder" {
      ha
      13 = xor 8 10
      14 = and 8 10
      fa
      15 = xor 9 11
      16 = xor 15 14
      17 = and 9 11
      18 = and 15 14
      19 = or 17 18
      ha
      20 = xor 12 19
      21 = and 12 19
    }
    output p 7 13 16 20 21
    "
  `);
});

test('array, 2 x 3 bits, gate by gate', () => {
  expect(printNetlist(build('array-multiplier', { i: 2, j: 3 }))).toMatchInlineSnapshot(`
    "netlist "array-multiplier(i=2,j=3)"
    input a 2 3
    input b 4 5 6
    scope "partial products" {
      7 = and 2 4
      8 = and 3 4
      9 = and 2 5
      10 = and 3 5
      11 = and 2 6
      12 = and 3 6
    }
    scope "reduction" {
      scope "row 1" {
        ha
        13 = xor 8 9
        14 = and 8 9
      }
      scope "row 2" {
        fa
        15 = xor 10 14
        16 = xor 15 11
        17 = and 10 14
        18 = and 15 11
        19 = or 17 18
      }
    }
    scope "final adder" {
      ha
      20 = xor 12 19
      21 = and 12 19
    }
    output p 7 13 16 20 21
    "
  `);
});
