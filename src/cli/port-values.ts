import type { AnyCircuit, PortNote } from '../circuits/circuit.ts';
import { type FloatFormat, formatBias } from '../circuits/float-formats.ts';
import { floatFields, readFloat, showFloat } from '../circuits/float-text.ts';
import type { AnyValues } from '../circuits/params.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { Options } from './context.ts';
import { parseValue, VALUE_RULE } from './ranges.ts';

type Widths = Pick<FloatFormat, 'e' | 'f'>;

/** What the help says of the option of an input port; `params` are any that the circuit can have. */
export function portAbout(circuit: AnyCircuit, params: AnyValues, port: string): string {
  const note = circuit.ports?.[port];
  const names = note === undefined ? '' : `, or ${Object.keys(note.names).join(', ')}`;
  const preset = note === undefined ? '' : ` (by default ${note.default})`;
  const kind = isFloat(circuit, params, port)
    ? 'a number such as 0.1, or bits as 0x or 0b'
    : 'decimal, 0x or 0b';
  return `${circuit.name}: value of input ${port}, ${kind}${names}${preset}`;
}

function isFloat(circuit: AnyCircuit, params: AnyValues, port: string): boolean {
  return circuit.floats?.(params)[port] !== undefined;
}

/**
 * The values that the options give to the input ports. A decimal at a port of floats is the number that it says,
 * rounded to the port's format; 0x and 0b are always bits.
 */
export function readPorts(
  circuit: AnyCircuit,
  params: AnyValues,
  netlist: Netlist,
  options: Options,
): Record<string, bigint> {
  const floats = circuit.floats?.(params) ?? {};
  return Object.fromEntries(
    Object.entries(netlist.inputs).map(([port, bus]) => {
      const raw = options[port];
      const note = circuit.ports?.[port];
      if (raw !== undefined) return [port, readPort(`--${port}`, String(raw), floats[port], note)];
      if (note !== undefined) return [port, note.default];
      const rule =
        floats[port] === undefined
          ? `a number from 0 to 2^${bus.length} - 1 in decimal, 0x or 0b`
          : `a number such as 0.1, or ${bus.length} bits as 0x or 0b`;
      throw mustBe('simulate', `--${port}`, rule, 'nothing');
    }),
  );
}

function readPort(
  what: string,
  text: string,
  format: Widths | undefined,
  note: PortNote | undefined,
): bigint {
  if (format !== undefined && !/^0[xb]/i.test(text)) return readFloat('simulate', what, format, text);
  const named = Object.entries(note?.names ?? {}).find(([name]) => name === text)?.[1];
  if (named !== undefined) return named;
  const rule =
    note === undefined ? VALUE_RULE : `one of ${Object.keys(note.names).join(', ')}, or ${VALUE_RULE}`;
  return parseValue('simulate', what, text, rule);
}

/** One port with its value, as a row and as data. */
export interface PortRow {
  readonly port: string;
  readonly direction: 'input' | 'output';
  readonly bits: number;
  /** The number that the port holds; for floats the shortest decimal that reads back to the same bits. */
  readonly decimal: string;
  readonly hex: string;
  readonly binary: string;
  /** The fields of a float, or the name of a value; absent where there is nothing to say. */
  readonly meaning?: string;
}

/** Describes the value of a port, as a number, as bits, and as what they mean. */
export function portRow(
  direction: PortRow['direction'],
  port: string,
  width: number,
  value: bigint,
  of: { readonly format?: Widths | undefined; readonly note?: PortNote | undefined },
): PortRow {
  const { format, note } = of;
  const meaning =
    format === undefined
      ? Object.entries(note?.names ?? {}).find(([, code]) => code === value)?.[0]
      : fieldsText(format, value);
  return {
    port,
    direction,
    bits: width,
    decimal: format === undefined ? value.toString() : showFloat(format, value),
    hex: `0x${value.toString(16).padStart(format === undefined ? 1 : Math.ceil(width / 4), '0')}`,
    binary: `0b${value.toString(2).padStart(width, '0')}`,
    ...(meaning === undefined ? {} : { meaning }),
  };
}

/** The fields of a float in a line: `normal: sign 0, exponent 123 - 127 = -4, trailing significand 0x4ccccd`. */
export function fieldsText(format: Widths, bits: bigint): string {
  const { class: kind, sign, biasedExponent, exponent, trailing } = floatFields(format, bits);
  const power =
    exponent === undefined
      ? `${biasedExponent}`
      : kind === 'normal'
        ? `${biasedExponent} - ${formatBias(format)} = ${exponent}`
        : `${biasedExponent} for 2^${exponent}`;
  return `${kind}: sign ${sign}, exponent ${power}, trailing significand 0x${trailing.toString(16)}`;
}
