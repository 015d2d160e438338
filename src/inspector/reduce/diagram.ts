import { buildCircuit } from '../../circuits/circuit.ts';
import { dotColumns } from '../../dots/dot-columns.ts';
import { type DotGroup, type DotGroupKind, type DotStage, dotStages } from '../../dots/dot-stages.ts';
import { at, wordAt } from '../../gates/at.ts';
import { type Count, count } from '../../gates/count.ts';
import { depth } from '../../gates/depth.ts';
import type { Netlist } from '../../gates/netlist.ts';
import { multiplierNamed } from './multipliers.ts';

export const ADDER_KINDS: readonly DotGroupKind[] = ['fa', 'ha', 'xor', 'one'];

/** One stage of a diagram and its place. Rows and columns are the units of the drawing. */
export interface DiagramStage extends DotStage {
  /** The row of the drawing where its dots begin. */
  readonly top: number;
  /** The height that every column must come down to; undefined where the method has none. */
  readonly target: number | undefined;
  /** The net of the dot in row r of column k at r * columns + k; -1 where there is none. */
  readonly nets: Int32Array;
  /** The dots of each column. */
  readonly heights: Uint32Array;
  /** The first group of each column in `groups`, and behind them their number. */
  readonly firstGroup: Uint32Array;
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

function layOutStage(stage: DotStage, top: number): DiagramStage {
  const { name, columns, groups, height } = stage;
  const nets = new Int32Array(height * columns.length).fill(-1);
  for (const [k, column] of columns.entries())
    for (const [row, { net }] of column.entries()) nets[row * columns.length + k] = net;
  const firstGroup = new Uint32Array(columns.length + 1).fill(groups.length);
  for (let g = groups.length - 1; g >= 0; g--) firstGroup[at(groups, g).column] = g;
  for (let k = columns.length - 1; k >= 0; k--)
    firstGroup[k] = Math.min(wordAt(firstGroup, k), wordAt(firstGroup, k + 1));
  return {
    ...stage,
    top,
    target: targetOf(name),
    nets,
    heights: Uint32Array.from(columns, (column) => column.length),
    firstGroup,
  };
}

/** The adders of one column of a stage, in the order in which they were made. */
export function addersIn({ groups, firstGroup }: DiagramStage, column: number): readonly DotGroup[] {
  return groups.slice(wordAt(firstGroup, column), wordAt(firstGroup, column + 1));
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
  for (const [s, { groups }] of stages.entries())
    for (const { kind, column: k } of groups) {
      if (s > stage || (s === stage && k > column) || kind === 'xor' || kind === 'one') continue;
      sum[kind]++;
      sum.adders++;
    }
  return sum;
}
