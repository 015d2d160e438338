import { Misuse } from '../gates/misuse.ts';
import type { Netlist } from '../gates/netlist.ts';
import { readNetlistFile } from '../host/read-netlist-file.ts';

/** How a netlist is read from a file. */
export interface FileOptions {
  readonly top: string | undefined;
  readonly cells: string | undefined;
}

/** The netlist in a file, read as the options say. */
export function netlistFile(path: string, files: FileOptions): Netlist {
  try {
    return readNetlistFile(path, files);
  } catch (error) {
    throw error instanceof Misuse ? error.renamed({ top: '--top', cells: '--cells' }) : error;
  }
}
