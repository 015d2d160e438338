import type { PortNote } from '../circuits/circuit.ts';
import { type FloatFormat, formatBias } from '../circuits/float-formats.ts';
import { floatFields, showFloat } from '../circuits/float-text.ts';
import { showNumber } from '../circuits/port-number.ts';
import { type Table, tableOf } from '../tables/document.ts';

type Widths = Pick<FloatFormat, 'e' | 'f'>;

/** One port with its value, as a row and as data. */
export interface PortRow {
  readonly port: string;
  readonly direction: 'input' | 'output';
  readonly bits: number;
  /** The number that the port holds, in two's complement where the port is; for floats the shortest decimal that reads back to the same bits. */
  readonly decimal: string;
  readonly hex: string;
  readonly binary: string;
  /** The fields of a float, the name of a value, or that it is in two's complement; absent where there is nothing to say. */
  readonly meaning?: string;
}

/** Describes the value of a port, as a number, as bits, and as what they mean. */
export function portRow(
  direction: PortRow['direction'],
  port: string,
  width: number,
  value: bigint,
  of: {
    readonly format?: Widths | undefined;
    readonly note?: PortNote | undefined;
    readonly isSigned: boolean;
  },
): PortRow {
  const { format, note, isSigned } = of;
  const name = Object.entries(note?.names ?? {}).find(([, code]) => code === value)?.[0];
  const meaning =
    format === undefined ? (name ?? (isSigned ? "two's complement" : undefined)) : fieldsText(format, value);
  return {
    port,
    direction,
    bits: width,
    decimal: format === undefined ? showNumber(value, width, isSigned) : showFloat(format, value),
    hex: `0x${value.toString(16).padStart(format === undefined ? 1 : Math.ceil(width / 4), '0')}`,
    binary: `0b${value.toString(2).padStart(width, '0')}`,
    ...(meaning === undefined ? {} : { meaning }),
  };
}

/** The fields of a float in a line: `normal: sign 0, exponent 123 - 127 = -4, trailing significand 0x4ccccd`. */
function fieldsText(format: Widths, bits: bigint): string {
  const { class: kind, sign, biasedExponent, exponent, trailing } = floatFields(format, bits);
  const power =
    exponent === undefined
      ? `${biasedExponent}`
      : kind === 'normal'
        ? `${biasedExponent} - ${formatBias(format)} = ${exponent}`
        : `${biasedExponent} for 2^${exponent}`;
  return `${kind}: sign ${sign}, exponent ${power}, trailing significand 0x${trailing.toString(16)}`;
}

/** Ports with their values; there is a column for what they mean where one means more than a number. */
export function portTable(title: string, rows: readonly PortRow[]): Table {
  return tableOf('ports', title, rows, [
    ['port', (row) => row.port],
    ['', (row) => row.direction],
    ['bits', (row) => row.bits],
    ['decimal', (row) => row.decimal],
    ['hexadecimal', (row) => row.hex],
    ['binary', (row) => row.binary],
    ...(rows.some(({ meaning }) => meaning !== undefined)
      ? [['meaning', (row: PortRow) => row.meaning ?? ''] as const]
      : []),
  ]);
}
