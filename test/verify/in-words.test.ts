import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import { verdictInWords } from '../../src/verify/in-words.ts';
import { planJobs } from '../../src/verify/plan.ts';
import { runJob } from '../../src/verify/run-job.ts';
import { Tally } from '../../src/verify/tally.ts';
import { whereExact } from '../../src/verify/where-exact.ts';

function wordsOf(id: string, widths: readonly number[]): string {
  const jobs = planJobs({ names: [id], params: {}, widths, checks: ['counts'], seed: 1 }, CATALOGUE);
  const tally = new Tally(jobs, CATALOGUE);
  for (const job of jobs) tally.add(runJob(job, CATALOGUE));
  const report = tally.summary().claims.find((one) => one.id === id);
  if (report === undefined) throw new Error(`no claim ${id}`);
  return verdictInWords(report);
}

test.each([
  ['F4', 'holds in 16 of 16 cases'],
  ['F7', 'exact in 8 of 12 cases, where j is a power of two; else off by -20.8 %'],
  ['F4a', 'exact in 13 of 16 cases, where i <= j or j = 1; else off by -33.3 to -11.1 %'],
  ['F7u', 'exact in 0 of 16 cases: off by -100 to -20.8 %'],
])('%s over small widths: %s', (id, words) => {
  expect(wordsOf(id, [1, 2, 3, 4])).toBe(words);
});

describe('where a formula is exact', () => {
  const over = (isExact: (i: number, j: number) => boolean) => {
    const cases = [];
    for (let i = 1; i <= 12; i++)
      for (let j = 1; j <= 12; j++) cases.push({ point: { i, j }, isExact: isExact(i, j) });
    return whereExact(cases);
  };

  test.each([
    ['i = j', (i: number, j: number) => i === j],
    ['j is a power of two', (_: number, j: number) => [1, 2, 4, 8].includes(j)],
    ['min(i, j) <= 3', (i: number, j: number) => Math.min(i, j) <= 3],
    ['i = j or j = 1', (i: number, j: number) => i === j || j === 1],
  ])('%s', (text, isExact) => {
    expect(over(isExact)).toMatchObject({ text, isWhole: true });
  });

  test('nowhere, and where no condition names it', () => {
    expect(over(() => false)).toBeUndefined();
    expect(over((i, j) => (i * 7 + j * 3) % 11 === 5)).toBeUndefined();
  });

  test('a condition that covers only some of it says so', () => {
    expect(over((i, j) => i === j || (i === 2 && j === 9))).toMatchObject({
      text: 'i = j',
      isWhole: false,
      cases: 12,
    });
  });

  test('one letter keeps its name', () => {
    const cases = [1, 2, 3, 4].map((n) => ({ point: { n }, isExact: n <= 2 }));
    expect(whereExact(cases)).toMatchObject({ text: 'n <= 2', isWhole: true });
  });
});
