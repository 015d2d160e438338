import { at } from '../gates/at.ts';
import { type Algebra, fold } from '../gates/fold.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';

/** Values of named ports, unsigned. */
export type PortValues = Readonly<Record<string, bigint>>;

/** The net of the first input, behind the two constants. */
const FIRST_INPUT = 2;

const BITS: Algebra<bigint> = {
  zero: 0n,
  one: 1n,
  not: (x) => x ^ 1n,
  and: (x, y) => x & y,
  or: (x, y) => x | y,
  xor: (x, y) => x ^ y,
  mux: (select, one, zero) => (select === 1n ? one : zero),
};

/**
 * The reference simulator: one input vector, by `fold`. Returns the bit of every net.
 * Throws when a port is missing, unknown, or too narrow for its value.
 */
export function evaluateNets(netlist: Netlist, inputs: PortValues): bigint[] {
  for (const name of Object.keys(inputs))
    if (!Object.hasOwn(netlist.inputs, name))
      throw mustBe(netlist.name, 'input', `one of ${Object.keys(netlist.inputs).join(', ')}`, name);
  // Ports may come in another order than their nets.
  const bits: bigint[] = new Array(netlist.inputCount).fill(0n);
  for (const [name, bus] of Object.entries(netlist.inputs)) {
    const value = inputs[name];
    const rule = `a number from 0 to 2^${bus.length} - 1`;
    if (value === undefined) throw mustBe(netlist.name, `input ${name}`, rule, 'nothing');
    if (value < 0n || value >> BigInt(bus.length) !== 0n)
      throw mustBe(netlist.name, `input ${name}`, rule, value);
    for (const [k, net] of bus.entries()) bits[net - FIRST_INPUT] = (value >> BigInt(k)) & 1n;
  }
  return fold(netlist, BITS, bits);
}

/** The outputs for one input vector. */
export function evaluate(netlist: Netlist, inputs: PortValues): Record<string, bigint> {
  const bits = evaluateNets(netlist, inputs);
  return Object.fromEntries(
    Object.entries(netlist.outputs).map(([name, bus]) => [name, busValue(bits, bus)]),
  );
}

/** The number on a bus, given the bit of every net. */
export function busValue(bits: readonly bigint[], bus: readonly number[]): bigint {
  return bus.reduce((value, net, k) => value | (at(bits, net) << BigInt(k)), 0n);
}
