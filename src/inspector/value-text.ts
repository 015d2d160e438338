/** How a number is shown and typed. */
export const RADIXES = ['decimal', 'hex', 'binary'] as const;

export type Radix = (typeof RADIXES)[number];

/** The number that a text in decimal, 0x or 0b stands for; undefined where it is none or needs more than `width` bits. */
export function readValue(text: string, width: number): bigint | undefined {
  if (text.length > 400 || !/^(\d+|0x[0-9a-f]+|0b[01]+)$/i.test(text)) return undefined;
  const value = BigInt(text);
  return value >> BigInt(width) === 0n ? value : undefined;
}

/** A number of `width` bits as text that `readValue` reads back: `222`, `0xde`, `0b11011110`. */
export function showValue(value: bigint, width: number, radix: Radix): string {
  if (radix === 'decimal') return value.toString();
  if (radix === 'hex') return `0x${value.toString(16).padStart(Math.ceil(width / 4), '0')}`;
  return `0b${value.toString(2).padStart(width, '0')}`;
}

/** The value with bit k turned over. */
export function flipBit(value: bigint, k: number): bigint {
  return value ^ (1n << BigInt(k));
}
