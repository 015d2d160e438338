import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CELL_FORMATS } from '../../src/formats/cell-formats.ts';
import type { CellLibrary } from '../../src/formats/cell-library.ts';
import { readBlif } from '../../src/formats/read-blif.ts';
import { readGenlib } from '../../src/formats/read-genlib.ts';
import { readLiberty } from '../../src/formats/read-liberty.ts';
import { readVerilog } from '../../src/formats/read-verilog.ts';
import { readYosysJson } from '../../src/formats/read-yosys-json.ts';
import { recover } from '../../src/proof/recover.ts';
import { Random } from '../../src/sim/random.ts';
import { needsTool } from '../support/tool.ts';
import { truthTables } from './support.ts';

const mapped = readFileSync('test/fixtures/cases/N14/cells.v', 'utf8');

function library(extension: string): CellLibrary {
  const format = CELL_FORMATS.find((one) => one.extension === extension);
  if (format === undefined) throw new Error(`no cells of ${extension}`);
  return format.read(readFileSync(`test/fixtures/cells/small${extension}`, 'utf8'));
}

/** The table of output `y` of a module of one instance, row 0 on the right, or what the error says. */
function y(instance: string, cells: CellLibrary): string {
  const text = `module m(input a, b, c, output y, z);\n${instance}\nendmodule`;
  return orError(() => (truthTables(readVerilog(text, { cells })).y?.[0] ?? 0n).toString(2).padStart(8, '0'));
}

function orError<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe.each(CELL_FORMATS)('cells as $name', ({ extension }) => {
  const cells = library(extension);

  it('makes gates of a mapped netlist, in which adders are found', () => {
    const netlist = readVerilog(mapped, { cells });
    expect(truthTables(netlist)).toEqual({ s: [0b10010110n], co: [0b11101000n] });
    expect(recover(netlist)).toMatchObject({ fa: 1, ha: 0, leftover: 0 });
  });

  it.each([
    ['INV_X1 u(.A(c), .ZN(y)); assign z = 0;', '00001111'],
    ['AOI21_X1 u(.A(a), .B1(b), .B2(c), .ZN(y)); assign z = 0;', '00010101'],
    ['FA_X1 u(.A(a), .B(b), .CI(c), .S(y), .CO(z));', '10010110'],
    ['FA_X1 u(.A(a), .B(b), .CI(c), .CO(y), .S()); assign z = 0;', '11101000'],
    ['LOGIC1_X1 u(.Z(y)); assign z = 0;', '11111111'],
    ['wire [1:0] v; INV_X1 u[1:0](.A({c, b}), .ZN(v)); assign {z, y} = v;', '00110011'],
    ['INV_X1 u(.A(0), .ZN(y)); assign z = 0;', '11111111'],
  ])('%s', (instance, table) => expect(y(instance, cells)).toBe(table));

  it('refuses what is no function of pins, where it is used', () => {
    expect(y('DFF_X1 u(.D(a), .CK(b), .Q(y)); assign z = 0;', cells)).toMatch(
      {
        '.lib': /^readLiberty: line 49, column 5: cell 'DFF_X1' must be a function of single pins, got 'ff'$/,
        '.genlib': /^readGenlib: line 12, column 1: gate 'DFF_X1' must be without a state, got 'LATCH'$/,
        '.v': /^readVerilog, in the cells: line 14, column 19: the text must be a module, not a table; .* got '\('$/,
      }[extension] ?? /^$/,
    );
    expect(y('OTHER u(.A(a), .ZN(y)); assign z = 0;', cells)).toBe(
      "readVerilog: line 2, column 7: the module of an instance must be defined in the file, or in a library of cells (--cells), got 'OTHER'",
    );
  });

  it('refuses a module that has the name of a cell', () => {
    expect(
      orError(() => readVerilog('module INV_X1(input A, output ZN); not(ZN, A); endmodule', { cells })),
    ).toBe(
      "readVerilog: line 1, column 8: a module must be defined once, in the file or as a cell, got 'INV_X1'",
    );
  });
});

