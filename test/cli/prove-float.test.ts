import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { type AnyCircuit, buildCircuit } from '../../src/circuits/circuit.ts';
import { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import type { Rounding } from '../../src/circuits/float-adder/rounding.ts';
import { formatNamed } from '../../src/circuits/float-formats.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { type FloatStep, proveFloat } from '../../src/cli/prove-float.ts';
import { SUM_PORTS, smtFloatAddition } from '../../src/formats/smt-float-addition.ts';
import { at } from '../../src/gates/at.ts';
import { type Net, netAt, ONE } from '../../src/gates/net.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { shown, withFault } from '../circuits/float-support.ts';

const isInstalled = (() => {
  try {
    createRequire(import.meta.url).resolve('z3-solver');
    return true;
  } catch {
    return false;
  }
})();

/** `test`, for what runs Z3: skipped, and shown as such, where it is not installed. */
const needsZ3 = test.skipIf(!isInstalled && process.env.REQUIRE_TOOLS !== '1');

const adder: AnyCircuit = at(
  CIRCUITS.filter(({ name }) => name === 'float-adder'),
  0,
);

function subject(format: string, rounding: Rounding) {
  const { e, f } = formatNamed(format);
  const params = { e, f, rounding };
  return { params, netlist: buildCircuit(floatAdder, params) };
}

/** The netlist with something else on one output bit. */
function withOutput(netlist: Netlist, port: string, bit: number, net: Net): Netlist {
  const bus = (netlist.outputs[port] ?? []).map((old, k) => (k === bit ? net : old));
  return { ...netlist, outputs: { ...netlist.outputs, [port]: bus } };
}

describe('the addition of IEEE 754 as SMT-LIB', () => {
  test('asks of one port, with what it is in the theory', () => {
    const { netlist } = subject('e2m1', 'port');
    const text = smtFloatAddition(netlist, { e: 2, f: 1, rounding: 'RNA', port: 'inexact', rm: 5 });
    expect(text).toContain('(set-logic QF_BVFP)\n(declare-const |a| (_ BitVec 4))');
    expect(text).toContain('(assert (= |rm| #b101))');
    expect(text).toContain('(fp.add RNA ((_ to_fp 2 2) RNE is.a) (ite (= |op| #b1) (fp.neg ');
    expect(text).toMatch(/\(assert \(not \(= \(= \|inexact\| #b1\) is\.inexact\)\)\)\n$/);
  });
});

describe('proved for every input', () => {
  const CASES: readonly (readonly [string, Rounding])[] = [
    ['e2m1', 'port'],
    ['e2m2', 'down'],
    ['e2m2', 'ties-away'],
    ['e3m1', 'to-odd'],
    ['e3m1', 'toward-zero'],
    ['e3m2', 'ties-to-even'],
    ['e3m2', 'up'],
  ];

  needsZ3.each(CASES)('%s, rounding %s', async (format, rounding) => {
    const steps: FloatStep[] = [];
    const proof = await proveFloat(adder, subject(format, rounding).params, {
      onProgress: (step, done, all) => {
        steps.push(step);
        expect([done, all]).toEqual([steps.length, rounding === 'port' ? 40 : 5]);
      },
    });
    expect(proof).toMatchObject({ verdict: 'proved', method: expect.stringContaining('Z3 ') });
    expect(steps.slice(0, 5).map(({ port }) => port)).toEqual(SUM_PORTS);
    expect(new Set(steps.map(({ rm }) => rm)).size).toBe(rounding === 'port' ? 8 : 1);
  });
});

describe('refuted by an input', () => {
  const MUTANTS: readonly (readonly [string, string, (netlist: Netlist) => Netlist])[] = [
    [
      'r',
      'a tie is rounded up',
      (n) => {
        const net = at(shown(n, 'rounding and post-normalization', 'increment'), 0);
        const guard = at(shown(n, 'normalization', 'guard'), 0);
        return withFault(n, net, (_g, now) => {
          now[net] = at(now, guard);
        });
      },
    ],
    ['r', 'a NaN is not the canonical one', (n) => withOutput(n, 'r', 0, netAt(at(n.inputs.a ?? [], 0)))],
    ['invalid', 'it is never raised', (n) => withOutput(n, 'invalid', 0, netAt(0))],
    ['overflow', 'it is inexact', (n) => withOutput(n, 'overflow', 0, at(n.outputs.inexact ?? [], 0))],
    ['underflow', 'it is not constant', (n) => withOutput(n, 'underflow', 0, ONE)],
    ['inexact', 'it is overflow', (n) => withOutput(n, 'inexact', 0, at(n.outputs.overflow ?? [], 0))],
  ];

  needsZ3.each(MUTANTS)('%s: %s', async (port, _fault, make) => {
    const { params, netlist } = subject('e2m2', 'ties-to-even');
    const faulty = make(netlist);
    const proof = await proveFloat(adder, params, { netlist: faulty });
    if (proof.verdict !== 'refuted') throw new Error(`it must be refuted, got ${proof.verdict}`);
    const { inputs, outputs, right } = proof.counterexample;
    expect(proof.counterexample.port).toBe(port);
    expect(outputs).toEqual(evaluate(faulty, inputs));
    expect(right).toEqual(evaluate(netlist, inputs));
    expect(outputs[port]).not.toBe(right[port]);
  });
});

describe('undecided', () => {
  test('no time at all', async () => {
    const { params } = subject('binary64', 'ties-to-even');
    const proof = await proveFloat(adder, params, { timeoutSeconds: 0 });
    expect(proof).toMatchObject({ verdict: 'undecided', reason: 'the time ran out' });
  });

  needsZ3('a question that takes longer than the time left is broken off', async () => {
    const { params } = subject('binary64', 'ties-to-even');
    const proof = await proveFloat(adder, params, { timeoutSeconds: 0.5 });
    expect(proof).toMatchObject({ verdict: 'undecided', reason: 'the time ran out' });
  });

  needsZ3('a counterexample that the model does not confirm', async () => {
    const { params, netlist } = subject('e2m1', 'ties-to-even');
    const faulty = withOutput(netlist, 'underflow', 0, ONE);
    const model: AnyCircuit['model'] = (inputs, values) => ({
      ...adder.model(inputs, values),
      underflow: 1n,
    });
    const proof = await proveFloat({ ...adder, model }, params, { netlist: faulty });
    expect(proof).toMatchObject({
      verdict: 'undecided',
      reason: "simulation does not confirm Z3's counterexample",
    });
  });
});

test.skipIf(isInstalled)('without Z3 it says what to install', async () => {
  const { params } = subject('e2m1', 'ties-to-even');
  await expect(proveFloat(adder, params)).rejects.toThrow(
    'prove: package z3-solver must be installed (npm install z3-solver), got nothing',
  );
});
