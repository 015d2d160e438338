import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { planShards } from '../../src/campaign/shard.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';

const page = readFileSync(new URL('../../docs/campaigns.md', import.meta.url), 'utf8').replaceAll('\n', ' ');

/** Shards of all products of n by n bits. */
const shardsOf = (n: number) => {
  const params = { i: n, j: n, final: 'ripple-carry' };
  return planShards(
    { circuit: 'dadda-multiplier', params, checks: ['values'], claims: [], seed: 1 },
    CATALOGUE,
    48,
  ).length;
};

test('there are as many shards as the page says', () => {
  expect(page).toContain(
    'There are 1,024 for 2^28 to 2^36 inputs, fewer for fewer, and up to 65,536 for more',
  );
  expect([13, 14, 16, 18, 20, 24].map(shardsOf)).toEqual([256, 1024, 1024, 1024, 16_384, 65_536]);
});
