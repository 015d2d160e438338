import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBench } from '../../src/formats/read-bench.ts';
import { readBlif } from '../../src/formats/read-blif.ts';
import { writeBench } from '../../src/formats/write-bench.ts';
import { writeBlif } from '../../src/formats/write-blif.ts';
import { printNetlist } from '../../src/gates/text.ts';
import { needsTool } from '../support/tool.ts';
import { gatesOf, INFO, SOME_NETLISTS, someNetlist, truthTables } from './support.ts';

const table = (lines: string) =>
  truthTables(readBench(`INPUT(a)\nINPUT(b)\nINPUT(c)\nOUTPUT(y)\n${lines}\n`)).y?.map((bits) =>
    bits.toString(2).padStart(8, '0'),
  );

describe('what is read', () => {
  it('the half adder of the benchmarks', () => {
    const text = readFileSync(new URL('../fixtures/cases/N09/tiny.bench', import.meta.url), 'utf8');
    expect(printNetlist(readBench(text))).toBe(`netlist "bench"
input a 2
input b 3
4 = xor 2 3
5 = and 2 3
output s 4
output c 5
`);
  });

  it.each([
    ['y = AND(a, b, c)', '10000000'],
    ['y = NAND(a, b)', '01110111'],
    ['y=or(a,b)', '11101110'],
    ['y = NOR(a, b, c) # none', '00000001'],
    ['y = XOR(a, b, c)', '10010110'],
    ['y = XNOR(a, b)', '10011001'],
    ['y = NXOR(a, b)', '10011001'],
    ['y = Not ( a )', '01010101'],
    ['y = NAND(a)', '01010101'],
    ['y = BUFF(b)', '11001100'],
    ['y = AND(t,\n  c)\nt = BUF(b)', '11000000'],
    ['y = vdd', '11111111'],
    ['y = AND(vdd, c)\nvdd = VDD', '11110000'],
    ['y = gnd', '00000000'],
    ['y = LUT 0x2 (a, b)', '00100010'],
    ['y = LUT 0xca (a, b, c)', '11001010'],
    ['y = LUT 0xd8 (a, b, c)', '11011000'],
    ['y = LUT 0x1 (a)', '01010101'],
    ['y = LUT 0xFEC8 (a, b, c, a)', '11101010'],
    ['y = LUT 0x1 ()', '11111111'],
  ])('%s', (lines, truth) => expect(table(lines)).toEqual([truth]));
});

it.each([
  ['', 'the file must be one with an OUTPUT(...)'],
  ['OUTPUT(y)\nOUTPUT(y)', "line 2, column 8: an output must be named once, got 'y'"],
  ['INPUT(a)\nINPUT(a)', "line 2, column 7: net 'a' must be driven once"],
  ['INPUT(a)\na = NOT(a)', "line 2, column 1: net 'a' must be driven once"],
  ['OUTPUT(y)\ny = DFF(y)', 'line 2, column 5: a gate must be one of AND, NAND'],
  ['OUTPUT(y)\ny = MUX(y, y, y)', "take others apart with ABC: strash; write_bench, got 'MUX'"],
  ['y = XNOR(a, b, c)', "XNOR must be of one or two nets, got '3'"],
  ['y = NOT(a, b)', "NOT must be of one net, got '2'"],
  ['y = AND()', "AND must be of at least one net, got '0'"],
  ['y = AND(a b)', "line 1, column 11: the text must be , or ), got 'b'"],
  ['y = AND(a,, b)', "a net must be a name, got ','"],
  ['y = AND(a', "the text must be , or ), got 'the end of the file'"],
  ['y AND(a)', "the text must be INPUT(net), OUTPUT(net) or net = GATE(nets), got 'AND'"],
  ['WIRE(a)', "a line must be INPUT(net), OUTPUT(net) or net = GATE(nets), got 'WIRE'"],
  ['y = LUT 0x10 (a, b)', "a table must be 0x and the 4 bits of 2 nets, got '0x10'"],
  ['y = LUT 8 (a, b)', 'a table must be 0x and the 4 bits of 2 nets'],
  ['y = LUT 0x4 (a)', "line 1, column 9: a table must be 0x and the 2 bits of 1 nets, got '0x4'"],
  [`y = LUT 0x1 (${'a, '.repeat(16)}a)`, 'a table must be of at most 16 nets'],
  ['OUTPUT(y)\ny = AND(y, y)', 'must be part of no cycle'],
])('refuses %j', (text, error) => expect(() => readBench(text)).toThrow(error));

describe('what is written', () => {
  it('comes back gate by gate where no gate is a multiplexer, and with its function always', () => {
    const check = (text: string, name: string) => {
      const back = readBench(text);
      expect(back.name).toBe(name);
      const again = readBench(writeBench(back, INFO));
      expect(gatesOf(again)).toEqual(gatesOf(back));
      return back;
    };
    for (const netlist of SOME_NETLISTS) {
      const text = writeBench(netlist, INFO);
      const back = check(text, netlist.name);
      if (!text.includes(' mux')) expect(gatesOf(back)).toEqual(gatesOf(netlist));
      if (netlist.inputCount <= 12) expect(truthTables(back)).toEqual(truthTables(netlist));
    }
    fc.assert(
      fc.property(someNetlist, (netlist) => {
        const back = check(writeBench(netlist, INFO), netlist.name);
        expect(back.inputs).toEqual(netlist.inputs);
        expect(truthTables(back)).toEqual(truthTables(netlist));
      }),
      { seed: 7, numRuns: 150 },
    );
  });
});

needsTool('berkeley-abc')('files of ours and of ABC mean the same to both', () => {
  const netlists = fc.sample(someNetlist, { seed: 9, numRuns: 50 });
  const folder = mkdtempSync(join(tmpdir(), 'adderscope-bench-'));
  const abc = (commands: readonly string[]) => {
    writeFileSync(join(folder, 'commands'), commands.join('\n'));
    return spawnSync('berkeley-abc', ['-f', 'commands'], { cwd: folder, encoding: 'utf8' }).stdout;
  };
  try {
    const write = netlists.flatMap((netlist, k) => {
      writeFileSync(join(folder, `${k}.blif`), writeBlif(netlist, INFO));
      writeFileSync(join(folder, `${k}.bench`), writeBench(netlist, INFO));
      // Gates of two inputs, and tables of up to six.
      const form = k % 2 === 0 ? 'strash; write_bench' : 'strash; if -K 6; write_bench';
      return [`read_blif ${k}.blif`, `${form} ${k}.abc.bench`];
    });
    abc(write);
    const compare = netlists.flatMap((_, k) => {
      const read = readBench(readFileSync(join(folder, `${k}.abc.bench`), 'utf8'));
      writeFileSync(join(folder, `${k}.read.blif`), writeBlif(read, INFO));
      return [`cec -n ${k}.blif ${k}.bench`, `cec -n ${k}.blif ${k}.read.blif`];
    });
    expect(abc(compare).match(/Networks are equivalent/g)).toHaveLength(100);
    const tables = netlists.filter((_, k) =>
      readFileSync(join(folder, `${k}.abc.bench`), 'utf8').includes('LUT'),
    );
    expect(tables.length).toBeGreaterThan(10);
    expect(readBlif(readFileSync(join(folder, '0.read.blif'), 'utf8')).inputs).toEqual(netlists[0]?.inputs);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
