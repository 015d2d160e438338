import { describe, expect, test } from 'vitest';
import { SHIFT_KINDS, type ShiftKind, tellingPatterns } from '../../src/circuits/barrel-shifter.ts';
import { count } from '../../src/gates/count.ts';
import { printNetlist } from '../../src/gates/text.ts';
import { build } from '../support/build.ts';
import { everyCase } from '../support/every-case.ts';

/** The shift on text, the highest bit first: what moves out, and what comes in. */
function shifted(bits: string, amount: number, kind: ShiftKind): { s: string; lost: string } {
  let s = bits;
  let lost = '';
  for (let k = 0; k < amount; k++) {
    const [first = '', last = ''] = [s[0], s[s.length - 1]];
    lost += kind === 'left' ? first : last;
    if (kind === 'left') s = `${s.slice(1)}0`;
    else if (kind === 'rotate-left') s = s.slice(1) + first;
    else s = (kind === 'right-arithmetic' ? first : '0') + s.slice(0, -1);
  }
  return { s, lost };
}

describe.each(SHIFT_KINDS)('%s', (kind) => {
  const sizes = [1, 2, 3, 4, 5, 6].flatMap((n) => [1, 2, 3, 5, 7, 12].map((max) => [n, max] as const));
  test.each(sizes)('%d bits by up to %d: every value and amount', (n, max) => {
    for (const sticky of kind === 'rotate-left' ? [false] : [false, true])
      for (const { x, y } of everyCase(build('barrel-shifter', { n, max, kind, sticky }))) {
        const { s, lost } = shifted((x.a ?? 0n).toString(2).padStart(n, '0'), Number(x.amount), kind);
        expect(y).toEqual({
          s: BigInt(`0b${s}`),
          ...(sticky ? { sticky: lost.includes('1') ? 1n : 0n } : {}),
        });
      }
  });
});

test('n multiplexers for each bit of the largest amount; those where zero comes in have a constant', () => {
  const rows = [
    [8, 7, 'left'],
    [8, 8, 'left'],
    [8, 7, 'right-arithmetic'],
    [8, 7, 'rotate-left'],
    [3, 64, 'left'],
    [64, 64, 'right-logical'],
  ].map(([n, max, kind]) => {
    const { muxes, constantMuxes, gates } = count(build('barrel-shifter', { n, max, kind }));
    return `${n} by ${max}, ${kind}: ${gates} gates, ${muxes} muxes, ${constantMuxes} with a constant`;
  });
  expect(rows).toMatchInlineSnapshot(`
    [
      "8 by 7, left: 24 gates, 24 muxes, 7 with a constant",
      "8 by 8, left: 32 gates, 32 muxes, 15 with a constant",
      "8 by 7, right-arithmetic: 24 gates, 24 muxes, 0 with a constant",
      "8 by 7, rotate-left: 24 gates, 24 muxes, 0 with a constant",
      "3 by 64, left: 21 gates, 21 muxes, 18 with a constant",
      "64 by 64, right-logical: 448 gates, 448 muxes, 127 with a constant",
    ]
  `);
});

test('2 bits by up to 2, with the sticky bit, gate by gate', () => {
  expect(
    printNetlist(build('barrel-shifter', { n: 2, max: 2, kind: 'right-logical', sticky: true })),
  ).toMatchInlineSnapshot(`
    "netlist "barrel-shifter(n=2,max=2,kind=right-logical,sticky=true)"
    input a 2 3
    input amount 4 5
    scope "row 0" {
      6 = mux 4 3 2
      7 = mux 4 0 3
      8 = and 4 2
    }
    scope "row 1" {
      9 = mux 5 0 6
      10 = mux 5 0 7
      11 = or 6 7
      12 = and 5 11
      13 = or 8 12
    }
    output s 9 10
    output sticky 13
    "
  `);
});

test('the patterns tell every bit from every other, and each has its complement', () => {
  for (const n of [1, 2, 5, 33, 64]) {
    const patterns = tellingPatterns(n);
    const columns = Array.from({ length: n }, (_, k) =>
      patterns.map((pattern) => (pattern >> BigInt(k)) & 1n).join(''),
    );
    expect(new Set(columns).size).toBe(n);
    const all = (1n << BigInt(n)) - 1n;
    for (const pattern of patterns) expect(patterns).toContain(all ^ pattern);
  }
});
