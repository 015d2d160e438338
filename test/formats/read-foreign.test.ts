import { describe, expect, it } from 'vitest';
import { readAiger } from '../../src/formats/read-aiger.ts';
import { readBlif } from '../../src/formats/read-blif.ts';
import { readVerilog } from '../../src/formats/read-verilog.ts';
import { readYosysJson } from '../../src/formats/read-yosys-json.ts';
import { printNetlist } from '../../src/gates/text.ts';
import { truthTables } from './support.ts';

/** What others write and we do not. Outputs are given as truth tables, row 0 on the right. */

const table = (read: ReturnType<typeof readBlif>, port = 'y') =>
  truthTables(read)[port]?.map((bits) => bits.toString(2).padStart(2 ** read.inputCount, '0'));

describe('Verilog', () => {
  const y = (items: string) =>
    table(readVerilog(`module m(a, b, c, y); input a, b, c; output y;\n${items}\nendmodule`));

  it.each([
    ['and (y, a, b, c);', '10000000'],
    ['nand g(y, a, b);', '01110111'],
    ['or (y, a, b);', '11101110'],
    ['nor (y, a, b, c);', '00000001'],
    ['xor (y, a, b, c);', '10010110'],
    ['xnor (y, a, b);', '10011001'],
    ['not (y, a);', '01010101'],
    ['wire t; buf (y, t), (t, c);', '11110000'],
    ['assign y = a ? b : c;', '11011000'],
    ['assign y = a ^ b & c | ~a;', '01111111'],
    ['assign y = !(a || b) && c;', '00010000'],
    ['assign y = a ~^ b;', '10011001'],
    ["supply1 one; assign y = one & 1'h1 & c;", '11110000'],
    ['wire [1:0] v = {a, b}; assign y = v[1];', '10101010'],
    ['wire [4:3] v; assign v = {a, b}; assign y = v[3];', '11001100'],
    ['wire t, u; assign {t, u} = ~{a, b}; assign y = u;', '00110011'],
    ['(* keep *) assign /* here */ y = c; // there', '11110000'],
    ['wire \\a.b ; assign \\a.b = c; assign y = \\a.b ;', '11110000'],
    ['assign y = t; assign t = b;', '11001100'],
    ['assign #1 y = a & b;', '10001000'],
    ['and #(1, 2.5) g(y, a, b);', '10001000'],
    ['wire [2:0] v = {c, b, a}; assign y = &v;', '10000000'],
    ['wire [2:0] v = {c, b, a}; assign y = ~|v;', '00000001'],
    ['wire [2:0] v = {c, b, a}; assign y = ^v;', '10010110'],
    ['wire [2:0] v = {c, b, a}; assign y = !v;', '00000001'],
    ['wire [2:0] v = {c, b, a}; assign y = v ? a : c;', '10101010'],
    ['wire [2:0] v = {c, b, a}; assign y = v == 5;', '00100000'],
    ["wire [2:0] v = {c, b, a}; assign y = v != 3'd5;", '11011111'],
    ['wire [2:0] v = {3{a}} & {c, b, a}; assign y = v[2];', '10100000'],
    ['wire [0:2] v = {c, b, a}; assign y = v[0];', '11110000'],
    ['wire [2:0] v = {c, b, a} >> 1; assign y = v[1];', '11110000'],
    ['wire [1:0] v = {c, b, a} << 1; assign y = v[1];', '10101010'],
    // ~ works on all that the assignment needs, so above a single bit it is 1.
    ['wire [1:0] v = ~a; assign y = v[1];', '11111111'],
    ['wire signed s = a; wire [1:0] v = s; assign y = v[1];', '10101010'],
    ["wire signed s = a; wire [1:0] v = s & 1'b1; assign y = v[1];", '00000000'],
    ['wire [1:0] v; and g[1:0](v, a, {c, b}); assign y = v[1];', '10100000'],
    ['and (y, a, 1);', '10101010'],
  ])('%s', (items, truth) => expect(y(items)).toEqual([truth]));

  it('lays instances open, by name and by place, ports left open or not', () => {
    const text = `\`timescale 1ns/1ps
module half(input x, input z, output s, output c); assign s = x ^ z; assign c = x & z; endmodule
module top(input [1:0] a, output [1:0] y);
  half u(.x(a[0]), .z(a[1]), .s(y[0]), .c());
  half v(a[0], a[1], , y[1]);
endmodule`;
    expect(printNetlist(readVerilog(text))).toBe(`netlist "top"
input a 2 3
4 = xor 2 3
5 = and 2 3
6 = xor 2 3
7 = and 2 3
output y 4 7
`);
  });

  it('gathers ports of one bit with brackets in their names, and no others', () => {
    const text =
      'module m(\\a[0] , \\a[1] , b_0, b_1, y); input \\a[0] , \\a[1] , b_0, b_1; output y; assign y = b_1; endmodule';
    expect(Object.entries(readVerilog(text).inputs)).toEqual([
      ['a', [2, 3]],
      ['b_0', [4]],
      ['b_1', [5]],
    ]);
  });
});

