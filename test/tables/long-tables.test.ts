import { expect, test } from 'vitest';
import { tableOf } from '../../src/tables/document.ts';
import { TABLE_FORMATS } from '../../src/tables/table-formats.ts';

const textOf = (rows: readonly { name: string; size: number }[]) =>
  TABLE_FORMATS.table({
    facts: {},
    tables: [
      tableOf('rows', 'Rows', rows, [
        ['name', (row) => row.name],
        ['size', (row) => row.size],
      ]),
    ],
  });

test('a table of many pages is laid out as one: the widest cell of any page sets the width', async () => {
  const rows = Array.from({ length: 250 }, (_, k) => ({
    name: k === 170 ? 'the widest' : `n${k}`,
    size: k * k,
  }));
  const lines = rows.map(({ name, size }) => `${name.padEnd(10)}  ${String(size).padStart(5)}`);
  expect(await textOf(rows)).toBe(`Rows\nname         size\n${lines.join('\n')}\n`);
});

test.each([0, 1, 99, 100, 101])('a table of %d rows has a line each', async (count) => {
  const rows = Array.from({ length: count }, (_, k) => ({ name: `n${k}`, size: k }));
  const text = (await textOf(rows)).trimEnd().split('\n');
  expect(text.slice(2)).toHaveLength(count);
  expect(text[0]).toBe('Rows');
});
