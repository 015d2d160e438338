import { mustBe } from '../gates/must-be.ts';
import { queueAddress } from '../host/queue/address.ts';
import type { Options, Reader } from './option.ts';
import { readAny, readPath } from './readers.ts';

/** A part of a campaign: one of so many. */
export interface PartNumber {
  readonly part: number;
  readonly parts: number;
}

/** A part of a campaign, `3/64`. Whether the campaign has so many is known when it is planned. */
const readShard: Reader<PartNumber> = (who, what, text) => {
  const [, part, parts] = /^(\d{1,9})\/(\d{1,9})$/.exec(text)?.map(Number) ?? [];
  if (part !== undefined && parts !== undefined && part >= 1 && part <= parts) return { part, parts };
  throw mustBe(who, what, 'K/N with 1 <= K <= N', text);
};

const group = 'Of long runs:';

/** The options of `verify` for runs that are long: on one machine, on many, or on a queue. */
export const CAMPAIGN_OPTIONS = {
  exhaustive: {
    group,
    about: 'try every input, of circuits with at most 40 input bits; 48 with --shard or --queue',
    misplaced: ({ text }) =>
      text('checks')?.split(',').includes('values') === true ? undefined : 'with values among --checks',
  },
  where: {
    group,
    parse: readAny,
    about: 'with --exhaustive: only inputs whose last ports have these values, as in op=add or op=0,rm=3',
    needs: ['exhaustive'],
  },
  resume: {
    group,
    about: 'folder of a journal: a run with --exhaustive that was ended goes on there',
    parse: readPath,
    needs: ['exhaustive'],
    excludes: ['plan', 'shard', 'queue'],
  },
  'keep-going': {
    group,
    about: 'do not let the first wrong input stop what comes after it',
    needs: ['exhaustive'],
  },
  plan: {
    group,
    about: 'only print the shards of a run with --exhaustive',
    needs: ['exhaustive'],
    // What a run would need besides may stand: adding --plan shows what it would do.
    excludes: ['shard', 'queue'],
  },
  shard: {
    group,
    about: 'K/N: run part K of N of the shards and keep what they give in the folder of --out, for merge',
    parse: readShard,
    needs: ['exhaustive'],
    excludes: ['queue', 'format'],
    misplaced: ({ given }) => (given.has('out') ? undefined : 'with --out and a folder'),
  },
  queue: {
    group,
    about: 'redis://host:6379, or rediss:// for TLS: workers at this queue run the shards',
    parse: queueAddress,
    isSecret: true,
    needs: ['exhaustive', 'attach'],
    excludes: ['jobs'],
  },
  attach: {
    group,
    parse: readAny,
    about: 'come back to the campaign with this name at the queue',
    needs: ['queue'],
    // What is asked was said when the campaign began.
    excludes: ['exhaustive', 'checks', 'widths', 'seed', 'engine'],
    misplaced: ({ names }) =>
      names.length === 0 ? undefined : ['without circuits and claims', names.join(' ')],
  },
  retry: {
    group,
    about: 'with --attach: give the shards that were set aside another chance',
    needs: ['attach'],
    excludes: ['cancel'],
  },
  cancel: {
    group,
    about: 'with --attach: give the campaign up and remove it from the queue',
    needs: ['attach'],
    excludes: ['out', 'format'],
  },
} as const satisfies Options;
