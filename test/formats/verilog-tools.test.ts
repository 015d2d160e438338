import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Vector } from '../../src/formats/format.ts';
import { identifier } from '../../src/formats/names.ts';
import { writeVerilog } from '../../src/formats/write-verilog.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { Random } from '../../src/sim/random.ts';
import { needsTool } from '../support/tool.ts';
import { INFO, SOME_NETLISTS, someNetlist } from './support.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-verilog-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const BY_SEED = fc.sample(someNetlist, { seed: 7, numRuns: 12 });

describe('iverilog', () => {
  needsTool('iverilog')('accepts every circuit, flat and by stages, and its test bench is green', () => {
    for (const netlist of SOME_NETLISTS)
      for (const hierarchy of [false, true]) expect(simulate(netlist, hierarchy)).toBe('PASS: 20 vectors\n');
  });

  needsTool('iverilog')('agrees on any netlist, whatever its ports are called', () => {
    for (const [k, netlist] of BY_SEED.entries())
      expect(simulate(netlist, k % 2 === 0)).toBe('PASS: 20 vectors\n');
  });

  needsTool('iverilog')('sees a wrong expected output, names it, and fails', () => {
    const [netlist] = SOME_NETLISTS;
    if (netlist === undefined) throw new Error('no netlist');
    const file = join(folder, 'wrong.v');
    const wrong: Vector[] = [{ inputs: { a: 1n, b: 1n }, outputs: { p: 3n } }];
    writeFileSync(file, writeVerilog(netlist, { ...INFO, vectors: wrong }));
    spawnSync('iverilog', ['-o', `${file}.vvp`, file]);
    const { stdout, status } = spawnSync('vvp', [`${file}.vvp`], { encoding: 'utf8' });
    expect(stdout).toContain('a=1 b=1 p=1, should be 3\nFAIL: 1 differences in 1 of 1 vectors\n');
    expect(status).not.toBe(0);
  });
});

describe('verilator', () => {
  needsTool('verilator')('has nothing to say with all warnings on', () => {
    for (const [k, netlist] of SOME_NETLISTS.entries()) expect(lint(netlist, k % 2 === 1)).toBe('');
    for (const netlist of SOME_NETLISTS.slice(-2)) expect(lint(netlist, true)).toBe('');
  });
});

/** What the test bench prints. */
function simulate(netlist: Netlist, hierarchy: boolean): string {
  const file = join(folder, 'simulated.v');
  writeFileSync(file, writeVerilog(netlist, { ...INFO, hierarchy, vectors: randomVectors(netlist) }));
  const compiled = spawnSync('iverilog', ['-Wall', '-Wno-timescale', '-o', `${file}.vvp`, file], {
    encoding: 'utf8',
  });
  if (compiled.status !== 0 || compiled.stderr !== '') return compiled.stderr;
  return spawnSync('vvp', [`${file}.vvp`], { encoding: 'utf8' }).stdout;
}

function randomVectors(netlist: Netlist): Vector[] {
  const random = new Random(1, netlist.name);
  return Array.from({ length: 20 }, () => {
    const inputs = Object.fromEntries(
      Object.entries(netlist.inputs).map(([name, bus]) => [name, random.bits(bus.length)]),
    );
    return { inputs, outputs: evaluate(netlist, inputs) };
  });
}

/** What verilator complains of, in a file that is called as a user likes. */
function lint(netlist: Netlist, hierarchy: boolean): string {
  const top = identifier(netlist.name);
  const file = join(folder, 'my-circuit.v');
  writeFileSync(file, writeVerilog(netlist, { ...INFO, hierarchy }));
  const { stdout, stderr } = spawnSync('verilator', ['--lint-only', '-Wall', '--top-module', top, file], {
    encoding: 'utf8',
  });
  return stdout + stderr;
}
