import type { AnyCircuit } from '../circuits/circuit.ts';
import { readFloat } from '../circuits/float-text.ts';
import type { AnyValues } from '../circuits/params.ts';
import { isSignedPort, numberRule, readNumber } from '../circuits/port-number.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { GivenText } from './context.ts';

/** What the help says of the option of an input port; `params` are any that the circuit can have. */
export function portAbout(circuit: AnyCircuit, params: AnyValues, port: string): string {
  const note = circuit.ports?.[port];
  const names = note === undefined ? '' : `, or ${Object.keys(note.names).join(', ')}`;
  const preset = note === undefined ? '' : ` (by default ${note.default})`;
  const kind = isFloat(circuit, params, port)
    ? 'a number such as 0.1, or bits as 0x or 0b'
    : circuit.signed === undefined
      ? 'decimal, 0x or 0b'
      : "decimal, negative too where it is in two's complement, 0x or 0b";
  return `${circuit.name}: value of input ${port}, ${kind}${names}${preset}`;
}

function isFloat(circuit: AnyCircuit, params: AnyValues, port: string): boolean {
  return circuit.floats?.(params)[port] !== undefined;
}

/**
 * The values that are given to the input ports, as bits. A decimal is the number that the port then holds: at a
 * port of floats the one that it says, rounded to the format, in two's complement where the circuit's record says so,
 * else unsigned. 0x and 0b are always bits.
 */
export function readPorts(
  circuit: AnyCircuit,
  params: AnyValues,
  netlist: Netlist,
  given: GivenText,
): Record<string, bigint> {
  return Object.fromEntries(
    Object.entries(netlist.inputs).map(([port, { length }]) => {
      const raw = given[port];
      if (raw !== undefined)
        return [port, readPort('simulate', { circuit, params, port, width: length }, raw)];
      const note = circuit.ports?.[port];
      if (note !== undefined) return [port, note.default];
      throw mustBe('simulate', `--${port}`, portRule({ circuit, params, port, width: length }), 'nothing');
    }),
  );
}

/** An input port of a circuit that has these parameters. */
export interface PortOf {
  readonly circuit: AnyCircuit;
  readonly params: AnyValues;
  readonly port: string;
  readonly width: number;
}

/** The bits that a text puts on a port; throws where it is none that the port can hold. */
export function readPort(who: string, of: PortOf, text: string): bigint {
  const { circuit, params, port, width } = of;
  const format = circuit.floats?.(params)[port];
  if (format !== undefined && !/^0[xb]/i.test(text)) return readFloat(who, `--${port}`, format, text);
  const named = Object.entries(circuit.ports?.[port]?.names ?? {}).find(([name]) => name === text)?.[1];
  const bits = named ?? readNumber(text, width, isSignedPort(circuit, params, port));
  if (bits === undefined) throw mustBe(who, `--${port}`, portRule(of), text);
  return bits;
}

/** What `readPort` reads, for error messages. */
export function portRule({ circuit, params, port, width }: PortOf): string {
  if (isFloat(circuit, params, port)) return `a number such as 0.1, or ${width} bits as 0x or 0b`;
  const names = Object.keys(circuit.ports?.[port]?.names ?? {});
  const rule = numberRule(width, isSignedPort(circuit, params, port));
  return names.length === 0 ? rule : `one of ${names.join(', ')}, or ${rule}`;
}
