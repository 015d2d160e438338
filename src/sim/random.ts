/**
 * Seeded random numbers, the same on every machine: xoshiro128** by D. Blackman and S. Vigna, seeded through
 * splitmix32. A run is named by its seed and the texts it is about, so no order of work changes what is drawn.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number, ...about: readonly string[]) {
    let state = seed | 0;
    for (const text of about) for (let k = 0; k < text.length; k++) state = mix(state ^ text.charCodeAt(k));
    const next = () => {
      state = (state + 0x9e3779b9) | 0;
      return mix(state);
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next() | 1;
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

  /** A random number of `width` bits. */
  bits(width: number): bigint {
    if (width <= 32) return BigInt(this.word() >>> (32 - width));
    let value = 0n;
    for (let left = width; left > 0; left -= 32) value = (value << 32n) | BigInt(this.word());
    return BigInt.asUintN(width, value);
  }
}

function mix(x: number): number {
  let z = x;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}
