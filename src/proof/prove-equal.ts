import type { PortNumbers } from '../gates/counterexample.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { Bdd, BddTooLarge } from './bdd.ts';
import { computeFunctions, functionOf, OPEN } from './functions.ts';
import { literalsOf } from './literal.ts';
import type { Proof } from './proof.ts';
import { confirm, type Judge } from './refute.ts';

/**
 * Proves that two netlists with the same ports have the same outputs for every input, by decision diagrams. `order`
 * names groups of input ports, the first on top; the bits of a group are interleaved, the highest on top. Ports that
 * it does not name come last, together. Where the diagrams grow too large the answer is undecided.
 */
export function proveEqual(
  netlist: Netlist,
  reference: Netlist,
  order: readonly (readonly string[])[] = [],
  mostNodes?: number,
): Proof {
  const method = 'decision diagrams against a reference netlist';
  const bits = bitsInOrder(netlist, order);
  const bdd = new Bdd(mostNodes);
  try {
    const functions = functionsOf(bdd, netlist, bits);
    const wanted = functionsOf(bdd, reference, bits);
    for (const [name, edges] of Object.entries(wanted))
      for (const [k, edge] of edges.entries()) {
        const ones = bdd.witness(bdd.xor(edge, functions[name]?.[k] ?? 0));
        if (ones === undefined) continue;
        const inputs: Record<string, bigint> = {};
        for (const [place, { port, bit }] of bits.entries())
          inputs[port] = (inputs[port] ?? 0n) | (ones.has(place) ? 1n << BigInt(bit) : 0n);
        const counterexample = confirm(netlist, judgeOf(reference), { inputs });
        return { verdict: 'refuted', method, counterexample };
      }
    return { verdict: 'proved', method };
  } catch (error) {
    if (error instanceof BddTooLarge) return { verdict: 'undecided', method, reason: error.message };
    throw error;
  }
}

interface InputBit {
  readonly port: string;
  readonly bit: number;
}

/** The input bits in the order of variables: see `proveEqual`. */
export function bitsInOrder(netlist: Netlist, order: readonly (readonly string[])[]): InputBit[] {
  const named = order.map((group) => group.filter((port) => port in netlist.inputs));
  const others = Object.keys(netlist.inputs).filter((port) => !named.flat().includes(port));
  return [...named, others].flatMap((group) =>
    group
      .flatMap((port) => (netlist.inputs[port] ?? []).map((_, bit) => ({ port, bit })))
      .sort((x, y) => y.bit - x.bit),
  );
}

function functionsOf(bdd: Bdd, netlist: Netlist, bits: readonly InputBit[]): Record<string, number[]> {
  const literals = literalsOf(netlist);
  const edges = new Int32Array(netlist.netCount).fill(OPEN);
  for (const [place, { port, bit }] of bits.entries()) {
    const net = netlist.inputs[port]?.[bit];
    if (net === undefined)
      throw mustBe(netlist.name, `input ${port}`, 'the same in both netlists', 'another');
    edges[net] = bdd.variable(place);
  }
  computeFunctions(bdd, netlist, literals, edges);
  return Object.fromEntries(
    Object.entries(netlist.outputs).map(([name, bus]) => [
      name,
      bus.map((net) => functionOf(literals, edges, net)),
    ]),
  );
}

/** Right is what the reference gives, simulated one input at a time. */
function judgeOf(reference: Netlist): Judge {
  const outputsOf = (inputs: PortNumbers) => confirm(reference, () => false, { inputs }).got;
  return (inputs, outputs) => {
    const wanted = outputsOf(inputs);
    return Object.entries(wanted).every(([name, value]) => outputs[name] === value);
  };
}
