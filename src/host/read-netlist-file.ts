import { readNetlist } from '../formats/read-netlist.ts';
import type { Netlist } from '../gates/netlist.ts';
import { namedFile } from './read-file.ts';

/** What reading a netlist may need beside its file. */
export interface NetlistFileOptions {
  /** See `readNetlist`. */
  readonly top?: string | undefined;
  /** The path of a library of cells. */
  readonly cells?: string | undefined;
}

/** Reads a netlist from a file, as `readNetlist` does. Throws a `Misuse` where it cannot be read or is none. */
export function readNetlistFile(path: string, { top, cells }: NetlistFileOptions = {}): Netlist {
  const file = namedFile('adderscope', 'the netlist', path, "a circuit's name or a file that can be read");
  const library =
    cells === undefined ? undefined : namedFile('adderscope', 'cells', cells, 'a file that can be read');
  return readNetlist(file, { top, cells: library });
}
