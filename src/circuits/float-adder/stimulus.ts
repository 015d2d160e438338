import { type FloatFormat, formatBias } from '../float-formats.ts';
import { bitVectors } from './bit-vectors.ts';
import type { Rounding } from './rounding.ts';

/** Input values of the adder; `rm` matters only where it is a port. */
export interface FloatVector {
  readonly a: bigint;
  readonly b: bigint;
  readonly op: bigint;
  readonly rm: bigint;
}

/**
 * Vectors where floating-point adders break: special values against each other, then sums by exponent distance (equal,
 * close, and around where the smaller operand leaves for the sticky bit) with exact ties and their neighbours, carries
 * through all bits, total cancellation, the subnormal boundary and the largest exponents, in all signs and operations.
 * A port `rm` gets every code for each of them. Where ties go to even, vectors that tell every bit follow.
 */
export function floatStimulus({
  e,
  f,
  rounding,
}: Pick<FloatFormat, 'e' | 'f'> & { readonly rounding: Rounding }): readonly FloatVector[] {
  if (last?.e !== e || last.f !== f)
    last = { e, f, vectors: Array.from(floatCorners({ e, f }), (corner) => ({ ...corner, rm: 0n })) };
  // Single bits matter to the stages before the rounding, which are the same in every direction.
  if (rounding === 'ties-to-even')
    return [...last.vectors, ...Array.from(bitVectors({ e, f }), (vector) => ({ ...vector, rm: 0n }))];
  if (rounding !== 'port') return last.vectors;
  const codes = [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n];
  return last.vectors.flatMap((corner) => codes.map((rm) => ({ ...corner, rm })));
}

/** Those of the last format: its rounding directions follow each other. */
let last: { e: number; f: number; vectors: readonly FloatVector[] } | undefined;

/** The corners of a format, without rounding directions. */
export function* floatCorners(format: Pick<FloatFormat, 'e' | 'f'>): Iterable<Omit<FloatVector, 'rm'>> {
  const specials = specialValues(format);
  for (const a of specials) for (const b of specials) for (const op of [0n, 1n]) yield { a, b, op };

  const signBit = 1n << BigInt(format.e + format.f);
  let op = 0n;
  for (const [x, y] of magnitudePairs(format))
    for (const signs of [0, 1, 2, 3]) {
      const left = signs & 1 ? signBit | x : x;
      const right = signs & 2 ? signBit | y : y;
      // The operation changes from pair to pair, and the order of the operands at half that pace.
      yield signs === 0 || signs === 3 ? { a: left, b: right, op } : { a: right, b: left, op };
      op ^= 1n;
    }
}

/** Both signs of zero, the smallest and largest subnormal, the smallest normal, 1, the largest finite, infinity, NaNs. */
function specialValues({ e, f }: Pick<FloatFormat, 'e' | 'f'>): bigint[] {
  const one = 1n << BigInt(f);
  const infinity = ((1n << BigInt(e)) - 1n) << BigInt(f);
  const sizes = [0n, 1n, one - 1n, one, BigInt(formatBias({ e })) << BigInt(f), infinity - 1n, infinity];
  // The canonical NaN, a quiet one with everything set, and a signalling one where the format has it.
  const nans = new Set([infinity | (one >> 1n), infinity | (one - 1n), infinity | 1n]);
  return [...new Set([...sizes, ...nans])].flatMap((size) => [size, size | (1n << BigInt(e + f))]);
}

/** Pairs of magnitudes, exponents apart by the distances that matter. */
function* magnitudePairs({ e, f }: Pick<FloatFormat, 'e' | 'f'>): Iterable<readonly [bigint, bigint]> {
  const largest = 2 ** e - 2;
  const clamp = (exponent: number) => Math.min(Math.max(exponent, 0), largest);
  const ones = (1n << BigInt(f)) - 1n;
  const exponents = new Set([0, 1, f + 3, formatBias({ e }), largest].map(clamp));
  for (const exponent of exponents)
    for (const distance of new Set([0, 1, 2, f, f + 1, f + 2, f + 3])) {
      const x = BigInt(exponent) << BigInt(f);
      const y = BigInt(clamp(exponent - distance)) << BigInt(f);
      // One bit just below the last of x: an exact tie. f + 1 places away it is the hidden bit itself.
      const tie = ((1n << BigInt(distance)) >> 1n) & ones;
      const tails = new Set([0n, 1n, tie, (tie + 1n) & ones, (tie - 1n) & ones, ones]);
      for (const head of new Set([0n, ones, ones / 3n])) for (const tail of tails) yield [x | head, y | tail];
    }
}
