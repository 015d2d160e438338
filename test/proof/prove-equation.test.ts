import { describe, expect, test } from 'vitest';
import { arrayMultiplier } from '../../src/circuits/array-multiplier.ts';
import { baughWooleyMultiplier } from '../../src/circuits/baugh-wooley-multiplier.ts';
import { type AnyCircuit, buildCircuit } from '../../src/circuits/circuit.ts';
import { daddaMultiplier } from '../../src/circuits/dadda-multiplier.ts';
import { FAST_ADDERS, FINAL_ADDERS } from '../../src/circuits/final-adder.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { wallaceMultiplier } from '../../src/circuits/wallace-multiplier.ts';
import { Builder } from '../../src/gates/builder.ts';
import type { Bus } from '../../src/gates/bus.ts';
import { type Equation, productEquation, showEquation, sumEquation } from '../../src/gates/equation.ts';
import { GATE_CODE } from '../../src/gates/gate.ts';
import { type Net, ZERO } from '../../src/gates/net.ts';
import { firstGate, type Netlist } from '../../src/gates/netlist.ts';
import { MINISAT } from '../../src/proof/minisat.ts';
import { AskedAnew } from '../../src/proof/problem.ts';
import type { Proof } from '../../src/proof/proof.ts';
import { proveEquation } from '../../src/proof/prove-equation.ts';
import { settle } from '../../src/proof/settle-doubt.ts';
import type { SolverKind } from '../../src/proof/solver.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { andNotForm } from './and-not-form.ts';
import { mutants } from './mutants.ts';

const PRODUCT = productEquation('p', 'a', 'b');

/** A carry that the final adder of a 16 x 16 multiplier never has to take over a group. */
const NEVER_ASKED = 'net 1454 (and): stuck at 0';

/** The verdicts on a netlist as it is, without its labels, and in ANDs and inverters. */
function expectProved(netlist: Netlist, equation: Equation, method?: RegExp): void {
  for (const proof of [
    proveEquation(netlist, equation),
    proveEquation(netlist, equation, { ignoreLabels: true }),
    proveEquation(andNotForm(netlist, 'reuse'), equation),
    proveEquation(andNotForm(netlist, 'majority'), equation),
  ]) {
    expect(proof.verdict, netlist.name).toBe('proved');
    if (method !== undefined) expect(proof.method, netlist.name).toMatch(method);
  }
}

describe('multipliers', () => {
  test.each([daddaMultiplier, wallaceMultiplier, arrayMultiplier] as AnyCircuit[])(
    '$name at every width to 9',
    (circuit) => {
      for (let i = 1; i <= 9; i++)
        for (let j = 1; j <= 9; j++)
          expectProved(buildCircuit(circuit, { i, j }), PRODUCT, /^rewriting of \w+ adders$/);
    },
  );

  test('64 x 64, in every form', () => {
    expectProved(buildCircuit(daddaMultiplier, { i: 64, j: 64 }), PRODUCT, /^rewriting/);
    expectProved(buildCircuit(wallaceMultiplier, { i: 64, j: 64 }), PRODUCT, /^rewriting/);
  });

  test.each(FINAL_ADDERS)('a final adder that is %s, at 3, 8, 16 and 32 bits', (final) => {
    for (const n of [3, 8, 16, 32])
      expectProved(buildCircuit(daddaMultiplier, { i: n, j: n, final }), PRODUCT, /^rewriting/);
    expectProved(buildCircuit(daddaMultiplier, { i: 24, j: 7, final }), PRODUCT, /^rewriting/);
  });
});

describe('adders', () => {
  test.each(Object.keys(FAST_ADDERS))('%s at 1, 2, 3, 8, 16, 32 and 64 bits', (name) => {
    const circuit = CIRCUITS.find((one) => one.name === `${name}-adder`);
    if (circuit === undefined) throw new Error(`no circuit ${name}-adder`);
    for (const n of [1, 2, 3, 8, 16, 32, 64])
      for (const carry of [false, true])
        expectProved(
          buildCircuit(circuit, { n, carry }),
          sumEquation('s', carry ? ['a', 'b', 'cin'] : ['a', 'b']),
          /^rewriting/,
        );
  });

  test('modulo 2^n, where the carry is dropped', () => {
    const g = new Builder('no carry');
    const [a, b] = [g.input('a', 2), g.input('b', 2)];
    const [a0 = ZERO, a1 = ZERO] = a;
    const [b0 = ZERO, b1 = ZERO] = b;
    const sum = g.finish({ s: [g.xor(a0, b0), g.xor(g.xor(a1, b1), g.and(a0, b0))] });
    const modulo = { ...sumEquation('s', ['a', 'b']), modulo: 2 };
    expect(proveEquation(sum, modulo)).toEqual({
      verdict: 'proved',
      method: 'rewriting of recovered adders',
    });
    expect(showEquation(modulo)).toBe('s = a + b modulo 2^2');
    const whole = proveEquation(sum, sumEquation('s', ['a', 'b']));
    expect(whole).toMatchObject({ verdict: 'refuted' });
  });
});

