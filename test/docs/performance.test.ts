import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import { planJobs } from '../../src/verify/plan.ts';
import { CHECK_NAMES } from '../../src/verify/verdict.ts';

const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const page = read('performance.md');

test('`npm start` verifies as many circuits as the page says', () => {
  const jobs = planJobs({ names: [], params: {}, checks: CHECK_NAMES, seed: 1 }, CATALOGUE);
  expect(/all ([\d,]+) circuits/.exec(page)?.[1]).toBe(jobs.length.toLocaleString('en'));
});

test('the page on campaigns quotes the time of 16 x 16 on one thread as it stands here', () => {
  const [, here = ''] =
    /--i 16 --j 16 --exhaustive`, two threads .*\n\| the same on one thread +\| ([^|]+?) +\|/.exec(page) ??
    [];
  expect(here).toMatch(/ s$/);
  expect(read('campaigns.md')).toContain(
    `--i 16 --j 16 --exhaustive\` was measured at ${here} on one thread`,
  );
});
