import { wordAt } from '../gates/at.ts';

/**
 * Seeded random numbers, the same on every machine: xoshiro128** by D. Blackman and S. Vigna, seeded through
 * splitmix32. A run is named by its seed and the texts it is about, so no order of work changes what is drawn.
 */
export class Random {
  /** Four words. In fields of their own, words of 32 bits would be boxes, a new one at each write. */
  readonly #state = new Uint32Array(4);
  readonly #drawn = new Uint32Array(1);

  constructor(seed: number, ...about: readonly string[]) {
    let state = seed | 0;
    for (const text of about) for (let k = 0; k < text.length; k++) state = mix(state ^ text.charCodeAt(k));
    this.restart(state);
  }

  /** Draws from now on what a new one of this seed draws, without the cost of an object. */
  restart(seed: number): void {
    const state = this.#state;
    for (let k = 0; k < 4; k++) state[k] = mix((seed + (k + 1) * GAMMA) | 0);
    state[3] = wordAt(state, 3) | 1;
  }

  /** 32 random bits, unsigned. */
  word(): number {
    this.fill(this.#drawn);
    return wordAt(this.#drawn, 0);
  }

  /** Random bits in every word. */
  fill(words: Uint32Array): void {
    const state = this.#state;
    let [a, b, c, d] = [
      wordAt(state, 0) | 0,
      wordAt(state, 1) | 0,
      wordAt(state, 2) | 0,
      wordAt(state, 3) | 0,
    ];
    for (let k = 0; k < words.length; k++) {
      const product = Math.imul(b, 5);
      words[k] = Math.imul((product << 7) | (product >>> 25), 9);
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = d;
  }

  /** A random number of `width` bits. */
  bits(width: number): bigint {
    if (width <= 32) return BigInt(this.word() >>> (32 - width));
    let value = 0n;
    for (let left = width; left > 0; left -= 32) value = (value << 32n) | BigInt(this.word());
    return BigInt.asUintN(width, value);
  }
}

/** The step of splitmix32. */
const GAMMA = 0x9e3779b9;

function mix(x: number): number {
  let z = x;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}
