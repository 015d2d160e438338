import type { FloatFormat } from '../float-formats.ts';
import { type Direction, ROUNDING_CODES, type Rounding } from './rounding.ts';

/** A sum and its exceptions, each exception 0 or 1. */
export interface FloatSum {
  r: bigint;
  invalid: bigint;
  overflow: bigint;
  underflow: bigint;
  inexact: bigint;
}

const DIRECTION_OF_CODE = Object.entries(ROUNDING_CODES).reduce<Direction[]>((table, [name, code]) => {
  table[code] = name as Direction;
  return table;
}, []);

/** The direction that a parameter and a code on the port `rm` stand for; code 5 acts as 4, code 7 as 6. */
export function directionOf(rounding: Rounding, rm: bigint): Direction {
  if (rounding !== 'port') return rounding;
  const code = Number(rm);
  return DIRECTION_OF_CODE[code] ?? DIRECTION_OF_CODE[code - 1] ?? 'ties-to-even';
}

/**
 * The addition of IEEE 754-2019 in exact integers, as a second opinion on the circuit: both operands become whole
 * numbers of one unit, however far apart, the sum is exact, and it is rounded once. Shares nothing with the gates.
 */
export class FloatModel {
  readonly #f: bigint;
  readonly #precision: number;
  readonly #signShift: bigint;
  readonly #trailingMask: bigint;
  readonly #largestExponent: bigint;
  readonly #infinity: bigint;
  readonly #magnitudeMask: bigint;
  readonly #quietBit: bigint;

  constructor({ e, f }: Pick<FloatFormat, 'e' | 'f'>) {
    this.#f = BigInt(f);
    this.#precision = f + 1;
    this.#signShift = BigInt(e + f);
    this.#trailingMask = (1n << this.#f) - 1n;
    this.#largestExponent = (1n << BigInt(e)) - 1n;
    this.#infinity = this.#largestExponent << this.#f;
    this.#magnitudeMask = (1n << this.#signShift) - 1n;
    this.#quietBit = 1n << (this.#f - 1n);
  }

  /** a + b, or a - b with `subtract`, rounded in one direction. */
  add(a: bigint, b: bigint, subtract: boolean, direction: Direction): FloatSum {
    const signA = a >> this.#signShift;
    const signB = (b >> this.#signShift) ^ (subtract ? 1n : 0n);
    const sizeA = a & this.#magnitudeMask;
    const sizeB = b & this.#magnitudeMask;
    if (sizeA >= this.#infinity || sizeB >= this.#infinity) return this.#special(sizeA, signA, sizeB, signB);

    const exponentA = sizeA >> this.#f || 1n;
    const exponentB = sizeB >> this.#f || 1n;
    const exponent = exponentA < exponentB ? exponentA : exponentB;
    const exactA = this.#significand(sizeA) << (exponentA - exponent);
    const exactB = this.#significand(sizeB) << (exponentB - exponent);
    const sum = (signA ? -exactA : exactA) + (signB ? -exactB : exactB);
    if (sum === 0n) {
      const sign = signA === signB ? signA : direction === 'down' ? 1n : 0n;
      return { r: sign << this.#signShift, invalid: 0n, overflow: 0n, underflow: 0n, inexact: 0n };
    }
    return this.#round(sum, Number(exponent), direction);
  }

  #significand(size: bigint): bigint {
    const trailing = size & this.#trailingMask;
    return size >> this.#f === 0n ? trailing : trailing | (1n << this.#f);
  }

  /** A sum with an infinity or a NaN. */
  #special(sizeA: bigint, signA: bigint, sizeB: bigint, signB: bigint): FloatSum {
    const result = { r: this.#infinity, invalid: 0n, overflow: 0n, underflow: 0n, inexact: 0n };
    const nanA = sizeA > this.#infinity;
    const nanB = sizeB > this.#infinity;
    const opposed = sizeA === this.#infinity && sizeB === this.#infinity && signA !== signB;
    if (nanA || nanB || opposed) {
      const signals = (nanA && !(sizeA & this.#quietBit)) || (nanB && !(sizeB & this.#quietBit));
      result.r |= this.#quietBit;
      if (signals || opposed) result.invalid = 1n;
    } else if (sizeA === this.#infinity ? signA : signB) result.r |= 1n << this.#signShift;
    return result;
  }

  /** `sum` units of 2^(exponent - 1) smallest subnormals, rounded; it is not zero. */
  #round(sum: bigint, exponent: number, direction: Direction): FloatSum {
    const negative = sum < 0n;
    const magnitude = negative ? -sum : sum;
    const excess = bigBitLength(magnitude) - this.#precision;
    // The place of the last bit of the result, in the same units; no result is finer than the smallest subnormal.
    const place = Math.max(excess, 1 - exponent);
    let kept = magnitude;
    let isInexact = false;
    if (place <= 0) kept <<= BigInt(-place);
    else {
      kept >>= BigInt(place);
      const rest = magnitude - (kept << BigInt(place));
      isInexact = rest !== 0n;
      if (isInexact && roundsUp(direction, negative, kept, rest, 1n << BigInt(place - 1))) kept += 1n;
      if (isInexact && direction === 'to-odd') kept |= 1n;
    }
    let biased = exponent + place;
    if (kept >> this.#f === 2n) {
      kept >>= 1n;
      biased++;
    }
    if (kept >> this.#f === 0n) biased = 0;

    const sign = negative ? 1n << this.#signShift : 0n;
    if (BigInt(biased) >= this.#largestExponent) {
      const size = overflowsToInfinity(direction, negative) ? this.#infinity : this.#infinity - 1n;
      return { r: sign | size, invalid: 0n, overflow: 1n, underflow: 0n, inexact: 1n };
    }
    const r = sign | (BigInt(biased) << this.#f) | (kept & this.#trailingMask);
    // Tiny before rounding: below the smallest normal number, 2^f smallest subnormals.
    const isTiny = magnitude << BigInt(exponent - 1) < 1n << this.#f;
    return {
      r,
      invalid: 0n,
      overflow: 0n,
      underflow: isTiny && isInexact ? 1n : 0n,
      inexact: isInexact ? 1n : 0n,
    };
  }
}

/** Whether a magnitude with this rest, out of 2 half, goes up; the rest is not zero. */
function roundsUp(
  direction: Direction,
  negative: boolean,
  kept: bigint,
  rest: bigint,
  half: bigint,
): boolean {
  switch (direction) {
    case 'ties-to-even':
      return rest > half || (rest === half && (kept & 1n) === 1n);
    case 'ties-away':
      return rest >= half;
    case 'up':
      return !negative;
    case 'down':
      return negative;
    case 'toward-zero':
    case 'to-odd':
      return false;
  }
}

function overflowsToInfinity(direction: Direction, negative: boolean): boolean {
  switch (direction) {
    case 'ties-to-even':
    case 'ties-away':
      return true;
    case 'up':
      return !negative;
    case 'down':
      return negative;
    case 'toward-zero':
    case 'to-odd':
      return false;
  }
}

function bigBitLength(x: bigint): number {
  if (x < 0x100000000n) return 32 - Math.clz32(Number(x));
  const digits = x.toString(16);
  return 4 * digits.length - Math.clz32(Number.parseInt(digits.slice(0, 1), 16)) + 28;
}
