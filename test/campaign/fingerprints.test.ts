import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprintOf, withFingerprints } from '../../src/campaign/fingerprints.ts';
import type { AnyCircuit } from '../../src/circuits/circuit.ts';
import type { Meaning } from '../../src/circuits/meaning.ts';
import { rippleCarryAdder } from '../../src/circuits/ripple-carry-adder.ts';
import { fingerprint } from '../../src/gates/fingerprint.ts';
import { GATE_CODE } from '../../src/gates/gate.ts';
import { firstGate, type Netlist } from '../../src/gates/netlist.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import { planJobs } from '../../src/verify/plan.ts';
import { underTest } from '../../src/verify/under-test.ts';

const adder: AnyCircuit = rippleCarryAdder;
const params = { i: 5, j: 4, carry: false };
const print = (change: Partial<AnyCircuit>, values = params) =>
  fingerprintOf(underTest({ ...adder, ...change }, values));

describe('what a verdict is about', () => {
  test('is the same however often it is built, and other stages and labels change nothing', () => {
    expect(print({})).toMatch(/^[0-9a-f]{32}$/);
    expect(print({})).toBe(print({}));
    const staged: AnyCircuit['build'] = (g, x, p) => g.scope('all', () => adder.build(g, x, p));
    expect(print({ build: staged, about: 'something else' })).toBe(print({}));
  });

  test('is another with another netlist, model, arithmetic, parameter or name', () => {
    const wrong: AnyCircuit['build'] = (g, x, p) => {
      const { s = [], ...others } = adder.build(g, x, p);
      return { ...others, s: s.map((net) => g.not(net)) };
    };
    const { model } = adder.meaning(params);
    const other: Meaning = { kind: 'sum', model: (x) => ({ s: (model(x).s ?? 0n) ^ 1n }) };
    const all = [
      print({}),
      print({ build: wrong }),
      print({ meaning: () => other }),
      print({ meaning: () => ({ kind: 'model', model }) }),
      print({}, { ...params, i: 4, j: 5 }),
      print({}, { ...params, carry: true }),
      print({ name: 'adder' }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  test('tells every case of the catalogue from every other', () => {
    const selection = {
      names: [],
      params: {},
      widths: [2, 3],
      checks: [],
      seed: 1,
    };
    const jobs = planJobs(selection, CATALOGUE);
    const prints = withFingerprints(jobs, CATALOGUE).map((job) => job.fingerprint);
    expect(prints.length).toBeGreaterThan(100);
    expect(new Set(prints).size).toBe(jobs.length);
  });
});

test('a netlist with one gate, fan-in or output changed has another fingerprint', () => {
  const { netlist } = underTest(adder, params);
  const known = fingerprint(netlist, '');
  const first = firstGate(netlist);
  const place = fc.integer({ min: first, max: netlist.netCount - 1 });
  const changed = (change: (copy: { -readonly [K in keyof Netlist]: Netlist[K] }) => void) => {
    const copy = structuredClone(netlist);
    change(copy);
    return fingerprint(copy, '');
  };
  fc.assert(
    fc.property(place, fc.constantFrom(...Object.values(GATE_CODE)), (net, code) => {
      fc.pre(netlist.gate[net] !== code);
      expect(changed(({ gate }) => gate.fill(code, net, net + 1))).not.toBe(known);
    }),
  );
  fc.assert(
    fc.property(place, fc.nat(2), fc.nat(first - 1), (net, which, source) => {
      const old = netlist.fanin[which]?.[net];
      fc.pre(old !== source);
      expect(changed(({ fanin }) => fanin[which]?.fill(source, net, net + 1))).not.toBe(known);
    }),
  );
  const { s = [] } = netlist.outputs;
  const others = [{ s: s.toReversed() }, { t: s }, { s: s.slice(1) }, { s, t: s }];
  const prints = others.map((outputs) => changed((copy) => Object.assign(copy, { outputs })));
  expect(new Set([known, ...prints]).size).toBe(others.length + 1);
});
