import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { daddaMultiplier } from '../../src/circuits/dadda-multiplier.ts';
import { networkArgument } from '../../src/cli/network-argument.ts';
import { FILE_FORMATS } from '../../src/formats/index.ts';
import { readNetlist } from '../../src/formats/read-netlist.ts';
import { Misuse } from '../../src/gates/misuse.ts';
import { printNetlist } from '../../src/gates/text.ts';
import { MOST_BYTES, readBytes } from '../../src/host/read-file.ts';
import { readNetlistFile } from '../../src/host/read-netlist-file.ts';
import { recover } from '../../src/proof/recover.ts';
import { runCommand } from '../support/run-command.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/cases/${name}`, import.meta.url));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-read-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

it("reads Yosys's JSON under the name that Yosys's users give it, and proves it", async () => {
  expect(recover(readNetlistFile(fixture('N01/design.json')))).toEqual({ fa: 3, ha: 8, leftover: 33 });
  const { code, data } = await runCommand(
    'prove',
    fixture('N01/design.json'),
    '--as',
    'multiplier',
    '--format',
    'csv',
  );
  expect([code, data]).toEqual([0, expect.stringContaining(',proved,')]);
});

it.each([
  ['N09/tiny.bench', { fa: 0, ha: 1, leftover: 0 }],
  ['N17/noend.blif', { fa: 0, ha: 0, leftover: 1 }],
  ['N17/nomodelline.blif', { fa: 0, ha: 0, leftover: 1 }],
])('%s', (name, found) => expect(recover(readNetlistFile(fixture(name)))).toEqual(found));

it('proves what parts of BLIF add up to', async () => {
  expect((await runCommand('prove', fixture('N18/subckt.blif'), '--as', 'adder')).code).toBe(0);
});

describe('what a file is, its content says and not its name', () => {
  const formats = FILE_FORMATS.filter(({ read, write }) => read !== undefined && write !== undefined);
  const netlist = buildCircuit(daddaMultiplier, { i: 3, j: 2 });

  it.each(formats.map((format) => [format.name, format] as const))('%s', (_, format) => {
    const content = format.write?.(netlist, { version: '1' }) ?? '';
    for (const name of ['x', 'x.txt', ...formats.map(({ extension }) => `x${extension}`)]) {
      const { inputs, outputs } = readNetlist({ name, content });
      expect([Object.keys(inputs), outputs.p?.length]).toEqual([['a', 'b'], 5]);
    }
  });

  it.each([
    ['bench after comments', '# a\n\n# b\n y = AND(a, b)\nINPUT(a)\nINPUT(b)\nOUTPUT(y)\n'],
    ['BLIF after comments', '# a = AND(b)\n.inputs a b\n.outputs y\n.names a b y\n11 1\n'],
    [
      'Verilog after comments, attributes and directives',
      '// .model\n/* { */ `timescale 1ns/1ps\n(* top = "1" *)\nmodule m(input a, input b, output y);\nand(y, a, b);\nendmodule',
    ],
    ['our text form', printNetlist(buildCircuit(daddaMultiplier, { i: 1, j: 1 }))],
  ])('%s', (_, content) => {
    expect(readNetlist({ name: 'x.json', content }).netCount).toBe(5);
  });
});

describe('a file that is not read', () => {
  const formats =
    'verilog (.v), blif (.blif), bench (.bench), aiger (.aag), aiger-binary (.aig), yosys-json (.yosys.json), json (.json)';

  it.each([
    [
      'half.edif',
      '(edif x)',
      `a netlist in one of ${formats}, or in our text form, which begins with netlist "name", got one that begins with '(edif x)'`,
    ],
    ['netlist', '', 'which begins with netlist "name", got an empty file'],
    [
      'netlist',
      'INPUT(a)',
      "readBench: line 1, column 9: the file must be one with an OUTPUT(...), got 'none'",
    ],
    [
      'other.json',
      '{"nodes": []}',
      `an object with "format": "adderscope netlist 1", or Yosys's with "modules", got 'neither'`,
    ],
    ['list.json', '[]', 'line 1, column 1: the file must be an object with'],
    ['deep.json', '['.repeat(100_000), 'line 1, column 66: nesting must be at most 64 deep'],
    ['deep.yosys.json', '{"modules":'.repeat(100_000), 'nesting must be at most 64 deep'],
    [
      'cut.json',
      '{"modules": {"m": {',
      "line 1, column 20: the text must be a name in quotes, got 'the end'",
    ],
    ['BIG.BLIF', '.model m\n.exdc\n', 'BIG.BLIF: readBlif: line 2, column 1: the file must be without'],
    [
      'text',
      'netlist "m"\noutput y 2',
      "text: parseNetlist: line 2: the line must be made of nets from 0 to 1, got '2'",
    ],
  ])('%s', (name, text, message) => {
    const path = file(name, text);
    expect(() => readNetlistFile(path)).toThrow(Misuse);
    expect(() => readNetlistFile(path)).toThrow(message);
  });

  it('goes on without end', () => {
    const message = `got '/dev/zero' (an input must be of at most ${MOST_BYTES} bytes, got more)`;
    expect(() => readNetlistFile('/dev/zero')).toThrow(message);
  });

  it('is a network that nests without end, or is given twice what it may say once', async () => {
    await expect(networkArgument(file('deep-network.json', '['.repeat(1e5)), undefined)).rejects.toThrow(
      'a network must be JSON, got what is not',
    );
    await expect(
      networkArgument(file('twice.json', '{"name": "a", "name": "b"}'), undefined),
    ).rejects.toThrow("line 1, column 15: a member must be given once, got 'name'");
  });
});

