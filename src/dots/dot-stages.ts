import { at, byteAt, wordAt } from '../gates/at.ts';
import { CELL_NAMES, CELLS, type Cell } from '../gates/cell.ts';
import { firstCellFrom } from '../gates/count.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { mustBe } from '../gates/must-be.ts';
import { ONE, ZERO } from '../gates/net.ts';
import type { Netlist, Scope } from '../gates/netlist.ts';
import { type Columns, height } from './columns.ts';
import { columnsTaken, NOWHERE } from './columns-taken.ts';
import { dotColumns } from './dot-columns.ts';

/** Where a dot comes from: an input or a gate on inputs, the sum or the carry of an adder, or it is the constant 1. */
export type DotKind = 'product' | 'sum' | 'carry' | 'one';

/** What adds dots: an adder, XOR gates where no carry can be, or an inverter, since 1 + x is 2 x and the complement of x. */
export type DotGroupKind = Cell | 'xor' | 'one';

/** What adds some dots of a column. */
export interface DotGroup {
  readonly kind: DotGroupKind;
  /** The first net of the adder, or of the gates that stand for one. */
  readonly net: number;
  readonly column: number;
  /** What it adds; the constant 1 is one of them where the adder has it built in. */
  readonly dots: readonly number[];
  /** What it makes, in its column and in the next; the top column makes no carry. */
  readonly sum: number;
  readonly carry: number | undefined;
  /** Where its dots begin in the column, -1 if none is there, and how many are; a carry of the same stage is not. */
  readonly row: number;
  readonly size: number;
}

type ReadGroup = Omit<DotGroup, 'row' | 'size'>;

export interface Dot {
  readonly kind: DotKind;
  readonly net: number;
  /** The number of the group, in its stage, that takes this dot; undefined when it passes. */
  readonly group: number | undefined;
}

/** One stage of a dot diagram, as it is before its adders act. */
export interface DotStage {
  readonly name: string;
  /** The dots of each column, the lowest column first; those that adders take come first, adder by adder. */
  readonly columns: Columns<Dot>;
  /** What adds them, in the order of columns and rows. */
  readonly groups: readonly DotGroup[];
  /** The column height before and after. */
  readonly height: number;
  readonly heightAfter: number;
}

/**
 * The stages of a multiplier or of an adder, and behind them its result as a stage without adders. The dots of every stage
 * come to the result, modulo 2^columns where not all are ANDs of inputs: then some stand for what counts negative.
 */
export function dotStages(netlist: Netlist): DotStage[] {
  const { stages, breach } = readStages(netlist);
  if (breach !== undefined)
    throw mustBe('dotStages', 'the netlist', 'a sum of dots, as a multiplier is', breach);
  const all = stages.flatMap(({ groups }) => groups);
  const outputs = Object.values(netlist.outputs);
  let width = mostBits(netlist);
  for (const { column, carry } of all)
    width = Math.max(width, (carry === undefined ? column : column + 1) + 1);
  // A net may be a dot of two columns: x of 1 + x, or a bit that is the top one of a row and begins it.
  const keyOf = (net: number, column: number) => column * netlist.netCount + net;
  const kinds = new Map<number, DotKind>();
  for (const { column, sum, carry } of all) {
    kinds.set(keyOf(sum, column), 'sum');
    if (carry !== undefined) kinds.set(keyOf(carry, column + 1), 'carry');
  }
  // What nobody made was there: what adders take, and outputs that nothing was added to.
  const arrivals = stages.map(() => Array.from({ length: width }, () => new Set<number>()));
  /** The first stage that ends behind the net; ends ascend. What is behind all stages was there from the first. */
  const stageOf = (net: number): number => {
    let [low, high] = [0, stages.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (net < at(stages, middle).end) high = middle;
      else low = middle + 1;
    }
    return low === stages.length ? 0 : low;
  };
  const arrive = (net: number, column: number) => {
    if (net === ZERO || kinds.has(keyOf(net, column))) return;
    at(at(arrivals, stageOf(net)), column).add(net);
  };
  for (const { column, dots } of all) for (const net of dots) arrive(net, column);
  for (const bus of outputs) for (const [k, net] of bus.entries()) arrive(net, k);

  let now: number[][] = Array.from({ length: width }, () => []);
  const result = (name: string, groups: readonly ReadGroup[]): DotStage => {
    const before = now;
    const groupOf = new Map<number, number>();
    for (const [group, { column, dots }] of groups.entries())
      for (const net of dots) groupOf.set(keyOf(net, column), group);
    const columns = before.map((nets, k) =>
      nets
        .map((net) => ({
          kind: net === ONE ? ('one' as const) : (kinds.get(keyOf(net, k)) ?? ('product' as const)),
          net,
          group: groupOf.get(keyOf(net, k)),
        }))
        .sort((one, two) => (one.group ?? Infinity) - (two.group ?? Infinity) || 0),
    );
    now = before.map((nets, k) => nets.filter((net) => !groupOf.has(keyOf(net, k))));
    const make = (net: number, k: number) => {
      // The carry out of the top column of a product is never 1, and nobody reads it.
      if (!groupOf.has(keyOf(net, k))) now[k]?.push(net);
    };
    for (const { column, sum, carry } of groups) {
      make(sum, column);
      if (carry !== undefined) make(carry, column + 1);
    }
    return { name, ...inOrder(columns, groups), height: height(before), heightAfter: height(now) };
  };
  const drawn = stages.map(({ name, groups }, s) => {
    for (const [k, nets] of at(arrivals, s).entries())
      for (const net of [...nets].sort((one, two) => one - two)) at(now, k).push(net);
    return result(name === netlist.name ? 'addition' : name, groups);
  });
  return [...drawn, result('result', [])];
}

