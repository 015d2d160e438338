import type { Random } from './random.ts';

/** A way in which operands follow each other, as the command line lists it. */
export interface OperandStatistics {
  readonly name: string;
  readonly about: string;
  /** So many numbers of `width` bits, unsigned, each from those before it and the random numbers. */
  draw(random: Random, width: number, count: number): bigint[];
}

/** The catalogue of operand statistics. All are the same on every machine: sums of random bits, no transcendental functions. */
export const OPERAND_STATISTICS: readonly OperandStatistics[] = [
  {
    name: 'uniform',
    about: 'every number as likely as any other, each by itself',
    draw: (random, width, count) => Array.from({ length: count }, () => random.bits(width)),
  },
  {
    name: 'gaussian',
    about: 'around the middle of the range with a standard deviation of an eighth of it, each by itself',
    draw: (random, width, count) =>
      Array.from({ length: count }, () => scaled(0.5 + nearlyNormal(random) / 8, width)),
  },
  {
    name: 'small',
    about: 'the size of a normal number with a standard deviation of an eighth of the range, as weights are',
    draw: (random, width, count) =>
      Array.from({ length: count }, () => scaled(Math.abs(nearlyNormal(random)) / 8, width)),
  },
  {
    name: 'correlated',
    about: 'gaussian, and each 0.95 of the one before plus something new, as neighbouring pixels are',
    draw: (random, width, count) => {
      let walk = nearlyNormal(random);
      return Array.from({ length: count }, () => {
        walk = 0.95 * walk + Math.sqrt(1 - 0.95 ** 2) * nearlyNormal(random);
        return scaled(0.5 + walk / 8, width);
      });
    },
  },
  {
    name: 'sparse',
    about: 'zero half of the time and uniform otherwise, as activations after ReLU are',
    draw: (random, width, count) =>
      Array.from({ length: count }, () => {
        const value = random.bits(width);
        return random.bits(1) === 0n ? 0n : value;
      }),
  },
];

/** Nearly normal, mean 0 and variance 1: the sum of twelve even numbers from 0 to 1, less 6. */
export function nearlyNormal(random: Random): number {
  let sum = -6;
  for (let k = 0; k < 12; k++) sum += random.word() / 2 ** 32;
  return sum;
}

/** A share of the range as a number of `width` bits; what lies outside goes to its ends. */
function scaled(share: number, width: number): bigint {
  const inside = Math.min(Math.max(share, 0), 1 - 2 ** -53);
  return (BigInt(Math.floor(inside * 2 ** 53)) << BigInt(width)) >> 53n;
}
