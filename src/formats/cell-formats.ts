import { isGenlib, isLiberty, isVerilog } from './beginnings.ts';
import type { CellLibrary } from './cell-library.ts';
import { readGenlib } from './read-genlib.ts';
import { readLiberty } from './read-liberty.ts';

/** A form of cell libraries as one record. */
export interface CellFormat {
  readonly name: string;
  /** The usual end of a file's name, with its dot. */
  readonly extension: string;
  readonly about: string;
  /** Whether a library begins as one of this form. */
  begins(text: string): boolean;
  read(text: string): CellLibrary;
}

/** The forms in which libraries of cells are read. */
export const CELL_FORMATS: readonly CellFormat[] = [
  {
    name: 'liberty',
    extension: '.lib',
    about: 'Liberty, the functions of the pins',
    begins: isLiberty,
    read: (text) => ({ cells: readLiberty(text) }),
  },
  {
    name: 'genlib',
    extension: '.genlib',
    about: "SIS's and ABC's genlib",
    begins: isGenlib,
    read: (text) => ({ cells: readGenlib(text) }),
  },
  {
    name: 'verilog',
    extension: '.v',
    about: 'Verilog, a module a cell',
    begins: isVerilog,
    read: (text) => ({ cells: new Map(), verilog: text }),
  },
];
