import { describe, expect, it } from 'vitest';
import { readAiger } from '../../src/formats/read-aiger.ts';
import { readAigerBinary } from '../../src/formats/read-aiger-binary.ts';
import { readBlif } from '../../src/formats/read-blif.ts';
import { readJson } from '../../src/formats/read-json.ts';
import { readVerilog } from '../../src/formats/read-verilog.ts';
import { readYosysJson } from '../../src/formats/read-yosys-json.ts';
import { writeJson } from '../../src/formats/write-json.ts';
import { build, INFO } from './support.ts';

/** The error, without the reader's name. */
function errorOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^read\w+: /, '') : String(error);
  }
  return 'read';
}

describe('Verilog', () => {
  const body = (items: string) =>
    errorOf(() => readVerilog(`module m(input [1:0] a, output y);\n${items}\nendmodule\n`));

  it.each([
    [
      'assign y = x; assign x = y;',
      "line 2, column 22: net 'x' must be part of no cycle, got 'a cycle through net 'y''",
    ],
    ['wire x; and (x, a[0], y); assign y = x;', 'cycle through'],
    ['assign y = b;', "line 2, column 12: a net must be declared or connected, got 'b'"],
    ['wire b; assign y = b;', "line 2, column 6: net 'b' must be driven where it is read"],
    ['assign y = a[0];\nassign y = a[1];', "line 3, column 8: net 'y' must be driven once"],
    ['assign a[0] = a[1];', "net 'a' must be driven once"],
    ['assign y = a[2];', "a bit of 'a' must be from 0 to 1, got 2"],
    ['assign y = y[0];', "'y' must be a vector, where bits of it are taken, got 'a single bit'"],
    ['assign y = a[0:1];', "bits of 'a' must be in the order of [1:0], got '[0:1]'"],
    ['assign y = a[0] + a[1];', 'line 2, column 17: an operator must be one of ~ ! & ~& |'],
    ['assign y = a === 1;', "read others through yosys, got '==='"],
    ['assign y = -a;', "read others through yosys, got '-'"],
    ['assign y = ~~a;', "the text must be a net, a number, a sign such as ~, ( or {, got '~'"],
    ['assign y = a[y];', "an index must be a whole number, got 'y'"],
    ['assign y = a >> y;', "what a shift is by must be a number, got 'net'"],
    ['assign y = {a, 1};', "a part of a concatenation must be of a known width, got 'a number without one'"],
    ['assign y = {0{a}};', 'a number of repetitions must be from 1 to 65536, written as a number, got 0'],
    ['assign y = {a{a}};', "written as a number, got 'an expression'"],
    ['assign ~y = a;', "the text must be a net, a number, a sign such as ~, ( or {, got '~'"],
    ['assign {2{y}} = a;', "what is driven must be a net or nets in { }, got 'concat'"],
    ['always @(a) y = a[0];', 'read anything more through yosys'],
    ['reg x;', 'read anything more through yosys'],
    ['and (y, a, a[0]);', "a connection must be of 1 bits, as what it goes to, got '2 bits'"],
    ['and g[2:0](y, a, a);', "a connection must be of 1 or 3 bits, got '2 bits'"],
    [
      'parameter N = 2;',
      "read anything more through yosys: read_verilog; synth -flatten; write_json, got 'parameter'",
    ],
    [
      "assign y = 2'b3;",
      "a number must be of digits of its base, such as 1'b0 or 4'hf, without x and z, got '2'b3'",
    ],
    ["assign y = 1'bx;", 'without x and z'],
    ["assign y = 1'b1?a:a;", "without x and z, got '1'b1?a'"],
    ["assign y = 2'd4;", "a number must be of at most 2 bits, got '2'd4'"],
    ['assign y = 2147483648;', 'a number must be of at most 31 bits'],
    ["assign y = 0'b0;", 'the width of a number must be from 1 to 65536'],
    ['assign y = 1.5;', "the text must be a net, a number, a sign such as ~, ( or {, got '1.5'"],
    ['assign y = 2a;', "( or {, got '2a'"],
    ['wire [99999:0] x;', 'a range must be of at most 65536 bits'],
    [
      'other u(.a(a));',
      "the module of an instance must be defined in the file, or in a library of cells (--cells), got 'other'",
    ],
    ['assign y = a[0]', "line 3, column 1: the text must be ';', got 'endmodule'"],
    ['module', 'read anything more through yosys'],
    ['/* assign', "line 2, column 1: a comment must be ended by */, got 'the end'"],
    [`assign y = ${'('.repeat(300)}a[0]${')'.repeat(300)};`, 'an expression must be at most 200 deep, got'],
  ])('%s', (items, error) => expect(body(items)).toContain(error));

  it('refuses instances without end, and bits without number', () => {
    expect(errorOf(() => readVerilog('module a; b u(); endmodule module b; a u(); endmodule'))).toContain(
      'the file must be a module that no other contains',
    );
    const loop = 'module t; a u(); endmodule module a; b u(); endmodule module b; a u(); endmodule';
    expect(errorOf(() => readVerilog(loop))).toContain('instances must be at most 100 deep');
    const doubled = Array.from({ length: 40 }, (_, k) => `module m${k + 1}; m${k} u(), v(); endmodule`).join(
      '\n',
    );
    expect(errorOf(() => readVerilog(`module m0; endmodule\n${doubled}`))).toContain(
      'instances must be at most 100000 in all',
    );
    const vectors = Array.from(
      { length: 400 },
      (_, k) => `wire [65535:0] w${k}; assign w${k} = ~w${k + 1};`,
    ).join('\n');
    expect(errorOf(() => readVerilog(`module m; ${vectors} endmodule`))).toMatch(
      /the netlist must be of at most \d{7} nodes/,
    );
    const concats = `{${'a,'.repeat(70_000)}a}`;
    expect(body(`assign y = ${concats};`)).toContain('a concatenation must be of at most 65536 bits');
    const wide = 'wire [65535:0] w;';
    expect(body(`${wide} assign {${'w,'.repeat(20_000)}w} = a;`)).toContain(
      'a concatenation must be of at most 65536 bits',
    );
    expect(body(`${wide} assign y = ${'{'.repeat(190)}w${'}'.repeat(190)} == 0;`)).toContain(
      'the expressions of the file must be of at most 4194304 bits in all',
    );
  });
});

