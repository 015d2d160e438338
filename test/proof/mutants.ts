import { byteAt, wordAt } from '../../src/gates/at.ts';
import { faninCount } from '../../src/gates/depth.ts';
import { GATE_CODE, gateOf } from '../../src/gates/gate.ts';
import { firstGate, type Netlist } from '../../src/gates/netlist.ts';

/** A netlist with one fault, flat and without labels. */
export interface Mutant {
  readonly name: string;
  readonly netlist: Netlist;
}

/**
 * Every single fault of a netlist of gates of one or two fan-ins: each fan-in stuck at 0, stuck at 1, or inverted; each
 * gate's output stuck or inverted; each gate in place of another. Inverters are new nets before the gates, so an
 * inverted fan-in is written as another gate where that is possible, and else left out. Only gates from `from` to before `to`.
 */
export function* mutants(
  netlist: Netlist,
  from = firstGate(netlist),
  to = netlist.netCount,
): Generator<Mutant> {
  for (let net = from; net < to; net++) {
    const code = byteAt(netlist.gate, net);
    const x = wordAt(netlist.fanin[0], net);
    const y = wordAt(netlist.fanin[1], net);
    const name = `net ${net} (${gateOf(code)})`;
    for (let k = 0; k < faninCount(netlist, net); k++)
      for (const stuck of [0, 1])
        yield {
          name: `${name}: fan-in ${k} stuck at ${stuck}`,
          netlist: changed(netlist, net, code, k === 0 ? stuck : x, k === 1 ? stuck : y),
        };
    for (const stuck of [0, 1])
      yield {
        name: `${name}: stuck at ${stuck}`,
        netlist: changed(netlist, net, GATE_CODE.and, stuck, stuck),
      };
    for (const other of [GATE_CODE.and, GATE_CODE.or, GATE_CODE.xor])
      if (other !== code && code !== GATE_CODE.not)
        yield { name: `${name}: ${gateOf(other)} instead`, netlist: changed(netlist, net, other, x, y) };
    // not(x and y), and so on, by the multiplexer: select x, when one, when zero.
    for (const [what, one, zero] of invertedForms(code, y))
      yield { name: `${name}: ${what}`, netlist: changed(netlist, net, GATE_CODE.mux, x, one, zero, y) };
  }
}

/** What a gate with an inverted fan-in or output gives when its first fan-in is 1 and when it is 0: y, not y, 0 or 1. */
function invertedForms(code: number, y: number): readonly (readonly [string, number, number])[] {
  const not = -1;
  if (code === GATE_CODE.and)
    return [
      ['fan-in 0 inverted', 0, y],
      ['fan-in 1 inverted', not, 0],
      ['inverted', not, 1],
    ];
  if (code === GATE_CODE.or)
    return [
      ['fan-in 0 inverted', y, 1],
      ['fan-in 1 inverted', 1, not],
      ['inverted', 0, not],
    ];
  if (code === GATE_CODE.xor) return [['inverted', y, not]];
  return [];
}

/** A copy with another gate at `net`. Where a multiplexer needs not y, the copy has an inverter after the inputs. */
function changed(
  netlist: Netlist,
  net: number,
  code: number,
  x: number,
  y: number,
  z = 0,
  inverted?: number,
): Netlist {
  const copy: Netlist = {
    ...netlist,
    gate: netlist.gate.slice(),
    fanin: [netlist.fanin[0].slice(), netlist.fanin[1].slice(), netlist.fanin[2].slice()],
    cells: { kind: new Uint8Array(0), start: new Uint32Array(0) },
    scopes: netlist.scopes.slice(0, 1),
  };
  if (y !== -1 && z !== -1) {
    copy.gate[net] = code;
    copy.fanin[0][net] = x;
    copy.fanin[1][net] = y;
    copy.fanin[2][net] = z;
    return copy;
  }
  return withInverter(copy, net, code, [x, y, z], inverted ?? 0);
}

/** Makes room for an inverter of net `of` right before `net`, and puts it where a fan-in is -1. */
function withInverter(
  base: Netlist,
  net: number,
  code: number,
  fanins: readonly number[],
  of: number,
): Netlist {
  const moved = (old: number) => (old >= net ? old + 1 : old);
  const shift = (old: Uint32Array) => {
    const made = new Uint32Array(old.length + 1);
    for (let k = 0; k < old.length; k++) made[moved(k)] = moved(wordAt(old, k));
    return made;
  };
  const gate = new Uint8Array(base.gate.length + 1);
  for (let k = 0; k < base.gate.length; k++) gate[moved(k)] = byteAt(base.gate, k);
  const fanin = [shift(base.fanin[0]), shift(base.fanin[1]), shift(base.fanin[2])] as const;
  gate[net] = GATE_CODE.not;
  fanin[0][net] = of;
  fanin[1][net] = 0;
  fanin[2][net] = 0;
  gate[net + 1] = code;
  for (const [k, list] of fanin.entries()) list[net + 1] = fanins[k] === -1 ? net : (fanins[k] ?? 0);
  const outputs = Object.fromEntries(
    Object.entries(base.outputs).map(([name, bus]) => [name, bus.map((old) => moved(old) as typeof old)]),
  );
  return { ...base, gate, fanin: [...fanin], outputs, netCount: base.netCount + 1 };
}
