import { count } from '../gates/count.ts';
import { GATE_NAMES } from '../gates/gate.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { FileInfo } from './format.ts';

/** What every file says of itself, a line each: circuit, parameters, counts, version. Without comment signs. */
export function headerLines(netlist: Netlist, info: FileInfo): string[] {
  const params = Object.entries(info.params ?? {}).map(([name, value]) => `${name}=${value}`);
  return [
    `circuit: ${oneLine(netlist.name)}`,
    ...(params.length === 0 ? [] : [`parameters: ${params.join(', ')}`]),
    `counts: ${countsLine(netlist)}`,
    `written by: adderscope ${info.version}`,
  ];
}

/** The counts as text: `8 full adders, 1 half adder, 45 gates (17 and, 8 or, 20 xor)`. */
export function countsLine(netlist: Netlist): string {
  const { fa, ha, gates, byGate } = count(netlist);
  const kinds = GATE_NAMES.filter((gate) => byGate[gate] > 0).map((gate) => `${byGate[gate]} ${gate}`);
  const many = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
  const all = [many(fa, 'full adder'), many(ha, 'half adder'), many(gates, 'gate')].join(', ');
  return kinds.length > 0 ? `${all} (${kinds.join(', ')})` : all;
}

/** The header as comments, each line after a sign such as `// `. */
export function commentHeader(sign: string, netlist: Netlist, info: FileInfo): string[] {
  return headerLines(netlist, info).map((line) => `${sign}${line}`);
}

/**
 * The circuit's name from the header of a file that we wrote, or undefined. Names such as
 * `dadda-multiplier(i=4,j=8)` are no identifiers, so formats that ask for one keep the name here.
 */
export function circuitInHeader(sign: string, text: string): string | undefined {
  const start = `${sign}circuit: `;
  const line = text
    .slice(0, 10_000)
    .split('\n')
    .find((one) => one.startsWith(start));
  return line?.slice(start.length).trim();
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
