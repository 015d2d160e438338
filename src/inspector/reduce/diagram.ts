import { buildCircuit } from '../../circuits/circuit.ts';
import { daddaHeights } from '../../circuits/dadda-multiplier.ts';
import { type DotStage, dotStages } from '../../formats/dot-stages.ts';
import { at, wordAt } from '../../gates/at.ts';
import { CELLS, type Cell } from '../../gates/cell.ts';
import { type Count, count } from '../../gates/count.ts';
import { depth } from '../../gates/depth.ts';
import { dotColumns } from '../../gates/dot-columns.ts';
import { GATE_CODE } from '../../gates/gate.ts';
import type { Netlist } from '../../gates/netlist.ts';
import { multiplierNamed } from './multipliers.ts';

/** What adds dots: an adder, or XOR gates where no carry can be. */
export type AdderKind = Cell | 'xor';

/** An adder of a stage, with its place in the stage's dots. */
export interface Adder {
  readonly kind: AdderKind;
  /** Its first net. */
  readonly net: number;
  readonly column: number;
  /** Where its dots begin in the column, and how many of them are there; a carry of the same stage is not. */
  readonly row: number;
  readonly size: number;
  /** How many bits it adds. */
  readonly leaves: number;
}

/** One stage of a diagram: the dots before its adders act. Rows and columns are the units of the drawing. */
export interface DiagramStage {
  readonly name: string;
  /** The row of the drawing where its dots begin. */
  readonly top: number;
  readonly height: number;
  readonly heightAfter: number;
  /** The height that every column must come down to; undefined where the method has none. */
  readonly target: number | undefined;
  /** The net of the dot in row r of column k at r * columns + k; -1 where there is none. */
  readonly nets: Int32Array;
  /** The dots of each column. */
  readonly heights: Uint32Array;
  /** Ordered by column. */
  readonly adders: readonly Adder[];
  /** The first adder of each column in `adders`, and behind them their number. */
  readonly firstAdder: Uint32Array;
}

/** The dot diagram of a multiplier, laid out: a stage below the other, column 0 on the right. */
export interface Diagram {
  readonly kind: string;
  readonly netlist: Netlist;
  readonly stages: readonly DiagramStage[];
  readonly columns: number;
  readonly rows: number;
  readonly count: Count;
  readonly depth: number;
  /** The column of each net: it is worth 2^column. */
  readonly columnOf: Uint32Array;
}

/** Rows between stages: room for a rule and its number. */
export const GAP = 2;

const known = new Map<string, Diagram>();

/** Builds a multiplier and lays its diagram out. The last few are kept: values change more often than widths. */
export function diagramOf(kind: string, i: number, j: number): Diagram {
  const name = `${kind} ${i} ${j}`;
  const found = known.get(name) ?? layOut(kind, buildCircuit(multiplierNamed(kind), { i, j }));
  known.delete(name);
  known.set(name, found);
  for (const oldest of known.keys()) if (known.size > 6) known.delete(oldest);
  return found;
}

function layOut(kind: string, netlist: Netlist): Diagram {
  const { column } = dotColumns(netlist);
  const dots = dotStages(netlist);
  const columns = at(dots, 0).columns.length;
  const targets = kind === 'dadda' ? daddaHeights(at(dots, 0).height) : [];
  let top = 0;
  const stages = dots.map((stage, k) => {
    const laid = layOutStage(stage, netlist, column, top, targets[k]);
    top += laid.height + GAP;
    return laid;
  });
  return {
    kind,
    netlist,
    stages,
    columns,
    rows: top - GAP,
    count: count(netlist),
    depth: depth(netlist),
    columnOf: column,
  };
}

function layOutStage(
  { name, columns, groups, starts, height, heightAfter }: DotStage,
  netlist: Netlist,
  columnOf: Uint32Array,
  top: number,
  target: number | undefined,
): DiagramStage {
  const nets = new Int32Array(height * columns.length).fill(-1);
  const rowOf = new Int32Array(groups.length).fill(-1);
  const size = new Uint32Array(groups.length);
  for (const [k, column] of columns.entries())
    for (const [row, { net, group }] of column.entries()) {
      nets[row * columns.length + k] = net;
      if (group === undefined) continue;
      if (rowOf[group] === -1) rowOf[group] = row;
      size[group] = wordAt(size, group) + 1;
    }
  const adders = groups
    .map((kind, group) => {
      const net = at(starts, group);
      // The first net of a full adder is inside it and has no column; what it reads does.
      const column = wordAt(columnOf, wordAt(netlist.fanin[0], net));
      return {
        kind,
        net,
        column,
        row: rowOf[group] ?? 0,
        size: wordAt(size, group),
        leaves: leavesOf(netlist, kind, net),
      };
    })
    .sort((one, two) => one.column - two.column || one.row - two.row);
  const firstAdder = new Uint32Array(columns.length + 1).fill(adders.length);
  for (let a = adders.length - 1; a >= 0; a--) firstAdder[at(adders, a).column] = a;
  for (let k = columns.length - 1; k >= 0; k--)
    firstAdder[k] = Math.min(wordAt(firstAdder, k), wordAt(firstAdder, k + 1));
  return {
    name,
    top,
    height,
    heightAfter,
    target,
    nets,
    heights: Uint32Array.from(columns, (column) => column.length),
    adders,
    firstAdder,
  };
}

/** A second XOR that reads the first adds a third bit. */
function leavesOf({ gate, fanin }: Netlist, kind: AdderKind, net: number): number {
  if (kind !== 'xor') return CELLS[kind].leaves;
  return gate[net + 1] === GATE_CODE.xor && fanin[0][net + 1] === net ? 3 : 2;
}

/** The adders of one column of a stage, in the order in which they were made. */
export function addersIn({ adders, firstAdder }: DiagramStage, column: number): readonly Adder[] {
  return adders.slice(wordAt(firstAdder, column), wordAt(firstAdder, column + 1));
}

/** The number that the dots of a stage come to: every dot that is 1 counts 2^column. It is the product, stage by stage. */
export function weightedSum({ nets, heights }: DiagramStage, bits: Uint8Array): bigint {
  let sum = 0n;
  const columns = heights.length;
  for (let k = columns - 1; k >= 0; k--) {
    let ones = 0;
    for (let row = 0; row < wordAt(heights, k); row++) if (bits[nets[row * columns + k] ?? 0] === 1) ones++;
    sum = 2n * sum + BigInt(ones);
  }
  return sum;
}

/** The first stage whose dots do not come to the product; undefined where all do. */
export function firstWrong({ stages }: Diagram, bits: Uint8Array, product: bigint): number | undefined {
  const wrong = stages.findIndex((stage) => weightedSum(stage, bits) !== product);
  return wrong === -1 ? undefined : wrong;
}

/** Full and half adders made before a place: those of all earlier stages, and of this one up to and with `column`. */
export function tally({ stages }: Diagram, stage: number, column = Number.POSITIVE_INFINITY) {
  const sum = { fa: 0, ha: 0, adders: 0 };
  for (const [s, { adders }] of stages.entries())
    for (const adder of adders) {
      if (s > stage || (s === stage && adder.column > column) || adder.kind === 'xor') continue;
      sum[adder.kind]++;
      sum.adders++;
    }
  return sum;
}
