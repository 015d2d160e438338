import { type AnyCircuit, type InputVector, type Model, modelOf } from '../circuits/circuit.ts';
import { type AnyValues, showParams } from '../circuits/params.ts';
import { at } from '../gates/at.ts';
import { columnLength, columnValue } from '../sim/column.ts';
import { Random } from '../sim/random.ts';
import { chosenVectors, vectorNumbered } from './vectors.ts';

/** A test bench of more vectors takes longer to compile than to run. */
const MOST_VECTORS = 4096;

/** Vectors that are random whatever else there is. */
const LEAST_RANDOM = 256;

/**
 * Vectors one by one, for tools that take lists, such as a test bench: every one where they are few; else the corners or
 * the stimulus of `verify`, a seeded draw of them where they are many, and seeded random ones up to 4,096 in all. Each
 * input bit that matters at all is told: where these would not notice it tied to 0 or to 1, a vector that does is added.
 */
export function benchVectors(circuit: AnyCircuit, params: AnyValues, seed: number): InputVector[] {
  const widths = Object.values(circuit.inputs(params)).filter((width) => width > 0);
  const bits = widths.reduce((sum, width) => sum + width, 0);
  if (2 ** bits <= MOST_VECTORS)
    return Array.from({ length: 2 ** bits }, (_, number) => vectorNumbered(number, widths));

  const random = new Random(seed, circuit.name, showParams(params));
  const columns = chosenVectors(circuit, params);
  const chosen = drawn(columnLength(at(columns, 0)), MOST_VECTORS - LEAST_RANDOM, random).map((k) =>
    columns.map((column) => columnValue(column, k)),
  );
  const vectors: InputVector[] = chosen;
  while (vectors.length < MOST_VECTORS) vectors.push(widths.map((width) => random.bits(width)));
  return [...vectors, ...missing(vectors, widths, modelOf(circuit, params))];
}

/** `most` of the numbers below `count`, in their order; all of them where they are no more. */
function drawn(count: number, most: number, random: Random): number[] {
  const numbers = Array.from({ length: count }, (_, k) => k);
  if (count <= most) return numbers;
  for (let k = 0; k < most; k++) {
    const other = k + Number(random.bits(32) % BigInt(count - k));
    [numbers[k], numbers[other]] = [at(numbers, other), at(numbers, k)];
  }
  return numbers.slice(0, most).sort((x, y) => x - y);
}

/**
 * Vectors that tell an input bit tied to 0 or to 1 where the given ones do not. A vector tells both with the bit turned
 * over: the outputs differ, and each of the two shows one of the ties.
 */
function missing(vectors: readonly InputVector[], widths: readonly number[], model: Model): InputVector[] {
  const added: InputVector[] = [];
  for (const [port, width] of widths.entries())
    for (let bit = 1n; bit < 1n << BigInt(width); bit <<= 1n) {
      const told = new Set<boolean>();
      let turned: InputVector | undefined;
      // The random ones stand last and tell most.
      for (let k = vectors.length - 1; k >= 0; k--) {
        const vector = at(vectors, k);
        const isSet = (at(vector, port) & bit) !== 0n;
        if (told.has(isSet)) continue;
        const other = vector.with(port, at(vector, port) ^ bit);
        if (!differ(model(vector), model(other))) continue;
        told.add(isSet);
        turned = other;
        if (told.size === 2) break;
      }
      if (told.size === 1 && turned !== undefined) added.push(turned);
    }
  return added;
}

function differ(some: Readonly<Record<string, bigint>>, others: Readonly<Record<string, bigint>>): boolean {
  return Object.entries(some).some(([name, value]) => others[name] !== value);
}
