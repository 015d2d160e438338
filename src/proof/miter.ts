import { algebraOfGates } from '../gates/algebra-of-gates.ts';
import { at } from '../gates/at.ts';
import { Builder } from '../gates/builder.ts';
import { fold } from '../gates/fold.ts';
import { mustBe } from '../gates/must-be.ts';
import { type Net, ZERO } from '../gates/net.ts';
import type { Netlist } from '../gates/netlist.ts';

/** The net of the first input, behind the two constants. */
const FIRST_INPUT = 2;

/**
 * Both netlists on the same inputs, and an output `differs` that is 1 where any of their outputs is not the same. They
 * are equal when no input makes it so. Throws where their ports are not the same.
 */
export function miter(netlist: Netlist, reference: Netlist): Netlist {
  for (const side of ['inputs', 'outputs'] as const) {
    const [ours, theirs] = [portsOf(netlist[side]), portsOf(reference[side])];
    if (ours !== theirs) throw mustBe(netlist.name, side, `${theirs} as in ${reference.name}`, ours);
  }
  const g = new Builder(`${netlist.name} against ${reference.name}`);
  const ports = Object.entries(netlist.inputs).map(
    ([name, bus]) => [name, g.input(name, bus.length)] as const,
  );
  const gates = algebraOfGates(g);
  const outputsOf = (one: Netlist) => {
    // Ports may come in another order than their nets.
    const inputs: Net[] = new Array(one.inputCount).fill(ZERO);
    for (const [name, bus] of ports)
      for (const [k, net] of (one.inputs[name] ?? []).entries()) inputs[net - FIRST_INPUT] = at(bus, k);
    const nets = fold(one, gates, inputs);
    return Object.values(one.outputs).flatMap((bus) => bus.map((net) => nets[net] ?? ZERO));
  };
  const theirs = outputsOf(reference);
  const differences = outputsOf(netlist).map((net, k) => g.xor(net, theirs[k] ?? ZERO));
  return g.finish({ differs: [differences.reduce((some, one) => g.or(some, one))] });
}

function portsOf(ports: Netlist['inputs']): string {
  return Object.entries(ports)
    .map(([name, { length }]) => `${name}[${length}]`)
    .join(' ');
}
