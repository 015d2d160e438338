import { columnsTaken, NOWHERE } from '../../dots/columns-taken.ts';
import { dotColumns } from '../../dots/dot-columns.ts';
import { byteAt, wordAt } from '../../gates/at.ts';
import { CELL_CODE, CELLS } from '../../gates/cell.ts';
import { GATE_CODE } from '../../gates/gate.ts';
import { firstGate, type Netlist, type Scope } from '../../gates/netlist.ts';

/**
 * The column in which each net is drawn: the bit it is worth, as far as the circuit tells. Inputs stand at their places in
 * their ports. A sum of dots has its weights by its structure, as a multiplier's; where the dots are made in another way
 * than by an AND, they have the weight of the adders that take them. Elsewhere a gate stands at the highest place it
 * reads, nets of many readers aside, an adder at the middle one, its carry one higher, a multiplexer where the bit is that
 * stays. Buses that stages show have the last word.
 */
export function netColumns(netlist: Netlist, readers: Uint32Array): Uint32Array {
  const column = new Uint32Array(netlist.netCount);
  for (const bus of Object.values(netlist.inputs)) for (const [k, net] of bus.entries()) column[net] = k;
  const end = dotsEnd(netlist);
  if (end > 0) column.set(dotColumns(netlist, end).column.subarray(0, end));
  const { kind, start } = netlist.cells;
  const shown = shownPlaces(netlist);
  const taken = end === 0 && hasScope(netlist, 'reduction') ? columnsTaken(netlist) : undefined;
  let cell = 0;
  while (cell < start.length && wordAt(start, cell) < end) cell++;
  for (let net = Math.max(end, firstGate(netlist)); net < netlist.netCount; ) {
    const isCell = cell < start.length && wordAt(start, cell) === net;
    if (!isCell) {
      column[net] = shown.get(net) ?? placeOf(taken, net) ?? looseColumn(netlist, readers, column, net);
      net++;
      continue;
    }
    const spec = byteAt(kind, cell++) === CELL_CODE.ha ? CELLS.ha : CELLS.fa;
    const [x, y] = [wordAt(netlist.fanin[0], net), wordAt(netlist.fanin[1], net)];
    const z = spec === CELLS.ha ? x : wordAt(netlist.fanin[1], net + spec.sum.at);
    // The middle one of three, the lower one of two: a carry that comes in from far away does not move the row along.
    const places = [wordAt(column, x), wordAt(column, y), wordAt(column, z)].sort((one, two) => one - two);
    const place = placeOf(taken, net) ?? (spec === CELLS.ha ? places[0] : places[1]) ?? 0;
    for (let gate = net; gate < net + spec.gates; gate++) column[gate] = place;
    column[net + spec.carry.at] = place + 1;
    net += spec.gates;
  }
  if (end > 0) columnsOfInnerNets(netlist, column, end);
  return column;
}

/** Up to which net the circuit is a sum of dots: all of it, all but a fast final adder, or 0 where it is none. */
function dotsEnd(netlist: Netlist): number {
  if (!Object.hasOwn(netlist.inputs, 'b') || !hasScope(netlist, 'partial products')) return 0;
  const final = netlist.scopes.find(({ name }) => name === 'final adder');
  const ends = [netlist.netCount, ...(final === undefined ? [] : [final.start])];
  return ends.find((end) => dotColumns(netlist, end).breaches.length === 0) ?? 0;
}

function hasScope({ scopes }: Netlist, name: string): boolean {
  return scopes.some((scope) => scope.name === name);
}

function placeOf(columns: Uint32Array | undefined, net: number): number | undefined {
  const column = columns === undefined ? NOWHERE : wordAt(columns, net);
  return column === NOWHERE ? undefined : column;
}

/** Nets inside an adder are no dots and have no weight; they are drawn with their sum. */
function columnsOfInnerNets({ cells }: Netlist, column: Uint32Array, end: number): void {
  for (let cell = 0; cell < cells.start.length; cell++) {
    const net = wordAt(cells.start, cell);
    if (net >= end) return;
    const spec = byteAt(cells.kind, cell) === CELL_CODE.ha ? CELLS.ha : CELLS.fa;
    for (let gate = 0; gate < spec.gates; gate++)
      if (gate !== spec.carry.at) column[net + gate] = wordAt(column, net + spec.sum.at);
  }
}

/** A net with more readers is one that steers, such as a sign, and says nothing of the weight of what it steers. */
export const MANY_READERS = 8;

function looseColumn(
  { gate, fanin }: Netlist,
  readers: Uint32Array,
  column: Uint32Array,
  net: number,
): number {
  const [x, y, z] = [wordAt(fanin[0], net), wordAt(fanin[1], net), wordAt(fanin[2], net)];
  if (byteAt(gate, net) === GATE_CODE.mux) return wordAt(column, z > 1 ? z : y > 1 ? y : x);
  const read = [x, y].filter((one) => one > 1);
  const own = read.filter((one) => wordAt(readers, one) <= MANY_READERS);
  return Math.max(0, ...(own.length > 0 ? own : read).map((one) => wordAt(column, one)));
}

/** The place of each net in a bus that its own stage shows. */
function shownPlaces({ scopes }: Netlist): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (const scope of scopes)
    for (const bus of Object.values(scope.shows))
      for (const [k, net] of bus.entries()) if (isMadeIn(scope, net) && bus.length > 1) places.set(net, k);
  return places;
}

function isMadeIn({ start, end }: Scope, net: number): boolean {
  return net >= start && net < end;
}
