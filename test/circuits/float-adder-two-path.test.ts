import { describe, expect, it } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import { ROUNDINGS } from '../../src/circuits/float-adder/rounding.ts';
import { floatAdderTwoPath } from '../../src/circuits/float-adder-two-path/float-adder-two-path.ts';
import { FLOAT_FORMATS, formatNamed } from '../../src/circuits/float-formats.ts';
import { at } from '../../src/gates/at.ts';
import { check } from '../../src/gates/check.ts';
import { count } from '../../src/gates/count.ts';
import { depth } from '../../src/gates/depth.ts';
import { type Netlist, scopeAt } from '../../src/gates/netlist.ts';
import { runAdder, shown } from './float-support.ts';

describe('structure', () => {
  it('has every label proved and every gate read, for every format of the sweep and more, in every direction', () => {
    const violations: string[] = [];
    let netlists = 0;
    const formats: { e: number; f: number }[] = FLOAT_FORMATS.map(({ e, f }) => ({ e, f }));
    for (let e = 2; e <= 15; e++)
      for (const f of [1, 2, 3, 4, 5, 6, 13, 14, 29, 30, 61, 62, 112]) formats.push({ e, f });
    for (const { e, f } of formats)
      for (const rounding of ROUNDINGS) {
        const netlist = buildCircuit(floatAdderTwoPath, { e, f, rounding });
        for (const { text } of check(netlist).violations) violations.push(`${netlist.name}: ${text}`);
        netlists++;
      }
    expect(violations).toEqual([]);
    expect(netlists).toBe(7 * (8 + 14 * 13));
  });

  it('of binary32, ties to even, part by part', () => {
    const netlist = buildCircuit(floatAdderTwoPath, { e: 8, f: 23, rounding: 'ties-to-even' });
    const parts = netlist.scopes.filter(({ parent }) => parent === 0);
    const rows = parts.flatMap((part) => {
      const inner = netlist.scopes.filter(({ parent }) => parent === netlist.scopes.indexOf(part));
      return [part, ...inner].map((scope) => {
        const { fa, ha, muxes, gates } = count(netlist, scope);
        const indent = scope === part ? '' : '  ';
        return `${indent}${scope.name}: ${fa} FA, ${ha} HA, ${muxes} mux, ${gates} gates`;
      });
    });
    expect(rows.join('\n')).toMatchInlineSnapshot(`
      "unpacking: 0 FA, 0 HA, 0 mux, 88 gates
      exponent difference: 0 FA, 8 HA, 8 mux, 100 gates
        compound adder: 0 FA, 8 HA, 0 mux, 75 gates
      operand swapping: 0 FA, 0 HA, 57 mux, 59 gates
      R-path: 0 FA, 62 HA, 236 mux, 679 gates
        injection: 0 FA, 0 HA, 0 mux, 0 gates
        exponents: 0 FA, 14 HA, 0 mux, 47 gates
        limitation of alignment shift amount: 0 FA, 0 HA, 0 mux, 7 gates
        alignment shift: 0 FA, 0 HA, 129 mux, 161 gates
        negation and pre-shift: 0 FA, 0 HA, 49 mux, 82 gates
        half adder row: 0 FA, 24 HA, 0 mux, 49 gates
        compound adder: 0 FA, 23 HA, 0 mux, 261 gates
        injection rounding: 0 FA, 1 HA, 50 mux, 63 gates
        exponent selection: 0 FA, 0 HA, 8 mux, 9 gates
      N-path: 0 FA, 32 HA, 224 mux, 754 gates
        alignment by one: 0 FA, 0 HA, 71 mux, 79 gates
        subtraction: 0 FA, 24 HA, 24 mux, 350 gates
        normalization: 0 FA, 8 HA, 129 mux, 325 gates
      path selection: 0 FA, 0 HA, 31 mux, 46 gates
      packing: 0 FA, 0 HA, 0 mux, 56 gates"
    `);
    const inside = parts.reduce((gates, { start, end }) => gates + end - start, 0);
    expect(inside).toBe(count(netlist).gates);
  });

  it('a direction built in spends less than the port', () => {
    const gates = ROUNDINGS.map(
      (rounding) => `${rounding} ${count(buildCircuit(floatAdderTwoPath, { e: 8, f: 23, rounding })).gates}`,
    );
    expect(gates.join(', ')).toMatchInlineSnapshot(
      `"port 1833, ties-to-even 1782, toward-zero 1797, up 1809, down 1808, ties-away 1775, to-odd 1798"`,
    );
  });

  it('is less deep than the plain adder and larger, in every format with a name', () => {
    for (const { e, f } of FLOAT_FORMATS)
      for (const rounding of ROUNDINGS) {
        const plain = buildCircuit(floatAdder, { e, f, rounding });
        const fast = buildCircuit(floatAdderTwoPath, { e, f, rounding });
        expect(depth(fast)).toBeLessThan(depth(plain));
        expect(count(fast).gates).toBeGreaterThan(count(plain).gates);
      }
  });

  it('has a compound adder in each path', () => {
    const netlist = buildCircuit(floatAdderTwoPath, { e: 8, f: 23, rounding: 'port' });
    for (const path of ['R-path', 'N-path/subtraction', 'exponent difference'])
      expect(scopeAt(netlist, `${path}/compound adder`).end).toBeGreaterThan(0);
  });
});

describe('the choice of the path', () => {
  const { e, f } = formatNamed('binary16');
  const netlist = buildCircuit(floatAdderTwoPath, { e, f, rounding: 'ties-to-even' });
  const chosen = withOutput(netlist, 'path selection', 'r_path');
  it.each([
    { sum: '1 + 1', a: 0x3c00n, b: 0x3c00n, op: 0n, path: 1n },
    { sum: '1 - 1', a: 0x3c00n, b: 0x3c00n, op: 1n, path: 0n },
    { sum: '1 - 0.25', a: 0x3c00n, b: 0x3400n, op: 1n, path: 1n },
    { sum: '1 - 0.5, which loses a place', a: 0x3c00n, b: 0x3800n, op: 1n, path: 0n },
    { sum: '0.5 - 1.5, which does not', a: 0x3800n, b: 0x3e00n, op: 1n, path: 1n },
    { sum: 'a difference of subnormals', a: 0x0003n, b: 0x0001n, op: 1n, path: 0n },
  ])('$sum', ({ a, b, op, path }) => {
    expect(runAdder(chosen, [{ a, b, op, rm: 0n }])).toEqual([path]);
  });
});

/** The same netlist with a bus that a stage shows as its only output. */
function withOutput(netlist: Netlist, stage: string, name: string): Netlist {
  return { ...netlist, outputs: { [name]: [at(shown(netlist, stage, name), 0)] } };
}
