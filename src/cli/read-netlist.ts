import { readFileSync } from 'node:fs';
import { FILE_FORMATS } from '../formats/index.ts';
import type { Netlist } from '../gates/netlist.ts';
import { parseNetlist } from '../gates/text.ts';
import { UsageError } from './usage-error.ts';

/** What tables call a netlist from a file: the file, and beside it what our header in it claims. */
export function labelOfFile(path: string, { name }: Netlist): string {
  // Only the header can hold such a name: no identifier of the formats that have one does.
  return name.includes('(') ? `${path} (its header says ${name})` : path;
}

/**
 * Reads a netlist from a file, in the format that the end of its name says, the longest that fits; any other name means
 * our own text form. A file that cannot be read is a usage error, with its place.
 */
export function readNetlistFile(path: string): Netlist {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `adderscope: the netlist must be a circuit's name or a file that can be read, got '${path}' (${reason})`,
    );
  }
  const [format] = FILE_FORMATS.filter(
    ({ extension, read }) => read !== undefined && path.endsWith(extension),
  ).sort((x, y) => y.extension.length - x.extension.length);
  try {
    if (format?.kind === 'binary' && format.read !== undefined) return format.read(bytes);
    const text = bytes.toString('utf8');
    return format?.kind === 'text' && format.read !== undefined ? format.read(text) : parseNetlist(text);
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
