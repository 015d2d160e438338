import { resolveCircuit } from '../circuits/circuit.ts';
import { MOST_EXHAUSTIVE_BITS } from '../sim/campaign.ts';
import { type Catalogue, circuitNamed } from '../verify/catalogue.ts';
import { planJobs, type Selection } from '../verify/plan.ts';
import type { Job } from '../verify/verdict.ts';
import { withFingerprints } from './fingerprints.ts';
import { planShards, type Shard } from './shard.ts';

/**
 * What a campaign on several machines asks: small plain data, from which every machine with the same version makes the
 * same jobs and shards.
 */
export interface Question {
  /** Of the program; one of another version may plan or compute something else. */
  readonly version: string;
  readonly selection: Selection;
  /** Whether every wrong shard is to be found, not the first of each case alone. */
  readonly keepGoing: boolean;
}

/** A shard as it travels: all that running it needs, and what it belongs to. */
export interface ShardRecord extends Shard {
  readonly fingerprint: string;
  readonly version: string;
  readonly check: 'values';
  readonly seed: number;
}

/** The work of a campaign: jobs without their values, which are for whoever asks, and the shards for everyone. */
export interface CampaignPlan {
  readonly jobs: readonly Job[];
  readonly shards: readonly ShardRecord[];
  /** Input vectors of all shards. */
  readonly vectors: number;
}

/** Plans a campaign. Throws where a circuit has more input bits than can ever be tried. */
export function planCampaign({ version, selection }: Question, catalogue: Catalogue): CampaignPlan {
  const jobs = planJobs(selection, catalogue);
  // A question may come from elsewhere: nothing is built of values that its circuit does not take.
  for (const { circuit, params } of jobs) resolveCircuit(circuitNamed(circuit, catalogue), params);
  const shards = jobs.flatMap((job) =>
    withFingerprints(planShards(job, catalogue, MOST_EXHAUSTIVE_BITS), catalogue).map(
      (shard): ShardRecord => ({ version, check: 'values', ...shard, seed: job.seed }),
    ),
  );
  return { jobs: jobs.map(withoutValues), shards, vectors: vectorsOf(shards) };
}

/** A job whose values are left to shards. */
export function withoutValues(job: Job): Job {
  return { ...job, checks: job.checks.filter((name) => name !== 'values') };
}

/** Input vectors of some shards. */
export function vectorsOf(shards: readonly Pick<Shard, 'from' | 'to'>[]): number {
  return shards.reduce((sum, { from, to }) => sum + to - from, 0);
}

/**
 * Part k of n, counted from 1: every nth of the list. So all parts go through a case from its beginning, and each meets
 * a circuit that is wrong everywhere at once.
 */
export function partOf<T>(list: readonly T[], part: number, parts: number): T[] {
  return list.filter((_, index) => partAt(index, parts) === part);
}

/** The part to which an index belongs. */
export function partAt(index: number, parts: number): number {
  return (index % parts) + 1;
}
