import { Misuse, said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { parseNetlist } from '../gates/text.ts';
import { CELL_FORMATS, type CellFormat } from './cell-formats.ts';
import type { CellLibrary } from './cell-library.ts';
import type { Format, ReadOptions } from './format.ts';
import { FILE_FORMATS } from './index.ts';
import { bytesOf, type NamedFile, textOf } from './named-file.ts';

/** What reading a netlist may need beside its file. */
export interface NetlistOptions {
  /** The module of a Verilog file, or model of BLIF, that is the circuit, where several could be. */
  readonly top?: string | undefined;
  /** The library of the cells that the netlist is mapped to: Liberty, genlib or Verilog. */
  readonly cells?: NamedFile | undefined;
}

/**
 * Reads a netlist in the format that the end of the file's name says, the longest that fits; any other file must be in our own text form.
 * Throws a `Misuse` with the place where the file is none.
 *
 * ```ts
 * const verilog = 'module and2(input a, input b, output y); assign y = a & b; endmodule';
 * readNetlist({ name: 'and2.v', content: verilog }).netCount; // 5: two constants, two inputs, one gate
 * ```
 */
export function readNetlist(file: NamedFile, { top, cells }: NetlistOptions = {}): Netlist {
  const { name } = file;
  const format = checkNetlistOptions(name, { top, cells: cells?.name });
  const told: ReadOptions = { top, cells: cells === undefined ? undefined : readCells(cells) };
  return inFile(name, () => {
    if (format?.kind === 'binary' && format.read !== undefined) return format.read(bytesOf(file), told);
    const text = textOf(file);
    if (format?.kind === 'text' && format.read !== undefined) return format.read(text, told);
    if (!/^\s*netlist "/.test(text)) throw mustBe('adderscope', 'the file', TEXT_OR_FORMATS, endOf(name));
    return parseNetlist(text);
  });
}

/** What tables call a netlist from a file: the file, and beside it what our header in it claims. */
export function labelOfFile(path: string, { name }: Netlist): string {
  // Only the header can hold such a name: no identifier of the formats that have one does.
  return name.includes('(') ? `${path} (its header says ${name})` : path;
}

/**
 * The format of a file of this name, undefined for our own text form. Throws where it cannot be read with these options, `cells` by the
 * library's name: before anything is read.
 */
export function checkNetlistOptions(
  name: string,
  given: Readonly<Record<keyof ReadOptions, string | undefined>>,
): Format | undefined {
  const lower = name.toLowerCase();
  const [format] = READ_FORMATS.filter(({ extension }) => lower.endsWith(extension)).sort(
    (x, y) => y.extension.length - x.extension.length,
  );
  for (const [option, value] of Object.entries(given))
    if (value !== undefined && !format?.readOptions?.some((one) => one === option))
      throw mustBe(name, option, `left out for a file in ${format?.name ?? 'our text form'}`, value);
  if (given.cells !== undefined) cellFormatOf(given.cells);
  return format;
}

function cellFormatOf(name: string): CellFormat {
  const lower = name.toLowerCase();
  const format = CELL_FORMATS.find(({ extension }) => lower.endsWith(extension));
  if (format === undefined)
    throw mustBe('adderscope', 'cells', `a file of ${CELL_EXTENSIONS}`, endOf(name)).in(name);
  return format;
}

function readCells(file: NamedFile): CellLibrary {
  return inFile(file.name, () => cellFormatOf(file.name).read(textOf(file)));
}

/** What `body` makes of a file; whatever it throws, it was made to by the file. */
function inFile<T>(name: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof Misuse) throw error.in(name);
    const reason = error instanceof Error ? error.message : String(error);
    throw mustBe(name, 'the file', 'one that can be read', said('one that cannot'), reason);
  }
}

/** The end of a file's name, from its last dot on. */
function endOf(name: string): string {
  return /[^/\\.](\.[^/\\.]*)$/.exec(name)?.[1] ?? '';
}

const CELL_EXTENSIONS = CELL_FORMATS.map(({ name, extension }) => `${extension} for ${name}`).join(', ');

const READ_FORMATS = FILE_FORMATS.filter(({ read }) => read !== undefined);

const TEXT_OR_FORMATS = `named as its format says (${READ_FORMATS.map(
  ({ name, extension }) => `${extension} for ${name}`,
).join(', ')}), or begin with netlist "name"`;
