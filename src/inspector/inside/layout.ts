import { at, byteAt, wordAt } from '../../gates/at.ts';
import { CELL_CODE, CELLS } from '../../gates/cell.ts';
import { faninCount } from '../../gates/depth.ts';
import { firstGate, type Netlist } from '../../gates/netlist.ts';
import type { Box } from '../canvas/camera.ts';
import { netColumns } from './columns.ts';

/** What an item of the drawing is. */
export const ITEM = { input: 0, gate: 1, ha: 2, fa: 3, output: 4 } as const;

/** A part of the drawing: the items of one stage that are in no stage inside it, or a port. */
export interface Band {
  /** The stage, as an index of `Netlist.scopes`; -1 for a port. */
  readonly scope: number;
  readonly name: string;
  readonly top: number;
  readonly rows: number;
  /** Its items, from the first up to the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * Where everything of a netlist is drawn: an item for each bit of a port, each adder and each other gate, at a column
 * and a row, by arithmetic alone. Column 0 is on the right; rows count down.
 */
export interface Layout {
  readonly netlist: Netlist;
  readonly columns: number;
  readonly rows: number;
  readonly bands: readonly Band[];
  /** A code of `ITEM` for each item, its first net, column and row. */
  readonly kind: Uint8Array;
  readonly net: Uint32Array;
  readonly column: Uint32Array;
  readonly row: Uint32Array;
  /** The item that drives each net; constants have none, 0xffffffff. */
  readonly itemOf: Uint32Array;
  /** The item at row * columns + column, or -1. */
  readonly slot: Int32Array;
  /** How many gates read each net. */
  readonly readers: Uint32Array;
}

export const NO_ITEM = 0xffffffff;

/** Rows between bands: room for a name, and for nets to find their way. */
export const GAP = 2;

/** A band of more rows than this and than columns is made flatter. */
const MOST_ROWS = 48;

/** Lays a netlist out. */
export function layOut(netlist: Netlist): Layout {
  const readers = readersOf(netlist);
  const netColumn = netColumns(netlist, readers);
  const kinds: number[] = [];
  const nets: number[] = [];
  const itemOf = new Uint32Array(netlist.netCount).fill(NO_ITEM);
  const { kind: cellKind, start } = netlist.cells;
  let cell = 0;
  for (let net = 2; net < netlist.netCount; ) {
    const isCell = cell < start.length && wordAt(start, cell) === net;
    const isHalf = isCell && byteAt(cellKind, cell++) === CELL_CODE.ha;
    const size = !isCell ? 1 : isHalf ? CELLS.ha.gates : CELLS.fa.gates;
    for (let k = 0; k < size; k++) itemOf[net + k] = nets.length;
    kinds.push(net < firstGate(netlist) ? ITEM.input : !isCell ? ITEM.gate : isHalf ? ITEM.ha : ITEM.fa);
    nets.push(net);
    net += size;
  }
  const outputs = Object.values(netlist.outputs).flat();
  const driven = nets.length;
  for (const net of outputs) {
    kinds.push(ITEM.output);
    nets.push(net);
  }
  const kind = Uint8Array.from(kinds);
  const net = Uint32Array.from(nets);
  const column = net.map((first) => wordAt(netColumn, first));
  let output = driven;
  for (const bus of Object.values(netlist.outputs)) for (const k of bus.keys()) column[output++] = k;
  const columns = column.reduce((most, k) => Math.max(most, k), 0) + 1;
  const row = new Uint32Array(net.length);
  const bands: Band[] = [];
  let top = 0;
  for (const run of runsOf(netlist, net, driven)) {
    const places = { kind, net, column, row, itemOf };
    const isPort = run.scope === -1;
    let rows = placeRows(netlist, run, places, top, true);
    // Where carries ripple through gates the rows would be as many as the columns, and more; then only columns are trees.
    if (rows > Math.max(MOST_ROWS, columns)) rows = placeRows(netlist, run, places, top, false);
    // A circuit without stages has room between its rows, so that the wires can be seen.
    if (netlist.scopes.length === 1 && !isPort && rows > 1) {
      for (let item = run.from; item < run.to; item++) row[item] = 2 * wordAt(row, item) - top;
      rows = 2 * rows - 1;
    }
    bands.push({ ...run, top, rows });
    top += rows + GAP;
  }
  const rows = Math.max(1, top - GAP);
  const slot = new Int32Array(rows * columns).fill(-1);
  for (let item = 0; item < net.length; item++)
    slot[wordAt(row, item) * columns + wordAt(column, item)] = item;
  return { netlist, columns, rows, bands, kind, net, column, row, itemOf, slot, readers };
}

type Run = Pick<Band, 'scope' | 'name' | 'from' | 'to'>;

/** Items in runs of the same innermost stage, in the order of nets; each port is a run of its own. */
function runsOf(netlist: Netlist, net: Uint32Array, driven: number): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const [name, bus] of Object.entries(netlist.inputs)) {
    runs.push({ scope: -1, name, from, to: from + bus.length });
    from += bus.length;
  }
  const innermost = innermostScopes(netlist);
  while (from < driven) {
    const scope = wordAt(innermost, wordAt(net, from));
    let to = from + 1;
    while (to < driven && wordAt(innermost, wordAt(net, to)) === scope) to++;
    const name =
      scope > 0 ? at(netlist.scopes, scope).name : netlist.scopes.length === 1 ? 'gates' : 'outside stages';
    runs.push({ scope, name, from, to });
    from = to;
  }
  for (const [name, bus] of Object.entries(netlist.outputs)) {
    runs.push({ scope: -1, name, from, to: from + bus.length });
    from += bus.length;
  }
  return runs;
}

