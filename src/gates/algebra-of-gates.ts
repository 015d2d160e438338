import type { Builder } from './builder.ts';
import type { Algebra } from './fold.ts';
import { type Net, ONE, ZERO } from './net.ts';

/** The meaning of a netlist's gates as gates that a builder adds, so that `fold` builds the netlist once more. */
export function algebraOfGates(g: Builder): Algebra<Net> {
  return {
    zero: ZERO,
    one: ONE,
    not: (x) => g.not(x),
    and: (x, y) => g.and(x, y),
    or: (x, y) => g.or(x, y),
    xor: (x, y) => g.xor(x, y),
    mux: (select, one, zero) => g.mux(select, one, zero),
  };
}
