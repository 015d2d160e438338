import { wordAt } from '../gates/at.ts';

/** The constants; every other edge is 2 node, or 2 node + 1 for the complement. */
export const FALSE = 0;
export const TRUE = 1;

/** Thrown when the diagrams outgrow their limit: the question is then undecided. */
export class BddTooLarge extends Error {}

/**
 * Reduced ordered binary decision diagrams with complement edges: equal functions have equal edges. Variables are
 * their place in the order, 0 on top. R. E. Bryant, Graph-based algorithms for Boolean function manipulation, 1986;
 * K. S. Brace et al., Efficient implementation of a BDD package, 1990.
 */
export class Bdd {
  readonly #limit: number;
  #variable = new Uint32Array(1024);
  #low = new Uint32Array(1024);
  #high = new Uint32Array(1024);
  /** Node 0 is the constant, below every variable. */
  #count = 1;
  /** Hash table of the nodes, by variable, low and high. */
  #unique = new Uint32Array(4096);
  /** What was computed last, direct-mapped: (x, y) and the result. They grow with the nodes, and then begin empty. */
  #cacheBits = 10;
  #and = new Uint32Array(3 << 10);
  #xor = new Uint32Array(3 << 10);

  constructor(limit = 1 << 20) {
    this.#limit = limit;
    this.#variable[0] = 0xffffffff;
  }

  /** How many nodes there are. */
  get size(): number {
    return this.#count;
  }

  variable(place: number): number {
    return this.#node(place, FALSE, TRUE);
  }

  and(x: number, y: number): number {
    if (x === y) return x;
    if ((x ^ y) === 1 || x === FALSE || y === FALSE) return FALSE;
    if (x === TRUE) return y;
    if (y === TRUE) return x;
    const [a, b] = x < y ? [x, y] : [y, x];
    const known = 3 * slotOf(a, b, this.#cacheBits);
    if (this.#and[known] === a && this.#and[known + 1] === b) return wordAt(this.#and, known + 2);
    const top = Math.min(this.#top(a), this.#top(b));
    const low = this.and(this.#branch(a, top, 0), this.#branch(b, top, 0));
    const high = this.and(this.#branch(a, top, 1), this.#branch(b, top, 1));
    const result = this.#node(top, low, high);
    const slot = 3 * slotOf(a, b, this.#cacheBits);
    this.#and[slot] = a;
    this.#and[slot + 1] = b;
    this.#and[slot + 2] = result;
    return result;
  }

  or(x: number, y: number): number {
    return this.and(x ^ 1, y ^ 1) ^ 1;
  }

  xor(x: number, y: number): number {
    const flip = (x ^ y) & 1;
    const [a, b] = x < y ? [x & ~1, y & ~1] : [y & ~1, x & ~1];
    if (a === b) return flip;
    if (a === FALSE) return b ^ flip;
    const known = 3 * slotOf(a, b, this.#cacheBits);
    if (this.#xor[known] === a && this.#xor[known + 1] === b) return wordAt(this.#xor, known + 2) ^ flip;
    const top = Math.min(this.#top(a), this.#top(b));
    const low = this.xor(this.#branch(a, top, 0), this.#branch(b, top, 0));
    const high = this.xor(this.#branch(a, top, 1), this.#branch(b, top, 1));
    const result = this.#node(top, low, high);
    const slot = 3 * slotOf(a, b, this.#cacheBits);
    this.#xor[slot] = a;
    this.#xor[slot + 1] = b;
    this.#xor[slot + 2] = result;
    return result ^ flip;
  }

  /** select ? one : zero. */
  mux(select: number, one: number, zero: number): number {
    return this.or(this.and(select, one), this.and(select ^ 1, zero));
  }

  /** x + y + z = 2 carry + sum. */
  add(x: number, y: number, z: number): { sum: number; carry: number } {
    const half = this.xor(x, y);
    return { sum: this.xor(half, z), carry: this.or(this.and(x, y), this.and(half, z)) };
  }

  /** The variables that are 1 on one path on which a function is true; undefined when it is false. */
  witness(x: number): Set<number> | undefined {
    if (x === FALSE) return undefined;
    const ones = new Set<number>();
    let edge = x;
    while (edge > TRUE) {
      const top = this.#top(edge);
      const low = this.#branch(edge, top, 0);
      if (low === FALSE) {
        ones.add(top);
        edge = this.#branch(edge, top, 1);
      } else edge = low;
    }
    return ones;
  }

  /** A function once more, in another form, from the constants up; what nodes share is made once. */
  fold<T>(
    x: number,
    { zero, not, choose }: { zero: T; not(of: T): T; choose(place: number, one: T, zero: T): T },
  ): T {
    const made = new Map<number, T>([[0, zero]]);
    const of = (edge: number): T => {
      const node = edge >>> 1;
      let value = made.get(node);
      if (value === undefined) {
        value = choose(
          wordAt(this.#variable, node),
          of(wordAt(this.#high, node)),
          of(wordAt(this.#low, node)),
        );
        made.set(node, value);
      }
      return edge & 1 ? not(value) : value;
    };
    return of(x);
  }

  #top(edge: number): number {
    return wordAt(this.#variable, edge >>> 1);
  }

  #branch(edge: number, top: number, side: 0 | 1): number {
    const node = edge >>> 1;
    if (wordAt(this.#variable, node) !== top) return edge;
    return wordAt(side === 0 ? this.#low : this.#high, node) ^ (edge & 1);
  }

  /** The node of a variable and two edges; the low edge of a stored node is never a complement. */
  #node(variable: number, low: number, high: number): number {
    if (low === high) return low;
    if (low & 1) return this.#node(variable, low ^ 1, high ^ 1) ^ 1;
    const mask = this.#unique.length - 1;
    let slot = hash(variable, low, high) & mask;
    for (let node = wordAt(this.#unique, slot); node !== 0; node = wordAt(this.#unique, slot)) {
      if (this.#variable[node] === variable && this.#low[node] === low && this.#high[node] === high)
        return 2 * node;
      slot = (slot + 1) & mask;
    }
    const node = this.#count;
    if (node === this.#limit)
      throw new BddTooLarge(`the decision diagrams have more than ${this.#limit} nodes`);
    if (node === this.#variable.length) this.#grow();
    this.#variable[node] = variable;
    this.#low[node] = low;
    this.#high[node] = high;
    this.#count = node + 1;
    if (4 * node > this.#unique.length) this.#rehash();
    else this.#unique[slot] = node;
    return 2 * node;
  }

  #grow(): void {
    const room = 2 * this.#variable.length;
    const grown = (old: Uint32Array) => {
      const words = new Uint32Array(room);
      words.set(old);
      return words;
    };
    this.#variable = grown(this.#variable);
    this.#low = grown(this.#low);
    this.#high = grown(this.#high);
    this.#cacheBits++;
    this.#and = new Uint32Array(3 << this.#cacheBits);
    this.#xor = new Uint32Array(3 << this.#cacheBits);
  }

  #rehash(): void {
    this.#unique = new Uint32Array(4 * this.#unique.length);
    const mask = this.#unique.length - 1;
    for (let node = 1; node < this.#count; node++) {
      let slot = hash(wordAt(this.#variable, node), wordAt(this.#low, node), wordAt(this.#high, node)) & mask;
      while (this.#unique[slot] !== 0) slot = (slot + 1) & mask;
      this.#unique[slot] = node;
    }
  }
}

function hash(x: number, y: number, z: number): number {
  let h = Math.imul(x + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15) ^ y, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13) ^ z, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function slotOf(x: number, y: number, bits: number): number {
  return hash(0, x, y) >>> (32 - bits);
}
