import { randomUUID } from 'node:crypto';
import { type CampaignPlan, planCampaign, type Question } from '../campaign/question.ts';
import { showShard } from '../campaign/shard.ts';
import { said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import { HERE } from '../host/pool.ts';
import { programVersion } from '../host/program-version.ts';
import type { Address } from '../host/queue/address.ts';
import { type Asked, atQueue } from '../host/queue/at-queue.ts';
import { Follower } from '../host/queue/follower.ts';
import { verifyOnThreads } from '../host/verify-on-threads.ts';
import { troubleTable } from '../report/shard-tables.ts';
import type { BaseContext } from './context.ts';
import { EXIT } from './exit-code.ts';
import { interruptible } from './interruptible.ts';
import { printVerification } from './print-verification.ts';

/** Puts the shards of a campaign on a queue and tells what the workers there find. */
export async function askQueue(
  context: BaseContext,
  address: Address,
  question: Question,
  plan: CampaignPlan,
  started: number,
): Promise<number> {
  return atQueue('verify', address, question.version, context.log, async (queue) => {
    const id = randomUUID().slice(0, 8);
    await queue.store.put(id, { question, shards: plan.shards.length });
    return follow(context, { ...queue, id, question, plan }, started);
  });
}

/** What is wanted of a campaign at the queue. */
interface Attached {
  readonly id: string;
  /** Whether what was set aside gets another chance. */
  readonly isRetried: boolean;
  readonly isCancelled: boolean;
}

/** Comes back to a campaign: tells what was found meanwhile and follows it to its end, or gives it up. */
export async function attachCampaign(
  context: BaseContext,
  address: Address,
  { id, isRetried, isCancelled }: Attached,
  started: number,
): Promise<number> {
  const { catalogue, load, log } = context;
  const version = await programVersion(load);
  return atQueue('verify', address, version, log, async (queue) => {
    const { store, shards } = queue;
    const campaign = await store.find(id);
    if (campaign === undefined) {
      const ids = (await store.open()).map((one) => one.id).join(', ');
      throw mustBe('verify', '--attach', `a campaign at the queue${ids === '' ? '' : ` of ${ids}`}`, id);
    }
    const { question } = campaign;
    if (question.version !== version)
      throw mustBe(
        'verify',
        '--attach',
        `a campaign of this version, ${version}`,
        said(`one of ${question.version}`),
      );
    if (isCancelled) {
      await store.remove(id);
      await shards.forget(id, new Array(campaign.shards).keys());
      log.info(`campaign ${id} is given up`);
      return EXIT.holds;
    }
    if (isRetried) await shards.forget(id, (await shards.setAside(id)).keys());
    const plan = planCampaign(question, catalogue);
    return follow(context, { ...queue, id, question, plan }, started);
  });
}

async function follow(context: BaseContext, asked: Asked, started: number): Promise<number> {
  const { catalogue, load, log } = context;
  const { id, question, plan, store } = asked;
  const follower = new Follower(asked, { catalogue, log, isQuiet: context.isQuiet });
  const { result, isInterrupted } = await interruptible(async (signal) => {
    // Labels and counts take no time beside the shards, so they are never sent anywhere.
    const ahead = verifyOnThreads({ jobs: plan.jobs, catalogue, load, threads: 1, pool: HERE, signal });
    await Promise.all([ahead, follower.follow(signal)]);
    return await ahead;
  });

  const rowsOf = (state: string, found: ReadonlyMap<number, string>) =>
    [...found].map(([index, what]) => {
      const shard = plan.shards[index];
      return { shard: index, state, what: `${shard === undefined ? '' : `${showShard(shard)}: `}${what}` };
    });
  const rows = [...rowsOf('set aside', follower.aside), ...rowsOf('doubted', follower.doubted)];
  const { holds } = await printVerification(context, {
    selection: question.selection,
    tally: result.tally,
    shardTally: follower.tally,
    started,
    troubles: rows.length > 0 ? [troubleTable(rows, (row) => row.shard)] : [],
  });
  if (isInterrupted) {
    log.warn(
      `campaign ${id} goes on without you; the report above holds what was done; come back with --attach ${id}`,
    );
    return EXIT.interrupted;
  }
  const { size } = follower.aside;
  if (size === 0) await store.close(id);
  else
    log.warn(
      `campaign ${id} waits for ${size} shards that were set aside: --attach ${id} with --retry, or with --cancel`,
    );
  return holds ? EXIT.holds : EXIT.fails;
}
