import { type FloatFormat, formatBias } from '../src/circuits/float-formats.ts';
import { at } from '../src/gates/at.ts';
import type { Random } from '../src/sim/random.ts';

/** Columns of a, b, op and rm. */
export type FloatColumns = readonly [a: bigint[], b: bigint[], op: bigint[], rm: bigint[]];

/**
 * Random vectors where floating-point adders break, in the manner of `floatStimulus`: specials against anything, equal
 * and nearly equal operands, and exponents close together or as far apart as the alignment reaches, with ties, their
 * neighbours and runs of ones in the trailing significands.
 */
export function hardVectors(
  format: Pick<FloatFormat, 'e' | 'f'>,
  random: Random,
  count: number,
): FloatColumns {
  const columns: FloatColumns = [[], [], [], []];
  const signBit = 1n << BigInt(format.e + format.f);
  for (let k = 0; k < count; k++) {
    const [x, y] = pairOf(format, random);
    const signs = random.word();
    const left = signs & 1 ? x | signBit : x;
    const right = signs & 2 ? y | signBit : y;
    columns[0].push(signs & 4 ? right : left);
    columns[1].push(signs & 4 ? left : right);
    columns[2].push(signs & 8 ? 1n : 0n);
    columns[3].push(BigInt((signs >>> 4) & 7));
  }
  return columns;
}

/** Two magnitudes. */
function pairOf({ e, f }: Pick<FloatFormat, 'e' | 'f'>, random: Random): [bigint, bigint] {
  const largest = 2 ** e - 2;
  const clamp = (exponent: number) => Math.min(Math.max(exponent, 0), largest);
  const pick = <T>(values: readonly T[]): T => at(values, random.word() % values.length);
  const ones = (1n << BigInt(f)) - 1n;
  const infinity = BigInt(largest + 1) << BigInt(f);
  const uniform = random.bits(e + f);
  const kind = random.word() % 32;
  if (kind === 0) {
    const special = pick([0n, 1n, ones, ones + 1n, infinity - 1n, infinity, infinity | 1n, infinity | ones]);
    return [
      special,
      random.word() & 1 ? uniform : pick([0n, 1n, infinity, infinity | (ones ^ (ones >> 1n))]),
    ];
  }
  if (kind <= 3) {
    const near = uniform + BigInt((random.word() % 5) - 2);
    return [uniform, near < 0n ? 0n : near & (infinity | ones)];
  }
  const exponent = clamp(
    pick([0, 1, 2, f + 3, formatBias({ e }), largest - 1, largest, random.word() % (largest + 1)]),
  );
  const distance = pick([
    0,
    0,
    1,
    1,
    2,
    f,
    f + 1,
    f + 2,
    f + 3,
    random.word() % (f + 6),
    random.word() % (largest + 1),
  ]);
  // One bit just below the last of the larger operand is an exact tie.
  const tie = ((1n << BigInt(distance)) >> 1n) & ones;
  const cut = BigInt(random.word() % (f + 1));
  const head = pick([0n, 1n, ones, ones / 3n, random.bits(f), random.bits(f), ones ^ (ones >> cut)]);
  const tail = pick([
    0n,
    1n,
    tie,
    tie + 1n,
    tie - 1n,
    ones,
    ones >> cut,
    1n << cut,
    random.bits(f),
    random.bits(f),
  ]);
  return [
    (BigInt(exponent) << BigInt(f)) | head,
    (BigInt(clamp(exponent - distance)) << BigInt(f)) | (tail & ones),
  ];
}