describe('Liberty', () => {
  const cells = library('.lib');

  it('has the precedence of its manual: not, ^, AND also without a sign, OR', () => {
    // A ^ B C + !A' * 1 ^ C' is ((A ^ B) & C) | (A & (1 ^ !C)), so C & (A | B).
    expect(y('MIX u(.A(a), .B(b), .C(c), .Y(y)); assign z = 0;', cells)).toBe('11100000');
  });

  it.each([
    [
      'INV_X1 u(c, y); assign z = 0;',
      "a connection of INV_X1 must be by the name of a pin: A, ZN, got 'one by place'",
    ],
    ['INV_X1 u(.B(c), .ZN(y)); assign z = 0;', "by the name of a pin: A, ZN, got 'B'"],
    ['INV_X1 u(.A(c), .A(b), .ZN(y)); assign z = 0;', "a port must be connected once, got 'A'"],
    ['INV_X1 u(.A(), .ZN(y)); assign z = 0;', "pin A of INV_X1 must be connected, got 'nothing'"],
    ['INV_X1 u(.A({a, b}), .ZN(y)); assign z = 0;', "of 1 bits, as what it goes to, got '2 bits'"],
    ['TBUF_X1 u(.A(a), .EN(b), .Z(y)); assign z = 0;', "an output that is always driven, got 'three_state'"],
  ])('%s', (instance, error) => expect(y(instance, cells)).toContain(error));

  const cell = (body: string) => {
    const found = orError(() => readLiberty(`library (l) { cell (c) { ${body} } }`));
    const one = typeof found === 'string' ? found : found.get('c');
    return one instanceof RangeError ? one.message : one;
  };
  it.each([
    ['pin (Y) { direction : output; function : "A"; }', "must be of inputs of the cell, got 'A'"],
    ['pin (Y) { direction : output; }', "pin 'Y' of cell 'c' must be given by a function, got 'none'"],
    ['pin (Y) { direction : inout; function : "1"; }', "always driven, got 'inout'"],
    [
      'pin (Y) { direction : output; function : "1 +"; }',
      "must be a pin, 0, 1, ! or (, at 'the end', got '1 +'",
    ],
    ['pin (Y) { direction : output; function : "(1"; }', "must be ')', at 'the end'"],
    [
      'pin (Y) { direction : output; function : "1 ? 0"; }',
      "names, 0, 1 and signs ! ' ^ & * | + ( ), which ' ? 0' is not",
    ],
    ['pin (Y) { direction : output; function : ""; }', "a pin, 0, 1, ! or (, at 'the end'"],
    ['bus (A) { }', "must be a function of single pins, got 'bus'"],
    ['pin (A) { direction : input; } pin (A) { direction : input; }', "defined once, got 'A'"],
    ['pin (A) { direction : input; }', "cell 'c' must be of at least one output, got 'none'"],
    ['area 3;', "what follows a name must be ':' or '(', got '3;"],
    ['pin (A', "'pin(' must be ended by ')'"],
    ['area : "1', 'a string must be ended by a quote'],
    ['/* area', 'a comment must be ended by */'],
  ])('%s', (body, error) => expect(cell(body)).toContain(error));

  it('refuses what is no library, or not all of one', () => {
    expect(orError(() => readLiberty('cell (c) { }'))).toContain('a library (name) { ... } of Liberty');
    expect(orError(() => readLiberty('library (l) { cell (c) { }'))).toContain(
      "a group must be ended by '}'",
    );
    expect(orError(() => readLiberty('library (l) { } library (k) { }'))).toContain(
      'the file must be one library',
    );
    expect(orError(() => readLiberty('library (l) { include_file (x); }'))).toContain('in one file');
    expect(orError(() => readLiberty(`library (l) { ${'a () { '.repeat(100)}`))).toContain('at most 64 deep');
  });

  needsTool('yosys')('means by its functions what yosys takes them for', () => {
    const folder = mkdtempSync(join(tmpdir(), 'adderscope-liberty-'));
    try {
      const functions = Array.from({ length: 150 }, (_, k) => randomFunction(new Random(k)));
      const pins = ['A', 'B', 'C'].map((pin) => `pin (${pin}) { direction : input; }`).join(' ');
      const text = functions
        .map((said, k) => `cell (c${k}) { ${pins} pin (y) { direction : output; function : "${said}"; } }`)
        .join('\n');
      writeFileSync(join(folder, 'l.lib'), `library (l) {\n${text}\n}\n`);
      const script = `read_liberty ${folder}/l.lib; write_json ${folder}/l.json`;
      expect(spawnSync('yosys', ['-q', '-p', script], { encoding: 'utf8' }).stderr).toBe('');
      const { modules } = JSON.parse(readFileSync(join(folder, 'l.json'), 'utf8'));
      const random = { cells: readLiberty(readFileSync(join(folder, 'l.lib'), 'utf8')) };
      for (const [k, said] of functions.entries()) {
        const theirs = readYosysJson(JSON.stringify({ creator: 'Yosys', modules: { m: modules[`c${k}`] } }));
        expect(y(`c${k} u(.A(a), .B(b), .C(c), .y(y)); assign z = 0;`, random), said).toBe(
          (truthTables(theirs).y?.[0] ?? 0n).toString(2).padStart(8, '0'),
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** A function of A, B and C with few parentheses, so that precedence tells. */
function randomFunction(random: Random): string {
  const pick = (n: number) => random.word() % n;
  const operand = (depth: number): string => {
    const one =
      depth > 0 && pick(3) === 0 ? `(${terms(depth - 1)})` : (['A', 'B', 'C', '0', '1', 'A'][pick(6)] ?? 'A');
    return [one, `!${one}`, `${one}'`, one][pick(4)] ?? one;
  };
  const terms = (depth: number): string => {
    let text = operand(depth);
    for (let k = pick(4); k >= 0; k--) text += [' & ', '*', ' | ', '+', ' ^ ', ' '][pick(6)] + operand(depth);
    return text;
  };
  return terms(2);
}

describe('a mapped BLIF file', () => {
  const blif = (lines: string) => `.model m\n.inputs a b c\n.outputs y z\n${lines}\n.end\n`;
  const half = '.gate XOR2_X1 A=a B=b Z=y\n.gate NAND2_X1 A1=a A2=b ZN=n\n.subckt INV_X1 A=n ZN=z';

  it.each(['.lib', '.genlib'])('is read beside its cells in %s', (extension) => {
    const cells = library(extension);
    expect(truthTables(readBlif(blif(half), { cells }))).toEqual({ y: [0x66n], z: [0x88n] });
    const full = '.gate FA_X1 A=a B=b CI=c S=y CO=z';
    expect(recover(readBlif(blif(full), { cells }))).toMatchObject({ fa: 1, leftover: 0 });
  });

  it.each([
    ['.gate XOR2_X1 A=a B=b Y=y', "a pin of 'XOR2_X1' must be one of A, B, Z, got 'Y'"],
    ['.gate XOR2_X1 A=a Z=y', "pin 'B' of 'XOR2_X1' must be connected, got 'nothing'"],
    ['.gate OR2 A=a B=b Z=y', 'the gate of .gate must be in a library of cells (--cells)'],
    ['.gate DFF_X1 D=a CK=b Q=y', "cell 'DFF_X1' must be a function of single pins, got 'ff'"],
    ['.gate', ".gate must be followed by the name of a model, got 'nothing'"],
  ])('%s', (lines, error) =>
    expect(orError(() => readBlif(blif(lines), { cells: library('.lib') }))).toContain(error),
  );

  it('takes the model that is named, and no cells of Verilog', () => {
    const text = `${blif(half)}.model n\n.inputs a\n.outputs y\n.names a y\n0 1\n.end\n`;
    expect(truthTables(readBlif(text, { top: 'n' }))).toEqual({ y: [0b01n] });
    expect(orError(() => readBlif(text, { top: 'o' }))).toContain(
      "the top must be a model of the file: m, n, got 'o'",
    );
    expect(orError(() => readBlif(text, { cells: library('.v') }))).toContain(
      "the cells of a BLIF file must be in Liberty or genlib, got 'Verilog'",
    );
    const taken = '.model INV_X1\n.inputs a\n.outputs y\n.names a y\n0 1\n.end\n';
    expect(orError(() => readBlif(taken, { cells: library('.lib') }))).toContain(
      "a model must be defined once, in the file or as a cell, got 'INV_X1'",
    );
  });
});

describe('genlib', () => {
  it('asks for parentheses where tools do not agree', () => {
    expect(y('ODD u(.A(a), .B(b), .C(c), .Y(y)); assign z = 0;', library('.genlib'))).toContain(
      "the function of gate 'ODD' must be parentheses around ^ beside &",
    );
  });

  it.each([
    ['GATE a 1 O=x y;', 'must be an operator'],
    ['GATE a 1 O=!x', "gate 'a' must be name, area, output = function ;"],
    ['GATE a 1 O=x; GATE a 1 O=!x;', "an output of gate 'a' must be defined once, got 'O'"],
    ['CELL a', "an entry must be GATE, PIN or LATCH, got 'CELL'"],
  ])('%s', (text, error) => {
    const found = orError(() => readGenlib(text));
    const one = typeof found === 'string' ? found : found.get('a');
    expect(one instanceof RangeError ? one.message : one).toContain(error);
  });
});