/** The innermost stage of each net. Stages are in preorder, so the last to claim a net is the innermost. */
function innermostScopes({ scopes, netCount }: Netlist): Uint32Array {
  const innermost = new Uint32Array(netCount);
  for (const [index, { start, end }] of scopes.entries()) innermost.fill(index, start, end);
  return innermost;
}

/**
 * Gives the items of a run their rows and returns how many rows it has. An adder takes the first free place of its column;
 * another gate also keeps below the gates that it reads in the run, or only those of its column, so that a tree of gates
 * looks like one.
 */
function placeRows(
  netlist: Netlist,
  { from, to }: Run,
  { kind, net, column, row, itemOf }: Pick<Layout, 'kind' | 'net' | 'column' | 'row' | 'itemOf'>,
  top: number,
  isTree: boolean,
): number {
  const taken = new Map<number, Set<number>>();
  let most = 1;
  for (let item = from; item < to; item++) {
    const k = wordAt(column, item);
    let own = taken.get(k);
    if (own === undefined) {
      own = new Set();
      taken.set(k, own);
    }
    let place = 0;
    if (byteAt(kind, item) === ITEM.gate) {
      const gate = wordAt(net, item);
      for (let pin = 0; pin < faninCount(netlist, gate); pin++) {
        const driver = wordAt(itemOf, wordAt(at(netlist.fanin, pin), gate));
        if (driver < from || driver >= item || byteAt(kind, driver) !== ITEM.gate) continue;
        if (isTree || wordAt(column, driver) === k) place = Math.max(place, wordAt(row, driver) - top + 1);
      }
    }
    while (own.has(place)) place++;
    own.add(place);
    row[item] = top + place;
    most = Math.max(most, place + 1);
  }
  return most;
}

function readersOf(netlist: Netlist): Uint32Array {
  const readers = new Uint32Array(netlist.netCount);
  for (let net = firstGate(netlist); net < netlist.netCount; net++)
    for (let pin = 0; pin < faninCount(netlist, net); pin++) {
      const read = wordAt(at(netlist.fanin, pin), net);
      readers[read] = wordAt(readers, read) + 1;
    }
  return readers;
}

/** Where an item is in the drawing, a unit square. */
export function itemBox({ columns, column, row }: Layout, item: number): Box {
  return { x: columns - 1 - wordAt(column, item), y: wordAt(row, item), w: 1, h: 1 };
}

/** The item under a point of the drawing; undefined where there is none. */
export function itemAt({ columns, rows, slot }: Layout, x: number, y: number): number | undefined {
  const [column, row] = [columns - 1 - Math.floor(x), Math.floor(y)];
  if (column < 0 || column >= columns || row < 0 || row >= rows) return undefined;
  const item = slot[row * columns + column] ?? -1;
  return item === -1 ? undefined : item;
}

/** The band that an item is in. */
export function bandOf({ bands }: Layout, item: number): Band {
  return at(
    bands,
    bands.findIndex(({ from, to }) => item >= from && item < to),
  );
}

/** The part of the drawing that a stage takes, those inside it included; undefined for a stage without gates. */
export function scopeBox({ bands, columns, netlist }: Layout, scope: number): Box | undefined {
  const inside = bands.filter((band) => band.scope !== -1 && isWithin(netlist, band.scope, scope));
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { x: 0, y: first.top, w: columns, h: last.top + last.rows - first.top };
}

/** Whether a stage is another or inside it. */
export function isWithin({ scopes }: Netlist, scope: number, outer: number): boolean {
  for (let index = scope; index >= 0; index = at(scopes, index).parent) if (index === outer) return true;
  return false;
}
