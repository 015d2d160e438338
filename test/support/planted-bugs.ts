import type { Builder } from '../../src/gates/builder.ts';
import type { Bus } from '../../src/gates/bus.ts';
import { type Net, netAt } from '../../src/gates/net.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { withFault } from '../circuits/float-support.ts';

/** A bug of a floating-point adder that shows on so few inputs that random ones do not find it. */
export interface PlantedBug {
  readonly fault: string;
  /** Where it shows, and which bit is then wrong; a negative one counts from the top. */
  readonly port: 'r' | 'invalid' | 'overflow' | 'underflow' | 'inexact';
  readonly bit: number;
  readonly when: (g: Builder, x: Operands) => Net;
}

interface Operands {
  readonly a: Fields;
  readonly b: Fields;
  readonly r: Fields;
  readonly op: Net;
}

interface Fields {
  readonly significand: Bus;
  readonly exponent: Bus;
  readonly sign: Net;
}

const all = (g: Builder, nets: Bus): Net => nets.reduce((some, net) => g.and(some, net));
const ones = all;
const zeros = (g: Builder, nets: Bus): Net =>
  all(
    g,
    nets.map((net) => g.not(net)),
  );
const one = (g: Builder, nets: Bus): Net => all(g, [...nets.slice(0, 1), zeros(g, nets.slice(1))]);
const bits = ({ significand, exponent }: Fields): Bus => [...significand, ...exponent];
const same = (g: Builder, x: Bus, y: Bus): Net =>
  zeros(
    g,
    x.map((net, k) => g.xor(net, y[k] ?? net)),
  );
const isInfinite = (g: Builder, x: Fields): Net => g.and(ones(g, x.exponent), zeros(g, x.significand));
const isLargest = (g: Builder, x: Fields): Net =>
  all(g, [g.not(x.exponent[0] ?? x.sign), ...x.exponent.slice(1), ...x.significand]);
const isSmallestNormal = (g: Builder, x: Fields): Net => g.and(one(g, x.exponent), zeros(g, x.significand));
const isQuiet = (g: Builder, x: Fields): Net => g.and(ones(g, x.exponent), x.significand.at(-1) ?? x.sign);
/** All are wrong in every format and every rounding. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    fault: 'x - x has the wrong sign',
    port: 'r',
    bit: -1,
    when: (g, { a, b, r }) =>
      all(g, [same(g, bits(a), bits(b)), zeros(g, bits(r)), g.not(zeros(g, bits(a)))]),
  },
  {
    fault: 'a sum of two zeros has the wrong sign',
    port: 'r',
    bit: -1,
    when: (g, { a, b }) => g.and(zeros(g, bits(a)), zeros(g, bits(b))),
  },
  {
    fault: 'infinity less infinity is not invalid',
    port: 'invalid',
    bit: 0,
    when: (g, { a, b, r }) => all(g, [isInfinite(g, a), isInfinite(g, b), r.significand.at(-1) ?? r.sign]),
  },
  {
    fault: 'a signalling NaN is overlooked beside a quiet one',
    port: 'invalid',
    bit: 0,
    when: (g, { a, b }) => all(g, [isQuiet(g, a), ...b.exponent, one(g, b.significand)]),
  },
  {
    fault: 'infinity and a NaN give a signalling NaN',
    port: 'r',
    bit: -2,
    when: (g, { a, b }) => g.and(isInfinite(g, a), isQuiet(g, b)),
  },
  {
    fault: 'the largest number doubled does not overflow',
    port: 'overflow',
    bit: 0,
    when: (g, { a, b }) => g.and(isLargest(g, a), isLargest(g, b)),
  },
  {
    fault: 'two subnormals that make the smallest normal number stay subnormal',
    port: 'r',
    bit: -2,
    when: (g, { a, b, r }) => all(g, [zeros(g, a.exponent), zeros(g, b.exponent), isSmallestNormal(g, r)]),
  },
  {
    fault: 'all but the last place cancels, and that is lost',
    port: 'r',
    bit: 0,
    when: (g, { a, b, r }) =>
      all(g, [same(g, a.exponent, b.exponent), one(g, bits(r)), g.not(zeros(g, a.significand))]),
  },
  {
    fault: 'the smallest subnormal beside the largest number is not inexact',
    port: 'inexact',
    bit: 0,
    when: (g, { a, b }) => g.and(isLargest(g, a), one(g, bits(b))),
  },
  {
    fault: 'underflow is raised where a subnormal difference is exact',
    port: 'underflow',
    bit: 0,
    when: (g, { a, b, r }) =>
      all(g, [isSmallestNormal(g, a), zeros(g, b.exponent), zeros(g, r.exponent), g.not(zeros(g, bits(b)))]),
  },
];

/** The netlist of a floating-point adder with this bug. */
export function withBug(netlist: Netlist, e: number, { port, bit, when }: PlantedBug): Netlist {
  const bus = netlist.outputs[port] ?? [];
  const target = bus.at(bit);
  if (target === undefined) throw new Error(`port ${port} must have a bit ${bit}`);
  let wrong: Net | undefined;
  const faulty = withFault(netlist, netAt(netlist.netCount - 1), (g, now) => {
    const fields = (old: Bus = []): Fields => {
      const nets = old.map((net) => now[net] ?? net);
      const sign = nets.at(-1);
      if (sign === undefined)
        throw new Error(`${netlist.name} must have the ports of a floating-point adder`);
      return { significand: nets.slice(0, -1 - e), exponent: nets.slice(-1 - e, -1), sign };
    };
    const [op = target] = netlist.inputs.op ?? [];
    const x = {
      a: fields(netlist.inputs.a),
      b: fields(netlist.inputs.b),
      r: fields(netlist.outputs.r),
      op: now[op] ?? op,
    };
    wrong = g.xor(now[target] ?? target, when(g, x));
  });
  const place = bit < 0 ? bus.length + bit : bit;
  const outputs = (faulty.outputs[port] ?? []).map((net, k) =>
    k === place && wrong !== undefined ? wrong : net,
  );
  return { ...faulty, outputs: { ...faulty.outputs, [port]: outputs } };
}