describe('BLIF', () => {
  const model = (lines: string) =>
    errorOf(() => readBlif(`.model m\n.inputs a b\n.outputs y\n${lines}\n.end\n`));

  it.each([
    ['.names a b y\n1 1', "line 5, column 1: the inputs of a row must be 2 signs of 0, 1 or -, got '1'"],
    ['.names a b y\n11 2', 'line 5, column 4: the value of a row must be 0 or 1, got'],
    ['.names a b y\n11 1\n00 0', 'the value of a row must be 1 as in the rows above'],
    ['.table a y', 'take others apart with yosys or ABC'],
    ['.names y a', "net 'a' must be driven once"],
    ['11 1', 'a row must be behind a .names'],
    ['.names y y\n1 1', "line 4, column 1: net 'y' must be part of no cycle"],
    ['', "line 3, column 10: net 'y' must be driven where it is read"],
  ])('%s', (lines, error) => expect(model(lines)).toContain(error));

  it.each([
    ['', 'line 1, column 1: the file must be a .model or its lines, got '],
    ['.model m\n.inputs a\n', "a model must be one with .outputs, got 'm'"],
    ['.model m\n.inputs a\n.outputs y\n.names y', 'the last table must be followed by its rows or by .end'],
    ['.model m n\n', "line 1, column 1: .model must be followed by one name, got 'n'"],
    ['.names y\n1\n.end\n.names x\n', "line 4, column 1: a line behind .end must be .model, got '.names'"],
    ['.names y\n1\n.end x\n', "line 3, column 6: .end must be alone in its line, got 'x'"],
    ['.names y\n1\n.model m\n.names y\n1\n.model m\n', "the name of a model must be new, got 'm'"],
    ['.outputs y \\\n y\n', "line 2, column 2: an output must be named once, got 'y'"],
    [
      '.inputs a\\\nb\n.outputs y\n',
      'line 2, column 1: a line that goes on must be parted from the next by a blank',
    ],
    ['.outputs y\n.conn a\n', "line 2, column 1: .conn must be followed by two nets, got '1'"],
    ['.subckt m\n', 'a model with .subckt must be one with .inputs and .outputs'],
    ['.search parts.blif\n', "the file must be of this file; put all models into one file, got '.search'"],
    ['.names y\n1\n.exdc\n', 'the file must be without external do-not-cares'],
    ['.latch a b 0\n', 'the file must be combinational, since circuits here have no state'],
    [
      '.inputs a b\n.outputs y\n.gate nand2 A=a B=b O=y\n',
      "the gate of .gate must be in a library of cells (--cells); or take it apart with ABC: read_library; read_blif; unmap; write_blif, got 'nand2'",
    ],
  ])('%j', (text, error) => expect(errorOf(() => readBlif(text))).toContain(error));

  const part = '.model part\n.inputs x z\n.outputs s\n.names x z s\n11 1\n.end\n';
  it.each([
    ['.subckt', 'line 4, column 1: .subckt must be followed by the name of a model'],
    ['.subckt other x=a', "line 4, column 9: the model of .subckt must be defined in the file, got 'other'"],
    ['.subckt part x=a s=y', "line 4, column 1: input 'z' of 'part' must be connected, got 'nothing'"],
    ['.subckt part x=a z=b s=y t=y', "line 4, column 26: a port of .subckt must be one of 'part', got 't'"],
    ['.subckt part x=a x=b s=y', "line 4, column 18: a port of .subckt must be given once, got 'x'"],
    ['.subckt part a b y', "a port of .subckt must be given as port=net, got 'a'"],
    ['.subckt part x=a z=y s=y', "must be part of no cycle, got 'a cycle through"],
    ['.subckt part x=a z=b s=a\n.names y', "net 'a' must be driven once"],
  ])('%s', (lines, error) => expect(model(`${lines}\n.end\n${part.replace('\n.end', '')}`)).toContain(error));

  it('refuses instances without end, and more of them than a file should come to', () => {
    const self = '.model a\n.inputs x\n.outputs y\n.subckt b x=x y=y\n.model b\n.inputs x\n.outputs y\n';
    expect(errorOf(() => readBlif(`${self}.subckt b x=x y=y\n`))).toContain(
      'instances must be at most 100 deep',
    );
    expect(errorOf(() => readBlif(`${self}.subckt a x=x y=y\n`))).toContain('a model that no other contains');
    const doubled = Array.from(
      { length: 40 },
      (_, k) => `.model m${k}\n.inputs x\n.outputs y\n.subckt m${k + 1} x=x y=t\n.subckt m${k + 1} x=t y=y`,
    );
    const last = '.model m40\n.inputs x\n.outputs y\n.names x y\n1 1\n';
    expect(errorOf(() => readBlif([...doubled, last].join('\n')))).toContain(
      'instances must be at most 100000 in all',
    );
    const tops = part.replace('part', 'top') + part.replace('part', 'another');
    const user = tops.replace('.names x z s\n11 1', '.subckt part x=x z=z s=s');
    expect(errorOf(() => readBlif(part + user))).toContain(
      "the file must be one model that no other contains, or that one first, got 'another'",
    );
  });
});