/** Every refutation is run again by the reference simulator; returns how many of each verdict there were. */
function judged(
  proofs: Iterable<{ netlist: Netlist; proof: Proof }>,
  wanted: (x: Record<string, bigint>) => bigint,
) {
  const verdicts = { proved: 0, refuted: 0, undecided: 0 };
  for (const { netlist, proof } of proofs) {
    verdicts[proof.verdict]++;
    if (proof.verdict !== 'refuted') continue;
    const { inputs } = proof.counterexample;
    const got = evaluate(netlist, inputs);
    expect(got).toEqual(proof.counterexample.got);
    expect(Object.values(got)[0]).not.toBe(wanted(inputs));
  }
  return verdicts;
}

/** Whether a multiplier is right on every input, by the reference simulator. */
function isRight(netlist: Netlist): boolean {
  const [m = 0, n = 0] = Object.values(netlist.inputs).map((bus) => 2 ** bus.length);
  for (let a = 0; a < m; a++)
    for (let b = 0; b < n; b++)
      if (evaluate(netlist, { a: BigInt(a), b: BigInt(b) }).p !== BigInt(a * b)) return false;
  return true;
}

const product = ({ a = 0n, b = 0n }) => a * b;

describe('faults', () => {
  test('every one of a 4 x 4 multiplier is refuted, or leaves it right on every input', () => {
    let right = 0;
    const proofs = [];
    for (const { name, netlist } of mutants(buildCircuit(daddaMultiplier, { i: 4, j: 4 }))) {
      const proof = proveEquation(netlist, PRODUCT);
      expect(proof.verdict === 'proved', name).toBe(isRight(netlist));
      if (proof.verdict === 'proved') right++;
      proofs.push({ netlist, proof });
    }
    expect(judged(proofs, product)).toEqual({ proved: right, refuted: 655, undecided: 0 });
  });

  test('a sample of those of a 16 x 16 multiplier is decided', () => {
    const all = [...mutants(buildCircuit(daddaMultiplier, { i: 16, j: 16 }))];
    const proofs = all
      .filter((_, k) => k % 23 === 7)
      .map(({ netlist }) => ({ netlist, proof: proveEquation(netlist, PRODUCT) }));
    const { undecided, refuted } = judged(proofs, product);
    expect(undecided).toBe(0);
    expect(refuted).toBeGreaterThan(600);
  });

  test('all of a 16-bit Sklansky adder are decided, by diagrams where vectors find nothing', () => {
    const circuit = CIRCUITS.find(({ name }) => name === 'sklansky-adder');
    if (circuit === undefined) throw new Error('no Sklansky adder');
    const sum = sumEquation('s', ['a', 'b', 'cin']);
    const proofs = [...mutants(buildCircuit(circuit, { n: 16, carry: true }))].map(({ netlist }) => ({
      netlist,
      proof: proveEquation(netlist, sum),
    }));
    const verdicts = judged(proofs, ({ a = 0n, b = 0n, cin = 0n }) => a + b + cin);
    expect(verdicts.undecided).toBe(0);
    expect(verdicts.refuted).toBeGreaterThan(800);
  });

  test.each([
    ['carry-skip', 1454, 1455, { proved: 3, refuted: 0 }],
    ['kogge-stone', 1680, 1681, { proved: 0, refuted: 1 }],
  ] as const)(
    'what a final adder that is %s is never asked, or rarely, is settled by SAT',
    async (final, from, to, wanted) => {
      const netlist = buildCircuit(daddaMultiplier, { i: 16, j: 16, final });
      const open = [...mutants(netlist, from, to)].filter(
        (mutant) => proveEquation(mutant.netlist, PRODUCT, { rounds: 600 }).verdict === 'undecided',
      );
      const proofs: { netlist: Netlist; proof: Proof }[] = [];
      for (const { netlist: mutant } of open) {
        const proof = await settle(proveEquation(mutant, PRODUCT, { rounds: 600 }), MINISAT);
        proofs.push({ netlist: mutant, proof });
      }
      for (const { proof } of proofs)
        expect(proof.method).toMatch(/final adder by decision diagrams and SAT$/);
      expect(judged(proofs, product)).toEqual({ ...wanted, undecided: 0 });
    },
  );

  test('where the solver gives up, so does the proof', async () => {
    const netlist = buildCircuit(daddaMultiplier, { i: 16, j: 16, final: 'carry-skip' });
    const lost: SolverKind = {
      name: 'lost',
      start: async () => new AskedAnew(async () => ({ kind: 'unknown', reason: 'no time' })),
    };
    const proofs: Proof[] = [];
    for (const { name, netlist: mutant } of mutants(netlist, 1454, 1455))
      if (name === NEVER_ASKED)
        proofs.push(await settle(proveEquation(mutant, PRODUCT, { rounds: 100 }), lost));
    expect(proofs).toMatchObject([{ verdict: 'undecided', reason: expect.stringMatching(/; no time$/) }]);
  });

  test('a label that lies is not believed', () => {
    const right = buildCircuit(daddaMultiplier, { i: 8, j: 8 });
    const gate = right.gate.slice();
    const carry = gate.lastIndexOf(GATE_CODE.or);
    gate[carry] = GATE_CODE.and;
    expect(proveEquation({ ...right, gate }, PRODUCT).verdict).toBe('refuted');
  });
});

