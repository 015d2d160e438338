import { describe, expect, test } from 'vitest';
import type { AnyValues } from '../../src/circuits/params.ts';
import { check } from '../../src/gates/check.ts';
import { count } from '../../src/gates/count.ts';
import { printNetlist } from '../../src/gates/text.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { proveCircuit } from '../../src/verify/prove-circuit.ts';
import { mutants } from '../proof/mutants.ts';
import { build, circuitNamed } from '../support/build.ts';
import { everyCase } from '../support/every-case.ts';
import { pairs } from '../support/widths.ts';

/** Each multiplier, with what says that its numbers are two's complement. */
const KINDS = [
  ['baugh-wooley-multiplier', true, {}],
  ['booth-multiplier', false, { signed: false }],
  ['booth-multiplier', true, { signed: true }],
] as const satisfies readonly (readonly [string, boolean, AnyValues])[];

const value = (bits: bigint, n: number, isSigned: boolean) => (isSigned ? BigInt.asIntN(n, bits) : bits);

describe.each(KINDS)('%s, signed %s', (name, isSigned, options) => {
  test.each(pairs(5))('%d x %d bits: the product of every pair', (i, j) => {
    for (const { x, y } of everyCase(build(name, { i, j, ...options })))
      expect(value(y.p ?? 0n, i + j, isSigned)).toBe(
        value(x.a ?? 0n, i, isSigned) * value(x.b ?? 0n, j, isSigned),
      );
  });

  test.each([
    [1, 64],
    [64, 1],
    [2, 63],
    [63, 2],
    [64, 64],
    [13, 30],
    [31, 12],
  ])('%d x %d bits: sound labels, no constant in an adder, right at the ends', (i, j) => {
    const netlist = build(name, { i, j, ...options });
    expect(netlist.outputs.p).toHaveLength(i + j);
    // A constant is no leaf of a cell, so that a sound label says that there is none.
    expect(check(netlist).violations).toEqual([]);
    const ends = (n: number) => [
      0n,
      1n,
      1n << BigInt(n - 1),
      (1n << BigInt(n - 1)) - 1n,
      (1n << BigInt(n)) - 1n,
    ];
    for (const a of new Set(ends(i)))
      for (const b of new Set(ends(j))) {
        const product = value(a, i, isSigned) * value(b, j, isSigned);
        expect(evaluate(netlist, { a, b }).p).toBe(BigInt.asUintN(i + j, product));
      }
  });

  test('is proved by rewriting at every width to 9, and at the corners', () => {
    const circuit = circuitNamed(name);
    for (const [i, j] of [...pairs(9), [1, 64], [64, 1], [40, 23], [64, 64]] as const) {
      const params = { i, j, ...options };
      const proof = proveCircuit(circuit, params, build(name, params));
      expect(proof?.verdict, `${i} x ${j}`).toBe('proved');
      expect(proof?.method, `${i} x ${j}`).toMatch(/^rewriting of \w+ adders$/);
    }
  });

  test('every fault of 3 x 4 bits is refuted, or leaves it right on every input', () => {
    const params = { i: 3, j: 4, ...options };
    const right = JSON.stringify(everyCase(build(name, params)).map(({ y }) => String(y.p)));
    let refuted = 0;
    for (const { name: fault, netlist } of mutants(build(name, params))) {
      const proof = proveCircuit(circuitNamed(name), params, netlist);
      const isRight = JSON.stringify(everyCase(netlist).map(({ y }) => String(y.p))) === right;
      expect(proof?.verdict, fault).toBe(isRight ? 'proved' : 'refuted');
      if (!isRight) refuted++;
    }
    expect(refuted).toBeGreaterThan(250);
  });
});

