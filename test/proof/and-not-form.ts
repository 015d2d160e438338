import { wordAt } from '../../src/gates/at.ts';
import { Builder } from '../../src/gates/builder.ts';
import { CELL_CODE, CELLS } from '../../src/gates/cell.ts';
import { GATE_CODE } from '../../src/gates/gate.ts';
import { type Net, ONE, ZERO } from '../../src/gates/net.ts';
import { firstGate, type Netlist } from '../../src/gates/netlist.ts';

/** How the carry of a full adder is made: from the gates of its two XORs, or as a majority of its own. */
export type CarryForm = 'reuse' | 'majority';

/** The same function in ANDs and inverters only, flat and without labels: an XOR takes three ANDs. */
export function andNotForm(netlist: Netlist, carryForm: CarryForm): Netlist {
  const g = new Builder(`${netlist.name} in ANDs`);
  const map: Net[] = [ZERO, ONE];
  for (const [name, bus] of Object.entries(netlist.inputs)) map.push(...g.input(name, bus.length));
  const of = (net: number): Net => map[net] ?? ZERO;
  const or = (x: Net, y: Net) => g.not(g.and(g.not(x), g.not(y)));
  /** An XOR together with the AND of its fan-ins, which is one of its three gates. */
  const xor = (x: Net, y: Net) => {
    const both = g.and(x, y);
    return { both, sum: g.and(g.not(both), g.not(g.and(g.not(x), g.not(y)))) };
  };
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  let cell = 0;
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const x = of(wordAt(fanin0, net));
    const y = of(wordAt(fanin1, net));
    if (netlist.cells.start[cell] === net) {
      const isHalf = netlist.cells.kind[cell++] === CELL_CODE.ha;
      const half = xor(x, y);
      if (isHalf) map.push(half.sum, half.both);
      else {
        const z = of(wordAt(fanin1, net + CELLS.fa.sum.at));
        const whole = xor(half.sum, z);
        const carry =
          carryForm === 'reuse' ? or(half.both, whole.both) : or(g.and(x, y), or(g.and(x, z), g.and(y, z)));
        map.push(half.sum, whole.sum, half.both, whole.both, carry);
      }
      net += (isHalf ? CELLS.ha : CELLS.fa).gates - 1;
      continue;
    }
    const code = netlist.gate[net];
    if (code === GATE_CODE.not) map.push(g.not(x));
    else if (code === GATE_CODE.and) map.push(g.and(x, y));
    else if (code === GATE_CODE.or) map.push(or(x, y));
    else if (code === GATE_CODE.xor) map.push(xor(x, y).sum);
    else map.push(or(g.and(x, y), g.and(g.not(x), of(wordAt(fanin2, net)))));
  }
  return g.finish(
    Object.fromEntries(Object.entries(netlist.outputs).map(([name, bus]) => [name, bus.map(of)])),
  );
}