describe('AIGER', () => {
  it.each([
    ['aag 1 1 0 1 0\n2\n3', "line 3, column 1: a line must be ended by a line break, got '3'"],
    ['aag 1 0 1 0 0\n2 3\n', 'the number of latches must be 0, since circuits here have no state, got 1'],
    ['aag 1 1 0 1 0 1\n2\n2\n2\n', 'the numbers behind the fifth must be 0'],
    ['aag 1 2 0 0 0\n2\n4\n', 'the first number must be at least 2, got 1'],
    ['aag 1 1 0 0 0\n3\n', 'line 2, column 1: the literal of an input must be even and at least 2, got 3'],
    ['aag 1 1 0 1 0\n2\n4\n', 'a literal must be at most 3, got 4'],
    ['aag 3 1 0 1 2\n2\n4\n4 6 2\n6 4 2\n', "line 4, column 1: net '4' must be part of no cycle"],
    ['aag 1 1 0 1 0\n2\n2\ni1 x\n', 'the number of a symbol must be from 0 to 0, got 1'],
    ['aag 999999999 999999999 0 0 0\n', 'the number of inputs and of outputs must be at most 1000000'],
    ['aag 2 1 0 1 1\n2\n4\n4 2\n', "line 4, column 1: an AND must be 3 literals, got '4 2'"],
  ])('%j', (text, error) => expect(errorOf(() => readAiger(text))).toContain(error));

  it.each([
    ['aig 2 1 0 1 1\n4\n', 'byte 16: a difference must be there'],
    ['aig 2 1 0 1 1\n4\n\0\0', 'byte 16: an AND must be of literals from 0 to 3, got 4'],
    ['aig 2 1 0 1 1\n4\n\x03\x02', 'byte 16: an AND must be of literals from 0 to 3, got -1'],
    ['aig 3 1 0 1 1\n4\n', 'byte 0: the first number must be 2, got 3'],
    ['aig 2 1 0 1 1\n4\n\xff\xff\xff\xff\xff\xff', 'byte 16: a difference must be of at most 5 bytes'],
  ])('%j', (text, error) =>
    expect(errorOf(() => readAigerBinary(Buffer.from(text, 'latin1')))).toContain(error.replaceAll("'", '')),
  );
});

