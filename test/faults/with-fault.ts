import { at, byteAt, wordAt } from '../../src/gates/at.ts';
import { Builder } from '../../src/gates/builder.ts';
import { type Algebra, fold } from '../../src/gates/fold.ts';
import { gateOf } from '../../src/gates/gate.ts';
import { type Net, ONE, ZERO } from '../../src/gates/net.ts';
import { firstGate, type Netlist } from '../../src/gates/netlist.ts';

/** The netlist with another truth table for one gate, built anew: the slow way that the fault simulator must agree with. */
export function withFault(netlist: Netlist, faulty: number, truth: number): Netlist {
  const g = new Builder('faulty');
  const nets: Net[] = [ZERO, ONE];
  for (const [name, bus] of Object.entries(netlist.inputs)) nets.push(...g.input(name, bus.length));
  const row = (k: number): Net => ((truth >> k) & 1 ? ONE : ZERO);
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const [x = ZERO, y = ZERO, z = ZERO] = netlist.fanin.map((fanin) => at(nets, wordAt(fanin, net)));
    const gate = gateOf(byteAt(netlist.gate, net));
    if (net === faulty) {
      const half = (k: number) => g.mux(y, g.mux(x, row(k + 3), row(k + 2)), g.mux(x, row(k + 1), row(k)));
      nets.push(g.mux(z, half(4), half(0)));
    } else if (gate === 'mux') nets.push(g.mux(x, y, z));
    else if (gate === 'not') nets.push(g.not(x));
    else if (gate !== undefined) nets.push(g[gate](x, y));
  }
  const outputs = Object.entries(netlist.outputs).map(([name, bus]) => [
    name,
    bus.map((net) => at(nets, net)),
  ]);
  return g.finish(Object.fromEntries(outputs));
}

/** The outputs for every input at once: bit v of a number belongs to the input of number v, ports in their order. */
export function everyOutput(netlist: Netlist): bigint[] {
  const all = 2 ** netlist.inputCount;
  const one = (1n << BigInt(all)) - 1n;
  const algebra: Algebra<bigint> = {
    zero: 0n,
    one,
    not: (x) => one ^ x,
    and: (x, y) => x & y,
    or: (x, y) => x | y,
    xor: (x, y) => x ^ y,
    mux: (select, y, z) => (select & y) | ((one ^ select) & z),
  };
  const inputs = Array.from({ length: netlist.inputCount }, (_, k) => {
    // Runs of 2^k zeros and ones, over and over.
    const run = (1n << BigInt(2 ** k)) - 1n;
    return (one / ((1n << BigInt(2 ** (k + 1))) - 1n)) * (run << BigInt(2 ** k));
  });
  const values = fold(netlist, algebra, inputs);
  return Object.values(netlist.outputs).flatMap((bus) => bus.map((net) => at(values, net)));
}

/** The number of the first input for which two netlists differ; undefined when there is none. */
export function firstDifference(one: Netlist, other: Netlist): number | undefined {
  const others = everyOutput(other);
  const different = everyOutput(one).reduce((some, value, k) => some | (value ^ at(others, k)), 0n);
  return different === 0n ? undefined : (different & -different).toString(2).length - 1;
}
