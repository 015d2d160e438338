import type { AnyCircuit, InputVector } from '../circuits/circuit.ts';
import { type AnyValues, showParams } from '../circuits/params.ts';
import { at } from '../gates/at.ts';
import { Random } from '../sim/random.ts';

/** Circuits with at most this many input bits are tried on every input. */
export const EXHAUSTIVE_BITS = 16;

/** Random vectors a circuit gets beyond its corners, where not every input is tried. */
export const RANDOM_VECTORS = 256;

export interface Vectors {
  readonly exhaustive: boolean;
  readonly vectors: Iterable<InputVector>;
}

/** The input vectors for a circuit: every one where they are few, else its corners and seeded random ones. */
export function vectorsFor(circuit: AnyCircuit, params: AnyValues, seed: number): Vectors {
  const ports = Object.entries(circuit.inputs(params)).filter(([, width]) => width > 0);
  const widths = ports.map(([, width]) => width);
  const bits = widths.reduce((sum, width) => sum + width, 0);
  if (bits <= EXHAUSTIVE_BITS) return { exhaustive: true, vectors: everyVector(widths, bits) };
  const names = ports.map(([name]) => name);
  const random = new Random(seed, circuit.name, showParams(params));
  return { exhaustive: false, vectors: someVectors(circuit, params, names, widths, random) };
}

function* everyVector(widths: readonly number[], bits: number): Generator<InputVector> {
  const values = widths.map((width) => Array.from({ length: 2 ** width }, (_, value) => BigInt(value)));
  for (let index = 0; index < 2 ** bits; index++) {
    let rest = index;
    const vector: bigint[] = [];
    for (let port = 0; port < widths.length; port++) {
      const known = at(values, port);
      vector.push(at(known, rest & (known.length - 1)));
      rest >>= at(widths, port);
    }
    yield vector;
  }
}

function* someVectors(
  circuit: AnyCircuit,
  params: AnyValues,
  names: readonly string[],
  widths: readonly number[],
  random: Random,
): Generator<InputVector> {
  const stimulus = circuit.stimulus?.(params);
  if (stimulus === undefined) yield* corners(widths);
  else for (const vector of stimulus) yield names.map((name) => vector[name] ?? 0n);
  for (let k = 0; k < RANDOM_VECTORS; k++) yield widths.map((width) => random.bits(width));
}

/**
 * Corners of any circuit: each port takes 0, 1, all ones, both alternating patterns and every single bit, while the
 * other ports together take each of the first five.
 */
export function* corners(widths: readonly number[]): Generator<InputVector> {
  const extremes = widths.map(extremesOf);
  for (let context = 0; context < 5; context++) {
    const others = extremes.map((values) => at(values, context));
    for (const [port, width] of widths.entries()) {
      for (const value of at(extremes, port)) yield others.with(port, value);
      for (let k = 0; k < width; k++) yield others.with(port, 1n << BigInt(k));
    }
  }
}

function extremesOf(width: number): readonly bigint[] {
  const ones = (1n << BigInt(width)) - 1n;
  const alternating = ones / 3n;
  return [0n, 1n, ones, alternating, ones ^ alternating];
}
