import { checkNetlistOptions, type NamedFile, readNetlist } from '../formats/read-netlist.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { readBytes } from './read-file.ts';

/** What reading a netlist may need beside its file. */
export interface NetlistFileOptions {
  /** See `readNetlist`. */
  readonly top?: string | undefined;
  /** The path of a library of cells. */
  readonly cells?: string | undefined;
}

/** Reads a netlist from a file, as `readNetlist` does. Throws a `Misuse` where it cannot be read or is none. */
export function readNetlistFile(path: string, { top, cells }: NetlistFileOptions = {}): Netlist {
  const file = named(path, 'the netlist', "a circuit's name or a file that can be read");
  checkNetlistOptions(path, { top, cells });
  const library = cells === undefined ? undefined : named(cells, 'cells', 'a file that can be read');
  return readNetlist(file, { top, cells: library });
}

function named(path: string, what: string, rule: string): NamedFile {
  try {
    return { name: path, content: readBytes(path) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw mustBe('adderscope', what, rule, path, reason);
  }
}