describe('BLIF', () => {
  const y = (rows: string) => table(readBlif(`.model m\n.inputs a b \\\nc\n.outputs y\n${rows}\n.end\n`));

  it.each([
    ['.names a b c y\n1-1 1\n01- 1', '11100100'],
    ['.names a b y # a comment\n00 0\n11 0', '01100110'],
    ['.names a b c y', '00000000'],
    ['.names y\n1', '11111111'],
    ['.names y\n0', '00000000'],
    ['.names a b c y\n--- 1', '11111111'],
    ['.names t y\n0 1\n.names c t\n1 1', '00001111'],
  ])('%s', (rows, truth) => expect(y(rows)).toEqual([truth]));

  it('makes one gate of a table that is one', () => {
    const text = '.model m\n.inputs s x z\n.outputs y\n.names s x z y\n0-1 1\n11- 1\n.end\n';
    expect(printNetlist(readBlif(text))).toContain('5 = mux 2 3 4\n');
  });
});

describe('AIGER', () => {
  it('reads ANDs in any order, and names what has no name', () => {
    const netlist = readAiger('aag 4 2 0 2 2\n2\n4\n8\n7\n8 7 3\n6 4 2\n');
    expect(printNetlist(netlist)).toBe(`netlist "aiger"
input i 2 3
4 = and 3 2
5 = not 4
6 = not 2
7 = and 5 6
output o 7 5
`);
  });

  it('keeps constants as outputs', () => {
    expect(readAiger('aag 0 0 0 2 0\n0\n1\n').outputs).toEqual({ o: [0, 1] });
  });
});

describe('Yosys JSON', () => {
  const y = (type: string, connections: object) =>
    table(
      readYosysJson(
        JSON.stringify({
          modules: {
            other: {},
            m: {
              attributes: { top: '00000000000000000000000000000001' },
              ports: {
                a: { direction: 'input', bits: [2, 3, 4] },
                y: { direction: 'output', bits: [5] },
              },
              cells: { g: { type, connections: { ...connections, Y: [5] } } },
            },
          },
        }),
      ),
    );

  it.each([
    ['$_BUF_', { A: [2] }, '10101010'],
    ['$_NAND_', { A: [2], B: [3] }, '01110111'],
    ['$_NOR_', { A: [2], B: [3] }, '00010001'],
    ['$_XNOR_', { A: [2], B: [3] }, '10011001'],
    ['$_ANDNOT_', { A: [2], B: [3] }, '00100010'],
    ['$_ORNOT_', { A: [2], B: [3] }, '10111011'],
    ['$_MUX_', { A: [2], B: [3], S: [4] }, '11001010'],
    ['$_NMUX_', { A: [2], B: [3], S: [4] }, '00110101'],
    ['$_AND_', { A: [2], B: ['1'] }, '10101010'],
  ])('%s', (type, connections, truth) => expect(y(type, connections)).toEqual([truth]));
});
