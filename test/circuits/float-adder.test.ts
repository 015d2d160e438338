import { describe, expect, it } from 'vitest';
import { showCase } from '../../src/circuits/case-id.ts';
import { type AnyCircuit, buildCircuit, resolveCircuit } from '../../src/circuits/circuit.ts';
import { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import { alignmentLimit } from '../../src/circuits/float-adder/limit-shift.ts';
import { directionOf } from '../../src/circuits/float-adder/model.ts';
import { ROUNDINGS } from '../../src/circuits/float-adder/rounding.ts';
import { FLOAT_STAGES } from '../../src/circuits/float-adder/stages.ts';
import { FLOAT_FORMATS } from '../../src/circuits/float-formats.ts';
import { check } from '../../src/gates/check.ts';
import { count } from '../../src/gates/count.ts';
import { ZERO } from '../../src/gates/net.ts';

const anyAdder: AnyCircuit = floatAdder;

describe('structure', () => {
  it('has every label proved and every gate read, for every format of the sweep and more, in every direction', () => {
    const violations: string[] = [];
    const formats = new Map<string, { e: number; f: number }>();
    const add = (e: number, f: number) => formats.set(`${e} ${f}`, { e, f });
    for (const { e, f } of floatAdder.cases?.() ?? []) add(e, f);
    for (let e = 2; e <= 15; e++) for (const f of [1, 2, 3, 4, 5, 12, 13, 28, 29, 60, 61, 112]) add(e, f);
    for (let f = 1; f <= 40; f++) add(5, f);
    for (const { e, f } of formats.values())
      for (const rounding of ROUNDINGS) {
        const netlist = buildCircuit(floatAdder, { e, f, rounding });
        for (const { text } of check(netlist).violations) violations.push(`${netlist.name}: ${text}`);
      }
    expect(violations).toEqual([]);
    expect(formats.size).toBeGreaterThan(200);
  });

  it("has the paper's stages in order, and everything inside a stage", () => {
    const netlist = buildCircuit(floatAdder, { e: 8, f: 23, rounding: 'port' });
    const stages = netlist.scopes.filter(({ parent }) => parent === 0);
    expect(stages.map(({ name }) => name)).toEqual(Object.keys(FLOAT_STAGES));
    const inside = stages.reduce((gates, { start, end }) => gates + end - start, 0);
    expect(inside).toBe(count(netlist).gates);
  });

  it('of binary32, ties to even, stage by stage', () => {
    const netlist = buildCircuit(floatAdder, { e: 8, f: 23, rounding: 'ties-to-even' });
    const rows = netlist.scopes
      .filter(({ parent }) => parent === 0)
      .map((scope) => {
        const { fa, ha, muxes, gates } = count(netlist, scope);
        return `${scope.name}: ${fa} FA, ${ha} HA, ${muxes} mux, ${gates} gates`;
      });
    expect(rows.join('\n')).toMatchInlineSnapshot(`
      "unpacking: 0 FA, 0 HA, 0 mux, 88 gates
      exponent subtraction: 7 FA, 1 HA, 0 mux, 53 gates
      operand swapping: 0 FA, 0 HA, 57 mux, 59 gates
      limitation of alignment shift amount: 0 FA, 7 HA, 0 mux, 30 gates
      alignment shift: 0 FA, 0 HA, 129 mux, 161 gates
      significand negation: 0 FA, 0 HA, 0 mux, 28 gates
      significand addition: 24 FA, 2 HA, 0 mux, 124 gates
      significand conversion: 0 FA, 23 HA, 0 mux, 76 gates
      normalization: 4 FA, 4 HA, 140 mux, 314 gates
      rounding and post-normalization: 1 FA, 29 HA, 0 mux, 67 gates
      packing: 0 FA, 0 HA, 0 mux, 56 gates"
    `);
  });

  it('a direction built in spends less than the port', () => {
    const gates = ROUNDINGS.map(
      (rounding) => `${rounding} ${count(buildCircuit(floatAdder, { e: 8, f: 23, rounding })).gates}`,
    );
    expect(gates.join(', ')).toMatchInlineSnapshot(
      `"port 1097, ties-to-even 1056, toward-zero 1028, up 1083, down 1082, ties-away 1054, to-odd 1029"`,
    );
  });

  it('never raises underflow: the output is the constant 0', () => {
    const netlist = buildCircuit(floatAdder, { e: 8, f: 23, rounding: 'port' });
    expect(netlist.outputs.underflow).toEqual([ZERO]);
  });

  it('shifts at least f + 3 places, two more than the significand has', () => {
    for (let f = 1; f <= 112; f++) expect(alignmentLimit(f)).toBeGreaterThanOrEqual(f + 3);
    expect(alignmentLimit(4)).toBe(7);
    expect(alignmentLimit(5)).toBe(15);
  });
});

describe('parameters', () => {
  it('a format stands for its widths', () => {
    for (const { name, e, f } of FLOAT_FORMATS)
      expect(resolveCircuit(anyAdder, { format: name, rounding: 'up' })).toEqual({ e, f, rounding: 'up' });
    const values = resolveCircuit(anyAdder, { format: 'binary16' });
    expect(showCase({ circuit: anyAdder.name, params: values })).toBe(
      'float-adder(e=5,f=10,rounding=ties-to-even)',
    );
  });

  it('a wrong format, or a width beside a format, is refused', () => {
    expect(() => resolveCircuit(anyAdder, { format: 'binary33' })).toThrow(
      "float-adder: format must be one of binary16, bfloat16, tf32, binary32, binary64, binary128, e5m2, e4m3-ieee, e3m2-ieee, e2m3-ieee, e2m1-ieee, got 'binary33'",
    );
    expect(() => resolveCircuit(anyAdder, { format: 'binary32', f: 10 })).toThrow(
      'float-adder: f must be left out beside format, got 10',
    );
    expect(() => resolveCircuit(anyAdder, { e: 16 })).toThrow(
      'float-adder: e must be a whole number from 2 to 15, got 16',
    );
  });

  it('every code on the port has a meaning', () => {
    const meant = [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n].map((code) => directionOf('port', code));
    expect(meant.join(' ')).toBe('ties-to-even toward-zero down up ties-away ties-away to-odd to-odd');
  });
});
