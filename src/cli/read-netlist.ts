import { readFileSync } from 'node:fs';
import type { Netlist } from '../gates/netlist.ts';
import { parseNetlist } from '../gates/text.ts';
import { UsageError } from './usage-error.ts';

/** Reads a netlist from a file, in our own text form. A file that cannot be read is a usage error, with its place. */
export function readNetlistFile(path: string): Netlist {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `adderscope: the netlist must be a circuit's name or a file that can be read, got '${path}' (${reason})`,
    );
  }
  try {
    return parseNetlist(text);
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
