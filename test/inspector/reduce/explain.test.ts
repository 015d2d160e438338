import { describe, expect, test } from 'vitest';
import { diagramOf } from '../../../src/inspector/reduce/diagram.ts';
import { columnReason } from '../../../src/inspector/reduce/explain.ts';

const told = (kind: string, width: number, stage: number, column: number) => {
  const { summary, adders } = columnReason(diagramOf(kind, width, width), stage, column);
  return [summary, ...adders];
};

describe('why Dadda needs', () => {
  test('a half adder', () => {
    expect(told('dadda', 16, 0, 13)).toMatchInlineSnapshot(`
      [
        "Column 13 has 14 dots. The target is 13, so 1 too many; after the stage there are 13.",
        "1 too many; a half adder takes two dots and leaves one, which is just enough. A full adder would take the column below its target.",
      ]
    `);
  });
  test('a full and a half adder', () => {
    expect(told('dadda', 8, 1, 5)).toMatchInlineSnapshot(`
      [
        "Column 5 has 6 dots; with 1 carry from column 4 that makes 7. The target is 4, so 3 too many; after the stage there are 4.",
        "3 too many; a full adder takes three dots and leaves one, so 1 too many is left.",
        "1 too many; a half adder takes two dots and leaves one, which is just enough. A full adder would take the column below its target.",
      ]
    `);
  });
  test('nothing', () => {
    expect(told('dadda', 8, 0, 4)).toMatchInlineSnapshot(`
      [
        "Column 4 has 5 dots. That is under the target 6, so nothing is added here.",
      ]
    `);
    expect(told('dadda', 8, 1, 3)).toMatchInlineSnapshot(`
      [
        "Column 3 has 4 dots. That is just the target, so nothing is added here.",
      ]
    `);
  });
});

test('the final adder', () => {
  expect(told('dadda', 8, 4, 0)).toMatchInlineSnapshot(`
    [
      "Column 0 has 1 dot, and no carry arrives. There is nothing to add, and it costs nothing.",
    ]
  `);
  expect(told('dadda', 8, 4, 1)).toMatchInlineSnapshot(`
    [
      "Column 1 has 2 dots, and no carry arrives.",
      "Two bits meet: a half adder does.",
    ]
  `);
  expect(told('dadda', 8, 4, 2)).toMatchInlineSnapshot(`
    [
      "Column 2 has 2 dots, and a carry arrives from column 1.",
      "Three bits meet: a full adder.",
    ]
  `);
  expect(told('dadda', 8, 5, 2)).toMatchInlineSnapshot(`
    [
      "Column 2 holds bit 2 of the product.",
    ]
  `);
});

test('Wallace and the array', () => {
  expect(told('wallace', 8, 0, 4)).toMatchInlineSnapshot(`
    [
      "Column 4 has 5 dots. Wallace adds the rows in groups of three, each group into a row of sums and a row of carries. After the stage there are 3, 1 carry from column 3 among them.",
      "All three rows of the group have a dot here, so a full adder.",
      "Only two rows of the group have a dot here; Wallace adds them all the same, by a half adder.",
    ]
  `);
  expect(told('wallace', 8, 4, 15)).toMatchInlineSnapshot(`
    [
      "Column 15 has 1 dot, and a carry arrives from column 14.",
      "The top column: its carry would be worth more than any product, so it is never 1, and XOR gates do.",
    ]
  `);
  expect(told('array', 8, 1, 4)).toMatchInlineSnapshot(`
    [
      "Column 4 has 5 dots. The array adds one row of partial products to the sums and carries so far. After the stage there are 4, 1 carry from column 3 among them.",
      "Sum, carry and new dot meet here, so a full adder.",
    ]
  `);
});
