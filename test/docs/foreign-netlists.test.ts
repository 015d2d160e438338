import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/command-line.ts';
import {
  FOREIGN_COLUMNS,
  FOREIGN_NETLISTS,
  type ForeignNetlist,
  sayOf,
} from '../support/foreign-netlists.ts';
import { needsTool } from '../support/tool.ts';

const cells = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const [head = [], , ...rows] = readFileSync(`${ROOT}/docs/foreign-netlists.md`, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map(cells);

const rowOf = ({ asked, width }: ForeignNetlist) =>
  rows.find(([, said, bits]) => said === `\`${asked}\`` && bits === `${width}`);

test('the table has a row for each netlist', () => {
  expect(head).toEqual(FOREIGN_COLUMNS);
  expect(rows).toHaveLength(FOREIGN_NETLISTS.length);
  for (const foreign of FOREIGN_NETLISTS) expect(rowOf(foreign), foreign.asked).toBeDefined();
});

describe('its smallest rows are true', () => {
  const small = FOREIGN_NETLISTS.filter(({ width }) => width <= 8);
  test.each(small.filter(({ tool, width, as }) => tool === 'Yosys' && (width === 4 || as === 'adder')))(
    '$tool $asked, $width bits',
    async (foreign) => {
      expect(await sayOf(foreign)).toEqual(rowOf(foreign));
    },
  );

  needsTool('berkeley-abc')('those that ABC makes', async () => {
    for (const foreign of small.filter(({ tool }) => tool === 'ABC'))
      expect(await sayOf(foreign)).toEqual(rowOf(foreign));
  });
});
