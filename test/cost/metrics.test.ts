import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { METRICS } from '../../src/cost/index.ts';
import { type Metric, priceOf } from '../../src/cost/metric.ts';
import { ENERGY_45NM } from '../../src/cost/metrics/energy-45nm.ts';
import {
  OPERATION_KINDS,
  OPERATIONS,
  type Operation,
  operationOf,
  structureOf,
} from '../../src/cost/operation.ts';
import { Builder } from '../../src/gates/builder.ts';
import { fold } from '../../src/gates/fold.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { arbitraryNetlist } from '../support/arbitrary-netlist.ts';
import { build } from '../support/build.ts';

function metricNamed(name: string): Metric {
  const metric = METRICS.find((one) => one.name === name);
  if (metric === undefined) throw new Error(`no metric ${name}`);
  return metric;
}

const countedBy = (name: string, netlist: Netlist) => metricNamed(name).ofNetlist?.(netlist);

function structure(operation: Operation): Netlist {
  const found = structureOf(operation);
  if (found === undefined) throw new Error('no circuit');
  return build(found.circuit, found.params);
}

const WIDTHS = [1, 2, 3, 4, 5, 8, 13, 16, 33, 64];
const PAIRS = WIDTHS.flatMap((i) => WIDTHS.map((j) => [i, j] as const));

test('the catalogue says of each metric what it is and where it comes from', () => {
  expect(new Set(METRICS.map(({ name }) => name)).size).toBe(METRICS.length);
  for (const { name, title, unit, about, source } of METRICS) {
    expect(name).toMatch(/^[a-z0-9-]+$/);
    for (const text of [title, unit, about, source]) expect(text).not.toBe('');
  }
});

describe('a formula that is computed is what is counted, at every pair of some widths', () => {
  test.each([
    ['ace-v2', 'mul'],
    ['ace-v2', 'add'],
    ['unit-gate-area', 'mul'],
    ['unit-gate-area', 'add'],
    ['unit-gate-area', 'shift'],
    ['and-inverter-nodes', 'mul'],
  ])('%s of %s', (name, kind) => {
    for (const [i, j] of PAIRS) {
      if (kind === 'shift' && j === 1) continue;
      const operation = operationOf('test', kind, [i, j]);
      const counted = countedBy(name, structure(operation));
      expect({ i, j, price: priceOf(metricNamed(name), operation)?.value }).toEqual({ i, j, price: counted });
    }
  });
});

test.each([
  ['ace', 'mac', [8, 4], 32],
  ['ace', 'shift-mac', [8, 8], 32],
  ['bops', 'shift-mac', [8, 8], 32],
  ['ace-v2', 'mul', [8, 8], 56],
  ['ace-v2', 'mul', [1, 9], 0],
  ['ace-v2', 'mac', [8, 4], 32],
  ['ace-v2', 'shift-mac', [8, 8], 12.8],
  ['ace-v2', 'add-float', [8, 23], 192],
  ['ace-v2', 'mul-float', [8, 23], 992],
  ['ace-v2', 'relu', [8], 0],
  ['full-adders', 'dot', [8, 4, 16], 16 * 32 + 15 * 15],
  ['unit-gate-area', 'mul', [64, 64], 8 * 64 ** 2 - 11 * 64],
  ['bops', 'dot', [8, 4, 9], 9 * (32 + 12 + Math.log2(9))],
  ['energy-45nm', 'mul', [8, 8], 0.2],
  ['energy-45nm', 'add-float', [5, 10], 0.4],
] as const)('%s of %s %o is %d', (name, kind, sizes, value) => {
  expect(priceOf(metricNamed(name), operationOf('test', kind, sizes))?.value).toBeCloseTo(value, 9);
});

test('a metric says nothing where it has no price, and energy guesses no width', () => {
  expect(priceOf(metricNamed('ace'), operationOf('test', 'add', [8, 8]))).toBeUndefined();
  expect(priceOf(metricNamed('energy-45nm'), operationOf('test', 'add', [9, 9]))).toBeUndefined();
  expect(priceOf(metricNamed('energy-45nm'), operationOf('test', 'add', [8, 16]))).toBeUndefined();
  expect(priceOf(metricNamed('energy-45nm'), operationOf('test', 'add-float', [8, 7]))).toBeUndefined();
});

test('recalled figures are marked', () => {
  const recalled = ENERGY_45NM.filter(({ status }) => status === 'inferred');
  expect(recalled.map(({ kind, width }) => `${kind} ${width}`)).toEqual([
    'add 16',
    'shift 8',
    'shift 16',
    'shift 32',
  ]);
});

