import fc from 'fast-check';
import { type AnyCircuit, buildCircuit, resolveCircuit } from '../../src/circuits/circuit.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { fullAdder, halfAdder } from '../../src/gates/adders.ts';
import { Builder } from '../../src/gates/builder.ts';
import { type Net, netAt } from '../../src/gates/net.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { netTables } from '../support/every-case.ts';

export const INFO = { version: '1.2.3' };

export function circuitNamed(name: string): AnyCircuit {
  const circuit = CIRCUITS.find((one) => one.name === name);
  if (circuit === undefined) throw new Error(`no circuit ${name}`);
  return circuit;
}

export function build(name: string, params: Readonly<Record<string, unknown>>): Netlist {
  const circuit = circuitNamed(name);
  return buildCircuit(circuit, resolveCircuit(circuit, params));
}

/** A few netlists of every circuit, small ones and one of some size. */
export const SOME_NETLISTS: readonly Netlist[] = [
  build('dadda-multiplier', { i: 1, j: 1 }),
  build('dadda-multiplier', { i: 4, j: 3 }),
  build('dadda-multiplier', { i: 16, j: 16 }),
  build('wallace-multiplier', { i: 5, j: 5 }),
  build('array-multiplier', { i: 3, j: 6 }),
  build('ripple-carry-adder', { i: 3, j: 5, carry: true }),
  build('subtractor', {}),
  build('barrel-shifter', {}),
  build('leading-zero-counter', {}),
  build('comparator', {}),
  build('incrementer', {}),
  build('float-adder', { e: 3, f: 2 }),
  build('float-adder', {}),
];

/** A random netlist: every gate, cells, constants as fan-ins, dead gates, nested and empty scopes, shown buses. */
export const someNetlist: fc.Arbitrary<Netlist> = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    steps: fc.array(
      fc.record({
        what: fc.constantFrom('not', 'and', 'or', 'xor', 'mux', 'ha', 'fa', 'show', 'open', 'close'),
        picks: fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999)),
      }),
      { maxLength: 40 },
    ),
    outputs: fc.array(fc.array(fc.nat(999), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ widths, steps, outputs }) => {
    const g = new Builder('some netlist(n=1)');
    const net = (pick: number): Net => netAt(pick % g.netCount);
    for (const [k, width] of widths.entries()) g.input(PORT_NAMES[k] ?? 'x', width);
    const left = [...steps];
    const follow = (): void => {
      for (let step = left.shift(); step !== undefined && step.what !== 'close'; step = left.shift()) {
        const [x, y, z] = [net(step.picks[0]), net(step.picks[1]), net(step.picks[2])];
        if (step.what === 'open') g.scope(`stage ${left.length}`, follow);
        else if (step.what === 'show') g.show(`shown${left.length}`, [x, y, z]);
        else if (step.what === 'ha') halfAdder(g, x, y);
        else if (step.what === 'fa') fullAdder(g, x, y, z);
        else if (step.what === 'not') g.not(x);
        else if (step.what === 'mux') g.mux(x, y, z);
        else g[step.what](x, y);
      }
    };
    while (left.length > 0) follow();
    return g.finish(Object.fromEntries(outputs.map((picks, k) => [`out_${k}`, picks.map(net)])));
  });

/** Names that a format may stumble over: a keyword, a name like a net's, a name like a bit's. */
const PORT_NAMES = ['and', 'n9', 'a_0'];

/** The truth tables of the output bits, by port: bit r of a table belongs to input vector r. */
export function truthTables(netlist: Netlist): Record<string, bigint[]> {
  const tables = netTables(netlist);
  return Object.fromEntries(
    Object.entries(netlist.outputs).map(([name, bus]) => [name, bus.map((net) => tables[net] ?? -1n)]),
  );
}

/** The netlist alone: gates and ports without cells, scopes and name. */
export function gatesOf({ inputs, outputs, gate, fanin }: Netlist) {
  return { inputs, outputs, gate, fanin };
}
