import type { AnyCircuit } from './circuit.ts';
import type { AnyValues } from './params.ts';

/** Whether the number on a port is in two's complement, by the circuit's record; else it is unsigned. */
export function isSignedPort(circuit: AnyCircuit, params: AnyValues, port: string): boolean {
  return circuit.signed?.(params).includes(port) === true;
}

/** The number that the bits on a port of this width stand for, as a decimal: `250`, or `-6` in two's complement. */
export function showNumber(bits: bigint, width: number, isSigned: boolean): string {
  return (isSigned ? BigInt.asIntN(width, bits) : bits).toString();
}

/**
 * The bits, as an unsigned number, that a text puts on a port of this width: a decimal is the number that the port then
 * holds, 0x and 0b are its bits. Undefined where the text is none of these or does not fit.
 */
export function readNumber(text: string, width: number, isSigned: boolean): bigint | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  if (/^(0x[0-9a-f]+|0b[01]+)$/i.test(text)) return withinBits(BigInt(text), width);
  if (!/^-?\d+$/.test(text)) return undefined;
  const value = BigInt(text);
  if (!isSigned) return value < 0n || text.startsWith('-') ? undefined : withinBits(value, width);
  return BigInt.asIntN(width, value) === value ? BigInt.asUintN(width, value) : undefined;
}

/** What `readNumber` reads, for error messages. */
export function numberRule(width: number, isSigned: boolean): string {
  return isSigned
    ? `a number from -2^${width - 1} to 2^${width - 1} - 1 in decimal, or ${width} bits as 0x or 0b`
    : `a number from 0 to 2^${width} - 1 in decimal, 0x or 0b`;
}

/** No port is so wide that its number needs more; what is longer is not looked at. */
const MOST_CHARACTERS = 8192;

function withinBits(value: bigint, width: number): bigint | undefined {
  return value >> BigInt(width) === 0n ? value : undefined;
}
