import { afterAll, describe, expect, test } from 'vitest';
import { type AnyCircuit, buildCircuit } from '../../src/circuits/circuit.ts';
import { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import type { Rounding } from '../../src/circuits/float-adder/rounding.ts';
import { formatNamed } from '../../src/circuits/float-formats.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import type { AnyValues } from '../../src/circuits/params.ts';
import { at } from '../../src/gates/at.ts';
import { type Net, netAt, ONE } from '../../src/gates/net.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { MINISAT_THREAD } from '../../src/host/minisat-thread.ts';
import { solverNamed } from '../../src/host/solvers.ts';
import { Z3 } from '../../src/host/z3.ts';
import { type Blaster, shared } from '../../src/proof/blaster.ts';
import { floatSumSmt, SUM_PORTS } from '../../src/proof/float-sum-smt.ts';
import type { FloatStep } from '../../src/proof/prove-float-sum.ts';
import { startClock } from '../../src/proof/stop-clock.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { floatSumOf, isFloatAdder } from '../../src/verify/float-subject.ts';
import { answer } from '../../src/verify/proof-question.ts';
import { circuitSubject } from '../../src/verify/proof-subject.ts';
import { proveFloatAdder } from '../../src/verify/prove-float-adder.ts';
import { shown, withFault } from '../circuits/float-support.ts';
import { PLANTED_BUGS, withBug } from '../support/planted-bugs.ts';
import { isInstalled, needsPackage } from '../support/tool.ts';

const needsZ3 = needsPackage('z3-solver');

const solver = solverNamed();

/** One Z3 for all: starting it takes longer than what it is asked. */
let started: Promise<Blaster> | undefined;
const running = async () => {
  started ??= Z3.start();
  return shared(await started);
};
afterAll(async () => (await started)?.stop());

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
    const { netlist } = subject('e2m1-ieee', 'port');
    const text = floatSumSmt(netlist, { e: 2, f: 1, rounding: 'ties-away', port: 'inexact', rm: 5 });
    expect(text).toContain('(set-logic QF_BVFP)\n(declare-const |a| (_ BitVec 4))');
    expect(text).toContain('(assert (= |rm| #b101))');
    expect(text).toContain('(fp.add RNA ((_ to_fp 2 2) RNE is.a) (ite (= |op| #b1) (fp.neg ');
    expect(text).toMatch(/\(assert \(not \(= \(= \|inexact\| #b1\) is\.inexact\)\)\)\n$/);
  });
});

describe('proved for every input', () => {
  const CASES: readonly (readonly [string, Rounding])[] = [
    ['e2m1-ieee', 'to-odd'],
    ['e2m1-ieee', 'toward-zero'],
    ['e2m2', 'down'],
    ['e2m2', 'ties-away'],
    ['e2m2', 'up'],
    ['e3m2-ieee', 'ties-to-even'],
  ];

  needsZ3.each(CASES)('%s, rounding %s', async (format, rounding) => {
    const steps: FloatStep[] = [];
    const proof = await proveFloatAdder(adder, subject(format, rounding).params, {
      blaster: await running(),
      solver,
      onStep: (step, done, all) => {
        steps.push(step);
        expect([done, all]).toEqual([steps.length, 5]);
      },
    });
    expect(proof).toMatchObject({ verdict: 'proved', method: expect.stringContaining('Z3 ') });
    expect(steps.map(({ port }) => port)).toEqual(SUM_PORTS);
    expect(steps.every(({ verdict }) => verdict === 'proved')).toBe(true);
  });

  needsZ3('a port for the rounding: one code after the other, here until it is stopped', async () => {
    const stop = new AbortController();
    const steps: string[] = [];
    const proof = await proveFloatAdder(adder, subject('e2m1-ieee', 'port').params, {
      blaster: await running(),
      solver,
      stop: stop.signal,
      onStep: ({ port, rounding, rm, verdict }, done, all) => {
        steps.push(`${rm} ${rounding} ${port} ${verdict}`);
        if (done === 6) stop.abort(`${done} of ${all} are enough`);
      },
    });
    expect(proof).toMatchObject({ verdict: 'undecided', reason: '6 of 40 are enough' });
    expect(steps.slice(4)).toEqual(['0 ties-to-even inexact proved', '1 toward-zero r proved']);
  });

  needsZ3('two questions at a time, by the solver that is a package', async () => {
    const options = { blaster: await running(), solver: MINISAT_THREAD, threads: 2 };
    const proof = await proveFloatAdder(adder, subject('e2m1-ieee', 'ties-to-even').params, options);
    expect(proof).toMatchObject({ verdict: 'proved', method: expect.stringContaining('MiniSat') });
  });
});

describe('refuted by an input', () => {
  const { params, netlist } = subject('e2m2', 'ties-to-even');

  async function refuted(faulty: Netlist) {
    const proof = await proveFloatAdder(adder, params, { netlist: faulty, blaster: await running(), solver });
    if (proof.verdict !== 'refuted') throw new Error(`it must be refuted, got ${proof.verdict}`);
    const { inputs, got, expected } = proof.counterexample;
    expect(got).toEqual(evaluate(faulty, inputs));
    expect(expected).toEqual(evaluate(netlist, inputs));
    expect(got[proof.port]).not.toBe(expected?.[proof.port]);
    return proof.port;
  }

  needsZ3.each(PLANTED_BUGS)('$fault', async (bug) => {
    expect(await refuted(withBug(netlist, params.e, bug))).toBe(bug.port);
  });

  needsZ3('a tie is rounded up', async () => {
    const net = at(shown(netlist, 'rounding and post-normalization', 'increment'), 0);
    const guard = at(shown(netlist, 'normalization', 'guard'), 0);
    const faulty = withFault(netlist, net, (_g, now) => {
      now[net] = at(now, guard);
    });
    expect(await refuted(faulty)).toBe('r');
  });

  needsZ3('a port that is constantly wrong', async () => {
    expect(await refuted(withOutput(netlist, 'underflow', 0, ONE))).toBe('underflow');
    expect(await refuted(withOutput(netlist, 'invalid', 0, netAt(0)))).toBe('invalid');
  });
});

describe('undecided', () => {
  const { params } = subject('binary64', 'ties-to-even');

  test('no time at all', async () => {
    const clock = startClock(0);
    const proof = await proveFloatAdder(adder, params, { blaster: Z3, stop: clock.signal, solver });
    clock.stop();
    expect(proof).toMatchObject({ verdict: 'undecided', reason: 'the time ran out' });
  });

  needsZ3('a question that takes longer than the time left is broken off', async () => {
    const clock = startClock(0.5);
    const proof = await proveFloatAdder(adder, params, {
      blaster: Z3,
      stop: clock.signal,
      solver,
      threads: 2,
    });
    clock.stop();
    expect(proof).toMatchObject({ verdict: 'undecided', reason: 'the time ran out' });
  });

  needsZ3('a counterexample that the model does not confirm', async () => {
    const { params, netlist } = subject('e2m1-ieee', 'ties-to-even');
    const faulty = withOutput(netlist, 'underflow', 0, ONE);
    const meaning: AnyCircuit['meaning'] = (values) => {
      const right = adder.meaning(values);
      return { ...right, model: (inputs) => ({ ...right.model(inputs), underflow: 1n }) };
    };
    const options = { netlist: faulty, blaster: await running(), solver };
    expect(await proveFloatAdder({ ...adder, meaning }, params, options)).toMatchObject({
      verdict: 'undecided',
      reason: 'simulation does not confirm the counterexample',
    });
  });
});

test('the floating-point adders of the catalogue, by what their records say', () => {
  expect(CIRCUITS.filter(isFloatAdder).map(({ name }) => name)).toEqual([
    'float-adder',
    'float-adder-two-path',
  ]);
});

describe('what a record says', () => {
  const silent: AnyCircuit = {
    ...adder,
    meaning: (p) => ({ kind: 'model', model: adder.meaning(p).model }),
  };

  test('the format and the direction, or one for each code of its port', () => {
    expect(floatSumOf(adder, { e: 15, f: 112, rounding: 'to-odd' })).toEqual({
      e: 15,
      f: 112,
      roundings: [{ rounding: 'to-odd' }],
    });
    const byPort = floatSumOf(adder, { e: 3, f: 2, rounding: 'port' })?.roundings ?? [];
    expect(byPort.map(({ rounding, rm }) => `${rm} ${rounding}`)).toEqual([
      '0 ties-to-even',
      '1 toward-zero',
      '2 down',
      '3 up',
      '4 ties-away',
      '5 ties-away',
      '6 to-odd',
      '7 to-odd',
    ]);
  });

  test('nothing, of a circuit of floats with the same parameters: it is no such adder and is refused', async () => {
    const { params } = subject('e2m2', 'up');
    expect(isFloatAdder(silent)).toBe(false);
    await expect(proveFloatAdder(silent, params, { blaster: Z3 })).rejects.toThrow(
      'prove: circuit must be one whose record says that it adds floats, got float-adder(e=2,f=2,rounding=up)',
    );
    const unsaid = circuitSubject(silent, params);
    const means = { blaster: Z3, solver, doubtSolver: solver };
    await expect(answer({ kind: 'as said', subject: unsaid }, means)).rejects.toThrow(
      'prove: circuit must be one whose record says what to prove, got float-adder(e=2,f=2,rounding=up)',
    );
  });

  needsZ3('a direction, of a circuit whose parameters have other names', async () => {
    const own = ({ exponent }: AnyValues): AnyValues => ({ e: Number(exponent), f: 1, rounding: 'down' });
    const down: AnyCircuit = {
      ...adder,
      name: 'down-adder',
      params: { exponent: { kind: 'integer', about: 'exponent bits', default: 2, min: 2, max: 4 } },
      inputs: (p) => adder.inputs(own(p)),
      build: (g, x, p) => adder.build(g, x, own(p)),
      meaning: (p) => adder.meaning(own(p)),
    };
    expect(isFloatAdder(down)).toBe(true);
    const proof = await proveFloatAdder(down, { exponent: 2 }, { blaster: await running(), solver });
    expect(proof.verdict).toBe('proved');
  });
});

test.skipIf(isInstalled('z3-solver'))('without Z3 it says what to install', async () => {
  const { params } = subject('e2m1-ieee', 'ties-to-even');
  await expect(proveFloatAdder(adder, params, { blaster: Z3 })).rejects.toThrow(
    'prove: package z3-solver must be installed (npm install z3-solver), got nothing',
  );
});
