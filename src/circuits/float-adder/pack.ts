import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { type Net, ONE, ZERO } from '../../gates/net.ts';
import { andAll, orAll } from '../barrel-shifter.ts';
import type { Rounded } from './round.ts';
import type { Operand } from './unpack.ts';

/** What `pack` puts together. */
export interface Unpacked {
  readonly a: Operand;
  readonly b: Operand;
  readonly subtraction: Net;
  readonly sign: Net;
  readonly zero: Net;
  readonly rounded: Rounded;
}

/** The result and the exceptions of IEEE 754-2019, section 7, under default handling. */
export interface Packed {
  readonly r: Bus;
  readonly invalid: Net;
  readonly overflow: Net;
  readonly underflow: Net;
  readonly inexact: Net;
}

/**
 * Chooses the result: a NaN goes before an infinity, an infinity before an overflow, an overflow before the rounded
 * number. Extra stage after those of the paper. An infinity needs no sign of its own: the larger exponent gave it.
 * Underflow is constant 0: a tiny sum is a whole number of the smallest subnormal, hence exact, and default handling
 * raises underflow only for tiny results that are inexact too.
 */
export function pack(g: Builder, x: Unpacked): Packed {
  return g.scope('packing', () => {
    const { a, b, rounded } = x;
    const opposed = g.and(x.subtraction, g.and(a.infinity, b.infinity));
    const nan = orAll(g, [a.nan, b.nan, opposed]);
    const invalid = orAll(
      g,
      [a.signalling, b.signalling, opposed].filter((net) => net !== ZERO),
    );
    const special = g.or(a.special, b.special);
    const finite = g.not(special);
    const tooLarge = andAll(g, rounded.exponent);
    const overflow = g.and(finite, tooLarge);
    const inexact = g.and(finite, g.or(rounded.inexact, tooLarge));

    const toLargest = largestFinite(g, overflow, rounded.mayGrow);
    const keep = rounded.mayGrow === ZERO ? finite : g.not(g.or(special, tooLarge));
    const top = rounded.trailing.length - 1;
    const trailing = rounded.trailing.map((bit, k) => {
      const kept = orUnlessZero(g, g.and(bit, keep), toLargest);
      return k === top ? g.or(kept, nan) : kept;
    });
    const notLargest = toLargest === ZERO ? ONE : g.not(toLargest);
    const exponent = rounded.exponent.map((bit, k) =>
      g.or(k === 0 && notLargest !== ONE ? g.and(bit, notLargest) : bit, special),
    );
    const sign = resultSign(g, x, nan);

    const packed = { r: [...trailing, ...exponent, sign], invalid, overflow, underflow: ZERO, inexact };
    g.show('nan', [nan]);
    g.show('result', packed.r);
    return packed;
  });
}

/** The overflows that round to the largest finite number: those whose magnitude may not grow to infinity. */
function largestFinite(g: Builder, overflow: Net, mayGrow: Net): Net {
  if (mayGrow === ONE) return ZERO;
  return mayGrow === ZERO ? overflow : g.and(overflow, g.not(mayGrow));
}

function orUnlessZero(g: Builder, x: Net, y: Net): Net {
  return y === ZERO ? x : g.or(x, y);
}

/** A NaN is positive, and a difference of exactly zero too, unless rounding down. A sum of zeros keeps its sign. */
function resultSign(g: Builder, x: Unpacked, nan: Net): Net {
  const { negativeZero } = x.rounded;
  const cancelled = g.and(x.zero, x.subtraction);
  if (negativeZero === ZERO) return g.and(x.sign, g.not(g.or(cancelled, nan)));
  const sign = negativeZero === ONE ? g.or(x.sign, cancelled) : g.mux(cancelled, negativeZero, x.sign);
  return g.and(sign, g.not(nan));
}
