import { readNumber, showNumber } from '../circuits/port-number.ts';

/** How a number is shown and typed. */
export const RADIXES = ['decimal', 'hex', 'binary'] as const;

export type Radix = (typeof RADIXES)[number];

/**
 * The bits that a text in decimal, 0x or 0b stands for; undefined where it is none or needs more than `width` bits. In
 * two's complement a decimal may be negative too; what is not is bits, since addresses go from circuit to circuit.
 */
export function readValue(text: string, width: number, isSigned = false): bigint | undefined {
  return readNumber(text, width, false) ?? (isSigned ? readNumber(text, width, true) : undefined);
}

/** The bits of a number as text that `readValue` reads back: `222`, `0xde`, `0b11011110`, in two's complement `-34`. */
export function showValue(value: bigint, width: number, radix: Radix, isSigned = false): string {
  if (radix === 'decimal') return showNumber(value, width, isSigned);
  if (radix === 'hex') return `0x${value.toString(16).padStart(Math.ceil(width / 4), '0')}`;
  return `0b${value.toString(2).padStart(width, '0')}`;
}

/** What `readValue` reads. */
export function valueRule(width: number, isSigned: boolean): string {
  const least = isSigned ? `-2^${width - 1}` : '0';
  return `a number from ${least} to 2^${width} - 1 in decimal, 0x or 0b`;
}

/** The value with bit k turned over. */
export function flipBit(value: bigint, k: number): bigint {
  return value ^ (1n << BigInt(k));
}
