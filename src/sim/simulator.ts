import type { Program } from './program.ts';
import type { WasmMemory } from './webassembly.ts';

/**
 * Evaluates many input vectors at once. A lane is one vector; 32 lanes make a word, and the plane of a net is its
 * value in every lane: bit (lane % 32) of word (lane / 32).
 */
export interface Simulator {
  /** Words in a plane; the simulator has 32 times as many lanes. */
  readonly words: number;
  /** Planes of the inputs, in the order of the ports, least significant bit first. Write these, then `run`. */
  readonly inputs: Uint32Array;
  /** Planes of the outputs, in the same order. Read these after `run`. */
  readonly outputs: Uint32Array;
  run(): void;
  /**
   * Where the planes are when the engine runs in WebAssembly, so that other modules can work on them in place; the
   * spare bytes begin at `spareAt`, a multiple of 16.
   */
  readonly shared?: { readonly memory: WasmMemory; readonly spareAt: number };
  /** Gives its memory to the next simulator. Worth it for thousands of netlists; nothing may be used afterwards. */
  release(): void;
}

/** A way to run programs: a simulator with `words` to a plane, and `spareBytes` of room for others in its memory. */
export type CreateSimulator = (program: Program, words: number, spareBytes?: number) => Simulator;
