import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { type Net, ZERO } from '../../gates/net.ts';
import { andAll, orAll } from '../barrel-shifter.ts';
import type { FloatFormat } from '../float-formats.ts';

/** An operand taken apart. */
export interface Operand {
  readonly sign: Net;
  /** Biased exponent; 1 for zeros and subnormals, whose units are those of exponent 1. */
  readonly exponent: Bus;
  /** Trailing significand and, on top, the hidden bit: f + 1 bits. */
  readonly significand: Bus;
  /** The exponent bits are all ones: an infinity or a NaN. */
  readonly special: Net;
  readonly infinity: Net;
  readonly nan: Net;
  /** A signalling NaN; constant 0 with one trailing significand bit, where every NaN is quiet. */
  readonly signalling: Net;
}

/** Takes both operands apart. Extra stage before those of the paper. */
export function unpack(g: Builder, format: Pick<FloatFormat, 'e' | 'f'>, x: Record<'a' | 'b', Bus>) {
  return g.scope('unpacking', () => ({
    a: unpackOperand(g, 'a', format, x.a),
    b: unpackOperand(g, 'b', format, x.b),
  }));
}

function unpackOperand(g: Builder, name: string, { e, f }: Pick<FloatFormat, 'e' | 'f'>, bits: Bus): Operand {
  const trailing = bits.slice(0, f);
  const field = bits.slice(f, f + e);
  const hidden = orAll(g, field);
  const special = andAll(g, field);
  const quiet = at(trailing, f - 1);
  // A number that was widened has constant zeros at its low end.
  const below = trailing.slice(0, f - 1).filter((net) => net !== ZERO);
  const payload = below.length === 0 ? ZERO : orAll(g, below);
  const isNonzero = payload === ZERO ? quiet : g.or(quiet, payload);
  const signalling = payload === ZERO ? ZERO : g.and(special, g.and(payload, g.not(quiet)));
  const operand = {
    sign: at(bits, e + f),
    exponent: [g.or(at(field, 0), g.not(hidden)), ...field.slice(1)],
    significand: [...trailing, hidden],
    special,
    infinity: g.and(special, g.not(isNonzero)),
    nan: g.and(special, isNonzero),
    signalling,
  };
  g.show(`${name}_sign`, [operand.sign]);
  g.show(`${name}_exponent`, operand.exponent);
  g.show(`${name}_significand`, operand.significand);
  return operand;
}