it('reads a pipe to its end, and no further than the bound', () => {
  const path = join(folder, 'pipe');
  spawnSync('mkfifo', [path]);
  const feed = (bytes: number) =>
    spawnSync('sh', ['-c', `head -c ${bytes} /dev/zero > "$0" &`, path], { stdio: 'ignore' });
  feed(3_000_000);
  expect(readBytes(path)).toHaveLength(3_000_000);
  feed(3_000_000);
  expect(() => readBytes(path, 2_999_999)).toThrow('an input must be of at most 2999999 bytes, got more');
});

it('takes words and numbers of JSON as they are', async () => {
  const text = '{"a": [true, false, null, -1.5e2, "\\u0041"], "__proto__": {}}';
  expect(await networkArgument(file('plain.json', text), undefined)).toEqual(JSON.parse(text));
});

describe('options of how a netlist is read', () => {
  const cells = (extension: string) =>
    fileURLToPath(new URL(`../fixtures/cells/small${extension}`, import.meta.url));

  it.each(['.lib', '.genlib', '.v'])(
    'finds the adder of mapped cells by a library in %s',
    async (extension) => {
      const { code, data } = await runCommand(
        'recover',
        fixture('N14/cells.v'),
        '--cells',
        cells(extension),
        '--format',
        'csv',
      );
      expect([code, data]).toEqual([0, expect.stringMatching(/,1,0,0\r?\n$/)]);
    },
  );

  it('takes the module that is named', async () => {
    for (const name of ['N12/genlike.v', 'N12/genlike2.v']) {
      const netlist = readNetlistFile(fixture(name), { top: 'top' });
      expect(recover(netlist)).toEqual({ fa: 0, ha: 1, leftover: 0 });
    }
    expect((await runCommand('recover', fixture('N12/genlike.v'))).code).toBe(2);
    expect((await runCommand('recover', fixture('N12/genlike.v'), '--top', 'top')).code).toBe(0);
    expect((await runCommand('prove', fixture('N12/genlike.v'), '--top', 'top', '--as', 'adder')).code).toBe(
      0,
    );
    expect((await runCommand('faults', fixture('N12/genlike.v'), '--top', 'HA')).code).toBe(0);
  });

  it.each([
    ['refutes a wrong adder whose attribute holds the end of one', 'verilog-attr-string/wrong-adder.v', 1],
    ['refuses an initial value', 'verilog-logic-init/wrong-adder.sv.v', 2],
    ['proves an adder with a number for a bit', 'N26/unsized.v', 0],
  ])('%s', async (_, name, code) => {
    expect((await runCommand('prove', fixture(name), '--as', 'adder', '--unsigned')).code).toBe(code);
  });

  it('refuses an option that the file, the circuit or the library has no use for', async () => {
    expect(() => readNetlistFile(fixture('N09/tiny.bench'), { top: 'm' })).toThrow(
      "top must be left out for a file in bench, got 'm'",
    );
    expect(() => readNetlistFile(file('t.txt', 'netlist "m"'), { cells: cells('.lib') })).toThrow(
      'cells must be left out for a file in our text form, got',
    );
    expect(() => readNetlistFile(fixture('N14/cells.v'), { cells: file('x.db', 'FIG 3.2') })).toThrow(
      "cells must be a file of .lib for liberty, .genlib for genlib, .v for verilog, got one that begins with 'FIG 3.2'",
    );
    expect(() => readNetlistFile(fixture('N14/cells.v'), { cells: 'missing.lib' })).toThrow('ENOENT');
    expect((await runCommand('recover', 'dadda-multiplier', '--top', 'm')).code).toBe(2);
  });
});
