import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { FILE_FORMATS } from '../../src/formats/index.ts';
import { readAigerBinary } from '../../src/formats/read-aiger-binary.ts';
import { readVerilog } from '../../src/formats/read-verilog.ts';
import { evaluate } from '../../src/sim/evaluate.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-export-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const out = (name: string) => join(folder, name);
const exported = (words: string, path: string) =>
  run(['export', ...words.split(' '), '--out', path, '--log-level', 'silent']);

it('writes each format whole and leaves nothing beside it', async () => {
  for (const { name, extension, options } of FILE_FORMATS) {
    const inputs = options?.includes('inputs') ? ' --a 1,2,3 --b 3' : '';
    const path = out(`adder${extension}`);
    expect(await exported(`ripple-carry-adder --i 4 --j 4 --to ${name}${inputs}`, path)).toBe(0);
    expect(readFileSync(path).length).toBeGreaterThan(100);
  }
  expect(readdirSync(folder).length).toBe(FILE_FORMATS.length);
});

it('writes the circuit that was asked for', async () => {
  expect(await exported('dadda-multiplier --i 5 --j 3 --to aiger-binary', out('m.aig'))).toBe(0);
  expect(evaluate(readAigerBinary(readFileSync(out('m.aig'))), { a: 31n, b: 7n })).toEqual({ p: 217n });
  expect(await exported('dadda-multiplier --i 5 --j 3 --hierarchy', out('m.v'))).toBe(0);
  expect(evaluate(readVerilog(readFileSync(out('m.v'), 'utf8')), { a: 31n, b: 7n })).toEqual({ p: 217n });
});

it("gives the test bench the model's outputs, on at most 4096 vectors", async () => {
  expect(await exported('dadda-multiplier --i 3 --j 3 --testbench', out('t.v'))).toBe(0);
  const text = readFileSync(out('t.v'), 'utf8');
  expect(text).toContain("check(3'h7, 3'h6, 6'h2a);");
  expect(text.match(/check\(3'h/g)).toHaveLength(64);
  expect(await exported('dadda-multiplier --i 8 --j 8 --testbench', out('t.v'))).toBe(0);
  expect(readFileSync(out('t.v'), 'utf8').match(/check\(8'h/g)).toHaveLength(4096);
});

it('refuses what makes no sense, and writes no file', async () => {
  for (const words of [
    'dadda-multiplier --to blif --hierarchy',
    'dadda-multiplier --to json --testbench',
    'dadda-multiplier --to vcd --a 3',
    'dadda-multiplier --i 4 --j 4 --to vcd --a 16 --b 1',
    'dadda-multiplier --to vcd --a 1,2 --b 1,2,3',
    'barrel-shifter --to svg',
    'dadda-multiplier --to pdf',
    'dadda-multiplier --i 65',
    'no-such-circuit --to blif',
  ])
    expect(await exported(words, out('none'))).toBe(2);
  expect(existsSync(out('none'))).toBe(false);
});
