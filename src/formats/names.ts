import type { Bus } from '../gates/bus.ts';
import type { Netlist } from '../gates/netlist.ts';

/** A name as an identifier of any language: `adder(i=4,carry=true)` becomes `adder_i4_carry_true`. */
export function identifier(name: string): string {
  const words = name
    .replaceAll(/=(?=\d)/g, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(words) ? words : `c_${words}`;
}

/** The name, with as many underscores behind it as make it new; the result is taken from then on. */
export function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  while (taken.has(unique)) unique += '_';
  taken.add(unique);
  return unique;
}

/**
 * The name of one bit of a port in formats without buses: `a[3]`, and `cin` for a port of one bit. A port of one bit
 * whose own name looks like a bit of a bus is written `a_0[0]`, so that reading it back is never in doubt.
 */
export function bitName(port: string, width: number, k: number): string {
  return width === 1 && !/_\d+$/.test(port) ? port : `${port}[${k}]`;
}

/** Every bit of the ports with its name, in order. */
export function bitNames(ports: Readonly<Record<string, Bus>>): { name: string; net: number }[] {
  return Object.entries(ports).flatMap(([port, bus]) =>
    bus.map((net, k) => ({ name: bitName(port, bus.length, k), net })),
  );
}

/** What to write before the number of a net, so that no net is called as a port is: `n`, else `n_`, `n__` ... */
export function netPrefix(netlist: Netlist): string {
  const ports = [...Object.keys(netlist.inputs), ...Object.keys(netlist.outputs)];
  let prefix = 'n';
  while (ports.some((port) => port.startsWith(prefix) && /^\d+$/.test(port.slice(prefix.length))))
    prefix += '_';
  return prefix;
}
