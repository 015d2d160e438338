import type { AnyCircuit } from '../circuits/circuit.ts';
import { type AnyValues, showParams } from '../circuits/params.ts';
import { at, wordAt } from '../gates/at.ts';
import { type Column, columnLength, columnOf, emptyColumn, setColumnValue } from '../sim/column.ts';
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
  const columns = chosenVectors(circuit, params);
  const count = columnLength(at(columns, 0));
  // A seed of its own for each circuit, so that the order of work changes nothing.
  const own = new Random(seed, circuit.name, showParams(params)).word();
  const random: VectorPart = { kind: 'random', seed: own, count: RANDOM_VECTORS };
  return {
    exhaustive: false,
    parts: count === 0 ? [random] : [{ kind: 'chosen', columns, count }, random],
    total: count + RANDOM_VECTORS,
  };
}

/** The vectors of a stimulus by port. A circuit may give the same list for many parameters; it is turned around once. */
function columnsOf(
  stimulus: Iterable<Readonly<Record<string, bigint>>>,
  ports: readonly (readonly [name: string, width: number])[],
): readonly Column[] {
  const shape = ports.join(' ');
  const known = columnsOfList.get(stimulus);
  if (known?.shape === shape) return known.columns;
  const vectors = Array.isArray(stimulus) ? stimulus : [...stimulus];
  const columns = ports.map(([name, width]) => {
    const column = emptyColumn(width, vectors.length);
    for (let k = 0; k < vectors.length; k++) setColumnValue(column, k, at(vectors, k)[name] ?? 0n);
    return column;
  });
  if (Array.isArray(stimulus)) columnsOfList.set(stimulus, { shape, columns });
  return columns;
}

const columnsOfList = new WeakMap<object, { shape: string; columns: readonly Column[] }>();

/** The values of the ports in the vector of this number: input bit k is bit k of it. */
export function vectorNumbered(number: number, widths: readonly number[]): bigint[] {
  let rest = number;
  return widths.map((width) => {
    const value = rest & (2 ** width - 1);
    rest >>>= width;
    return BigInt(value);
  });
}

/** The vectors that are chosen for a circuit: those of its stimulus, else the corners; no columns where there are none. */
export function chosenVectors(
  circuit: Pick<AnyCircuit, 'inputs' | 'stimulus'>,
  params: AnyValues,
): readonly Column[] {
  const ports = Object.entries(circuit.inputs(params)).filter(([, width]) => width > 0);
  const stimulus = circuit.stimulus?.(params);
  return stimulus === undefined ? corners(ports.map(([, width]) => width)) : columnsOf(stimulus, ports);
}

/**
 * Corners of any circuit, a column for each port: each port takes 0, 1, all ones, both alternating patterns and every
 * single bit, while the other ports together take each of the first five.
 */
export function corners(widths: readonly number[]): Column[] {
  const extremes = widths.map(extremesOf);
  const count = widths.reduce((sum, width) => sum + 5 * (5 + width), 0);
  return widths.map((width, own) => {
    const column = emptyColumn(width, count);
    let place = 0;
    for (let context = 0; context < 5; context++)
      for (const port of widths.keys()) {
        const many = 5 + at(widths, port);
        if (port === own) {
          for (const [k, value] of at(extremes, port).entries()) setColumnValue(column, place + k, value);
          for (let k = 0; k < width; k++) at(column.limbs, k >> 5)[place + 5 + k] = 1 << (k & 31);
        } else {
          const other = columnOf([at(at(extremes, own), context)], width);
          for (const [limb, words] of column.limbs.entries())
            words.fill(wordAt(at(other.limbs, limb), 0), place, place + many);
        }
        place += many;
      }
    return column;
  });
}

function extremesOf(width: number): readonly bigint[] {
  const ones = (1n << BigInt(width)) - 1n;
  const alternating = ones / 3n;
  return [0n, 1n, ones, alternating, ones ^ alternating];
}
