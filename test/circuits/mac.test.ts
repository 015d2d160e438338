import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildObserved, modelOf, resolveCircuit } from '../../src/circuits/circuit.ts';
import { check } from '../../src/gates/check.ts';
import { count } from '../../src/gates/count.ts';
import { ZERO } from '../../src/gates/net.ts';
import { type Netlist, scopeAt } from '../../src/gates/netlist.ts';
import { printNetlist } from '../../src/gates/text.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { proveCircuit } from '../../src/verify/prove-circuit.ts';
import { mutants } from '../proof/mutants.ts';
import { build, circuitNamed } from '../support/build.ts';

const reduction = (netlist: Netlist) => count(netlist, scopeAt(netlist, 'reduction'));

/** Dots in a pair of rows. */
const dotsLeft = ({ outputs }: Netlist) =>
  [...(outputs.sum ?? []), ...(outputs.carry ?? [])].filter((net) => net !== ZERO).length;

describe('mac', () => {
  test('each full adder removes one dot: i j + 2 w come in, 2 w go out, and one is dropped at the top', () => {
    for (const [i, j] of [
      [1, 1],
      [3, 5],
      [8, 8],
      [16, 2],
    ] as const) {
      const netlist = build('mac', { i, j });
      const { fa, byGate, ha } = reduction(netlist);
      expect(dotsLeft(netlist)).toBe(2 * (i + j + 6));
      expect(fa).toBe(i * j - 1);
      // An XOR outside the adders is what is left of an adder whose carry would leave the top.
      expect(byGate.xor - 2 * fa - ha).toBe(1);
    }
  });

  test('without headroom the top column drops two dots, of 1-bit operands one', () => {
    expect(reduction(build('mac', { i: 8, j: 8, headroom: 0 }))).toMatchObject({ fa: 62, ha: 9 });
    expect(reduction(build('mac', { i: 8, j: 1, headroom: 0 }))).toMatchObject({ fa: 7, ha: 1 });
  });

  test('1 x 1 bit, gate by gate', () => {
    expect(printNetlist(build('mac', { i: 1, j: 1, headroom: 0 }))).toMatchInlineSnapshot(`
      "netlist "mac(i=1,j=1,headroom=0,signed=false,final=false)"
      input a 2
      input b 3
      input s 4 5
      input c 6 7
      scope "partial products" {
        8 = and 2 3
      }
      scope "reduction" {
        scope "to height 2" {
          ha
          9 = xor 4 6
          10 = and 4 6
          11 = xor 5 7
        }
      }
      output sum 9 10
      output carry 8 11
      "
    `);
  });

  test('a chain of them accumulates a dot product', () => {
    const netlist = build('mac', { i: 5, j: 4, signed: true });
    let rows = { s: 0n, c: 0n };
    let total = 0n;
    for (let k = 0; k < 64; k++) {
      const [a, b] = [BigInt((k * 7) % 32), BigInt((k * 5) % 16)];
      const { sum: s = 0n, carry: c = 0n } = evaluate(netlist, { a, b, ...rows });
      rows = { s, c };
      total += BigInt.asIntN(5, a) * BigInt.asIntN(4, b);
    }
    expect(BigInt.asIntN(15, rows.s + rows.c)).toBe(total);
  });
});

describe('dot-product', () => {
  test('each full adder removes one dot: d i j come in, and the two rows hold what is left', () => {
    for (const signed of [false, true])
      for (const d of [1, 2, 3, 7, 16]) {
        const netlist = build('dot-product', { i: 6, j: 5, d, signed, final: false });
        const { fa, ha, byGate } = reduction(netlist);
        const dropped = byGate.xor - 2 * fa - ha;
        // Every constant is folded away or is a dot of its own that was there from the start.
        if (!signed) expect(fa + dropped).toBe(30 * d - dotsLeft(netlist));
        expect(check(netlist).violations).toEqual([]);
      }
  });

  test('full adders for each term, as the terms grow', () => {
    const rows = [1, 2, 4, 8, 16, 32, 64].map((d) => {
      const { fa, adders } = reduction(build('dot-product', { i: 8, j: 8, d }));
      return `${d}: ${(fa / d).toFixed(2)} FA, ${(adders / d).toFixed(2)} adders`;
    });
    expect(rows).toMatchInlineSnapshot(`
      [
        "1: 35.00 FA, 42.00 adders",
        "2: 48.00 FA, 52.50 adders",
        "4: 55.50 FA, 58.75 adders",
        "8: 59.50 FA, 61.75 adders",
        "16: 61.63 FA, 63.00 adders",
        "32: 62.75 FA, 63.88 adders",
        "64: 63.34 FA, 63.94 adders",
      ]
    `);
  });
});

describe('two rows, of which only the sum is settled', () => {
  const operand = fc.record({
    i: fc.integer({ min: 1, max: 20 }),
    j: fc.integer({ min: 1, max: 20 }),
    headroom: fc.integer({ min: 0, max: 9 }),
    d: fc.integer({ min: 1, max: 9 }),
    signed: fc.boolean(),
    final: fc.boolean(),
    seed: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  });

  test.each(['mac', 'dot-product'])('%s of any size is proved, and right on any input', (name) => {
    const circuit = circuitNamed(name);
    fc.assert(
      fc.property(operand, ({ seed, ...raw }) => {
        const known = Object.entries(raw).filter(([param]) => param in circuit.params);
        const params = resolveCircuit(circuit, Object.fromEntries(known));
        const netlist = build(name, params);
        expect(proveCircuit(circuit, params, netlist)).toMatchObject({ verdict: 'proved' });
        expect(check(netlist).violations).toEqual([]);
        const vector = Object.entries(netlist.inputs).map(([port, bus], k) => {
          const bits = seed * 0x9e3779b97f4a7c15f39cc0605cedc835n + BigInt(k * port.length * 77);
          return [port, BigInt.asUintN(bus.length, bits >> BigInt(k % 50))] as const;
        });
        const observed = evaluate(buildObserved(circuit, params), Object.fromEntries(vector));
        const { p } = modelOf(circuit, params)(vector.map(([, bits]) => bits));
        expect(observed).toEqual({ p });
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  test.each([
    ['mac', { i: 2, j: 2, headroom: 1, signed: true }],
    ['dot-product', { i: 2, j: 2, d: 2, signed: true, final: false }],
  ] as const)('every fault of %s %o is refuted, or leaves the sum right', (name, raw) => {
    const circuit = circuitNamed(name);
    const params = resolveCircuit(circuit, raw);
    const verdicts = { proved: 0, refuted: 0, undecided: 0 };
    for (const { netlist } of mutants(build(name, params)))
      verdicts[proveCircuit(circuit, params, netlist)?.verdict ?? 'undecided']++;
    expect(verdicts.undecided).toBe(0);
    expect(verdicts.refuted).toBeGreaterThan(5 * verdicts.proved);
  });
});
