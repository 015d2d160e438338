import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readVerilog } from '../../src/formats/read-verilog.ts';
import { writeVerilog } from '../../src/formats/write-verilog.ts';
import { Builder } from '../../src/gates/builder.ts';
import { netAt } from '../../src/gates/net.ts';
import { gatesOf, INFO, truthTables } from './support.ts';

/** The table of `y`, row 0 on the right, or what the error says. */
function y(text: string): string {
  try {
    const netlist = readVerilog(text);
    return (truthTables(netlist).y?.[0] ?? 0n).toString(2).padStart(2 ** netlist.inputCount, '0');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const module = (items: string) => `module m(input a, input b, output y);${items}endmodule`;
const AND = '1000';
const OR = '1110';

describe('what Verilog passes over', () => {
  it.each([
    ['white space of each kind', 'and\fg\t(\r\ny\n,a,b)\r\n;'],
    ['comments', 'and // ( or (y, a, b); /*\n/* // or */ (y, a, b);'],
    ['a comment in an attribute', '(* keep /* *) or (y, a, b); */ , x // *)\n *) and (y, a, b);'],
    ['the end of an attribute in its string', '(* x = "*) or (y, a, b); // " *) and (y, a, b);'],
    ['quotes and backslashes in its string', String.raw`(* x = "\"*) or(y, a, b); \\" *) and (y, a, b);`],
    ['attributes of numbers and names', "(* p, q = 1, r = 4'b10xz, s = -2, t = u *) and (y, a, b);"],
    [
      'a specify block',
      'specify (a *> y) = (1.5, 2); $setup(a, posedge b &&& c, 1); endspecify and (y, a, b);',
    ],
  ])('%s', (_, items) => expect(y(module(items))).toBe(AND));

  it('passes over directives that change nothing, and reads what follows on the line', () => {
    expect(
      y(`\`timescale 1ns / 10 ps \`celldefine ${module('and (y, a, b);')} \`endcelldefine \`resetall`),
    ).toBe(AND);
    expect(y(`\`line 3 "x.v" 1\n${module('and (y, a, b);')}`)).toBe(AND);
  });
});

describe('names', () => {
  it.each([
    [String.raw`wire \a*b) ; or (\a*b) , a, b); assign y = \a*b) ;`, OR],
    [String.raw`wire \wire ; or (\wire , a, b); assign y = \wire ;`, OR],
    [String.raw`or (\y , \a , b);`, OR],
    [String.raw`wire \a[0] ; or (\a[0] , a, b); assign y = \a[0] ;`, OR],
    ['wire a$b_1; or (a$b_1, a, b); assign y = a$b_1;', OR],
  ])('%s', (items, truth) => expect(y(module(items))).toBe(truth));
});

describe('numbers', () => {
  it.each([
    ["assign y = 1 'b 1 & a & b;", AND],
    ["assign y = 4'hF == 4'b11_11 ? a & b : 0;", AND],
    ["assign y = 'h8 >> 3 & a & b;", AND],
    ["assign y = 8'o17 == 8'd15 && a && b;", AND],
    ["wire [3:0] v = 2'sb10; assign y = v == 4'hE & a & b;", AND],
    ["wire [3:0] v = 2'b10; assign y = v == 4'h2 & a & b;", AND],
  ])('%s', (items, truth) => expect(y(module(items))).toBe(truth));
});

describe('what is refused, by name', () => {
  const yosys = 'Verilog without what SystemVerilog adds; read that through yosys: read_verilog -sv';
  it.each([
    [
      'assign y = a; // here\rassign b = a;',
      'line 1, column 59: a carriage return must be followed by a line feed',
    ],
    ['assign y = a;\u00a0', "the text must be Verilog as gates and assignments, got '\u00a0"],
    ['assign\vy = a;', 'the text must be Verilog as gates and assignments'],
    [String.raw`assign \y/* */= a;`, "the text must be '=', got '*'"],
    ['(* x = "\n" *)', 'a string must be ended on its line'],
    ['(* x = "', 'a string must be ended on its line'],
    ['(* x = y + "*)" *) ;', 'an attribute must be (* name = value *), of names, numbers and strings'],
    ['(*) assign y = a;', "write_json, got '('"],
    ['assign y = a | (*) b;', "got '*'"],
    ['/* assign y = a;', 'a comment must be ended by */'],
    ['logic c = a & b; assign y = c;', `${yosys}; synth -flatten; write_json, got 'logic'`],
    ['always_comb y = a;', yosys],
    ["assign y = '1;", yosys],
    ['wire bit = a; assign y = a;', `${yosys}; synth -flatten; write_json, got 'bit'`],
    ['typedef struct packed { bit b; } t;', yosys],
    ['reg y = a;', "read_verilog; synth -flatten; write_json, got 'reg'"],
    ['wand y; assign y = a;', "got 'wand'"],
    ['initial y = a;', "got 'initial'"],
    ['assign y = $signed(a);', "got '$signed'"],
    ['`ifdef X\nassign y = a;\n`endif\n', "carry out others by iverilog -E first, got '`ifdef'"],
    ['assign y = `X;', "got '`X'"],
    ['`default_nettype none\nassign y = a;', 'a directive must be outside of modules'],
    ['assign (strong1, pull0) y = a;', "got 'strong1'"],
    ['defparam u.N = 2;', "got 'defparam'"],
    ['sub #(2) u(a, y);', 'an instance without parameters; read others through yosys'],
    ['and #. (y, a, b);', "a delay as a number, got '.'"],
    ['and #D (y, a, b);', "a delay as a number, got 'D'"],
    ['assign y = m.a;', "must be ';', got '.'"],
    ['sub u(.*);', "got '.*'"],
  ])('%j', (items, error) => expect(y(module(items))).toContain(error));

  it('refuses what a directive does not take, and default types of nets that are no wires', () => {
    expect(y(`\`timescale 1ns/1 module\n${module('and (y, a, b);')}`)).toContain(
      'what follows a directive must be what `timescale takes',
    );
    expect(y(`\`default_nettype wand\n${module('and (y, a, b);')}`)).toContain(
      "`default_nettype must be wire, tri or none, got 'wand'",
    );
  });

  it('refuses wires that are not declared where that is asked for, and only there', () => {
    const body = module('and (t, a, b); assign y = t;');
    expect(y(body)).toBe(AND);
    expect(y(`\`default_nettype none\n${body}`)).toContain(
      'a net must be declared, by `default_nettype none, got',
    );
    expect(y(`\`default_nettype none\n\`default_nettype wire\n${body}`)).toBe(AND);
    expect(y(`\`default_nettype none\n\`resetall\n${body}`)).toBe(AND);
  });

  it('refuses parameters of a module, and directions and names mixed in its list', () => {
    expect(y('module m #(parameter N = 1)(input a, output y); endmodule')).toContain(
      "a module without parameters; read others through yosys, got '#'",
    );
    expect(y('module m(a, input b, output y); input a; endmodule')).toContain(
      'a list of ports must be of names or of declarations',
    );
    expect(y('module m(input logic a, output y); endmodule')).toContain(yosys);
    expect(y('module m(inout a, output y); endmodule')).toContain("must be a port, got 'inout'");
    expect(y('module m(input a, output reg y); endmodule')).toContain("must be a port, got 'reg'");
    expect(y('package p; endpackage')).toContain(yosys);
  });
});

it('reads what we write of names that are words of Verilog', () => {
  const g = new Builder('and');
  const [x = 0, z = 0] = g.input('logic', 2);
  const y = g.scope('wire', () => g.and(netAt(x), netAt(z)));
  const netlist = g.finish({ begin: [y] });
  for (const hierarchy of [false, true])
    expect(gatesOf(readVerilog(writeVerilog(netlist, { ...INFO, hierarchy })))).toEqual(gatesOf(netlist));
});

describe('inputs from practice', () => {
  const file = (path: string) => readFileSync(`test/fixtures/cases/${path}`, 'utf8');

  it('reads a string that holds the end of an attribute', () => {
    expect(truthTables(readVerilog(file('verilog-attr-string/wrong-adder.v'))).s).toEqual([0b0110n, 0b1110n]);
    expect(y(file('verilog-attr-string/t.v'))).toBe(OR);
  });

  it('refuses an initial value, which is no assignment', () => {
    expect(y(file('verilog-logic-init/wrong-adder.sv.v'))).toMatch(
      /^readVerilog: line 3, column 3: .*got 'logic'$/,
    );
  });

  it('asks which module is the top where several may be, and reads it', () => {
    for (const path of ['N12/genlike.v', 'N12/genlike2.v']) {
      expect(() => readVerilog(file(path))).toThrow(
        "the file must be one module that no other contains, unless the top is named (--top), got 'One, top'",
      );
      expect(truthTables(readVerilog(file(path), { top: 'top' }))).toEqual({ P: [0b0110n, 0b1000n] });
      expect(truthTables(readVerilog(file(path), { top: 'HA' }))).toEqual({ S: [0b0110n], C: [0b1000n] });
      expect(() => readVerilog(file(path), { top: 'tops' })).toThrow(
        "the top must be a module of the file: One, HA, top, got 'tops'",
      );
    }
  });

  it('reads the named module beside one that is not read, and only there', () => {
    const bench =
      'module t; reg a; initial begin a = 0; #1 $display("endmodule"); end m u(a, a, ); endmodule';
    const text = `${module('and (y, a, b);')}\n${bench}`;
    expect(truthTables(readVerilog(text, { top: 'm' }))).toEqual({ y: [0b1000n] });
    for (const options of [{}, { top: 't' }])
      expect(() => readVerilog(text, options)).toThrow("write_json, got 'reg'");
  });

  it('reads gate arrays, delays, reductions, repetitions and numbers without a width', () => {
    const tables = (name: string) => truthTables(readVerilog(file(`N26/${name}.v`)));
    expect(tables('delay')).toEqual({ y: [0b1000n] });
    expect(tables('gatearray')).toEqual({ y: [0xa0a0n, 0xcc00n] });
    expect(tables('red')).toEqual({ x: [0x80n], y: [0xfen], z: [0x96n] });
    expect(tables('rep')).toEqual({ y: [0x8888n, 0xa0a0n, 0xaa00n] });
    const sums = tables('unsized').sum ?? [];
    for (let row = 0; row < 256; row++)
      expect(sums.reduce((sum, bit, k) => sum + (Number((bit >> BigInt(row)) & 1n) << k), 0)).toBe(
        (row & 15) + (row >> 4),
      );
  });
});
