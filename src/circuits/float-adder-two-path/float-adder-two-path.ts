import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { defineCircuit, type Explain } from '../circuit.ts';
import { explainFloatAdder } from '../float-adder/explain.ts';
import { FEW_ROUNDINGS, floatAdder } from '../float-adder/float-adder.ts';
import { type Packed, pack } from '../float-adder/pack.ts';
import { ROUNDINGS, type Rounding } from '../float-adder/rounding.ts';
import { swapOperands } from '../float-adder/swap-operands.ts';
import { unpack } from '../float-adder/unpack.ts';
import { FLOAT_FORMATS, type FloatFormat } from '../float-formats.ts';
import { exponentDistance } from './exponent-difference.ts';
import { nPath } from './n-path.ts';
import { rPath } from './r-path.ts';
import { selectPath } from './select-path.ts';

/** What `floatAdd` computes, by two paths of which each does without what the other is slow at. */
export function floatAddTwoPath(
  g: Builder,
  { e, f }: Pick<FloatFormat, 'e' | 'f'>,
  rounding: Rounding,
  x: Record<'a' | 'b' | 'op' | 'rm', Bus>,
): Packed {
  const { a, b } = unpack(g, { e, f }, x);
  const { distance, negative } = exponentDistance(g, a, b);
  const ordered = swapOperands(g, a, b, at(x.op, 0), negative);
  const r = rPath(g, ordered, distance, f, rounding, x.rm);
  const n = nPath(g, a, b, ordered.exponent);
  const { sign, zero, rounded } = selectPath(g, ordered, distance, r, n);
  return pack(g, { a, b, subtraction: ordered.subtraction, sign, zero, rounded });
}

const explainSelection: Explain = (shown) => {
  if (shown('path selection', 'r_path') === 0n)
    return 'N-path: a subtraction of close numbers is exact, its leading zeros are shifted out';
  if (shown('operand swapping', 'subtraction') === 0n) return 'R-path: effective addition';
  return shown('exponent difference', 'distance') >= 2n
    ? 'R-path: a subtraction with exponents at least 2 apart'
    : 'R-path: a subtraction that keeps the leading place';
};

export const floatAdderTwoPath = defineCircuit({
  ...floatAdder,
  name: 'float-adder-two-path',
  about:
    'what the float-adder computes, by the fast algorithm: one path rounds by injection, the other normalizes, a prefix adder in each',
  source: 'P.-M. Seidel and G. Even, On the design of fast IEEE floating-point adders, ARITH-15, 2001',
  *cases() {
    for (const { name, e, f } of FLOAT_FORMATS)
      for (const rounding of name === 'binary16' ? ROUNDINGS : FEW_ROUNDINGS) yield { e, f, rounding };
  },
  build: (g, x, p) => {
    const { r, invalid, overflow, underflow, inexact } = floatAddTwoPath(g, p, p.rounding, x);
    return { r, invalid: [invalid], overflow: [overflow], underflow: [underflow], inexact: [inexact] };
  },
  explain: (p) => ({
    unpacking: explainFloatAdder(p).unpacking,
    'path selection': explainSelection,
  }),
});
