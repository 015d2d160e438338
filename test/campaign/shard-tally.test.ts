import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Shard, ShardVerdict } from '../../src/campaign/shard.ts';
import { ShardTally } from '../../src/campaign/shard-tally.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import { Tally } from '../../src/verify/tally.ts';
import type { Job } from '../../src/verify/verdict.ts';

/** Shards of 100 vectors each, of a circuit with this parameter. */
const shardsOf = (n: number, count: number): Shard[] =>
  Array.from({ length: count }, (_, k) => ({
    circuit: 'incrementer',
    params: { n },
    from: 100 * k,
    to: 100 * (k + 1),
  }));

/** What a shard gives whose vectors are wrong at some numbers: it ends at the first of them. */
function verdictOf({ circuit, params, from, to }: Shard, wrong: readonly number[] = []): ShardVerdict {
  const first = wrong.find((vector) => vector >= from && vector < to);
  if (first === undefined) return { circuit, params, from, to, checked: to - from };
  const counterexample = {
    inputs: { a: `0x${first.toString(16)}` },
    expected: { s: '0x0' },
    got: { s: '0x1' },
  };
  return { circuit, params, from, to, checked: first + 1 - from, counterexample };
}

const shards = shardsOf(7, 10);

const failureAt = (vector: number) => ({
  circuit: 'incrementer',
  params: { n: 7 },
  check: 'values',
  text: 'an output differs from the model',
  counterexample: { inputs: { a: BigInt(vector) }, expected: { s: 0n }, got: { s: 1n } },
});

test('all right: every vector counts', () => {
  const tally = new ShardTally(shards);
  for (const shard of shards) tally.add(verdictOf(shard));
  expect(tally.results()).toEqual([
    { circuit: 'incrementer', vectors: 1000, complete: true, allRight: true, failures: [] },
  ]);
});

test('of wrong vectors only the first counts, and nothing after it, in any order of work', () => {
  const order = fc.shuffledSubarray(shards, { minLength: shards.length });
  const wrong = fc.uniqueArray(fc.nat(999), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(order, wrong, (inOrder, numbers) => {
      const sorted = numbers.toSorted((x, y) => x - y);
      const [first = 0] = sorted;
      const tally = new ShardTally(shards);
      // As the command does it: a shard that can tell nothing any more is left out.
      for (const shard of inOrder) if (tally.isNeeded(shard)) tally.add(verdictOf(shard, sorted));
      expect(tally.results()).toEqual([
        {
          circuit: 'incrementer',
          vectors: first + 1,
          complete: true,
          allRight: false,
          failures: [failureAt(first)],
        },
      ]);
      for (const shard of shards)
        expect(tally.isNeeded(shard)).toBe(shard.from < 100 * Math.floor(first / 100));
    }),
  );
});

test('kept going, every shard counts, and what each found, but nothing twice', () => {
  const tally = new ShardTally(shards, true);
  for (const shard of shards) {
    expect(tally.isNeeded(shard)).toBe(true);
    tally.add(verdictOf(shard, [250, 777]));
  }
  const twin = verdictOf(shards[4] ?? fail(), [450]);
  tally.add({ ...twin, ...verdictOf(shards[2] ?? fail(), [250]), from: twin.from, to: twin.to });
  expect(tally.results()).toEqual([
    {
      circuit: 'incrementer',
      vectors: 7 * 100 + 51 + 78 + 51,
      complete: true,
      allRight: false,
      failures: [failureAt(250), failureAt(777)],
    },
  ]);
  const first = new ShardTally(shards, true);
  first.add(verdictOf(shards[0] ?? fail(), [5]));
  expect(first.results()).toMatchObject([{ complete: false, allRight: false, failures: [failureAt(5)] }]);
});

describe('work that was not done', () => {
  test('makes a case incomplete', () => {
    for (const missing of shards) {
      const tally = new ShardTally(shards);
      for (const shard of shards) if (shard !== missing) tally.add(verdictOf(shard));
      expect(tally.results()).toEqual([
        { circuit: 'incrementer', vectors: 900, complete: false, allRight: false, failures: [] },
      ]);
    }
  });

  test('before a wrong vector makes it incomplete too: only what was tried counts', () => {
    const tally = new ShardTally(shards);
    for (const k of [0, 2, 5, 7]) tally.add(verdictOf(shards[k] ?? fail(), [533]));
    expect(tally.results()).toEqual([
      {
        circuit: 'incrementer',
        vectors: 200 + 34,
        complete: false,
        allRight: false,
        failures: [failureAt(533)],
      },
    ]);
    for (const k of [1, 3, 4]) tally.add(verdictOf(shards[k] ?? fail(), [533]));
    expect(tally.results()).toMatchObject([{ vectors: 534, complete: true, failures: [failureAt(533)] }]);
  });

  test('of nothing at all', () => {
    expect(new ShardTally(shards).results()).toMatchObject([{ vectors: 0, complete: false, failures: [] }]);
    expect(new ShardTally([]).results()).toEqual([]);
  });
});

function fail(): never {
  throw new Error('there must be a shard');
}

test('cases are told apart by their parameters, and come in the order of the plan', () => {
  const others = shardsOf(8, 3);
  const tally = new ShardTally([...others, ...shards]);
  for (const shard of shards) tally.add(verdictOf(shard, [5]));
  for (const shard of others) tally.add(verdictOf(shard));
  expect(tally.results()).toMatchObject([
    { vectors: 300, allRight: true },
    { vectors: 6, allRight: false },
  ]);
});

test('a shard of another plan is a fault of ours', () => {
  const [stranger = fail()] = shardsOf(9, 1);
  expect(() => new ShardTally(shards).add(verdictOf(stranger))).toThrow(
    'a shard must belong to the plan, got incrementer(n=9)',
  );
});

describe('in a report', () => {
  const job: Job = { circuit: 'incrementer', params: { n: 7 }, checks: [], claims: [], seed: 1 };
  const done = { circuit: 'incrementer', params: { n: 7 }, checks: [], cells: 0, gates: 0 };

  function reportOn(verdicts: readonly ShardVerdict[]) {
    const [tally, shardTally] = [new Tally([job], CATALOGUE), new ShardTally(shards)];
    tally.add({ ...done, claims: [], vectors: 0, exhaustive: false, proved: false, failures: [] });
    for (const verdict of verdicts) shardTally.add(verdict);
    for (const tried of shardTally.results()) tally.addTried(tried);
    const { complete, holds, circuits } = tally.summary();
    return { complete, holds, values: circuits[0]?.values, failures: circuits[0]?.failures.length };
  }

  test.each([
    ['all right', shards.map((shard) => verdictOf(shard)), true, true, 1000, 1, 0],
    ['one missing', shards.slice(1).map((shard) => verdictOf(shard)), false, false, 900, 0, 0],
    ['wrong', shards.map((shard) => verdictOf(shard, [250])), true, false, 251, 0, 1],
    ['wrong, the first missing', shards.slice(1).map((s) => verdictOf(s, [250])), false, false, 151, 0, 1],
  ])('%s', (_, verdicts, complete, holds, vectors, exhaustiveCases, failures) => {
    expect(reportOn(verdicts)).toEqual({ complete, holds, values: { vectors, exhaustiveCases }, failures });
  });
});
