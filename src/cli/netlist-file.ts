import { Misuse } from '../gates/misuse.ts';
import type { Netlist } from '../gates/netlist.ts';
import { readNetlistFile } from '../host/read-netlist-file.ts';
import type { Options } from './context.ts';

/** The netlist in a file, read as the options say. */
export function netlistFile(path: string, { top, cells }: Options): Netlist {
  try {
    return readNetlistFile(path, {
      top: top === undefined ? undefined : String(top),
      cells: cells === undefined ? undefined : String(cells),
    });
  } catch (error) {
    throw error instanceof Misuse ? error.renamed({ top: '--top', cells: '--cells' }) : error;
  }
}
