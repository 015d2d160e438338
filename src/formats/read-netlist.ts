import { Misuse, said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { parseNetlist } from '../gates/text.ts';
import { isOwnText } from './beginnings.ts';
import { CELL_FORMATS } from './cell-formats.ts';
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
 * Reads a netlist in the format that its content begins as; where that says nothing, in the one whose extension the name ends in.
 * Throws a `Misuse` with the place where the file is none.
 *
 * ```ts
 * const verilog = 'module and2(input a, input b, output y); assign y = a & b; endmodule';
 * readNetlist({ name: 'and2.v', content: verilog }).netCount; // 5: two constants, two inputs, one gate
 * ```
 */
export function readNetlist(file: NamedFile, { top, cells }: NetlistOptions = {}): Netlist {
  const { name } = file;
  const text = textOf(file);
  const isOwn = isOwnText(text);
  const format = isOwn ? undefined : formatOf(name, text, READ_FORMATS);
  if (!isOwn && format === undefined)
    throw mustBe('adderscope', 'the file', TEXT_OR_FORMATS, said(beginningOf(text))).in(name);
  const given = { top, cells: cells?.name };
  for (const [option, value] of Object.entries(given))
    if (value !== undefined && !format?.readOptions?.some((one) => one === option))
      throw mustBe(name, option, `left out for a file in ${format?.name ?? 'our text form'}`, value);
  const told: ReadOptions = { top, cells: cells === undefined ? undefined : readCells(cells) };
  return inFile(name, () => {
    if (format?.kind === 'binary' && format.read !== undefined) return format.read(bytesOf(file), told);
    if (format?.kind === 'text' && format.read !== undefined) return format.read(text, told);
    return parseNetlist(text);
  });
}

/** What tables call a netlist from a file: the file, and beside it what our header in it claims. */
export function labelOfFile(path: string, { name }: Netlist): string {
  // Only the header can hold such a name: no identifier of the formats that have one does.
  return name.includes('(') ? `${path} (its header says ${name})` : path;
}

/** The format of a file; undefined where neither its content nor its name says one. */
function formatOf<T extends KnownFormat>(name: string, text: string, formats: readonly T[]): T | undefined {
  const lower = name.toLowerCase();
  const [named] = formats
    .filter(({ extension }) => lower.endsWith(extension))
    .sort((x, y) => y.extension.length - x.extension.length);
  return formats.find(({ begins }) => begins?.(text)) ?? named;
}

type KnownFormat = Pick<Format, 'extension' | 'begins'>;

function readCells(file: NamedFile): CellLibrary {
  const text = textOf(file);
  const format = formatOf(file.name, text, CELL_FORMATS);
  if (format === undefined)
    throw mustBe('adderscope', 'cells', `a file of ${CELL_EXTENSIONS}`, said(beginningOf(text))).in(
      file.name,
    );
  return inFile(file.name, () => format.read(text));
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

/** What a text begins with, for a message. */
function beginningOf(text: string): string {
  const [line = ''] = text.trimStart().split('\n', 1);
  if (line === '') return 'an empty file';
  return `one that begins with '${line.length > 40 ? `${line.slice(0, 40)}...` : line.trimEnd()}'`;
}

const CELL_EXTENSIONS = CELL_FORMATS.map(({ name, extension }) => `${extension} for ${name}`).join(', ');

const READ_FORMATS = FILE_FORMATS.filter(({ read }) => read !== undefined);

const TEXT_OR_FORMATS = `a netlist in one of ${READ_FORMATS.map(({ name, extension }) => `${name} (${extension})`).join(', ')}, or in our text form, which begins with netlist "name"`;
