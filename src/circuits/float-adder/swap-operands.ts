import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import type { Net } from '../../gates/net.ts';
import type { Operand } from './unpack.ts';

/** The operands by exponent; equal exponents leave a as the larger one. */
export interface Ordered {
  /** Sign of the operand with the larger exponent, the operation included. */
  readonly sign: Net;
  /** The larger biased exponent. */
  readonly exponent: Bus;
  readonly larger: Bus;
  readonly smaller: Bus;
  /** Effective subtraction: the signs differ after the operation. */
  readonly subtraction: Net;
}

/** Stage 2. Two multiplexers for each significand bit, one for each exponent bit. */
export function swapOperands(g: Builder, a: Operand, b: Operand, op: Net, swap: Net): Ordered {
  return g.scope('operand swapping', () => {
    const signB = g.xor(b.sign, op);
    const choose = (one: Bus, zero: Bus) => zero.map((bit, k) => g.mux(swap, at(one, k), bit));
    const ordered = {
      sign: g.mux(swap, signB, a.sign),
      exponent: choose(b.exponent, a.exponent),
      larger: choose(b.significand, a.significand),
      smaller: choose(a.significand, b.significand),
      subtraction: g.xor(a.sign, signB),
    };
    g.show('sign', [ordered.sign]);
    g.show('exponent', ordered.exponent);
    g.show('larger', ordered.larger);
    g.show('smaller', ordered.smaller);
    g.show('subtraction', [ordered.subtraction]);
    return ordered;
  });
}
