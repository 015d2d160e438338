import { generated } from './generated.ts';
import { interpreter } from './interpreter.ts';
import type { CreateSimulator } from './simulator.ts';
import { table } from './table.ts';
import { vectorsWork } from './webassembly.ts';

/** A way to run programs, as the command line and the measurements list it. */
export interface Engine {
  /** As after `--engine`. */
  readonly name: EngineName;
  /** One sentence: how it works and what it is for. */
  readonly about: string;
  readonly create: CreateSimulator;
}

export type EngineName = 'interpreter' | 'table' | 'generated';

/** The catalogue of engines. */
export const ENGINES: Readonly<Record<EngineName, Engine>> = {
  interpreter: {
    name: 'interpreter',
    about: 'typed arrays in plain JavaScript; runs anywhere and needs no set-up',
    create: interpreter,
  },
  table: {
    name: 'table',
    about: 'a fixed WebAssembly loop over a table of cells; for short runs, nearly no set-up',
    create: table,
  },
  generated: {
    name: 'generated',
    about: 'WebAssembly written for the netlist; for long runs, fastest once compiled',
    create: generated,
  },
};

/**
 * Vectors from which compiling pays. What it costs and what it saves both grow with the number of gates, so the bound
 * does not depend on the netlist; measured on multipliers of 8 to 64 bits, see docs/performance.md.
 */
export const GENERATE_FROM = 2 ** 24;

/** The engine that finishes first when one thread runs so many vectors. */
export function chooseEngine(vectors: number): Engine {
  if (!vectorsWork()) return ENGINES.interpreter;
  return vectors < GENERATE_FROM ? ENGINES.table : ENGINES.generated;
}
