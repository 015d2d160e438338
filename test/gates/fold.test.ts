import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../../src/gates/at.ts';
import { Builder } from '../../src/gates/builder.ts';
import { levels } from '../../src/gates/depth.ts';
import { type Algebra, fold } from '../../src/gates/fold.ts';
import { GATE_NAMES, GATES, type Gate } from '../../src/gates/gate.ts';
import { arbitraryNetlist } from '../support/arbitrary-netlist.ts';
import { everyCase } from '../support/every-case.ts';

const TEXT: Algebra<string> = {
  zero: '0',
  one: '1',
  not: (x) => `!${x}`,
  and: (x, y) => `(${x}&${y})`,
  or: (x, y) => `(${x}|${y})`,
  xor: (x, y) => `(${x}^${y})`,
  mux: (select, one, zero) => `(${select}?${one}:${zero})`,
};

const one = (z: number) => (x: number, y: number) => 1 + Math.max(x, y, z);
const DEPTH: Algebra<number> = {
  zero: 0,
  one: 0,
  not: (x) => 1 + x,
  and: one(0),
  or: one(0),
  xor: one(0),
  mux: (x, y, z) => one(z)(x, y),
};

/** A netlist of one gate that reads the bits of `x`. */
function single(gate: Gate) {
  const g = new Builder(gate);
  const x = g.input('x', GATES[gate].fanin);
  const [a, b, c] = [at(x, 0), x[1] ?? at(x, 0), x[2] ?? at(x, 0)];
  return g.finish({ y: [gate === 'not' ? g.not(a) : gate === 'mux' ? g.mux(a, b, c) : g[gate](a, b)] });
}

test.each(GATE_NAMES)('%s: the fold gives the truth table that defines it', (gate) => {
  const rows = everyCase(single(gate)).map(({ y }) => y.y);
  expect(rows).toEqual(rows.map((_, row) => BigInt((GATES[gate].truth >> row) & 1)));
});

test('mux reads select, one, zero in this order', () => {
  expect(fold(single('mux'), TEXT, ['s', 'o', 'z']).at(-1)).toBe('(s?o:z)');
});

test('gives each net a value, constants and inputs first', () => {
  expect(fold(single('xor'), TEXT, ['a', 'b'])).toEqual(['0', '1', 'a', 'b', '(a^b)']);
});

test('an algebra of numbers measures the levels', () => {
  fc.assert(
    fc.property(arbitraryNetlist, (netlist) => {
      const inputs = new Array<number>(netlist.inputCount).fill(0);
      expect([...levels(netlist)]).toEqual(fold(netlist, DEPTH, inputs));
    }),
  );
});

test('takes one value for each input', () => {
  expect(() => fold(single('and'), TEXT, ['a'])).toThrow(
    new RangeError('fold of and: number of inputs must be 2, got 1'),
  );
});

test('stops at a net that nothing drives', () => {
  const netlist = single('and');
  const broken = { ...netlist, gate: new Uint8Array(netlist.netCount) };
  expect(() => fold(broken, TEXT, ['a', 'b'])).toThrow(
    "fold of and: net 4 must be driven by a gate, got 'none'",
  );
});
