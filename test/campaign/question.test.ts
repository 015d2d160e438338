import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partAt, partOf, planCampaign, vectorsOf } from '../../src/campaign/question.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import type { Selection } from '../../src/verify/plan.ts';

const planOf = (params: Selection['params'], engine?: Selection['engine']) =>
  planCampaign(
    {
      version: '1.0.0',
      selection: {
        names: ['dadda-multiplier'],
        params: { final: ['ripple-carry'], ...params },
        checks: ['labels', 'values'],
        seed: 7,
        ...(engine === undefined ? {} : { engine }),
      },
      keepGoing: false,
    },
    CATALOGUE,
  );

describe('a plan', () => {
  test('has records that say all that running them needs, and jobs without their values', () => {
    const { jobs, shards, vectors } = planOf({ i: [10], j: [9] }, 'table');
    const record = {
      version: '1.0.0',
      check: 'values',
      circuit: 'dadda-multiplier',
      params: { i: 10, j: 9, final: 'ripple-carry' },
      seed: 7,
      engine: 'table',
    };
    const fingerprint = shards[0]?.fingerprint;
    expect(shards).toEqual([
      { ...record, fingerprint, from: 0, to: 2 ** 18 },
      { ...record, fingerprint, from: 2 ** 18, to: 2 ** 19 },
    ]);
    expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(jobs.map(({ checks }) => checks)).toEqual([['labels']]);
    expect(vectors).toBe(2 ** 19);
  });

  test('is the same on a machine that got the question as text', () => {
    const question = {
      version: '1.0.0',
      selection: { names: ['comparator'], params: {}, widths: [3, 4], checks: ['values' as const], seed: 1 },
      keepGoing: true,
    };
    expect(planCampaign(JSON.parse(JSON.stringify(question)), CATALOGUE)).toEqual(
      planCampaign(question, CATALOGUE),
    );
  });

  test('holds every vector of 24 by 24 in 65,536 shards, and no more bits', () => {
    const { shards, vectors } = planOf({ i: [24], j: [24] });
    expect([shards.length, vectors, shards.at(-1)?.to]).toEqual([2 ** 16, 2 ** 48, 2 ** 48]);
    expect(() => planOf({ i: [25], j: [24] })).toThrow(
      'verify dadda-multiplier(i=25,j=24,final=ripple-carry): number of input bits with --exhaustive must be at most 48, got 49',
    );
  });
});

test('the parts of a list hold each of its members once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (length, parts) => {
      const list = Array.from({ length }, (_, k) => ({ from: k, to: k + 1 }));
      const found = Array.from({ length: parts }, (_, k) => partOf(list, k + 1, parts));
      expect(found.flat().toSorted((x, y) => x.from - y.from)).toEqual(list);
      expect(vectorsOf(found.flat())).toBe(length);
      for (const [k, part] of found.entries())
        for (const { from } of part) expect(partAt(from, parts)).toBe(k + 1);
    }),
  );
});
