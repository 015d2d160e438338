import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runYosys } from '@yowasp/yosys';
import { afterAll, describe, expect, test } from 'vitest';
import { writeJson } from '../../src/formats/write-json.ts';
import { algebraOfGates } from '../../src/gates/algebra-of-gates.ts';
import { at } from '../../src/gates/at.ts';
import { Builder } from '../../src/gates/builder.ts';
import { fold } from '../../src/gates/fold.ts';
import { type Net, ZERO } from '../../src/gates/net.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { readFloatAdder } from '../../src/verify/float-reading.ts';
import { build } from '../support/build.ts';
import { adderscope } from '../support/command-line.ts';
import { PLANTED_BUGS, withBug } from '../support/planted-bugs.ts';
import { runCommand } from '../support/run-command.ts';
import { needsPackage } from '../support/tool.ts';

const needsZ3 = needsPackage('z3-solver');

const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
afterAll(() => rmSync(folder, { recursive: true }));

const right = build('float-adder', { e: 3, f: 2, rounding: 'toward-zero' });
const ASKED = '--as float-adder --e 3 --f 2 --rounding toward-zero --format json --jobs 1 --quiet'.split(' ');

/** A floating-point adder without op and flags, its ports in another order and by other names. */
function alone(adder: Netlist, name = 'alone'): Netlist {
  const g = new Builder(name);
  const y = g.input('y', 6);
  const x = g.input('x', 6);
  const nets = fold<Net>(adder, algebraOfGates(g), [...x, ...y, ZERO]);
  return g.finish({ result: (adder.outputs.r ?? []).map((net) => at(nets, net)) });
}

function fileOf(name: string, netlist: Netlist): string {
  const path = join(folder, name);
  writeFileSync(path, writeJson(netlist, { version: '0' }));
  return path;
}

describe('a floating-point adder in a file, by the names of its ports', () => {
  needsZ3('with two operands and a sum alone', async () => {
    const { code, data } = await runCommand('prove', fileOf('alone.json', alone(right)), ...ASKED);
    expect(code).toBe(0);
    const { verdict, questions } = JSON.parse(data);
    expect(verdict).toBe('proved');
    expect(questions).toMatchObject([{ port: 'r', verdict: 'proved' }]);
  });

  needsZ3('a wrong one, told by its own ports', async () => {
    const bug = at(
      PLANTED_BUGS.filter(({ port }) => port === 'r'),
      0,
    );
    const wrong = fileOf('wrong.json', alone(withBug(right, 3, bug)));
    const { code, data } = await runCommand('prove', wrong, ...ASKED);
    expect(code).toBe(1);
    const { verdict, counterexample } = JSON.parse(data);
    expect(verdict).toBe('refuted');
    expect(Object.keys(counterexample.inputs)).toEqual(['x', 'y']);
    expect(counterexample.got.result).not.toBe(counterexample.expected.result);
  });

  needsZ3('one that students write, as Yosys takes it apart', async () => {
    const source = readFileSync('test/fixtures/cases/N31/toy.v', 'utf8').replace(/module wrap.*/s, '');
    const script =
      'read_verilog toy.v; synth -flatten -top toyadd; abc -g simple; clean; write_json toy.json';
    const files = await runYosys(
      ['-q', '-p', script],
      { 'toy.v': source },
      { stdout: () => {}, stderr: () => {} },
    );
    const path = join(folder, 'toy.yosys.json');
    writeFileSync(path, String(files?.['toy.json']));
    const line = '--as float-adder --format binary16 --rounding toward-zero --jobs 1 --quiet';
    const { code, stdout } = adderscope('prove', path, ...line.split(' '), '--format', 'json');
    expect(code).toBe(1);
    const { verdict, counterexample } = JSON.parse(stdout);
    expect(verdict).toBe('refuted');
    expect(Object.keys(counterexample.inputs)).toEqual(['a', 'b']);
    expect(Object.keys(counterexample.got)).toEqual(['result']);
  });

  test('ports in any order; what is no port of such an adder is refused', () => {
    const { inputs, outputs } = right;
    const { a = [], b = [], op = [] } = inputs;
    const mixed = {
      ...right,
      inputs: { sub: op, b, a },
      outputs: { nx: outputs.inexact ?? [], z: outputs.r ?? [] },
    };
    const { netlist, names } = readFloatAdder(mixed, right);
    expect(Object.keys(netlist.inputs)).toEqual(['a', 'b', 'op']);
    expect(Object.keys(netlist.outputs)).toEqual(['r', 'inexact']);
    expect([...names]).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['r', 'z'],
      ['op', 'sub'],
      ['inexact', 'nx'],
    ]);
    expect(() => readFloatAdder({ ...right, inputs: { a, b, clk: op } }, right)).toThrow(
      'inputs must be a[6] b[6] op as in float-adder(e=3,f=2,rounding=toward-zero), of which op may be missing, got ',
    );
  });
});
