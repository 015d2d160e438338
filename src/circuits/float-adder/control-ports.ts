import type { PortNote } from '../circuit.ts';
import { ROUNDING_CODES } from './rounding.ts';

const rmNames = Object.fromEntries(
  Object.entries(ROUNDING_CODES).map(([name, code]) => [name, BigInt(code)]),
);

/** The ports beside the operands: an addition, ties to even, unless told otherwise. */
export const CONTROL_PORTS: Readonly<Record<'op' | 'rm', PortNote>> = {
  op: { default: 0n, names: { add: 0n, subtract: 1n } },
  rm: { default: 0n, names: rmNames },
};
