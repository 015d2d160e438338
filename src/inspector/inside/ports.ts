import type { AnyCircuit } from '../../circuits/circuit.ts';
import { readFloat } from '../../circuits/float-text.ts';
import type { AnyValues } from '../../circuits/params.ts';
import { isSignedPort } from '../../circuits/port-number.ts';
import { readValue } from '../value-text.ts';

/**
 * The value that a text gives an input port, as on the command line: 0x and 0b are bits, a decimal at a port of floats is
 * the number it says, or a negative one in two's complement, and some ports have names for values. Without a text the port's own default, or bits that show
 * something; undefined where the text is no good.
 */
export function readPort(
  circuit: AnyCircuit,
  params: AnyValues,
  port: string,
  width: number,
  text: string | undefined,
): bigint | undefined {
  const note = circuit.ports?.[port];
  if (text === undefined) return note?.default ?? presetBits(port, width);
  const named = Object.entries(note?.names ?? {}).find(([name]) => name === text)?.[1];
  if (named !== undefined) return named;
  const format = circuit.floats?.(params)[port];
  if (format === undefined || /^0[xb]/i.test(text))
    return readValue(text, width, isSignedPort(circuit, params, port));
  if (text.length > 60) return undefined;
  try {
    return readFloat('inspector', port, format, text);
  } catch {
    return undefined;
  }
}

/** Ones and zeros in a pattern that is no pattern of any circuit, so that the picture has both. */
function presetBits(port: string, width: number): bigint {
  const pattern = port === 'a' ? 0xb7e151628aed2a6bn : port === 'b' ? 0x9e3779b97f4a7c15n : 0x3n;
  const repeated = (pattern << 64n) | pattern;
  return BigInt.asUintN(width, repeated >> BigInt(Math.max(0, 128 - width)));
}
