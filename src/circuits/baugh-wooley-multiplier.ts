import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { productEquation } from '../gates/equation.ts';
import { propagateCarry } from './add-dots.ts';
import { defineCircuit } from './circuit.ts';
import { CORNER_WIDTHS, SMALL_WIDTHS } from './corner-widths.ts';
import { daddaReduce } from './dadda-multiplier.ts';
import { DotSum } from './dot-sum.ts';
import { width } from './params.ts';

/** a b in two's complement by Baugh and Wooley's dots, Dadda's reduction and a ripple-carry final adder. */
export function baughWooleyMultiply(g: Builder, a: Bus, b: Bus): Bus {
  const dots = new DotSum(g, a.length + b.length);
  g.scope('partial products', () => dots.addProduct(a, b, true, true));
  return propagateCarry(g, daddaReduce(g, dots.columns()));
}

export const baughWooleyMultiplier = defineCircuit({
  name: 'baugh-wooley-multiplier',
  about:
    "product of two two's complement numbers: complemented partial products of the sign bits, Dadda reduction, ripple-carry final adder",
  source:
    "C. R. Baugh, B. A. Wooley, A two's complement parallel array multiplication algorithm, IEEE Trans. Computers C-22, 1973",
  params: { i: width('bits of a', 8), j: width('bits of b', 8) },
  sweep: { i: SMALL_WIDTHS, j: SMALL_WIDTHS },
  cases: () => CORNER_WIDTHS,
  inputs: ({ i, j }) => ({ a: i, b: j }),
  build: (g, { a, b }) => ({ p: baughWooleyMultiply(g, a, b) }),
  meaning: ({ i, j }) => ({
    kind: 'equation',
    equation: productEquation('p', 'a', 'b'),
    model: ({ a, b }) => ({ p: BigInt.asUintN(i + j, BigInt.asIntN(i, a) * BigInt.asIntN(j, b)) }),
  }),
  signed: () => ['a', 'b', 'p'],
  loose: ({ i, j }) => ({ and: i * j, not: 'any', xor: 'any' }),
});
