import { mustBe } from './must-be.ts';
import { type Net, ONE, ZERO } from './net.ts';

/** Nets in order of weight: `bus[i]` is worth 2^i, always. */
export type Bus = readonly Net[];

/** Named buses: the inputs or outputs of a netlist, in order. */
export type Ports = Readonly<Record<string, Bus>>;

/** The bus of constants that is worth `value`; throws when `value` needs more than `width` bits. */
export function constantBus(value: bigint, width: number): Bus {
  if (value < 0n || value >> BigInt(width) !== 0n)
    throw mustBe('constantBus', 'value', `from 0 to 2^${width} - 1`, value);
  return Array.from({ length: width }, (_, i) => ((value >> BigInt(i)) & 1n ? ONE : ZERO));
}
