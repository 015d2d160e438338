declare const brand: unique symbol;

/**
 * A net is a number: 0 and 1 are the constants, then come the inputs, then one net for each gate. The brand keeps
 * widths, weights and lane numbers from being wired in by mistake.
 */
export type Net = number & { readonly [brand]: 'Net' };

/** The net with this number. The only place where a plain number becomes a net. */
export function netAt(index: number): Net {
  return index as Net;
}

/** The constant 0. */
export const ZERO: Net = netAt(0);

/** The constant 1. */
export const ONE: Net = netAt(1);
