import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildCircuit, modelOf, resolveCircuit } from '../../src/circuits/circuit.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import type { Meaning } from '../../src/circuits/meaning.ts';
import { at } from '../../src/gates/at.ts';
import { benchVectors } from '../../src/verify/bench-vectors.ts';
import { runBench, runOne } from '../support/bench-mutants.ts';
import { needsTool } from '../support/tool.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-mutants-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

needsTool('iverilog')('a test bench passes its circuit and fails each wrong bit of a port', () => {
  let tried = 0;
  for (const circuit of CIRCUITS) {
    const params = resolveCircuit(circuit, {});
    const [right, ...wrong] = runBench(folder, circuit, params);
    expect(`${circuit.name}: ${right?.line}`).toMatch(/: PASS: \d+ vectors$/);
    for (const verdict of wrong)
      expect({ circuit: circuit.name, ...verdict }).toMatchObject({
        line: expect.stringMatching(/^FAIL: \d+ differences in \d+ of \d+ vectors$/),
      });
    tried += wrong.length;
  }
  expect(tried).toBeGreaterThan(1700);
});

needsTool('iverilog')('a test bench ends well or with an error, and stops after twenty differences', () => {
  const dadda = CIRCUITS.find(({ name }) => name === 'dadda-multiplier');
  if (dadda === undefined) throw new Error('no Dadda multiplier');
  const params = resolveCircuit(dadda, { i: 8, j: 8 });
  expect(runOne(folder, dadda, params, undefined)).toMatchObject({
    status: 0,
    stdout: 'PASS: 4096 vectors\n',
  });
  const wrong = runOne(folder, dadda, params, { port: 'p', bit: 3, how: 'inverted' });
  expect(wrong.status).not.toBe(0);
  expect(wrong.stdout).toContain('a=00 b=00 p=0008, should be 0000\n');
  expect(wrong.stdout).toContain('FAIL: 20 differences in 20 of 4096 vectors\n');
});

it('vectors of a bench hold each input bit at 0 and at 1, at every shape', () => {
  for (const [name, raw] of [
    ['dadda-multiplier', { i: 64, j: 64 }],
    ['dadda-multiplier', { i: 1, j: 64 }],
    ['dadda-multiplier', { i: 13, j: 1 }],
    ['ripple-carry-adder', { i: 64, j: 3, carry: true }],
    ['barrel-shifter', { n: 64, max: 63 }],
    ['dot-product', { i: 4, j: 4, d: 64 }],
    ['float-adder', { e: 8, f: 23 }],
  ] as const) {
    const circuit = CIRCUITS.find((one) => one.name === name);
    if (circuit === undefined) throw new Error(`no ${name}`);
    const params = resolveCircuit(circuit, raw);
    const vectors = benchVectors(circuit, params, 1);
    const ports = Object.entries(buildCircuit(circuit, params).inputs);
    for (const [port, [, bus]] of ports.entries()) {
      const ones = vectors.reduce((some, vector) => some | at(vector, port), 0n);
      const zeros = vectors.reduce((some, vector) => some | ~at(vector, port), 0n);
      const all = (1n << BigInt(bus.length)) - 1n;
      expect([name, raw, port, ones & all, zeros & all]).toEqual([name, raw, port, all, all]);
    }
    expect(vectors.length).toBeGreaterThan(4000);
    expect(benchVectors(circuit, params, 1)).toEqual(vectors);
    expect(benchVectors(circuit, params, 2)).not.toEqual(vectors);
  }
});

it('adds a vector for an input bit that the others would not tell', () => {
  const width = 40;
  const needle = (1n << BigInt(width)) - 3n;
  const circuit = CIRCUITS.find(({ name }) => name === 'relu');
  if (circuit === undefined) throw new Error('no relu');
  // The lowest bit of y matters at one value of x alone, which the stimulus has beside one value of y.
  const hidden = {
    ...circuit,
    name: 'hidden',
    params: {},
    inputs: () => ({ x: width, y: 1 }),
    stimulus: () => [{ x: needle, y: 0n }],
    meaning: (): Meaning => ({
      kind: 'model',
      model: ({ x, y = 0n }) => ({ z: x === needle ? y : 0n }),
    }),
  };
  const vectors = benchVectors(hidden, {}, 1);
  expect(vectors.filter(([x]) => x === needle)).toContainEqual([needle, 1n]);
  expect(modelOf(hidden, {})([needle, 1n])).toEqual({ z: 1n });
});
