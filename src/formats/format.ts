import type { Netlist } from '../gates/netlist.ts';
import type { CellLibrary } from './cell-library.ts';

/** One input vector and the outputs that are right for it, by port. */
export interface Vector {
  readonly inputs: Readonly<Record<string, bigint>>;
  readonly outputs: Readonly<Record<string, bigint>>;
}

/** What a file says beyond its netlist, told by whoever writes it. */
export interface FileInfo {
  /** The version of the program that writes, for the header. */
  readonly version: string;
  /** The values the circuit was built with, for the header. */
  readonly params?: Readonly<Record<string, number | string | boolean>>;
  /** Verilog: one module for each scope. */
  readonly hierarchy?: boolean;
  /** Verilog: a test bench that applies these vectors and compares. VCD: the vectors to simulate, in order. */
  readonly vectors?: readonly Vector[];
  /**
   * Verilog: gates from the netlist's outputs to those that the vectors speak of, where its own are settled only together;
   * the test bench compares what comes out of them.
   */
  readonly observer?: Netlist | undefined;
}

/** What a format can be asked for beyond the netlist. */
export type FormatOption = 'hierarchy' | 'testbench' | 'inputs';

/** What reading a file needs beyond it. */
export interface ReadOptions {
  /** The module that is the circuit, where the file has several. */
  readonly top?: string | undefined;
  /** What the netlist is mapped to. */
  readonly cells?: CellLibrary | undefined;
}

/** What the reader of a format can be told beyond the file. */
export type ReadOption = keyof ReadOptions;

interface FormatOf<Kind extends string, Data> {
  readonly name: string;
  readonly kind: Kind;
  /** The usual end of a file's name, with its dot. */
  readonly extension: string;
  /** One sentence: what the format carries and who reads it. */
  readonly about: string;
  /** The options it understands. */
  readonly options?: readonly FormatOption[];
  /** The file, the same to the byte for the same netlist and info. */
  write?(netlist: Netlist, info: FileInfo): Data;
  /** Whether a file that is read begins as one of this format; what a file is, its content says, not its name. */
  begins?(text: string): boolean;
  /** What its reader understands beyond the file. */
  readonly readOptions?: readonly ReadOption[];
  /** The whole netlist, or an error with its place in the file. */
  read?(data: Data, options?: ReadOptions): Netlist;
}

/** A file format as one record. */
export type Format = FormatOf<'text', string> | FormatOf<'binary', Uint8Array>;