/** a b by multiplexed additions, 9 x 9: right, and out of reach of rewriting whole adders. */
function unusual(): Netlist {
  const g = new Builder('unusual');
  const a = g.input('a', 9);
  const b = g.input('b', 9);
  let sum: Bus = new Array(18).fill(ZERO);
  for (const [j, y] of b.entries()) {
    let carry = ZERO;
    const added = sum.map((bit, k) => {
      const x = a[k - j] ?? ZERO;
      const out = g.xor(g.xor(bit, x), carry);
      carry = g.or(g.and(bit, x), g.and(carry, g.or(bit, x)));
      return out;
    });
    sum = sum.map((bit, k) => g.mux(y, added[k] ?? ZERO, bit));
  }
  return g.finish({ p: sum });
}

describe("two's complement", () => {
  const signed = { ...PRODUCT, signed: ['a', 'b', 'p'] };

  test('an equation says which numbers have a sign', () => {
    expect(showEquation(signed)).toBe("p = a*b, with a, b, p in two's complement");
  });

  test('a signed multiplier is no unsigned one, and the other way', () => {
    const right = buildCircuit(baughWooleyMultiplier, { i: 24, j: 20 });
    expectProved(right, signed, /^rewriting/);
    expect(proveEquation(right, PRODUCT).verdict).toBe('refuted');
    expect(proveEquation(buildCircuit(daddaMultiplier, { i: 24, j: 20 }), signed).verdict).toBe('refuted');
    const half = { ...PRODUCT, signed: ['a', 'p'] };
    expect(proveEquation(right, half).verdict).toBe('refuted');
  });

  test('a small one by all inputs, and a sum by diagrams', () => {
    const g = new Builder('negated');
    const a = g.input('a', 24);
    let isBelow: Net = ZERO;
    const y = a.map((bit) => {
      const negated = g.xor(bit, isBelow);
      isBelow = g.or(isBelow, bit);
      return negated;
    });
    // Of -2^23 there is no negative, so the sum is modulo 2^24.
    const negative = {
      outputs: [{ coefficient: 1n, ports: ['y'] }],
      inputs: [{ coefficient: -1n, ports: ['a'] }],
      signed: ['a', 'y'],
    };
    const netlist = g.finish({ y });
    expect(proveEquation(netlist, { ...negative, modulo: 24 })).toMatchObject({ verdict: 'proved' });
    expect(proveEquation(netlist, negative).verdict).toBe('refuted');
  });
});

describe('honesty', () => {
  test('what the method cannot decide is undecided, with a reason', () => {
    const proof = proveEquation(unusual(), PRODUCT, { rounds: 2000 });
    expect(proof).toMatchObject({ verdict: 'undecided', method: 'rewriting and simulation' });
    expect(proof.verdict === 'undecided' && proof.reason).toMatch(/^net \d+ is no output of an adder/);
  });

  test('another equation, another coefficient, and another port are refuted or refused', () => {
    const netlist = buildCircuit(daddaMultiplier, { i: 12, j: 12 });
    const twice = { ...PRODUCT, inputs: [{ coefficient: 2n, ports: ['a', 'b'] }] };
    expect(proveEquation(netlist, twice).verdict).toBe('refuted');
    const square = { ...PRODUCT, inputs: [{ coefficient: 1n, ports: ['a', 'a'] }] };
    expect(proveEquation(netlist, square).verdict).toBe('refuted');
    expect(() => proveEquation(netlist, productEquation('p', 'a', 'c'))).toThrow(
      "dadda-multiplier(i=12,j=12,final=ripple-carry): port must be one of a, b, got 'c'",
    );
  });

  test('a rare fault, one input in 2^24, is never proved', () => {
    const right = buildCircuit(daddaMultiplier, { i: 12, j: 12 });
    const g = new Builder('rare');
    const [a, b] = [g.input('a', 12), g.input('b', 12)];
    const map = [ZERO, ...a.slice(0, 0)];
    for (let net = 0; net < firstGate(right); net++) map[net] = net as (typeof a)[number];
    const of = (net: number) => map[net] ?? ZERO;
    for (let net = firstGate(right); net < right.netCount; net++) {
      const [x, y] = [of(right.fanin[0][net] ?? 0), of(right.fanin[1][net] ?? 0)];
      const code = right.gate[net];
      map[net] = code === GATE_CODE.and ? g.and(x, y) : code === GATE_CODE.or ? g.or(x, y) : g.xor(x, y);
    }
    let rare = a[3] ?? ZERO;
    for (const [k, bit] of [...a.slice(4), ...b].entries())
      rare = g.and(rare, k % 3 === 0 ? g.not(bit) : bit);
    const p = (right.outputs.p ?? []).map((net, k) => (k === 5 ? g.xor(of(net), rare) : of(net)));
    expect(proveEquation(g.finish({ p }), PRODUCT, { rounds: 2000 }).verdict).not.toBe('proved');
  });
});
