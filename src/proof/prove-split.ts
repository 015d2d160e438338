import { at, wordAt } from '../gates/at.ts';
import type { Bus } from '../gates/bus.ts';
import type { EquationSplit } from '../gates/equation.ts';
import { mustBe } from '../gates/must-be.ts';
import { type Net, netAt, ONE, ZERO } from '../gates/net.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { portOf } from './ports.ts';
import type { Proof } from './proof.ts';
import { type ProveOptions, proveEquation } from './prove-equation.ts';

/** More cases than that are not tried one by one. */
const MOST_BITS = 12;

/**
 * Proves a netlist case by case: for every value of some input bits, by the equation that holds there. The bits become
 * constants, and what they select is wiring. All cases together are every input.
 */
export function proveSplit(netlist: Netlist, split: EquationSplit, options: ProveOptions = {}): Proof {
  const ports = Object.entries(split.on).map(([name, bits]) => ({ name, bits }));
  const bits = ports.reduce((sum, port) => sum + port.bits, 0);
  if (bits > MOST_BITS) throw mustBe(netlist.name, 'bits of the cases', `at most ${MOST_BITS}`, bits);
  const methods = new Set<string>();
  for (let number = 0; number < 2 ** bits; number++) {
    let rest = BigInt(number);
    const given: Record<string, bigint> = {};
    for (const { name, bits: size } of ports) {
      given[name] = rest & ((1n << BigInt(size)) - 1n);
      rest >>= BigInt(size);
    }
    const proof = proveEquation(specialize(netlist, split.on, given), split.equation(given), options);
    if (proof.verdict === 'refuted')
      return { ...proof, counterexample: widened(netlist, split.on, given, proof.counterexample) };
    if (proof.verdict === 'undecided') {
      // A doubt would be one of this case alone.
      const { verdict, method, reason } = proof;
      const where = ports.map(({ name }) => `${name} = ${given[name]}`).join(', ');
      return { verdict, method, reason: `where the bits are ${where}: ${reason}` };
    }
    methods.add(proof.method);
  }
  return { verdict: 'proved', method: `${2 ** bits} cases: ${[...methods].join('; ')}` };
}

type Given = Readonly<Record<string, bigint>>;

/** The netlist with the highest bits of some ports constant; the ports have what is left, and none is gone. */
export function specialize(netlist: Netlist, on: EquationSplit['on'], given: Given): Netlist {
  const moved: Net[] = [ZERO, ONE];
  const inputs: Record<string, Bus> = {};
  let inputCount = 0;
  for (const [name, bus] of Object.entries(netlist.inputs)) {
    const kept = bus.length - (on[name] ?? 0);
    if (kept < 0) throw mustBe(netlist.name, `bits of ${name} in a case`, `at most ${bus.length}`, on[name]);
    for (const [k, net] of bus.entries())
      if (k >= kept) moved[net] = ((given[name] ?? 0n) >> BigInt(k - kept)) & 1n ? ONE : ZERO;
      else moved[net] = netAt(2 + inputCount++);
    if (kept > 0) inputs[name] = bus.slice(0, kept).map((net) => at(moved, net));
  }
  for (const name of Object.keys(on)) portOf(netlist.name, netlist.inputs, name);
  const gone = netlist.inputCount - inputCount;
  for (let net = firstGate(netlist); net < netlist.netCount; net++) moved[net] = netAt(net - gone);
  const netCount = netlist.netCount - gone;
  const fanin = (old: Uint32Array) => {
    const words = new Uint32Array(netCount);
    for (let net = firstGate(netlist); net < netlist.netCount; net++)
      words[net - gone] = at(moved, wordAt(old, net));
    return words;
  };
  const gate = new Uint8Array(netCount);
  gate.set(netlist.gate.subarray(firstGate(netlist)), 2 + inputCount);
  return {
    name: netlist.name,
    inputs,
    outputs: Object.fromEntries(
      Object.entries(netlist.outputs).map(([name, bus]) => [name, bus.map((net) => at(moved, net))]),
    ),
    inputCount,
    netCount,
    gate,
    fanin: [fanin(netlist.fanin[0]), fanin(netlist.fanin[1]), fanin(netlist.fanin[2])],
    cells: { kind: netlist.cells.kind, start: netlist.cells.start.map((start) => start - gone) },
    scopes: [{ name: netlist.name, parent: -1, start: 2 + inputCount, end: netCount, shows: {} }],
  };
}

/** An input of a case as one of the whole netlist. */
function widened<Found extends { readonly inputs: Given }>(
  netlist: Netlist,
  on: EquationSplit['on'],
  given: Given,
  found: Found,
): Found {
  const inputs = Object.entries(netlist.inputs).map(([name, { length }]) => {
    const kept = BigInt(length - (on[name] ?? 0));
    return [name, (found.inputs[name] ?? 0n) | ((given[name] ?? 0n) << kept)];
  });
  return { ...found, inputs: Object.fromEntries(inputs) };
}
