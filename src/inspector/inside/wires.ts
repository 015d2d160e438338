import { at, byteAt, wordAt } from '../../gates/at.ts';
import { CELL_NAMES, CELLS } from '../../gates/cell.ts';
import { faninCount } from '../../gates/depth.ts';
import { MANY_READERS } from './columns.ts';
import { ITEM, type Layout } from './layout.ts';

/** The nets that come into an item from outside, in the order of its pins. */
export function leavesOf({ netlist, kind, net }: Layout, item: number): number[] {
  const first = wordAt(net, item);
  const code = byteAt(kind, item);
  if (code === ITEM.input) return [];
  if (code === ITEM.output) return [first];
  const [x, y] = [wordAt(netlist.fanin[0], first), wordAt(netlist.fanin[1], first)];
  if (code === ITEM.ha) return [x, y];
  if (code === ITEM.fa) return [x, y, wordAt(netlist.fanin[1], first + CELLS.fa.sum.at)];
  return Array.from({ length: faninCount(netlist, first) }, (_, pin) =>
    wordAt(at(netlist.fanin, pin), first),
  );
}

/** How many nets an item drives: its gates, or its one bit. */
export function sizeOf({ kind }: Pick<Layout, 'kind'>, item: number): number {
  const code = byteAt(kind, item);
  return code === ITEM.ha || code === ITEM.fa ? CELLS[CELL_NAMES[code - ITEM.ha] ?? 'ha'].gates : 1;
}

/** The net that an item is known by: the sum of an adder, the one net of anything else. */
export function mainNet({ kind, net }: Layout, item: number): number {
  const code = byteAt(kind, item);
  const inside = code === ITEM.fa ? CELLS.fa.sum.at : code === ITEM.ha ? CELLS.ha.sum.at : 0;
  return wordAt(net, item) + inside;
}

/** A net of more readers is written as a label where it is read: lines to all of them would hide everything else. */
export function isLabel({ readers }: Layout, net: number): boolean {
  return net < 2 || wordAt(readers, net) > MANY_READERS;
}

/** For each net the items that read it: those of net n are in `items` from first[n] to first[n + 1] - 1. */
export interface Readers {
  readonly first: Uint32Array;
  readonly items: Uint32Array;
}

const known = new WeakMap<Layout, Readers>();

/** The readers of every net, outputs among them. */
export function readersOf(layout: Layout): Readers {
  const found = known.get(layout);
  if (found !== undefined) return found;
  const { netlist, net } = layout;
  const first = new Uint32Array(netlist.netCount + 1);
  for (let item = 0; item < net.length; item++)
    for (const leaf of leavesOf(layout, item)) first[leaf + 1] = wordAt(first, leaf + 1) + 1;
  for (let n = 0; n < netlist.netCount; n++) first[n + 1] = wordAt(first, n + 1) + wordAt(first, n);
  const items = new Uint32Array(wordAt(first, netlist.netCount));
  const next = first.slice();
  for (let item = 0; item < net.length; item++)
    for (const leaf of leavesOf(layout, item)) {
      items[wordAt(next, leaf)] = item;
      next[leaf] = wordAt(next, leaf) + 1;
    }
  const made = { first, items };
  known.set(layout, made);
  return made;
}
