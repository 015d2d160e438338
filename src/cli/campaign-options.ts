import type { Context, OptionSpec } from './context.ts';
import { UsageError } from './usage-error.ts';

/** The options of `verify` for runs that are long: on one machine, on many, or on a queue. */
export const CAMPAIGN_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'exhaustive',
    kind: 'flag',
    about: 'try every input, of circuits with at most 40 input bits; 48 with --shard or --queue',
  },
  {
    name: 'where',
    kind: 'text',
    about: 'with --exhaustive: only inputs whose last ports have these values, as in op=add or op=0,rm=3',
  },
  {
    name: 'resume',
    kind: 'text',
    about: 'folder of a journal: a run with --exhaustive that was ended goes on there',
  },
  { name: 'keep-going', kind: 'flag', about: 'do not let the first wrong input stop what comes after it' },
  { name: 'plan', kind: 'flag', about: 'only print the shards of a run with --exhaustive' },
  {
    name: 'shard',
    kind: 'text',
    about: 'K/N: run part K of N of the shards and keep what they give in the folder of --out, for merge',
  },
  {
    name: 'queue',
    kind: 'text',
    about: 'redis://host:6379, or rediss:// for TLS: workers at this queue run the shards',
  },
  { name: 'attach', kind: 'text', about: 'come back to the campaign with this name at the queue' },
  {
    name: 'retry',
    kind: 'flag',
    about: 'with --attach: give the shards that were set aside another chance',
  },
  { name: 'cancel', kind: 'flag', about: 'with --attach: give the campaign up and remove it from the queue' },
];

/** What an option is nothing without. */
const NEEDS: readonly (readonly [option: string, needed: string])[] = [
  ['where', 'exhaustive'],
  ['resume', 'exhaustive'],
  ['keep-going', 'exhaustive'],
  ['plan', 'exhaustive'],
  ['shard', 'exhaustive'],
  ['attach', 'queue'],
  ['retry', 'attach'],
  ['cancel', 'attach'],
];

/** Ways to run that exclude each other. */
const WAYS = ['resume', 'plan', 'shard', 'queue'] as const;

/** Throws where options of a campaign do not go together. */
export function checkCampaignOptions({ options, names }: Pick<Context, 'options' | 'names'>): void {
  for (const [option, needed] of NEEDS)
    if (options[option] !== undefined && options[needed] === undefined)
      throw new UsageError(`verify: --${option} must come with --${needed}`);
  if (options.queue !== undefined && options.attach === undefined && options.exhaustive === undefined)
    throw new UsageError('verify: --queue must come with --exhaustive or --attach');
  const ways = WAYS.filter((way) => options[way] !== undefined);
  if (ways.length > 1)
    throw new UsageError(
      `verify: one must be given of ${WAYS.map((way) => `--${way}`).join(', ')}, got --${ways.join(' and --')}`,
    );
  if (options.attach !== undefined && names.length > 0)
    throw new UsageError(`verify: --attach must come without circuits and claims, got ${names.join(' ')}`);
}
