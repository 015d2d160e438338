import type { AnyCircuit, InputVector } from '../circuits/circuit.ts';
import { type AnyValues, showParams } from '../circuits/params.ts';
import { at } from '../gates/at.ts';
import { Random } from '../sim/random.ts';

/** Circuits with at most this many input bits are tried on every input. */
export const EXHAUSTIVE_BITS = 16;

/** Random vectors a circuit gets beyond its corners, where not every input is tried. */
export const RANDOM_VECTORS = 4096;

/** A part of the vectors of a circuit: every one, those of a seed, or chosen ones. */
export type VectorPart =
  | { readonly kind: 'all'; readonly count: number }
  | { readonly kind: 'random'; readonly seed: number; readonly count: number }
  | { readonly kind: 'chosen'; readonly columns: readonly Column[]; readonly count: number };

/** The values of one input port, one for each vector. */
export type Column = readonly bigint[];

export interface Vectors {
  readonly exhaustive: boolean;
  readonly parts: readonly VectorPart[];
  readonly total: number;
}

/** The input vectors for a circuit: every one where they are few, else its corners and seeded random ones. */
export function vectorsFor(
  circuit: Pick<AnyCircuit, 'name' | 'inputs' | 'stimulus'>,
  params: AnyValues,
  seed: number,
): Vectors {
  const ports = Object.entries(circuit.inputs(params)).filter(([, width]) => width > 0);
  const widths = ports.map(([, width]) => width);
  const bits = widths.reduce((sum, width) => sum + width, 0);
  if (bits <= EXHAUSTIVE_BITS) {
    const count = 2 ** bits;
    return { exhaustive: true, parts: [{ kind: 'all', count }], total: count };
  }
  const stimulus = circuit.stimulus?.(params);
  const columns =
    stimulus === undefined
      ? corners(widths)
      : columnsOf(
          stimulus,
          ports.map(([name]) => name),
        );
  const count = at(columns, 0).length;
  // A seed of its own for each circuit, so that the order of work changes nothing.
  const own = new Random(seed, circuit.name, showParams(params)).word();
  const random: VectorPart = { kind: 'random', seed: own, count: RANDOM_VECTORS };
  return {
    exhaustive: false,
    parts: count === 0 ? [random] : [{ kind: 'chosen', columns, count }, random],
    total: count + RANDOM_VECTORS,
  };
}

function columnsOf(vectors: Iterable<Readonly<Record<string, bigint>>>, names: readonly string[]): Column[] {
  const columns = names.map((): bigint[] => []);
  for (const vector of vectors)
    for (let port = 0; port < names.length; port++) at(columns, port).push(vector[at(names, port)] ?? 0n);
  return columns;
}

/**
 * Vectors one by one, for tools that take lists, such as a test bench: every one where they are few, else the corners and
 * some random ones.
 */
export function listVectors(circuit: AnyCircuit, params: AnyValues, seed: number): InputVector[] {
  const widths = Object.values(circuit.inputs(params)).filter((width) => width > 0);
  const random = new Random(seed, circuit.name, showParams(params));
  return vectorsFor(circuit, params, seed).parts.flatMap((part): InputVector[] => {
    if (part.kind === 'chosen')
      return Array.from({ length: part.count }, (_, k) => part.columns.map((column) => at(column, k)));
    if (part.kind === 'random')
      return Array.from({ length: LISTED_RANDOM }, () => widths.map((width) => random.bits(width)));
    return Array.from({ length: part.count }, (_, number) => portsOf(number, widths));
  });
}

const LISTED_RANDOM = 256;

/** The values of the ports in the vector of this number: input bit k is bit k of it. */
function portsOf(number: number, widths: readonly number[]): bigint[] {
  let rest = number;
  return widths.map((width) => {
    const value = rest & (2 ** width - 1);
    rest >>>= width;
    return BigInt(value);
  });
}

/**
 * Corners of any circuit, a column for each port: each port takes 0, 1, all ones, both alternating patterns and every
 * single bit, while the other ports together take each of the first five.
 */
export function corners(widths: readonly number[]): Column[] {
  const extremes = widths.map(extremesOf);
  const singles = widths.map((width) => Array.from({ length: width }, (_, k) => 1n << BigInt(k)));
  return widths.map((_, column) => {
    const values: bigint[] = [];
    for (let context = 0; context < 5; context++)
      for (const port of widths.keys()) {
        if (port === column) values.push(...at(extremes, port), ...at(singles, port));
        else {
          const other = at(at(extremes, column), context);
          for (let k = 5 + at(widths, port); k > 0; k--) values.push(other);
        }
      }
    return values;
  });
}

function extremesOf(width: number): readonly bigint[] {
  const ones = (1n << BigInt(width)) - 1n;
  const alternating = ones / 3n;
  return [0n, 1n, ones, alternating, ones ^ alternating];
}