describe('JSON', () => {
  const file = writeJson(build('ripple-carry-adder', { i: 2, j: 2 }), INFO);
  const edited = (from: string, to: string) => {
    expect(file).toContain(from);
    return errorOf(() => readJson(file.replace(from, to)));
  };

  it.each([
    ['"fa":1', '"fa":2', 'the count of fa must be 1, as the gates say, got 2'],
    ['[8,"xor",3,5]', '[8,"xor",3,9]', 'a fan-in must be a whole number from 0 to 7, got 9'],
    ['[8,"xor",3,5]', '[9,"xor",3,5]', 'the net of a gate must be 8, got 9'],
    [
      '[8,"xor",3,5]',
      '[8,"nand",3,5]',
      "the kind of a gate must be one of not, and, or, xor, mux, got 'nand'",
    ],
    ['[8,"xor",3,5]', '[8,"xor",3]', 'xor must be of 2 nets, got 1'],
    ['["fa",8]', '["fa",7]', 'a cell must be of gates from 8 to 12, got 7'],
    ['"end":13', '"end":12', 'the first scope must be the whole, from 6 to 13'],
    ['"a": [2,3]', '"a": [3,2]', 'the net of an input must be 2, got 3'],
    ['"a": [2,3],', '"a": [2,3], "a": [2],', "a member must be given once, got 'a'"],
    ['"s": [', '"__proto__": [', 'the name of an output must be no name that every object of JavaScript has'],
    ['"s": [', '"b": [', 'the outputs must be as the builder takes it'],
    ['"gates": [', '"gates": [,', 'the text must be a value, got'],
    ['adderscope netlist 1', 'adderscope netlist 2', 'format must be "adderscope netlist 1"'],
  ])('%s as %s', (from, to, error) => expect(edited(from, to)).toContain(error));

  it('refuses nesting that would use up the stack', () => {
    expect(errorOf(() => readJson('['.repeat(1e6)))).toContain('nesting must be at most 64 deep');
    expect(errorOf(() => readYosysJson('{"a":'.repeat(1e6)))).toContain(
      'line 1, column 326: nesting must be at most 64 deep',
    );
  });
});

describe('Yosys JSON', () => {
  const cell = (type: string, connections: string) =>
    errorOf(() =>
      readYosysJson(`{"modules": {"m": {"ports": {"a": {"direction": "input", "bits": [2]},
"y": {"direction": "output", "bits": [3]}}, "cells": {
"g": {"type": "${type}", "connections": {${connections}}}}}}}`),
    );

  it.each([
    ['$_DFF_P_', '', "line 3, column 6: cell 'g' must be a gate; take others apart with yosys"],
    ['$_NOT_', '"A": [2]', `the connections of cell 'g' must be an object with "Y"`],
    ['$_NOT_', '"A": ["x"], "Y": [3]', 'a bit must be "0", "1" or the number of a net, got \'x\''],
    ['$_NOT_', '"A": [3], "Y": [3]', 'must be part of no cycle'],
    ['$_NOT_', '"A": [2], "Y": [2]', "net '2' must be driven once"],
    ['$_NOT_', '"A": [2, 2], "Y": [3]', 'port A must be one bit'],
    ['$_NOT_', '"A": [2], "Y": [4]', "net '3' must be driven where it is read"],
  ])('%s %s', (type, connections, error) => expect(cell(type, connections)).toContain(error));
});
