import { mustBe } from '../gates/must-be.ts';
import { firstOutputSlot, type Program } from './program.ts';
import type { Simulator } from './simulator.ts';
import { giveBackMemory, takeMemory, type WasmMemory } from './webassembly.ts';

/** What the engines in WebAssembly have in common: planes from address 0 on, then their own bytes, then spare ones. */
export interface WasmPlanes {
  readonly memory: WasmMemory;
  /** Bytes of a plane; slot k is at k stride. */
  readonly stride: number;
  /** Address of the engine's own bytes. */
  readonly ownAt: number;
  /** The simulator, once it is known how to run it. */
  simulator(run: () => void): Simulator;
}

/** Takes a memory for a program. A vector has 4 words, so `words` must be a multiple of `unit`, itself one of 4. */
export function wasmPlanes(
  program: Program,
  words: number,
  unit: number,
  ownBytes: number,
  spareBytes: number,
): WasmPlanes {
  if (!Number.isInteger(words) || words < 1 || words % unit !== 0)
    throw mustBe(program.name, 'words in a plane', `a multiple of ${unit}`, words);
  const stride = 4 * words;
  const ownAt = program.slotCount * stride;
  const spareAt = Math.ceil((ownAt + ownBytes) / 16) * 16;
  const memory = takeMemory(spareAt + spareBytes);
  const planes = new Uint32Array(memory.buffer, 0, program.slotCount * words);
  planes.fill(0, 0, words);
  planes.fill(0xffffffff, words, 2 * words);
  const first = firstOutputSlot(program);
  return {
    memory,
    stride,
    ownAt,
    simulator: (run) => ({
      words,
      inputs: planes.subarray(2 * words, first * words),
      outputs: planes.subarray(first * words, (first + program.outputCount) * words),
      run,
      shared: { memory, spareAt },
      release: () => giveBackMemory(memory),
    }),
  };
}
