import { expect, test } from 'vitest';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import { contrast } from '../../src/verify/contrast.ts';

test('the circuits shown for contrast, behind the one that the formula is about, at 64 x 64', () => {
  const rows = contrast(['F4', 'F4w', 'F4a'], CATALOGUE).map(
    ({ claim, fa, ha, adders, claimed, excess }) =>
      `${claim}: ${fa} + ${ha} = ${adders}, ${claimed} + ${excess}`,
  );
  expect(rows).toMatchInlineSnapshot(`
    [
      "F4: 3968 + 64 = 4032, 4032 + 0",
      "F4w: 3965 + 454 = 4419, 4032 + 387",
      "F4a: 3968 + 64 = 4032, 4032 + 0",
    ]
  `);
});

test('nothing to contrast, no rows', () => {
  expect(contrast(['F1', 'F4'], CATALOGUE)).toEqual([]);
});
