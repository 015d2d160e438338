import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { writeJson } from '../../src/formats/write-json.ts';
import { at } from '../../src/gates/at.ts';
import { circuitNamed } from '../support/build.ts';
import { adderscope } from '../support/command-line.ts';
import { PLANTED_BUGS, withBug } from '../support/planted-bugs.ts';
import { runCommand } from '../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
afterAll(() => rmSync(folder, { recursive: true }));

const params = { e: 3, f: 2, rounding: 'ties-to-even' };
const staged = buildCircuit(circuitNamed('float-adder'), params);

describe('two circuits against each other', () => {
  test('both floating-point adders', async () => {
    const { code, data } = await runCommand(
      ...'prove float-adder-two-path --against float-adder --format binary16 --format json'.split(' '),
    );
    expect(code).toBe(0);
    expect(JSON.parse(data)).toMatchObject({
      circuit: 'float-adder-two-path(e=5,f=10,rounding=ties-to-even)',
      verdict: 'proved',
      method: expect.stringContaining('equal to float-adder(e=5,f=10,rounding=ties-to-even), by '),
    });
  });
});

describe('prove of floating-point adders', () => {
  test('a file with a bug', async () => {
    const path = join(folder, 'faulty.json');
    const faulty = withBug(staged, params.e, at(PLANTED_BUGS, 0));
    writeFileSync(path, writeJson(faulty, { version: '0' }));
    const options = '--as float-adder --e 3 --f 2 --rounding ties-to-even --format json --jobs 1';
    const { code, data } = await runCommand('prove', path, ...options.split(' '));
    expect(code).toBe(1);
    const { verdict, counterexample } = JSON.parse(data);
    expect(verdict).toBe('refuted');
    expect(BigInt(counterexample.got.r) ^ BigInt(counterexample.expected.r)).toBe(0x20n);
  });

  test('no time: every IEEE rounding is undecided', async () => {
    const { code, data } = await runCommand(
      ...'prove float-adder --format binary64 --timeout 0 --format json'.split(' '),
    );
    expect(code).toBe(1);
    const { verdict, reason, proofs } = JSON.parse(data);
    expect([verdict, reason, proofs.length]).toEqual(['undecided', 'the time ran out', 5]);
  });

  test('little time: the process ends', () => {
    const { code, stdout } = adderscope(
      ...'prove float-adder --format binary128 --rounding up --timeout 1 --quiet --format json'.split(' '),
    );
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'undecided', reason: 'the time ran out' });
  });

  test.each([
    [
      'prove float-adder --timeout 1.5',
      "prove: --timeout must be a whole number from 0 to 2000000, got '1.5'",
    ],
    [
      'prove float-adder --certificate x',
      "prove: --certificate must be asked of a circuit made of adders alone, got 'float-adder'",
    ],
    ['prove float-adder --rounding sideways', 'float-adder: rounding must be one of'],
    ['prove float-adder --against nonesuch', 'prove: --against must be a file that can be read or one of'],
    [
      'prove float-adder --against ripple-carry-adder',
      'float-adder(e=8,f=23,rounding=ties-to-even): inputs must be a[',
    ],
  ])('%s', (line, text) => {
    const { code, stdout, stderr } = adderscope(...line.split(' '));
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 });
    expect(stderr.startsWith(`ERROR: ${text}`)).toBe(true);
  });
});
