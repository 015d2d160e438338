import { at } from '../gates/at.ts';
import { slicePort } from './bitslice.ts';
import { type CheckKernel, LANES, PLANE, WORDS } from './check-kernel.ts';
import { type Column, columnLength } from './column.ts';
import type { Program } from './program.ts';
import { Random } from './random.ts';

/** Bits of a vector number that tell the lanes of a block apart; the others are the same in every lane. */
const LANE_BITS = Math.log2(LANES);

/** Bit k of the lane number, for the 32 lanes of a word. */
const LOW_BITS = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000] as const;

/** Which lanes of a block say nothing new: a lane from `distinct` on is like the lane `period` before it. */
export interface Repeat {
  readonly distinct: number;
  readonly period: number;
}

const NO_REPEAT: Repeat = { distinct: LANES, period: LANES };

/**
 * Writes the input planes of a block, and remembers which ports changed, so that whoever reads values back need not
 * read the others again.
 */
export class Stimulus {
  /** For each input port, whether it changed since this was last cleared. */
  readonly changed: Uint8Array;
  /** A lane from `distinct` on holds the vector of the lane `period` before it. */
  repeat = NO_REPEAT;
  readonly #program: Program;
  readonly #inputs: Uint32Array;
  readonly #kernel: CheckKernel;
  readonly #seedWords: Uint32Array;
  readonly #random = new Random(0);
  /** The block that the planes count now; undefined when they hold something else. */
  #counted: number | undefined;

  /** `inputs` are the input planes, WORDS to each, and `seed` SEED_WORDS words, both in the memory of the kernel. */
  constructor(program: Program, inputs: Uint32Array, seed: Uint32Array, kernel: CheckKernel) {
    this.#program = program;
    this.#inputs = inputs;
    this.#seedWords = seed;
    this.#kernel = kernel;
    this.changed = new Uint8Array(program.inputs.length).fill(1);
  }

  /** The vectors LANES block to LANES (block + 1) - 1 in order: bit k of a vector's number is input bit k. */
  count(block: number): void {
    const before = this.#counted;
    const { inputs, inputCount } = this.#program;
    if (before === undefined) {
      for (let k = 0; k < Math.min(inputCount, LANE_BITS); k++) this.#countLanes(k);
      this.changed.fill(1);
    }
    let end = 0;
    for (const [port, { width }] of inputs.entries()) {
      const start = end;
      end += width;
      for (let k = Math.max(start, LANE_BITS); k < end; k++) {
        const bit = bitOf(block, k - LANE_BITS);
        if (before !== undefined && bitOf(before, k - LANE_BITS) === bit) continue;
        this.#inputs.fill(bit === 1 ? 0xffffffff : 0, k * WORDS, (k + 1) * WORDS);
        this.changed[port] = 1;
      }
    }
    this.#counted = block;
    const distinct = Math.min(LANES, 2 ** inputCount);
    this.repeat = { distinct, period: distinct };
  }

  /** Random bits, told by the seed and the number of the block alone, so that blocks can be run in any order. */
  random(seed: number, block: number): void {
    // Different for each of the first 2^32 blocks, since the factor is odd; a text would cost more than the block.
    this.#random.restart(seed ^ Math.imul(block, 0x9e3779b9));
    this.#random.fill(this.#seedWords);
    const from = this.#inputs.byteOffset;
    this.#kernel.random(this.#seedWords.byteOffset, from, from + this.#program.inputCount * PLANE);
    this.#changeAll(NO_REPEAT);
  }

  /** Given vectors, from `first` on and at most LANES: the values of each port, a column each. The other lanes are 0. */
  vectors(columns: readonly Column[], first: number): void {
    let from = 0;
    let lanes = 0;
    for (const [port, { width }] of this.#program.inputs.entries()) {
      const values = at(columns, port);
      lanes = Math.min(LANES, columnLength(values) - first);
      writePlanes(values, first, lanes, width, this.#inputs.subarray(from, from + width * WORDS));
      from += width * WORDS;
    }
    this.#changeAll({ distinct: Math.min(LANES, lanes + 1), period: 1 });
  }

  #changeAll(repeat: Repeat): void {
    this.repeat = repeat;
    this.changed.fill(1);
    this.#counted = undefined;
  }

  #countLanes(k: number): void {
    const pattern = LOW_BITS[k];
    for (let word = 0; word < WORDS; word++)
      this.#inputs[k * WORDS + word] = pattern ?? ((word >>> (k - LOW_BITS.length)) & 1 ? 0xffffffff : 0);
  }
}

/**
 * The planes of columns, by their first lane. Circuits that share a list of vectors hand over the same columns again:
 * from the second time on their planes are kept, and copied.
 */
const planesOfColumn = new WeakMap<Column, Map<number, Uint32Array>>();

function writePlanes(values: Column, first: number, lanes: number, width: number, planes: Uint32Array): void {
  const known = planesOfColumn.get(values);
  const kept = known?.get(first);
  if (kept?.length === planes.length) {
    planes.set(kept);
    return;
  }
  slicePort(values, first, lanes, width, planes, WORDS);
  if (known === undefined) planesOfColumn.set(values, new Map());
  else known.set(first, planes.slice());
}

/** Bit k of a whole number below 2^53; the operators on bits see the lowest 32 alone. */
function bitOf(value: number, k: number): number {
  return (k < 32 ? value >>> k : (value / 2 ** 32) >>> (k - 32)) & 1;
}