test('delay by logical effort, worked by hand: an inverter that drives four takes one FO4', () => {
  const g = new Builder('fanout');
  const [x] = g.input('x', 1);
  if (x === undefined) throw new Error('an input');
  const driver = g.not(x);
  const readers = [1, 2, 3, 4].map(() => g.not(driver));
  // (1 + 4) / 5 and, for a reader with one inverter behind it, (1 + 1) / 5.
  expect(countedBy('fo4', g.finish({ y: readers }))).toBeCloseTo(1.4, 12);
});

test('delay by logical effort of a full adder, worked by hand', () => {
  const fa = build('ripple-carry-adder', { i: 1, j: 1, carry: true });
  // x1 drives a XOR and an AND, 4 + 4/3; then x2 or a2 and the OR: 4 + (4 + 4/3), then 4 + 5/3, then 4 + 1.
  const tau = 4 + 4 + 4 / 3 + (4 + 5 / 3) + (4 + 1);
  expect(countedBy('fo4', fa)).toBeCloseTo(tau / 5, 12);
});

describe('on netlists of every kind', () => {
  test('the graph of ANDs is as large and as deep as one made of texts', () => {
    fc.assert(
      fc.property(arbitraryNetlist, (netlist) => {
        const { nodes, levels } = byTexts(netlist);
        expect(countedBy('and-inverter-nodes', netlist)).toBe(nodes);
        expect(countedBy('and-inverter-levels', netlist)).toBe(levels);
      }),
    );
  });

  test('the longest path is that of a fold', () => {
    const two = (x: number, y: number) => Math.max(x, y);
    fc.assert(
      fc.property(arbitraryNetlist, (netlist) => {
        const arrivals = fold(
          netlist,
          {
            zero: 0,
            one: 0,
            not: (x) => x,
            and: (x, y) => 1 + two(x, y),
            or: (x, y) => 1 + two(x, y),
            xor: (x, y) => 2 + two(x, y),
            mux: (x, y, z) => 2 + Math.max(x, y, z),
          },
          Array.from({ length: netlist.inputCount }, () => 0),
        );
        const last = Object.values(netlist.outputs).flatMap((bus) => bus.map((net) => arrivals[net] ?? 0));
        expect(countedBy('unit-gate-delay', netlist)).toBe(Math.max(...last));
      }),
    );
  });
});

/** ANDs as texts: two are the same where their texts are. */
function byTexts(netlist: Netlist) {
  const level = new Map<string, number>();
  const not = (x: string) => (x === '0' ? '1' : x === '1' ? '0' : x.startsWith('!') ? x.slice(1) : `!${x}`);
  const levelOf = (x: string) => level.get(x.replace(/^!/, '')) ?? 0;
  const and = (x: string, y: string): string => {
    if (x === '0' || y === '0' || x === not(y)) return '0';
    if (x === '1' || x === y) return y;
    if (y === '1') return x;
    const text = `(${[x, y].sort().join(' ')})`;
    level.set(text, 1 + Math.max(levelOf(x), levelOf(y)));
    return text;
  };
  const nets = fold(
    netlist,
    {
      zero: '0',
      one: '1',
      not,
      and,
      or: (x, y) => not(and(not(x), not(y))),
      xor: (x, y) => and(not(and(x, y)), not(and(not(x), not(y)))),
      mux: (x, y, z) => not(and(not(and(x, y)), not(and(not(x), z)))),
    },
    Array.from({ length: netlist.inputCount }, (_, k) => `x${k}`),
  );
  const outs = Object.values(netlist.outputs).flatMap((bus) => bus.map((net) => levelOf(nets[net] ?? '')));
  return { nodes: level.size, levels: Math.max(...outs) };
}

describe('operations', () => {
  test('every one has letters and says what it does', () => {
    for (const kind of OPERATION_KINDS) expect(OPERATIONS).toHaveProperty(kind);
    for (const { letters, about } of Object.values(OPERATIONS)) {
      expect(letters.length).toBeGreaterThan(0);
      expect(about).not.toBe('');
    }
  });

  test.each([
    [['foo'], `test: operation must be one of ${OPERATION_KINDS.join(', ')}, got 'foo'`],
    [['mul', 8], "test: sizes of mul must be i j, got '8'"],
    [['mul', 8, 0], 'test: j of mul must be a whole number from 1 to 64, got 0'],
    [['mul', 8, 2.5], 'test: j of mul must be a whole number from 1 to 64, got 2.5'],
    [['shift', 8, 1], 'test: j of shift must be a whole number from 2 to 64, got 1'],
    [['add-float', 16, 10], 'test: e of add-float must be a whole number from 2 to 15, got 16'],
  ])('%o: %s', ([kind = '', ...sizes], text) => {
    expect(() => operationOf('test', String(kind), sizes)).toThrow(text);
  });
});