test('adders of each multiplier, FA + HA, beside the unsigned Dadda multiplier', () => {
  const sizes = [
    [2, 2],
    [3, 3],
    [4, 4],
    [8, 8],
    [8, 16],
    [16, 8],
    [64, 64],
  ] as const;
  const rows = sizes.map(([i, j]) => {
    const counted = [
      build('dadda-multiplier', { i, j }),
      ...KINDS.map(([name, , options]) => build(name, { i, j, ...options })),
    ].map((netlist) => count(netlist));
    return `${i} x ${j}: ${counted.map(({ fa, ha }) => `${fa} + ${ha}`).join(', ')}`;
  });
  expect(rows).toMatchInlineSnapshot(`
    [
      "2 x 2: 0 + 2, 0 + 2, 1 + 2, 0 + 3",
      "3 x 3: 3 + 3, 3 + 3, 3 + 2, 3 + 4",
      "4 x 4: 8 + 4, 8 + 4, 8 + 4, 5 + 5",
      "8 x 8: 48 + 8, 48 + 8, 34 + 12, 27 + 9",
      "8 x 16: 104 + 8, 104 + 9, 73 + 14, 60 + 16",
      "16 x 8: 104 + 8, 104 + 9, 66 + 12, 51 + 17",
      "64 x 64: 3968 + 64, 3968 + 64, 2083 + 114, 1992 + 111",
    ]
  `);
});

test('the 1 of a sign costs no adder where it meets one dot', () => {
  expect(printNetlist(build('baugh-wooley-multiplier', { i: 2, j: 2 }))).toMatchInlineSnapshot(`
    "netlist "baugh-wooley-multiplier(i=2,j=2)"
    input a 2 3
    input b 4 5
    scope "partial products" {
      6 = and 2 4
      7 = and 3 4
      8 = not 7
      9 = and 2 5
      10 = not 9
      11 = and 3 5
    }
    scope "reduction" {
    }
    scope "final adder" {
      ha
      12 = xor 8 10
      13 = and 8 10
      14 = not 11
      15 = not 13
      ha
      16 = xor 14 15
      17 = and 14 15
      18 = not 16
      19 = not 17
      20 = not 19
    }
    output p 6 12 18 20
    "
  `);
});

test('a digit of Booth at each end of b: nothing below it, nothing above it', () => {
  expect(printNetlist(build('booth-multiplier', { i: 2, j: 2 }))).toMatchInlineSnapshot(`
    "netlist "booth-multiplier(i=2,j=2,signed=false)"
    input a 2 3
    input b 4 5
    scope "digits" {
      scope "digit 0" {
        6 = not 4
        7 = and 5 6
      }
      scope "digit 1" {
      }
    }
    scope "partial products" {
      8 = and 4 2
      9 = and 4 3
      10 = and 7 2
      11 = or 9 10
      12 = and 7 3
      13 = xor 8 5
      14 = xor 11 5
      15 = xor 12 5
      16 = and 5 2
      17 = and 5 3
    }
    scope "reduction" {
    }
    scope "final adder" {
      ha
      18 = xor 13 5
      19 = and 13 5
      ha
      20 = xor 14 19
      21 = and 14 19
      fa
      22 = xor 15 16
      23 = xor 22 21
      24 = and 15 16
      25 = and 22 21
      26 = or 24 25
      27 = xor 5 17
      28 = xor 27 26
    }
    output p 18 20 23 28
    "
  `);
  expect(printNetlist(build('booth-multiplier', { i: 2, j: 1, signed: true }))).toMatchInlineSnapshot(`
    "netlist "booth-multiplier(i=2,j=1,signed=true)"
    input a 2 3
    input b 4
    scope "digits" {
      scope "digit 0" {
      }
    }
    scope "partial products" {
      5 = and 4 2
      6 = and 4 3
      7 = xor 5 4
      8 = xor 6 4
      9 = not 8
    }
    scope "reduction" {
    }
    scope "final adder" {
      ha
      10 = xor 7 4
      11 = and 7 4
      12 = not 9
      13 = not 11
      ha
      14 = xor 12 13
      15 = and 12 13
      16 = not 14
      17 = not 15
      18 = not 17
    }
    output p 10 16 18
    "
  `);
});
