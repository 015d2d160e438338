import type { Bus, Ports } from '../gates/bus.ts';
import type { Equation, EquationTerm } from '../gates/equation.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';

/** The port of this name; throws when there is none. */
export function portOf(who: string, ports: Ports, name: string): Bus {
  const bus = ports[name];
  if (bus === undefined) throw mustBe(who, 'port', `one of ${Object.keys(ports).join(', ')}`, name);
  return bus;
}

/**
 * The number of bits n such that both sides of the equation are the same whenever they are the same modulo 2^n: the
 * sides can only lie so far apart. Where the equation has a modulus of its own, that.
 */
export function modulusOf(netlist: Netlist, { outputs, inputs, modulo }: Equation): number {
  if (modulo !== undefined) return modulo;
  const left = rangeOf(netlist, netlist.outputs, outputs);
  const right = rangeOf(netlist, netlist.inputs, inputs);
  let { low, high } = left;
  if (right.high > high) high = right.high;
  if (right.low < low) low = right.low;
  return high === low ? 1 : (high - low).toString(2).length;
}

function rangeOf(
  netlist: Netlist,
  ports: Ports,
  terms: readonly EquationTerm[],
): { low: bigint; high: bigint } {
  let low = 0n;
  let high = 0n;
  for (const { coefficient, ports: names } of terms) {
    let most = coefficient;
    for (const name of names) most *= (1n << BigInt(portOf(netlist.name, ports, name).length)) - 1n;
    if (names.length === 0) {
      low += coefficient;
      high += coefficient;
    } else if (coefficient < 0n) low += most;
    else high += most;
  }
  return { low, high };
}

/** The value of a sum of terms, given the numbers on the ports. */
export function sumOf(terms: readonly EquationTerm[], values: Readonly<Record<string, bigint>>): bigint {
  let sum = 0n;
  for (const { coefficient, ports } of terms) {
    let product = coefficient;
    for (const name of ports) product *= values[name] ?? 0n;
    sum += product;
  }
  return sum;
}
