import { describe, expect, test } from 'vitest';
import { buildCircuit, resolveCircuit } from '../../../src/circuits/circuit.ts';
import { CIRCUITS } from '../../../src/circuits/index.ts';
import { gateAt, planOf } from '../../../src/inspector/inside/cell-plan.ts';
import { coneOf } from '../../../src/inspector/inside/cone.ts';
import { itemEquation, itemLabel, netRole } from '../../../src/inspector/inside/describe.ts';
import {
  bandOf,
  ITEM,
  itemAt,
  itemBox,
  type Layout,
  layOut,
  NO_ITEM,
} from '../../../src/inspector/inside/layout.ts';
import { neighbour } from '../../../src/inspector/inside/walk.ts';
import { leavesOf, readersOf, sizeOf } from '../../../src/inspector/inside/wires.ts';
import { netValues } from '../../../src/inspector/net-values.ts';
import { build } from '../../support/build.ts';

const LAYOUTS = CIRCUITS.map((circuit): [string, Layout] => [
  circuit.name,
  layOut(buildCircuit(circuit, resolveCircuit(circuit, {}))),
]);

describe.each(LAYOUTS)('%s', (_, layout) => {
  const { netlist, itemOf, net, kind, columns, rows } = layout;

  test('draws every net once, in a place of its own', () => {
    const taken = new Set<string>();
    for (let item = 0; item < net.length; item++) {
      const { x, y } = itemBox(layout, item);
      expect(x >= 0 && x < columns && y >= 0 && y < rows).toBe(true);
      expect(taken.has(`${x} ${y}`)).toBe(false);
      taken.add(`${x} ${y}`);
      expect(itemAt(layout, x + 0.5, y + 0.5)).toBe(item);
      expect(y).toBeGreaterThanOrEqual(bandOf(layout, item).top);
    }
    for (let n = 2; n < netlist.netCount; n++) {
      const item = itemOf[n] ?? NO_ITEM;
      expect(n - (net[item] ?? 0)).toBeLessThan(sizeOf(layout, item));
    }
  });

  test('every wire goes to a reader, and every reader has its wires', () => {
    const readers = readersOf(layout);
    let wires = 0;
    for (let item = 0; item < net.length; item++)
      for (const leaf of leavesOf(layout, item)) {
        const some = readers.items.subarray(readers.first[leaf], readers.first[leaf + 1]);
        expect(some.includes(item)).toBe(true);
        wires++;
      }
    expect(wires).toBe(readers.items.length);
  });

  test('arrows stay in the drawing, and what is drawn has words', () => {
    const inputs = Object.fromEntries(Object.keys(netlist.inputs).map((port) => [port, 0n]));
    const bits = netValues(netlist, inputs);
    for (let item = 0; item < net.length; item += 7) {
      for (const by of [
        { row: 0, column: 1 },
        { row: 1, column: 0 },
      ]) {
        const next = neighbour(layout, item, by);
        expect(next).toBeLessThan(net.length);
      }
      expect(itemLabel(layout, item, bits)).toMatch(/ (is|=) /);
      expect(netRole(layout, net[item] ?? 0)).not.toContain('undefined');
      const isGate = kind[item] !== ITEM.input && kind[item] !== ITEM.output;
      expect(itemEquation(layout, item, bits) !== undefined).toBe(isGate);
    }
  });
});

test('a multiplier stands in the columns of its weights', () => {
  const layout = layOut(build('dadda-multiplier', { i: 8, j: 8 }));
  const at = (net: number) => layout.column[layout.itemOf[net] ?? 0];
  const { a = [], b = [], p = [] } = { ...layout.netlist.inputs, ...layout.netlist.outputs };
  expect([at(a[3] ?? 0), at(b[5] ?? 0)]).toEqual([3, 5]);
  // The sum of a full adder stands where its bit is; the highest bit is the carry of the adder one lower.
  expect(p.slice(0, 15).map(at)).toEqual(Array.from({ length: 15 }, (_, k) => k));
});

test('products of signed bits stand in the columns of their weights too', () => {
  const { netlist, column, itemOf, rows } = layOut(build('baugh-wooley-multiplier', { i: 8, j: 8 }));
  const [a, b]: (readonly number[])[] = [netlist.inputs.a ?? [], netlist.inputs.b ?? []];
  let products = 0;
  for (let net = 2 + 16; net < netlist.netCount; net++) {
    const [i, j] = [
      a?.indexOf(netlist.fanin[0][net] ?? 0) ?? -1,
      b?.indexOf(netlist.fanin[1][net] ?? 0) ?? -1,
    ];
    if (i === -1 || j === -1) continue;
    products++;
    expect(column[itemOf[net] ?? NO_ITEM]).toBe(i + j);
  }
  expect(products).toBe(64);
  // Dadda's own has 34 rows; below the products of a sign bit there are their complements.
  expect(rows).toBe(39);
});

test.each([false, true])(
  "every row of Booth's multiplier begins at the place of its digit, signed %s",
  (signed) => {
    const { netlist, column, itemOf } = layOut(build('booth-multiplier', { i: 8, j: 8, signed }));
    for (const { name, start, end } of netlist.scopes) {
      const digit = /^digit (\d)$/.exec(name)?.[1];
      if (digit === undefined || start === end) continue;
      const columns = Array.from({ length: end - start }, (_, n) => column[itemOf[start + n] ?? NO_ITEM]);
      // The lowest digit reads no bit below it, and its one gate begins where 2 a does.
      expect(Math.min(...columns.map(Number))).toBe(digit === '0' ? 1 : 2 * Number(digit));
    }
  },
);

test('the rows of a shifter stand at the places of their bits', () => {
  const layout = layOut(build('barrel-shifter', { n: 16, max: 15, kind: 'rotate-left' }));
  const rows = layout.bands.filter(({ name }) => name.startsWith('row'));
  expect(rows.map((band) => band.rows)).toEqual([1, 1, 1, 1]);
  for (const { from, to } of rows)
    expect([...layout.column.subarray(from, to)]).toEqual(Array.from({ length: 16 }, (_, k) => k));
});

test('the cone of a net is what it depends on', () => {
  const netlist = build('ripple-carry-adder', { i: 4, j: 4 });
  const [low = 0, , , high = 0] = netlist.outputs.s ?? [];
  expect(coneOf(netlist, low)).toMatchObject({ inputs: 2, gates: 1, adders: 1, depth: 1 });
  const all = coneOf(netlist, high);
  expect(all).toMatchObject({ inputs: 8, adders: 4, depth: 6 });
  expect(all.share).toBe(all.gates / 17);
  expect(all.marks.reduce((sum, mark) => sum + mark, 0)).toBe(all.gates + all.inputs);
});

test('a point inside an adder leads to its gate', () => {
  const plan = planOf(ITEM.fa);
  for (const [n, { x, y }] of plan.gates.entries()) expect(gateAt(plan, x, y)).toBe(n);
  expect(gateAt(plan, 0.02, 0.02)).toBeUndefined();
});
