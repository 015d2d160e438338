import { extname } from 'node:path';
import { CELL_FORMATS } from '../formats/cell-formats.ts';
import type { CellLibrary } from '../formats/cell-library.ts';
import type { Format, ReadOptions } from '../formats/format.ts';
import { FILE_FORMATS } from '../formats/index.ts';
import { Misuse, said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { parseNetlist } from '../gates/text.ts';
import { readBytes, readText } from '../host/read-file.ts';
import type { Options } from './context.ts';

/** What tables call a netlist from a file: the file, and beside it what our header in it claims. */
export function labelOfFile(path: string, { name }: Netlist): string {
  // Only the header can hold such a name: no identifier of the formats that have one does.
  return name.includes('(') ? `${path} (its header says ${name})` : path;
}

/**
 * Reads a netlist from a file, in the format that the end of its name says, the longest that fits; any other file must be in our own
 * text form. Throws a Misuse with the place where a file is none.
 */
export function readNetlistFile(path: string, options: Options = {}): Netlist {
  let bytes: Buffer;
  try {
    bytes = readBytes(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw mustBe('adderscope', 'the netlist', "a circuit's name or a file that can be read", path, reason);
  }
  const lower = path.toLowerCase();
  const [format] = READ_FORMATS.filter(({ extension }) => lower.endsWith(extension)).sort(
    (x, y) => y.extension.length - x.extension.length,
  );
  const told = readOptions(path, format, options);
  try {
    if (format?.kind === 'binary' && format.read !== undefined) return format.read(bytes, told);
    const text = bytes.toString('utf8');
    if (format?.kind === 'text' && format.read !== undefined) return format.read(text, told);
    if (!/^\s*netlist "/.test(text)) throw mustBe('adderscope', 'the file', TEXT_OR_FORMATS, extname(path));
    return parseNetlist(text);
  } catch (error) {
    throw inFile(path, error);
  }
}

/** The complaint about a file: whatever a reader throws, it was made to by the file. */
function inFile(path: string, error: unknown): Misuse {
  if (error instanceof Misuse) return error.in(path);
  const reason = error instanceof Error ? error.message : String(error);
  return mustBe(path, 'the file', 'one that can be read', said('one that cannot'), reason);
}

/** What the options say that the reader of this format can use. */
function readOptions(path: string, format: Format | undefined, { top, cells }: Options): ReadOptions {
  for (const [name, value] of Object.entries({ top, cells }))
    if (value !== undefined && !format?.readOptions?.some((one) => one === name))
      throw mustBe(path, `--${name}`, `left out for a file in ${format?.name ?? 'our text form'}`, value);
  return {
    top: top === undefined ? undefined : String(top),
    cells: cells === undefined ? undefined : readCells(String(cells)),
  };
}

function readCells(path: string): CellLibrary {
  const lower = path.toLowerCase();
  const format = CELL_FORMATS.find(({ extension }) => lower.endsWith(extension));
  try {
    if (format === undefined)
      throw mustBe('adderscope', '--cells', `a file of ${CELL_EXTENSIONS}`, extname(path));
    return format.read(readText(path));
  } catch (error) {
    throw inFile(path, error);
  }
}

const CELL_EXTENSIONS = CELL_FORMATS.map(({ name, extension }) => `${extension} for ${name}`).join(', ');

const READ_FORMATS = FILE_FORMATS.filter(({ read }) => read !== undefined);

const TEXT_OR_FORMATS = `named as its format says (${READ_FORMATS.map(
  ({ name, extension }) => `${extension} for ${name}`,
).join(', ')}), or begin with netlist "name"`;
