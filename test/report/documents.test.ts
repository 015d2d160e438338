import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { CLAIMS } from '../../src/claims/index.ts';
import { aceV2 } from '../../src/cost/metrics/ace.ts';
import { networkOf } from '../../src/cost/network/network-file.ts';
import { operationInWords } from '../../src/cost/operation-words.ts';
import { circuitCases, claimCases, gridTable } from '../../src/report/case-table.ts';
import { countDocument } from '../../src/report/count-document.ts';
import { networkDocument } from '../../src/report/network-document.ts';
import { priceDocument } from '../../src/report/price-document.ts';

function named<T extends object>(list: readonly T[], key: keyof T, name: string): T {
  const found = list.find((one) => one[key] === name);
  if (found === undefined) throw new Error(`there must be ${name}`);
  return found;
}

const multiplier = named(CIRCUITS, 'name', 'dadda-multiplier');
const f4 = named(CLAIMS, 'id', 'F4');

test('an ONNX file is priced from its bytes', async () => {
  const content = readFileSync(new URL('../fixtures/networks/tiny.onnx', import.meta.url));
  const { facts, tables } = networkDocument(await networkOf({ name: 'tiny.onnx', content }), aceV2);
  expect(facts).toMatchObject({ metric: 'ace-v2', unit: 'adders', total: 452224 });
  expect(tables.map(({ name }) => name)).toEqual(['layers', 'shares']);
});

test('an operation in words is priced by every metric, beside its gates', () => {
  const { facts, tables } = priceDocument(operationInWords('test', ['add-float', 'binary16']));
  expect(facts).toEqual({
    operation: 'add-float',
    sizes: { e: 5, f: 10 },
    circuit: 'float-adder(e=5,f=10,rounding=ties-to-even)',
  });
  expect(tables[0]?.lines.find(([metric]) => metric === 'ace-v2')).toEqual([
    'ace-v2',
    'adders',
    96,
    '6*(1 + e + f)',
    'stated',
    78.8,
    78.8 - 96,
  ]);
});

describe('counts of a circuit', () => {
  test('are beside what the claims say of it', () => {
    const { document, isAsClaimed } = countDocument(multiplier, { i: [4], j: [3] }, CLAIMS);
    expect(isAsClaimed).toBe(true);
    expect(document.tables[1]?.lines[0]).toEqual([
      'F4',
      'the whole',
      'adders',
      'i*j - max(i, j)',
      8,
      8,
      'holds',
    ]);
  });

  test('are not as claimed where a formula is one too many', () => {
    const terms = f4.terms.map((term) => ({ ...term, formula: () => 9 }));
    const { document, isAsClaimed } = countDocument(multiplier, { i: [4], j: [3] }, [{ ...f4, terms }]);
    expect(isAsClaimed).toBe(false);
    expect(document.tables[1]?.lines[0]?.slice(-3)).toEqual([9, 8, 'differs']);
    expect(claimCases({ ...f4, terms }, multiplier, [3, 4]).isAsClaimed).toBe(false);
    expect(claimCases(f4, multiplier, [3, 4]).isAsClaimed).toBe(true);
  });
});

test('a square needs two letters that vary and a number that its cases have', () => {
  const cases = circuitCases(multiplier, [2, 3], {});
  expect(gridTable(cases, 'adders').lines).toEqual([
    [2, 2, 3],
    [3, 3, 6],
  ]);
  expect(() => gridTable(circuitCases(multiplier, [2, 3], { j: [3] }), 'adders')).toThrow(
    'table: grid must have two widths that vary, got i',
  );
  expect(() => gridTable(cases, 'error')).toThrow("table: grid must be a column of this table, got 'error'");
});
