import type { FloatFormat } from '../float-formats.ts';

/** Widths of exponent and trailing significand. */
type Widths = Pick<FloatFormat, 'e' | 'f'>;

/**
 * Vectors that tell every bit from every other, where the corners of a format are about numbers: bits alone, missing and
 * in pairs, for whatever looks for a nonzero exponent, an infinity, a NaN or a lost bit; and differences of close operands
 * with their leading one in each place, at the exponents around where the result becomes subnormal. `faults` counts what
 * they find.
 */
export function* bitVectors(format: Widths): Iterable<Record<'a' | 'b' | 'op', bigint>> {
  let op = 0n;
  for (const word of tellingWords(format)) {
    yield { a: word, b: 0n, op };
    yield { a: 0n, b: word, op };
    op ^= 1n;
  }
  for (const [x, y] of closePairs(format)) {
    yield { a: x, b: y, op: 1n };
    yield { a: y, b: x, op: 1n };
  }
  for (const [x, y] of lostBits(format)) {
    yield { a: x, b: y, op };
    op ^= 1n;
  }
  for (const [x, y] of roundedUp(format)) yield { a: x, b: y, op: 0n };
}

/** Numbers of one and two bits, with one and two bits missing, infinity with a bit flipped: NaNs, and numbers near it. */
function* tellingWords({ e, f }: Widths): Iterable<bigint> {
  const all = (1n << BigInt(e + f)) - 1n;
  const infinity = ((1n << BigInt(e)) - 1n) << BigInt(f);
  for (const bit of singles(e + f)) {
    yield bit;
    yield all ^ bit;
    yield infinity ^ bit;
  }
  for (const pair of bitPairs(e)) {
    yield pair << BigInt(f);
    yield all ^ (pair << BigInt(f));
  }
  for (const pair of bitPairs(f)) yield infinity | pair;
}

/** For each node of a balanced tree over n bits, one bit of each of its two sides. */
function* bitPairs(n: number): Iterable<bigint> {
  for (let size = 1; size < n; size *= 2)
    for (let k = 0; k + size < n; k += 2 * size) yield (1n << BigInt(k)) | (1n << BigInt(k + size));
}

/** Pairs of magnitudes whose difference has its leading one in each place, exponents equal or one apart. */
function* closePairs({ e, f }: Widths): Iterable<readonly [bigint, bigint]> {
  const largest = 2 ** e - 2;
  for (let k = 0; k <= f; k++) {
    const bit = 1n << BigInt(k);
    const below = bit - 1n;
    const zeros = f - k;
    const exponents = [zeros, f + 3, 2 ** (e - 1)];
    for (const exponent of new Set(exponents.map((x) => Math.min(Math.max(x, 1), largest - 1)))) {
      const base = BigInt(exponent) << BigInt(f);
      const next = base + (1n << BigInt(f));
      for (const tail of new Set([0n, 1n & below, below, below / 3n])) {
        if (k < f) yield [base + bit + tail, base];
        // Apart by one exponent, so a place above counts twice.
        const above = (bit + tail) >> 2n;
        yield [next + above, next - (bit + tail - 2n * above)];
      }
      if (k < f) yield [base + bit, base + below];
    }
    // Repeated patterns behind the leading one, for a counter that takes bits in groups.
    const base = BigInt(Math.min(f + 3, largest - 1)) << BigInt(f);
    for (const part of [5n, 7n, 15n, 17n, 31n]) if (k < f) yield [base + bit + below / part, base];
  }
  // Nothing is left, and the exponent less the number of zeros is 0.
  const exponent = BigInt(Math.min(f + 5, largest)) << BigInt(f);
  yield [exponent, exponent];
}

/**
 * Pairs of magnitudes of which the smaller, a subnormal, loses one or two bits in one row of the alignment: row r moves by
 * 2^r, after the rows before it moved by nothing or by all they can. There are two more places below the significand.
 */
function* lostBits({ e, f }: Widths): Iterable<readonly [bigint, bigint]> {
  for (let row = 1; row <= f + 3; row *= 2)
    for (const before of new Set([0, row - 1])) {
      const distance = row + before;
      if (distance > 2 ** e - 3) continue;
      for (const bits of [...singles(row), ...bitPairs(row)]) {
        const tail = (bits << BigInt(before)) >> 2n;
        if (tail << 2n === bits << BigInt(before) && tail >> BigInt(f) === 0n)
          yield [BigInt(distance + 1) << BigInt(f), tail];
      }
    }
}

/** Pairs of magnitudes whose sum is rounded up, with a carry to each place. */
function* roundedUp({ e, f }: Widths): Iterable<readonly [bigint, bigint]> {
  const exponent = BigInt(Math.min(f + 3, 2 ** e - 2));
  const half = exponent > BigInt(f + 1) ? (exponent - BigInt(f + 1)) << BigInt(f) : 1n;
  for (const bit of singles(f + 1)) yield [(exponent << BigInt(f)) + bit - 1n, half + 1n];
}

function* singles(n: number): Iterable<bigint> {
  for (let k = 0; k < n; k++) yield 1n << BigInt(k);
}