/** Says where the dots of each group are, and numbers the groups by column and row. */
function inOrder(columns: Columns<Dot>, groups: readonly ReadGroup[]): Pick<DotStage, 'columns' | 'groups'> {
  const rows = new Int32Array(groups.length).fill(-1);
  const sizes = new Uint32Array(groups.length);
  for (const column of columns)
    for (const [row, { group }] of column.entries()) {
      if (group === undefined) continue;
      if (rows[group] === -1) rows[group] = row;
      sizes[group] = wordAt(sizes, group) + 1;
    }
  const order = groups
    .map((group, from) => ({ from, group: { ...group, row: rows[from] ?? -1, size: wordAt(sizes, from) } }))
    .sort(({ group: one }, { group: two }) => one.column - two.column || one.row - two.row);
  const numbers = new Uint32Array(groups.length);
  for (const [to, { from }] of order.entries()) numbers[from] = to;
  const numbered = ({ kind, net, group }: Dot): Dot => ({
    kind,
    net,
    group: group === undefined ? undefined : wordAt(numbers, group),
  });
  return {
    columns: columns.map((column) => column.map(numbered)),
    groups: order.map(({ group }) => group),
  };
}

/** Whether a netlist has a dot diagram. */
export function isSumOfDots(netlist: Netlist): boolean {
  return readStages(netlist).breach === undefined;
}

interface ReadStage {
  readonly name: string;
  readonly end: number;
  readonly groups: readonly ReadGroup[];
}

/**
 * The stages with what they add. Where every dot is an AND of inputs or an input, structure alone tells its column.
 * Otherwise only what is in `reduction` and `final adder` adds dots, and columns are told from the outputs back.
 */
function readStages(netlist: Netlist): { stages: readonly ReadStage[]; breach: string | undefined } {
  const { column, breaches } = dotColumns(netlist);
  const isPlain = breaches.length === 0;
  const columns = isPlain ? column : columnsTaken(netlist);
  const top = mostBits(netlist) - 1;
  const stages = leafScopes(netlist, isPlain)
    .map((scope) => ({ name: scope.name, end: scope.end, ...readGroups(netlist, columns, top, scope) }))
    .filter(({ groups }) => groups.length > 0);
  const loose = stages.flatMap((stage) => stage.loose);
  const isSum = isPlain || (stages.length > 0 && loose.length === 0 && areInColumns(stages));
  // A product of one bit has no adders, but dots.
  const isBare = isPlain && stages.length === 0;
  return {
    stages: isBare ? [{ name: netlist.name, end: netlist.netCount, groups: [] }] : stages,
    breach: isSum ? undefined : breaches[0],
  };
}

