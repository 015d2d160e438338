/**
 * Seeded random numbers, the same on every machine: xoshiro128** by D. Blackman and S. Vigna, seeded through
 * splitmix32. A run is named by its seed and the texts it is about, so no order of work changes what is drawn.
 */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;

  constructor(seed: number, ...about: readonly string[]) {
    let state = seed | 0;
    for (const text of about) for (let k = 0; k < text.length; k++) state = mix(state ^ text.charCodeAt(k));
    this.restart(state);
  }

  /** Draws from now on what a new one of this seed draws, without the cost of an object. */
  restart(seed: number): void {
    this.#a = mix((seed + GAMMA) | 0);
    this.#b = mix((seed + 2 * GAMMA) | 0);
    this.#c = mix((seed + 3 * GAMMA) | 0);
    this.#d = mix((seed + 4 * GAMMA) | 0) | 1;
  }

  /** 32 random bits, unsigned. */
  word(): number {
    const product = Math.imul(this.#b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  /** As many calls of `word` as there is room, kept in registers: a field of 32 bits is a box at every write. */
  fill(words: Uint32Array): void {
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d];
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
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
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
