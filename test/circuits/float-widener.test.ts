import { describe, expect, it } from 'vitest';
import { showCase } from '../../src/circuits/case-id.ts';
import type { AnyCircuit } from '../../src/circuits/circuit.ts';
import { buildCircuit, modelOf, resolveCircuit } from '../../src/circuits/circuit.ts';
import { FloatModel } from '../../src/circuits/float-adder/model.ts';
import { LEAST_WIDTH } from '../../src/circuits/float-formats.ts';
import { floatWidener, formatOfWidth, widenedBits } from '../../src/circuits/float-widener.ts';
import { mixedFloatAdder } from '../../src/circuits/mixed-float-adder.ts';
import { count } from '../../src/gates/count.ts';
import { scopeAt } from '../../src/gates/netlist.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import { runJob } from '../../src/verify/run-job.ts';

const widths = Array.from({ length: 65 - LEAST_WIDTH }, (_, k) => k + LEAST_WIDTH);

/** What is wrong with a circuit's labels and values, as text. */
function faults(circuit: AnyCircuit, raw: Readonly<Record<string, unknown>>): string[] {
  return verdictOf(circuit, raw).failures.map((failure) => `${showCase(failure)}: ${failure.text}`);
}

function verdictOf(circuit: AnyCircuit, raw: Readonly<Record<string, unknown>>) {
  const params = resolveCircuit(circuit, raw);
  const job = { circuit: circuit.name, params, checks: ['labels', 'values'], claims: [], seed: 1 } as const;
  return runJob(job, CATALOGUE);
}

describe('a float-widener', () => {
  // A test for each width: all pairs take long enough to be cut off on a busy machine.
  it.each(widths)('is right from %i bits to every width that is no smaller', (i) => {
    expect(widths.filter((j) => j >= i).flatMap((j) => faults(floatWidener, { i, j }))).toEqual([]);
  });

  it('is right for every number of 10 bits', () => {
    expect(verdictOf(floatWidener, { i: 10, j: 24 })).toMatchObject({
      vectors: 1024,
      exhaustive: true,
      failures: [],
    });
  });

  it('has no gate where the exponents are equally wide', () => {
    expect(count(buildCircuit(floatWidener, { i: 9, j: 11 })).gates).toBe(0);
  });

  it('refuses to make a number narrower', () => {
    expect(() => resolveCircuit(floatWidener, { i: 32, j: 16 })).toThrow(
      'float-widener: j must be at least i = 32, got 16',
    );
  });

  it('its model gives the value that adding zero in the wider format leaves as it is', () => {
    // binary16 to binary32, against the language: every number of binary16 is a number of float32.
    const word = new Uint32Array(1);
    const single = new Float32Array(word.buffer);
    for (let bits = 0; bits < 2 ** 15; bits++) {
      word[0] = Number(widenedBits(formatOfWidth(16), formatOfWidth(32), BigInt(bits)));
      const [exponent, trailing] = [bits >> 10, bits & 1023];
      const value = exponent === 0 ? trailing * 2 ** -24 : (1024 + trailing) * 2 ** (exponent - 25);
      const special = trailing === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
      expect(single[0]).toBe(exponent === 31 ? special : value);
    }
  });
});

describe('a mixed-float-adder', () => {
  it('is right for pairs of widths in either order', () => {
    const wrong: string[] = [];
    for (const i of [4, 5, 8, 16, 19, 32])
      for (const j of [4, 6, 8, 13, 16, 24, 32, 64])
        for (const rounding of i === 8 ? ['port'] : ['ties-to-even'])
          wrong.push(...faults(mixedFloatAdder, { i, j, rounding }));
    expect(wrong).toEqual([]);
  });

  it('adds at the wider width', () => {
    const model = new FloatModel({ e: 8, f: 23 });
    const mixed = modelOf(mixedFloatAdder, resolveCircuit(mixedFloatAdder, { i: 16, j: 32 }));
    // 1 in binary16 and 0x33800000 = 2^-24 in binary32: a tie in binary32.
    expect(mixed([0x3c00n, 0x33800000n, 0n])).toEqual(
      model.add(0x3f800000n, 0x33800000n, false, 'ties-to-even'),
    );
  });

  it('spends this on widening', () => {
    const rows = [
      [8, 16],
      [16, 32],
      [32, 64],
    ].map(([i = 0, j = 0]) => {
      const netlist = buildCircuit(mixedFloatAdder, { i, j, rounding: 'ties-to-even' });
      const { adders, muxes, gates } = count(netlist, scopeAt(netlist, 'widening'));
      return `${i} to ${j}: ${adders} adders, ${muxes} mux, ${gates} of ${count(netlist).gates} gates`;
    });
    expect(rows).toMatchInlineSnapshot(`
      [
        "8 to 16: 4 adders, 12 mux, 62 of 588 gates",
        "16 to 32: 7 adders, 44 mux, 145 of 1188 gates",
        "32 to 64: 10 adders, 120 mux, 310 of 2458 gates",
      ]
    `);
  });
});
