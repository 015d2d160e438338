import { expect, test } from 'vitest';
import { at } from '../../src/gates/at.ts';
import { Builder } from '../../src/gates/builder.ts';
import { count } from '../../src/gates/count.ts';
import { ONE, ZERO } from '../../src/gates/net.ts';
import { scopePath } from '../../src/gates/netlist.ts';
import { build } from '../support/build.ts';

test('a whole netlist', () => {
  expect(count(build('dadda-multiplier', { i: 4, j: 4 }))).toMatchInlineSnapshot(`
    {
      "adders": 12,
      "byGate": {
        "and": 36,
        "mux": 0,
        "not": 0,
        "or": 8,
        "xor": 20,
      },
      "constantMuxes": 0,
      "fa": 8,
      "gates": 64,
      "ha": 4,
      "muxes": 0,
    }
  `);
});

test('a stage counts what was built inside it, inner stages included', () => {
  const netlist = build('dadda-multiplier', { i: 4, j: 5 });
  const lines = netlist.scopes.map((scope, k) => {
    const { gates, fa, ha, byGate } = count(netlist, scope);
    return `${scopePath(netlist, k) || 'whole'}: ${gates} gates, ${fa} FA, ${ha} HA, ${byGate.and} AND`;
  });
  expect(lines).toMatchInlineSnapshot(`
    [
      "whole: 83 gates, 11 FA, 4 HA, 46 AND",
      "partial products: 20 gates, 0 FA, 0 HA, 20 AND",
      "reduction: 31 gates, 5 FA, 3 HA, 13 AND",
      "reduction/to height 3: 9 gates, 1 FA, 2 HA, 4 AND",
      "reduction/to height 2: 22 gates, 4 FA, 1 HA, 9 AND",
      "final adder: 32 gates, 6 FA, 1 HA, 13 AND",
    ]
  `);
});

test('multiplexers with a constant at a data input are told apart; a constant select is none of those', () => {
  const g = new Builder('muxes');
  const [x, y] = [at(g.input('x', 1), 0), at(g.input('y', 1), 0)];
  const out = [g.mux(x, y, x), g.mux(x, ZERO, y), g.mux(x, y, ONE), g.mux(x, ZERO, ONE), g.mux(ONE, x, y)];
  expect(count(g.finish({ out }))).toMatchObject({ muxes: 5, constantMuxes: 3, gates: 5, adders: 0 });
});

test('a label counts as it stands: proving it is the business of check', () => {
  const g = new Builder('label');
  const x = g.input('x', 3);
  g.cell('ha');
  const out = [g.or(at(x, 0), at(x, 1)), g.or(at(x, 1), at(x, 2))];
  expect(count(g.finish({ out }))).toMatchObject({ ha: 1, fa: 0, adders: 1, gates: 2 });
});
