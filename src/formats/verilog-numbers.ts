import { MOST_BUS_BITS } from './draft.ts';
import type { Wrong } from './place.ts';
import type { Expression } from './verilog-tree.ts';

/** The width of a number that is written without one. */
export const UNSIZED_BITS = 32;

const PREFIX: ReadonlyMap<string, string> = new Map([
  ['b', '0b'],
  ['o', '0o'],
  ['d', ''],
  ['h', '0x'],
]);

/** Turning decimal digits into bits takes longer than their number. */
const MOST_DECIMAL_DIGITS = 1000;

/**
 * `4'b1010`, `4'sd7`, `'hff` or `12`. A number that does not fit its width would be cut off, which nobody means; bits x
 * and z are no values of a circuit.
 */
export function readVerilogNumber(
  text: string,
  place: number,
  wrong: Wrong,
): Expression & { kind: 'number' } {
  const match = /^(\d*)'([sS]?)([bodhBODH])([0-9a-fA-FxXzZ?]+)$/.exec(text);
  const [size = '', sign = '', base = 'd', digits = text] = match?.slice(1) ?? [];
  const width = size === '' ? undefined : Number(size);
  if (width !== undefined && !(width >= 1 && width <= MOST_BUS_BITS))
    throw wrong(place, 'the width of a number', `from 1 to ${MOST_BUS_BITS}`, text);
  // A plain number is signed.
  const isSigned = match === null || sign !== '';
  // Tools do not agree on the sign of 'sb1.
  if (width === undefined && match !== null && isSigned)
    throw wrong(place, 'a number', "with its width, such as 4'sb1, where it is signed", text);
  const binary = binaryDigits(base.toLowerCase(), digits);
  if (binary === undefined)
    throw wrong(place, 'a number', "of digits of its base, such as 1'b0 or 4'hf, without x and z", text);
  const most = width ?? (isSigned ? UNSIZED_BITS - 1 : UNSIZED_BITS);
  if (binary.length > most) throw wrong(place, 'a number', `of at most ${most} bits`, text);
  return { kind: 'number', place, width, isSigned, digits: binary };
}

function binaryDigits(base: string, digits: string): string | undefined {
  if (base === 'd' && digits.length > MOST_DECIMAL_DIGITS) return undefined;
  try {
    return BigInt(`${PREFIX.get(base) ?? ''}${digits}`).toString(2);
  } catch {
    return undefined;
  }
}
