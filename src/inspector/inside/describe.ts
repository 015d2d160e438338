import { at, byteAt, wordAt } from '../../gates/at.ts';
import { CELLS } from '../../gates/cell.ts';
import { gateOf } from '../../gates/gate.ts';
import { netAt } from '../../gates/net.ts';
import { firstGate, type Netlist } from '../../gates/netlist.ts';
import { bandOf, ITEM, type Layout, NO_ITEM } from './layout.ts';
import { leavesOf } from './wires.ts';

/** A net in a few letters: `a3` for an input, `0` and `1` for constants, else its number. */
export function netName(netlist: Netlist, net: number): string {
  if (net < 2) return String(net);
  if (net >= firstGate(netlist)) return String(net);
  for (const [port, bus] of Object.entries(netlist.inputs)) {
    const k = bus.indexOf(netAt(net));
    if (k !== -1) return `${port}${k}`;
  }
  return String(net);
}

/** What drives a net, in words: `carry of a full adder`, `AND gate`, `bit 3 of input a`. */
export function netRole(layout: Layout, net: number): string {
  const { netlist, itemOf, kind, net: firstNet } = layout;
  const item = wordAt(itemOf, net);
  if (item === NO_ITEM) return `the constant ${net}`;
  const code = byteAt(kind, item);
  if (code === ITEM.input) {
    for (const [port, bus] of Object.entries(netlist.inputs)) {
      const k = bus.indexOf(netAt(net));
      if (k !== -1) return `bit ${k} of input ${port}`;
    }
  }
  const gate = `${gateOf(byteAt(netlist.gate, net))?.toUpperCase()} gate`;
  if (code === ITEM.gate) return gate;
  const name = code === ITEM.fa ? 'full adder' : 'half adder';
  const spec = code === ITEM.fa ? CELLS.fa : CELLS.ha;
  const place = net - wordAt(firstNet, item);
  if (place === spec.sum.at) return `sum of a ${name}, ${gate}`;
  if (place === spec.carry.at) return `carry of a ${name}, ${gate}`;
  return `inside a ${name}, ${gate}`;
}

/** The output bits that a net is: `p3`. */
export function outputNames({ outputs }: Netlist, net: number): string[] {
  return Object.entries(outputs).flatMap(([port, bus]) =>
    bus.flatMap((one, k) => (one === net ? [`${port}${k}`] : [])),
  );
}

/** What an item computes, with the values it has now: `1 + 0 + 1 = 2 * 1 + 0`. */
export function itemEquation(layout: Layout, item: number, bits: Uint8Array): string | undefined {
  const { kind, net, netlist } = layout;
  const code = byteAt(kind, item);
  const first = wordAt(net, item);
  const values = leavesOf(layout, item).map((leaf) => bits[leaf] ?? 0);
  if (code === ITEM.ha || code === ITEM.fa) {
    const spec = code === ITEM.fa ? CELLS.fa : CELLS.ha;
    return `${values.join(' + ')} = 2\u00b7${bits[first + spec.carry.at] ?? 0} + ${bits[first + spec.sum.at] ?? 0}`;
  }
  if (code !== ITEM.gate) return undefined;
  const gate = gateOf(byteAt(netlist.gate, first));
  const result = bits[first] ?? 0;
  const [x, y, z] = values;
  if (gate === 'not') return `not ${x} = ${result}`;
  if (gate === 'mux') return `${x} ? ${y} : ${z} = ${result}`;
  return `${x} ${gate} ${y} = ${result}`;
}

/** An item for a screen reader: what it is, where, and its value. */
export function itemLabel(layout: Layout, item: number, bits: Uint8Array): string {
  const { kind, net, column, netlist } = layout;
  const first = wordAt(net, item);
  const where = `column ${wordAt(column, item)}, ${bandOf(layout, item).name}`;
  const code = byteAt(kind, item);
  if (code === ITEM.input) return `input ${netName(netlist, first)} is ${bits[first] ?? 0}`;
  if (code === ITEM.output)
    return `output bit ${wordAt(column, item)} of ${where.split(', ')[1]} is ${bits[first] ?? 0}`;
  const equation = itemEquation(layout, item, bits);
  const name =
    code === ITEM.fa
      ? 'full adder'
      : code === ITEM.ha
        ? 'half adder'
        : `${gateOf(byteAt(netlist.gate, first))?.toUpperCase()} gate`;
  return `${name}, ${where}: ${equation}`;
}

/** The stage and those around it, as a path of names; empty for a port. */
export function scopeNames({ scopes }: Netlist, scope: number): string[] {
  const names: string[] = [];
  for (let index = scope; index > 0; index = at(scopes, index).parent) names.unshift(at(scopes, index).name);
  return names;
}
