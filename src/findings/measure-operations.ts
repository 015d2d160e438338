import { formatForWidth } from '../circuits/float-formats.ts';
import { METRICS } from '../cost/index.ts';
import { type Operation, operationOf } from '../cost/operation.ts';
import { netlistOf } from '../cost/operation-netlist.ts';

/** An operation with what every metric counts in the netlist of its circuit. */
export interface Measured {
  readonly operation: Operation;
  /** By the name of the metric. */
  readonly values: Readonly<Record<string, number>>;
}

/** The kinds of operation that are compared, and the sizes that each has over some widths. */
export const COMPARED = {
  mul: unordered,
  add: unordered,
  shift: (widths) => pairs(widths).filter(([, j]) => j > 1),
  mac: unordered,
  'add-float': (widths) => widths.flatMap((width) => formatSizes(width)),
} as const satisfies Readonly<Record<string, (widths: readonly number[]) => readonly (readonly number[])[]>>;

export type ComparedKind = keyof typeof COMPARED;

export const COMPARED_KINDS: readonly ComparedKind[] = ['mul', 'add', 'shift', 'mac', 'add-float'];

/** The metrics that count netlists, in the order of the catalogue. */
export const COUNTING_METRICS = METRICS.filter(({ ofNetlist }) => ofNetlist !== undefined);

/** The operations of a kind over some widths. */
export function operationsOf(kind: ComparedKind, widths: readonly number[]): Operation[] {
  return COMPARED[kind](widths).map((sizes) => operationOf('compare', kind, sizes));
}

/** Builds the circuit of each operation and counts it by every metric. */
export function measureOperations(operations: readonly Operation[]): Measured[] {
  return operations.map((operation) => {
    const netlist = netlistOf(operation);
    const values: Record<string, number> = {};
    for (const { name, ofNetlist } of COUNTING_METRICS) values[name] = ofNetlist?.(netlist) ?? Number.NaN;
    return { operation, values };
  });
}

/** Operations of each kind, measured. */
export type MeasuredKinds = ReadonlyMap<ComparedKind, readonly Measured[]>;

/** Every kind of operation over these widths, counted by every metric. */
export function measureAll(widths: readonly number[]): MeasuredKinds {
  return new Map(COMPARED_KINDS.map((kind) => [kind, measureOperations(operationsOf(kind, widths))]));
}

/** Pairs with i <= j: sums and products do not care which operand is which. */
function unordered(widths: readonly number[]) {
  return pairs(widths).filter(([i, j]) => i <= j);
}

function pairs(widths: readonly number[]): (readonly [number, number])[] {
  return widths.flatMap((i) => widths.map((j) => [i, j] as const));
}

/** Widths below 4 bits have no format. */
function formatSizes(width: number): (readonly [number, number])[] {
  const format = formatForWidth(width);
  return format === undefined ? [] : [[format.e, format.f]];
}
