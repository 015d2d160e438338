import { expect, test } from 'vitest';
import { at } from '../../src/gates/at.ts';
import { Builder } from '../../src/gates/builder.ts';
import { depth, faninCount, levels } from '../../src/gates/depth.ts';
import { ONE } from '../../src/gates/net.ts';
import { build } from '../support/build.ts';

function small() {
  const g = new Builder('small');
  const x = at(g.input('x', 1), 0);
  const one = g.not(x);
  const two = g.mux(x, ONE, one);
  g.not(g.not(two));
  return g.finish({ out: [one, two] });
}

test('levels count gates from the inputs; the depth is the deepest output', () => {
  expect([...levels(small())]).toEqual([0, 0, 0, 1, 2, 3, 4]);
  expect(depth(small())).toBe(2);
});

test('fan-ins by kind of gate', () => {
  expect([0, 1, 2, 3, 4, 5].map((net) => faninCount(small(), net))).toEqual([0, 0, 0, 1, 3, 1]);
});

test('of the catalogue', () => {
  const depths = [
    ['dadda-multiplier', { i: 8, j: 8 }],
    ['wallace-multiplier', { i: 8, j: 8 }],
    ['array-multiplier', { i: 8, j: 8 }],
    ['ripple-carry-adder', { i: 8, j: 8 }],
    ['barrel-shifter', { n: 8, max: 7 }],
    ['leading-zero-counter', { n: 8 }],
  ] as const;
  expect(depths.map(([name, params]) => `${name} ${depth(build(name, params))}`)).toMatchInlineSnapshot(`
    [
      "dadda-multiplier 29",
      "wallace-multiplier 31",
      "array-multiplier 33",
      "ripple-carry-adder 15",
      "barrel-shifter 3",
      "leading-zero-counter 7",
    ]
  `);
});