/** Whether what adders make is added in the columns for which it was made. */
function areInColumns(stages: readonly ReadStage[]): boolean {
  const columns = new Map<number, number[]>();
  const groups = stages.flatMap((stage) => stage.groups);
  for (const { kind, column, sum, carry } of groups) {
    columns.set(sum, [column]);
    if (carry !== undefined && kind !== 'one') columns.set(carry, [column + 1]);
  }
  for (const { kind, column, carry } of groups)
    if (carry !== undefined && kind === 'one') columns.get(carry)?.push(column + 1);
  return groups.every(
    ({ column, dots }) =>
      column !== NOWHERE && dots.every((net) => columns.get(net)?.includes(column) ?? true),
  );
}

/** The scopes that have gates and none of them in a scope inside; of some, those that are named for adding only. */
function leafScopes({ scopes }: Netlist, isPlain: boolean): Scope[] {
  const holdsGates = new Set<number>();
  // Whether each scope is in one that is named for adding: a parent comes before what is in it.
  const adds: boolean[] = [];
  for (const [index, { name, parent, start, end }] of scopes.entries()) {
    if (start < end) holdsGates.add(parent);
    adds.push(['reduction', 'final adder'].includes(name) || (index > 0 && at(adds, parent)));
  }
  return scopes.filter(
    ({ start, end }, index) => start < end && !holdsGates.has(index) && (isPlain || at(adds, index)),
  );
}

/** A group whose XORs may go on. */
type GroupInProgress = Omit<ReadGroup, 'dots' | 'sum'> & { readonly dots: number[]; sum: number };

/** What nets start to end - 1 add, and the gates among them that add nothing. */
function readGroups(netlist: Netlist, columns: Uint32Array, top: number, { start, end }: Scope) {
  const { gate, fanin, cells } = netlist;
  const groups: GroupInProgress[] = [];
  const loose: number[] = [];
  let cell = firstCellFrom(cells.start, start);
  const cellAt = (net: number): Cell | undefined =>
    cell < cells.start.length && wordAt(cells.start, cell) === net
      ? at(CELL_NAMES, byteAt(cells.kind, cell))
      : undefined;
  // What an XOR made belongs to the XOR or the inverter behind it: together they add three dots, or two and a 1.
  const byXor = new Map<number, GroupInProgress>();
  const extend = (made: number, net: number, dot: number) => {
    const group = byXor.get(made);
    if (group === undefined) return false;
    group.dots.push(dot);
    group.sum = net;
    byXor.delete(made);
    byXor.set(net, group);
    return true;
  };
  for (let net = start; net < end; ) {
    const [x, y] = [wordAt(fanin[0], net), wordAt(fanin[1], net)];
    const kind = cellAt(net);
    const code = byteAt(gate, net);
    if (kind !== undefined) {
      const { sum, carry, gates } = CELLS[kind];
      const third = kind === 'fa' ? [wordAt(fanin[1], net + sum.at)] : [];
      const made = { sum: net + sum.at, carry: net + carry.at };
      groups.push({ kind, net, column: wordAt(columns, made.sum), dots: [x, y, ...third], ...made });
      cell++;
      net += gates;
    } else if (code === GATE_CODE.xor) {
      if (!extend(x, net, y)) {
        const column = wordAt(columns, net);
        const group = { kind: 'xor' as const, net, column, dots: [x, y], sum: net, carry: undefined };
        groups.push(group);
        byXor.set(net, group);
      }
      net++;
    } else if (code === GATE_CODE.not && cellAt(net + 2) === 'ha' && wordAt(fanin[0], net + 2) === net) {
      // 1 + x + y: a half adder between inverters.
      const dots = [ONE, x, wordAt(fanin[0], net + 1)];
      const made = { sum: net + 4, carry: net + 5 };
      groups.push({ kind: 'ha', net: net + 2, column: wordAt(columns, made.sum), dots, ...made });
      cell++;
      net += 6;
    } else if (code === GATE_CODE.not) {
      const column = wordAt(columns, net);
      if (!extend(x, net, ONE))
        groups.push({
          kind: 'one',
          net,
          column,
          dots: [ONE, x],
          sum: net,
          carry: column < top ? x : undefined,
        });
      net++;
    } else {
      loose.push(net);
      net++;
    }
  }
  return { groups, loose };
}

/** The width of the widest output. */
function mostBits({ outputs }: Netlist): number {
  return height(Object.values(outputs));
}
