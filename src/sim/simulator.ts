import type { Netlist } from '../gates/netlist.ts';

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
}

/** A way to run netlists; a new engine is one file with one of these. */
export type Engine = (netlist: Netlist, words: number) => Simulator;
