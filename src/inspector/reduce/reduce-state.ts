import { at, wordAt } from '../../gates/at.ts';
import type { Query } from '../address.ts';
import { type Fault, readFault } from '../net-values.ts';
import { readValue } from '../value-text.ts';
import { addersIn, type Diagram, diagramOf } from './diagram.ts';
import { isSigned, multipliers } from './multipliers.ts';

/** A place in the diagram: a column of a stage, and in it a dot or an adder. */
export interface Place {
  readonly stage: number;
  readonly column: number;
  /** The row of a dot. */
  readonly row?: number;
  /** The number of an adder of the column, from 0. */
  readonly adder?: number;
}

/** What the view shows, read from its query. */
export interface ReduceState {
  readonly kind: string;
  readonly i: number;
  readonly j: number;
  readonly a: bigint;
  readonly b: bigint;
  /** The stage in front; undefined for the whole. */
  readonly stage: number | undefined;
  readonly place: Place | undefined;
  readonly fault: Fault | undefined;
  /** Whether the other methods stand beside it. */
  readonly beside: boolean;
  readonly table: boolean;
}

export const DEFAULTS = { kind: 'dadda', w: '8x8', a: 219n, b: 109n } as const;

/** Widths as `8x8`; undefined where the text is none or a width is beyond 1 to 64. */
export function readWidths(text: string): { i: number; j: number } | undefined {
  const match = /^(\d{1,2})x(\d{1,2})$/.exec(text);
  const [i, j] = [Number(match?.[1]), Number(match?.[2])];
  return i >= 1 && i <= 64 && j >= 1 && j <= 64 ? { i, j } : undefined;
}

/** Reads a query; what is missing or no good takes its default. */
export function readReduce(query: Query): ReduceState {
  const kind = multipliers().has(query.kind ?? '') ? (query.kind ?? DEFAULTS.kind) : DEFAULTS.kind;
  const { i, j } = readWidths(query.w ?? DEFAULTS.w) ?? { i: 8, j: 8 };
  const diagram = diagramOf(kind, i, j);
  const place = query.sel === undefined ? undefined : readPlace(query.sel, diagram);
  const stage = /^\d{1,3}$/.test(query.stage ?? '') ? Number(query.stage) : undefined;
  return {
    kind,
    i,
    j,
    a: readValue(query.a ?? '', i, isSigned(kind)) ?? BigInt.asUintN(i, DEFAULTS.a),
    b: readValue(query.b ?? '', j, isSigned(kind)) ?? BigInt.asUintN(j, DEFAULTS.b),
    stage: stage !== undefined && stage < diagram.stages.length ? stage : undefined,
    place,
    fault: query.fault === undefined ? undefined : readFault(query.fault, diagram.netlist),
    beside: query.beside === 'true',
    table: query.table === 'true',
  };
}

/** A place as in `fa.3.17.1`, the second full adder of column 17 in stage 3; undefined where there is nothing there. */
export function readPlace(text: string, diagram: Diagram): Place | undefined {
  const match = /^(column|dot|fa|ha|xor|one)\.(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?$/.exec(text);
  if (match === null) return undefined;
  const [, kind] = match;
  const [stage, column, n] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  const found = diagram.stages[stage];
  if (found === undefined || column >= diagram.columns) return undefined;
  if (kind === 'column') return match[4] === undefined ? { stage, column } : undefined;
  if (kind === 'dot') return n < wordAt(found.heights, column) ? { stage, column, row: n } : undefined;
  const all = addersIn(found, column);
  const ofKind = all.filter((adder) => adder.kind === kind);
  const adder = ofKind[n];
  return adder === undefined ? undefined : { stage, column, adder: all.indexOf(adder) };
}

/** The text that `readPlace` reads back. */
export function showPlace({ stage, column, row, adder }: Place, diagram: Diagram): string {
  if (adder !== undefined) {
    const all = addersIn(at(diagram.stages, stage), column);
    const { kind } = at(all, adder);
    const n = all.slice(0, adder).filter((one) => one.kind === kind).length;
    return `${kind}.${stage}.${column}.${n}`;
  }
  return row === undefined ? `column.${stage}.${column}` : `dot.${stage}.${column}.${row}`;
}
