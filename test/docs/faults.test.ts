import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/command-line.ts';
import { runCommand } from '../support/run-command.ts';

const ROWS = readFileSync(`${ROOT}/docs/faults.md`, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );

/** Those that take no long proofs. */
const QUICK = ROWS.filter(([circuit = '']) => !/binary32|two-path|tf32|--i 16/.test(circuit));

describe('its table is what the command says', () => {
  test('has rows', () => {
    expect(QUICK.length).toBeGreaterThan(8);
  });

  test.each(QUICK)('%s', async (circuit, ...figures) => {
    const { data } = await runCommand('faults', ...circuit.split(' '), '--format', 'json');
    const { vectors, faults, detected, equivalent, survived, coverage } = JSON.parse(data);
    const shown = [vectors, faults, detected, equivalent, survived, Math.floor(100 * coverage) / 100];
    expect(shown.map(String)).toEqual(figures);
  });
});
