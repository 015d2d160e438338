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
export function modulusOf(netlist: Netlist, equation: Equation): number {
  if (equation.modulo !== undefined) return equation.modulo;
  const left = rangeOf(netlist.name, netlist.outputs, equation.outputs, equation);
  const right = rangeOf(netlist.name, netlist.inputs, equation.inputs, equation);
  const low = left.low < right.low ? left.low : right.low;
  const high = left.high > right.high ? left.high : right.high;
  return high === low ? 1 : (high - low).toString(2).length;
}

interface Range {
  readonly low: bigint;
  readonly high: bigint;
}

function rangeOf(who: string, ports: Ports, terms: readonly EquationTerm[], equation: Equation): Range {
  let sum: Range = { low: 0n, high: 0n };
  for (const { coefficient, ports: names } of terms) {
    let product: Range = { low: coefficient, high: coefficient };
    for (const name of names) product = times(product, rangeOfPort(portOf(who, ports, name), name, equation));
    sum = { low: sum.low + product.low, high: sum.high + product.high };
  }
  return sum;
}

function rangeOfPort({ length }: Bus, name: string, { signed }: Equation): Range {
  if (signed?.includes(name) !== true) return { low: 0n, high: (1n << BigInt(length)) - 1n };
  const half = 1n << BigInt(length - 1);
  return { low: -half, high: half - 1n };
}

function times(x: Range, y: Range): Range {
  const ends = [x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high];
  return {
    low: ends.reduce((least, end) => (end < least ? end : least)),
    high: ends.reduce((most, end) => (end > most ? end : most)),
  };
}

/** The value of a sum of terms over these ports, given the bits on them as unsigned numbers. */
export function sumOf(
  equation: Equation,
  side: 'outputs' | 'inputs',
  ports: Ports,
  bits: Readonly<Record<string, bigint>>,
): bigint {
  const numberAt = (name: string) => {
    const value = bits[name] ?? 0n;
    return equation.signed?.includes(name) === true ? BigInt.asIntN(ports[name]?.length ?? 0, value) : value;
  };
  return equation[side].reduce(
    (sum, term) => sum + term.ports.reduce((product, name) => product * numberAt(name), term.coefficient),
    0n,
  );
}
