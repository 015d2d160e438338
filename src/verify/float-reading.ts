import { algebraOfGates } from '../gates/algebra-of-gates.ts';
import { Builder } from '../gates/builder.ts';
import type { Bus, Ports } from '../gates/bus.ts';
import { fold } from '../gates/fold.ts';
import { mustBe } from '../gates/must-be.ts';
import { type Net, ZERO } from '../gates/net.ts';
import type { Netlist } from '../gates/netlist.ts';
import { describePorts, gatherBits } from './port-bits.ts';

/** The ports of a floating-point adder in a file, under the names of ours. */
export interface FloatReading {
  /** The same gates with the ports a, b, op and rm, r and flags, as far as the file has them. */
  readonly netlist: Netlist;
  /** What the file calls each of them. */
  readonly names: ReadonlyMap<string, string>;
  /** The same with its operands exchanged, and with ports that count from the top: what it also may mean. */
  others(): Netlist[];
}

/** Names that ports of one meaning go by, in lower case and without underscores. */
const NAMES: Readonly<Record<string, RegExp>> = {
  op: /^(op|sub|subtract|issub|dosub|addsub)$/,
  rm: /^(rm|round|rounding|roundingmode|rnd|frm)$/,
  invalid: /^(invalid|nv|flaginvalid|invalidflag)$/,
  overflow: /^(overflow|of|flagoverflow|overflowflag)$/,
  underflow: /^(underflow|uf|flagunderflow|underflowflag)$/,
  inexact: /^(inexact|nx|flaginexact|inexactflag)$/,
};

/**
 * Finds the ports of a floating-point adder by width and name, in any order: two operands, of which the first is the one
 * whose name comes first in the alphabet, and one result; `op` and the flags may be missing. `right` is our own adder of
 * that format. Throws where another port is there, or one of these is not.
 */
export function readFloatAdder(netlist: Netlist, right: Netlist): FloatReading {
  const inputs = gatherBits(netlist.inputs);
  const outputs = gatherBits(netlist.outputs);
  const width = right.inputs.a?.length ?? 0;
  const operands = Object.entries(inputs)
    .filter(([, { length }]) => length === width)
    .toSorted(([x], [y]) => (x < y ? -1 : 1));
  const results = Object.entries(outputs).filter(([, { length }]) => length === width);
  const [a, b] = operands;
  const [r] = results;
  const wrong = (side: 'inputs' | 'outputs') =>
    mustBe(
      netlist.name,
      side,
      `${describePorts(right[side])} as in ${right.name}, of which ${side === 'inputs' ? 'op' : 'the flags'} may be missing`,
      describePorts(side === 'inputs' ? inputs : outputs),
    );
  if (a === undefined || b === undefined || operands.length > 2) throw wrong('inputs');
  if (r === undefined || results.length > 1) throw wrong('outputs');
  const found = new Map<string, [string, Bus]>([
    ['a', a],
    ['b', b],
    ['r', r],
  ]);
  for (const side of ['inputs', 'outputs'] as const) {
    const others = Object.entries(side === 'inputs' ? inputs : outputs).filter(
      ([, { length }]) => length !== width,
    );
    for (const [name, bus] of others) {
      const plain = name.toLowerCase().replaceAll('_', '');
      const ours = Object.keys(right[side]).find((one) => NAMES[one]?.test(plain) === true);
      if (ours === undefined || found.has(ours) || right[side][ours]?.length !== bus.length)
        throw wrong(side);
      found.set(ours, [name, bus]);
    }
  }
  if (right.inputs.rm !== undefined && !found.has('rm')) throw wrong('inputs');
  const portsOf = (side: 'inputs' | 'outputs', from = found): Ports =>
    Object.fromEntries(
      Object.keys(right[side]).flatMap((name) => {
        const port = from.get(name);
        return port === undefined ? [] : [[name, port[1]]];
      }),
    );
  const made = (from: typeof found) => rebuilt(netlist, portsOf('inputs', from), portsOf('outputs', from));
  return {
    netlist: made(found),
    names: new Map([...found].map(([ours, [name]]) => [ours, name])),
    others: () => {
      const all: Netlist[] = [];
      // A sum is the same either way.
      const end = found.has('op') ? 16 : 8;
      for (let some = 1; some < end; some++) {
        const turn = ([name, bus]: [string, Bus], k: number): [string, Bus] => [
          name,
          (some >> k) & 1 ? bus.toReversed() : bus,
        ];
        const [first, second] = some & 8 ? [b, a] : [a, b];
        all.push(
          made(
            new Map([...found, ['a', turn(first, 0)], ['b', turn(second, 1)], ['r', turn(r, 2)]] as const),
          ),
        );
      }
      return all;
    },
  };
}

/** The same gates over these ports; inputs that none of them has would be 0. */
function rebuilt(netlist: Netlist, inputs: Ports, outputs: Ports): Netlist {
  const g = new Builder(netlist.name);
  const nets: Net[] = new Array(netlist.inputCount).fill(ZERO);
  for (const [name, bus] of Object.entries(inputs))
    for (const [k, net] of g.input(name, bus.length).entries()) nets[(bus[k] ?? ZERO) - FIRST_INPUT] = net;
  const gates = algebraOfGates(g);
  const values = fold(netlist, gates, nets);
  return g.finish(
    Object.fromEntries(
      Object.entries(outputs).map(([name, bus]) => [name, bus.map((net) => values[net] ?? ZERO)]),
    ),
  );
}

/** The net of the first input, behind the two constants. */
const FIRST_INPUT = 2;
