import { wordAt } from '../gates/at.ts';
import type { Netlist } from '../gates/netlist.ts';
import { checkKernel, LANES, PLANE, SEED_WORDS, WORDS } from '../sim/check-kernel.ts';
import { compile } from '../sim/program.ts';
import { Stimulus } from '../sim/stimulus.ts';
import { takeMemory } from '../sim/webassembly.ts';
import type { Vectors } from '../verify/vectors.ts';

/** 32 vectors or fewer, one after the other from `first` on. */
export interface VectorWord {
  /** The number of the first of them in the whole. */
  readonly first: number;
  readonly count: number;
  /** Writes the 32 lanes of each input net, from net 2 on; lanes from `count` on hold anything. */
  fill(words: Uint32Array): void;
}

/** The very vectors that `verify` tries, 32 at a time and in the same order. */
export function* vectorWords(netlist: Netlist, vectors: Vectors): Generator<VectorWord> {
  const program = compile(netlist);
  const seedAt = program.inputCount * PLANE;
  const memory = takeMemory(seedAt + 4 * SEED_WORDS);
  const planes = new Uint32Array(memory.buffer, 0, program.inputCount * WORDS);
  const seed = new Uint32Array(memory.buffer, seedAt, SEED_WORDS);
  const stimulus = new Stimulus(program, planes, seed, checkKernel(memory));
  let before = 0;
  for (const part of vectors.parts) {
    for (let block = 0; block * LANES < part.count; block++) {
      if (part.kind === 'all') stimulus.count(block);
      else if (part.kind === 'random') stimulus.random(part.seed, block);
      else stimulus.vectors(part.columns, block * LANES);
      const left = Math.min(LANES, part.count - block * LANES);
      for (let word = 0; 32 * word < left; word++)
        yield {
          first: before + block * LANES + 32 * word,
          count: Math.min(32, left - 32 * word),
          fill(words) {
            for (let k = 0; k < program.inputCount; k++) words[2 + k] = wordAt(planes, k * WORDS + word);
          },
        };
    }
    before += part.count;
  }
}
