import { describe, expect, test } from 'vitest';
import { arrayMultiplier } from '../../src/circuits/array-multiplier.ts';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { daddaMultiplier } from '../../src/circuits/dadda-multiplier.ts';
import { fullAdder, halfAdder } from '../../src/gates/adders.ts';
import { Builder } from '../../src/gates/builder.ts';
import { count } from '../../src/gates/count.ts';
import { type Net, ONE, ZERO } from '../../src/gates/net.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { recover } from '../../src/proof/recover.ts';
import { andNotForm } from './and-not-form.ts';

function expectCounted(netlist: Netlist, form: Netlist = netlist): void {
  const { fa, ha } = count(netlist);
  const found = recover(form);
  expect({ fa: found.fa, ha: found.ha }, form.name).toEqual({ fa, ha });
}

const CORNERS = [
  [1, 64],
  [64, 1],
  [2, 64],
  [64, 3],
  [17, 41],
  [63, 64],
  [64, 64],
] as const;

describe('Dadda multipliers', () => {
  test('every pair of widths to 16, and corners, hold the adders that are counted', () => {
    for (let i = 1; i <= 16; i++)
      for (let j = 1; j <= 16; j++) expectCounted(buildCircuit(daddaMultiplier, { i, j }));
    for (const [i, j] of CORNERS) expectCounted(buildCircuit(daddaMultiplier, { i, j }));
  });

  test('so do they in ANDs and inverters alone, however the carry is made', () => {
    for (const carry of ['reuse', 'majority'] as const) {
      for (let i = 1; i <= 9; i++)
        for (let j = 1; j <= 9; j++) {
          const netlist = buildCircuit(daddaMultiplier, { i, j });
          expectCounted(netlist, andNotForm(netlist, carry));
        }
      const large = buildCircuit(daddaMultiplier, { i: 64, j: 64 });
      expectCounted(large, andNotForm(large, carry));
    }
  });

  test('what is left over are the partial products', () => {
    for (const [i, j] of CORNERS) {
      const netlist = buildCircuit(daddaMultiplier, { i, j });
      expect(recover(netlist).leftover).toBe(i * j);
      expect(recover(andNotForm(netlist, 'reuse')).leftover).toBe(i * j);
    }
  });
});

test('array multipliers of every width to 12', () => {
  for (let i = 1; i <= 12; i++)
    for (let j = 1; j <= 12; j++) {
      const netlist = buildCircuit(arrayMultiplier, { i, j });
      expectCounted(netlist);
    }
});

/** One cell on inputs x, y, z. */
function cellOf(make: (g: Builder, x: Net, y: Net, z: Net) => { sum: Net; carry: Net }): Netlist {
  const g = new Builder('cell');
  const [x, y, z] = g.input('x', 3);
  const { sum, carry } = make(g, x ?? ZERO, y ?? ZERO, z ?? ZERO);
  return g.finish({ s: [sum, carry] });
}

describe('conventions', () => {
  test('a full adder with a constant input is a half adder', () => {
    expect(recover(cellOf((g, x, y) => fullAdder(g, x, y, ZERO)))).toEqual({ fa: 0, ha: 1, leftover: 0 });
    expect(recover(cellOf((g, x, y) => fullAdder(g, ONE, x, y)))).toEqual({ fa: 0, ha: 1, leftover: 0 });
  });

  test('complemented inputs and outputs make the same adders', () => {
    const inverted = cellOf((g, x, y, z) => {
      const { sum, carry } = fullAdder(g, g.not(x), y, g.not(z));
      return { sum: g.not(sum), carry: g.not(carry) };
    });
    expect(recover(inverted)).toEqual({ fa: 1, ha: 0, leftover: 0 });
    expect(recover(cellOf((g, x, y) => halfAdder(g, x, g.not(y))))).toEqual({ fa: 0, ha: 1, leftover: 0 });
  });

  test('a carry by a multiplexer is a carry', () => {
    const muxed = cellOf((g, x, y, z) => {
      const half = g.xor(x, y);
      return { sum: g.xor(half, z), carry: g.mux(half, z, y) };
    });
    expect(recover(muxed)).toEqual({ fa: 1, ha: 0, leftover: 0 });
  });

  test('an XOR without a carry, and an AND without an XOR, are left over', () => {
    const apart = cellOf((g, x, y, z) => ({ sum: g.xor(x, y), carry: g.and(y, z) }));
    expect(recover(apart)).toEqual({ fa: 0, ha: 0, leftover: 2 });
  });

  test('a full adder whose inner XOR is read elsewhere is none; its two half adders are', () => {
    const h = new Builder('leaking');
    const [p = ZERO, q = ZERO, r = ZERO] = h.input('x', 3);
    const half = h.xor(p, q);
    const whole = h.or(h.and(p, q), h.and(half, r));
    expect(recover(h.finish({ s: [h.xor(half, r), whole, half] }))).toEqual({ fa: 0, ha: 2, leftover: 1 });
  });
});
