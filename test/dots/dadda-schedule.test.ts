import { describe, expect, test } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { daddaHeights, daddaSchedule } from '../../src/dots/dadda-schedule.ts';
import { build } from '../support/build.ts';
import { greedyReduction, halvesForFull, idleStage } from '../support/mutants.ts';
import { pairs } from '../support/widths.ts';

test("Dadda's heights", () => {
  expect(daddaHeights(64)).toEqual([63, 42, 28, 19, 13, 9, 6, 4, 3, 2]);
  expect(daddaHeights(13)).toEqual([9, 6, 4, 3, 2]);
  expect([1, 2, 3].map(daddaHeights)).toEqual([[], [], [2]]);
});

test('every Dadda multiplier up to 16 x 16 follows the schedule', () => {
  for (const [i, j] of pairs(16)) expect(daddaSchedule(build('dadda-multiplier', { i, j }))).toEqual([]);
});

test('so do the largest', () => {
  for (const [i, j] of [
    [64, 64],
    [64, 3],
    [3, 64],
  ])
    expect(daddaSchedule(build('dadda-multiplier', { i, j }))).toEqual([]);
});

describe('what is not Dadda', () => {
  test('a greedy reduction: columns below their target', () => {
    expect(daddaSchedule(buildCircuit(greedyReduction, { i: 4, j: 4 }))).toMatchInlineSnapshot(`
      [
        "stage 1: column 2 has adders, so it must have 3 dots, got 1",
        "stage 1: column 4 has adders, so it must have 3 dots, got 2",
        "stage 2: column 3 has adders, so it must have 2 dots, got 1",
        "stage 2: column 4 must have at most 2 dots, got 3",
        "stage 2: column 5 has adders, so it must have 2 dots, got 1",
        "stage 3: column 4 has adders, so it must have 2 dots, got 1",
      ]
    `);
  });

  test('two half adders for a full adder', () => {
    expect(daddaSchedule(buildCircuit(halvesForFull, { i: 4, j: 4 }))).toMatchInlineSnapshot(`
      [
        "to height 2: column 3 must have at most one half adder, got 2",
      ]
    `);
  });

  test('a stage that does nothing', () => {
    expect(daddaSchedule(buildCircuit(idleStage, { i: 3, j: 3 }))).toMatchInlineSnapshot(`
      [
        "idle: column 2 must have at most 2 dots, got 3",
      ]
    `);
  });

  test('Wallace, whose stages go by rows and whose top column has XOR gates', () => {
    expect(daddaSchedule(build('wallace-multiplier', { i: 4, j: 4 }))).toMatchInlineSnapshot(`
      [
        "stage 1: column 1 has adders, so it must have 3 dots, got 1",
        "stage 1: column 2 has adders, so it must have 3 dots, got 2",
        "stage 2: column 2 has adders, so it must have 2 dots, got 1",
      ]
    `);
    expect(daddaSchedule(build('wallace-multiplier', { i: 8, j: 8 }))).toMatchInlineSnapshot(`
      [
        "stage 1: column 1 has adders, so it must have 6 dots, got 1",
        "stage 1: column 2 has adders, so it must have 6 dots, got 2",
        "stage 1: column 3 has adders, so it must have 6 dots, got 3",
        "stage 1: column 4 has adders, so it must have 6 dots, got 3",
        "stage 1: column 5 has adders, so it must have 6 dots, got 4",
        "stage 1: column 6 has adders, so it must have 6 dots, got 5",
        "stage 1: column 10 has adders, so it must have 6 dots, got 4",
        "stage 1: column 11 has adders, so it must have 6 dots, got 4",
        "stage 2: column 2 has adders, so it must have 4 dots, got 1",
        "stage 2: column 3 has adders, so it must have 4 dots, got 2",
        "stage 2: column 4 has adders, so it must have 4 dots, got 2",
        "stage 2: column 5 has adders, so it must have 4 dots, got 3",
        "stage 2: column 6 has adders, so it must have 4 dots, got 3",
        "stage 2: column 11 has adders, so it must have 4 dots, got 3",
        "stage 2: column 12 has adders, so it must have 4 dots, got 3",
        "stage 2: column 13 has adders, so it must have 4 dots, got 2",
        "stage 3: column 3 has adders, so it must have 3 dots, got 1",
        "stage 3: column 4 has adders, so it must have 3 dots, got 2",
        "stage 3: column 5 has adders, so it must have 3 dots, got 2",
        "stage 3: column 6 has adders, so it must have 3 dots, got 2",
        "stage 4: column 4 has adders, so it must have 2 dots, got 1",
      ]
    `);
  });

  test('Wallace and the greedy reduction are told apart wherever there is a choice', () => {
    for (const [i, j] of pairs(10).filter((pair) => Math.min(...pair) > 3)) {
      expect(daddaSchedule(buildCircuit(greedyReduction, { i, j })), `${i} x ${j}`).not.toEqual([]);
      expect(daddaSchedule(build('wallace-multiplier', { i, j })), `${i} x ${j}`).not.toEqual([]);
    }
  });

  test('an adder of dots of two columns, and a gate that is no partial product', () => {
    const netlist = build('dadda-multiplier', { i: 4, j: 4 });
    const [fanin0, fanin1, fanin2] = netlist.fanin;
    const first = netlist.cells.start.at(0) ?? 0;
    const rewired = { ...netlist, fanin: [fanin0, fanin1.with(first, 10), fanin2] as const };
    expect(daddaSchedule(rewired)).toMatchInlineSnapshot(`
      [
        "the adder at net 26 must add dots of one column, got 3, 0, 3",
      ]
    `);
    const or = { ...netlist, gate: netlist.gate.with(10, 3) };
    expect(daddaSchedule(or)).toEqual(['net 10 must be a partial product or the sum of a column']);
  });
});
