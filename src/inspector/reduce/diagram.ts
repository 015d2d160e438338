import { buildCircuit } from '../../circuits/circuit.ts';
import { dotColumns } from '../../dots/dot-columns.ts';
import { type DotGroupKind, type DotStage, dotStages } from '../../dots/dot-stages.ts';
import { at, wordAt } from '../../gates/at.ts';
import { type Count, count } from '../../gates/count.ts';
import { depth } from '../../gates/depth.ts';
import type { Netlist } from '../../gates/netlist.ts';
import { multiplierNamed } from './multipliers.ts';

/** What adds dots: an adder, XOR gates where no carry can be, or an inverter for 1 + x. */
export type AdderKind = DotGroupKind;

export const ADDER_KINDS: readonly AdderKind[] = ['fa', 'ha', 'xor', 'one'];

/** An adder of a stage, with its place in the stage's dots. */
export interface Adder {
  readonly kind: AdderKind;
  /** Its first net. */
  readonly net: number;
  readonly column: number;
  /** Where its dots begin in the column, and how many of them are there; a carry of the same stage is not. */
  readonly row: number;
  readonly size: number;
  /** How many dots it adds, the constant 1 among them. */
  readonly leaves: number;
  /** The nets that it makes. */
  readonly sum: number;
  readonly carry: number | undefined;
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
  /** Bits of a and of b. */
  readonly widths: { readonly i: number; readonly j: number };
  readonly netlist: Netlist;
  readonly stages: readonly DiagramStage[];
  readonly columns: number;
  readonly rows: number;
  readonly count: Count;
  readonly depth: number;
  /** Where some dots stand for what counts negative, 2^columns: all come to the product modulo this. Otherwise undefined. */
  readonly modulus: bigint | undefined;
}

/** Rows between stages: room for a rule and its number. */
export const GAP = 2;

const known = new Map<string, Diagram>();

/** Builds a multiplier and lays its diagram out. The last few are kept: values change more often than widths. */
export function diagramOf(kind: string, i: number, j: number): Diagram {
  const name = `${kind} ${i} ${j}`;
  const found = known.get(name) ?? layOut(kind, { i, j });
  known.delete(name);
  known.set(name, found);
  for (const oldest of known.keys()) if (known.size > 6) known.delete(oldest);
  return found;
}

function layOut(kind: string, widths: Diagram['widths']): Diagram {
  const netlist = buildCircuit(multiplierNamed(kind), widths);
  const dots = dotStages(netlist);
  const columns = at(dots, 0).columns.length;
  let top = 0;
  const stages = dots.map((stage) => {
    const laid = layOutStage(stage, top);
    top += laid.height + GAP;
    return laid;
  });
  return {
    kind,
    widths,
    netlist,
    stages,
    columns,
    rows: top - GAP,
    count: count(netlist),
    depth: depth(netlist),
    // Where dots are not all ANDs of two bits, some stand for what counts negative.
    modulus: dotColumns(netlist).breaches.length === 0 ? undefined : 1n << BigInt(columns),
  };
}

/** The stages of Dadda's reduction are called by their targets. */
function targetOf(name: string): number | undefined {
  const [, target] = /^to height (\d+)$/.exec(name) ?? [];
  return target === undefined ? undefined : Number(target);
}

function layOutStage({ name, columns, groups, height, heightAfter }: DotStage, top: number): DiagramStage {
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
    .map(({ kind, net, column, dots, sum, carry }, group) => ({
      kind,
      net,
      column,
      row: rowOf[group] ?? 0,
      size: wordAt(size, group),
      leaves: dots.length,
      sum,
      carry,
    }))
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
    target: targetOf(name),
    nets,
    heights: Uint32Array.from(columns, (column) => column.length),
    adders,
    firstAdder,
  };
}

/** The adders of one column of a stage, in the order in which they were made. */
export function addersIn({ adders, firstAdder }: DiagramStage, column: number): readonly Adder[] {
  return adders.slice(wordAt(firstAdder, column), wordAt(firstAdder, column + 1));
}

/** The number that the dots of a stage come to: every dot that is 1 counts 2^column. */
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

/** What the dots of each stage come to, which is the product. */
export function stageSums({ stages, modulus }: Diagram, bits: Uint8Array): bigint[] {
  const sums = stages.map((stage) => weightedSum(stage, bits));
  return modulus === undefined ? sums : sums.map((sum) => sum % modulus);
}

/** The first of these sums that is not the product; undefined where all are. */
export function firstWrong(sums: readonly bigint[], product: bigint): number | undefined {
  const wrong = sums.findIndex((sum) => sum !== product);
  return wrong === -1 ? undefined : wrong;
}

/** Full and half adders made before a place: those of all earlier stages, and of this one up to and with `column`. */
export function tally({ stages }: Diagram, stage: number, column = Number.POSITIVE_INFINITY) {
  const sum = { fa: 0, ha: 0, adders: 0 };
  for (const [s, { adders }] of stages.entries())
    for (const adder of adders) {
      const { kind } = adder;
      if (s > stage || (s === stage && adder.column > column) || kind === 'xor' || kind === 'one') continue;
      sum[kind]++;
      sum.adders++;
    }
  return sum;
}
