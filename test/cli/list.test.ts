import { expect, test } from 'vitest';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { CLAIMS } from '../../src/claims/index.ts';
import { printed } from '../support/command-line.ts';

test('json holds the catalogue', () => {
  const { circuits, claims } = JSON.parse(printed('list', '--format', 'json'));
  expect(circuits).toEqual(
    CIRCUITS.map(({ name, about, source, params }) => ({ name, about, source, params })),
  );
  expect(claims.map(({ id, cases }: { id: string; cases: number }) => [id, cases])).toEqual(
    CLAIMS.map(({ id, domain }) => [id, domain.length]),
  );
});

test('csv, the claims', () => {
  const [, claims = ''] = printed('list', '--format', 'csv').split('\n\n');
  expect(claims.split('\n').slice(0, 4).join('\n')).toMatchInlineSnapshot(`
    "claim,formula,circuit,kind,status,cases,what it says
    F1,i^2 - 3i + 2,dadda-multiplier,exact,stated,64,"adders of the Dadda reduction, i by i bits"
    F2,2i - 2,dadda-multiplier,exact,stated,64,"adders of the final ripple-carry adder, i by i bits"
    F3,i^2 - i,dadda-multiplier,exact,stated,64,"adders of the whole multiplier, i by i bits""
  `);
});

test('table, the first lines', () => {
  const lines = printed('list').split('\n').slice(0, 4);
  expect(lines.map((line) => line.slice(0, 80)).join('\n')).toMatchInlineSnapshot(`
    "Circuits
    circuit                  parameters                                             
    dadda-multiplier         --i 1..64 --j 1..64 --final ripple-carry|kogge-stone|sk
    wallace-multiplier       --i 1..64 --j 1..64                                    "
  `);
});

test('a loaded circuit stands in front', () => {
  const output = printed('list', '--load', 'test/fixtures/swapped-multiplier.mjs', '--format', 'ndjson');
  expect(JSON.parse(output.split('\n')[0] ?? '')).toMatchObject({
    table: 'circuits',
    name: 'swapped-multiplier',
  });
});
