import { availableParallelism } from 'node:os';
import { withFingerprints } from '../../campaign/fingerprints.ts';
import { planCampaign } from '../../campaign/question.ts';
import { planShards } from '../../campaign/shard.ts';
import { Misuse, said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import { Journal } from '../../host/journal.ts';
import { startPool } from '../../host/pool.ts';
import { programVersion } from '../../host/program-version.ts';
import { startProgress } from '../../host/progress.ts';
import { verifyOnThreads } from '../../host/verify-on-threads.ts';
import { nothingToCheck } from '../../verify/nothing-to-check.ts';
import { planJobs } from '../../verify/plan.ts';
import { CHECK_NAMES, CHECKS, type CheckName } from '../../verify/verdict.ts';
import { CAMPAIGN_OPTIONS } from '../campaign-options.ts';
import { paramsGiven } from '../circuit-argument.ts';
import { type Context, defineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { interruptible } from '../interruptible.ts';
import type { Options } from '../option.ts';
import { printVerification } from '../print-verification.ts';
import { readWidths, someOf } from '../readers.ts';
import { jobsOption, readEngine, seedOption } from '../shared-options.ts';
import { askQueue, attachCampaign } from '../verify-at-queue.ts';
import { printPlan, runPart } from '../verify-part.ts';
import { readWhere } from '../where-option.ts';

const ALL_CHECKS = Object.keys(CHECKS).filter((name): name is CheckName => Object.hasOwn(CHECKS, name));

const OPTIONS = {
  checks: {
    about: `which checks, of ${ALL_CHECKS.join(',')}`,
    parse: someOf(ALL_CHECKS),
    default: CHECK_NAMES.join(','),
  },
  widths: { about: 'only these widths, as in 8, 1..64 or 1,2,4..8; all by default', parse: readWidths },
  seed: seedOption('seed of the random input vectors'),
  jobs: jobsOption(),
  ...CAMPAIGN_OPTIONS,
  engine: {
    about: 'simulation engine; by default the one that suits',
    parse: readEngine,
    misplaced: ({ text }) =>
      text('checks')?.split(',').includes('values') === true ? undefined : 'with values among --checks',
  },
} as const satisfies Options;

export const verify = defineCommand({
  name: 'verify',
  takes: '[circuits or claims]',
  mostNames: Number.POSITIVE_INFINITY,
  about:
    'the main job: labels, counts and values of every circuit over its sweep of widths, and every formula',
  options: OPTIONS,
  circuitOptions: 'params',
  isOutFolder: ({ given }) => given.has('shard'),
  async run(context) {
    const started = performance.now();
    const { catalogue, names, options, log, load } = context;
    const { attach, queue, shard, resume, plan: isPlan, exhaustive: isExhaustive } = options;
    const { 'keep-going': keepGoing } = options;
    if (attach !== undefined && queue !== undefined) {
      const { retry, cancel } = options;
      return attachCampaign(context, queue, { id: attach, isRetried: retry, isCancelled: cancel }, started);
    }
    const selection = readSelection(context);
    const threads = options.jobs ?? availableParallelism();
    // Everything is worth all threads, and they can start while the jobs are planned.
    const isEverything = names.length === 0 && options.widths === undefined && !isExhaustive;
    const early = isEverything ? startPool(threads) : undefined;
    const jobs = planJobs(selection, catalogue);
    if (jobs.length === 0)
      throw new Misuse({
        who: 'verify',
        what: 'the selection',
        verb: 'hold',
        rule: 'at least one case',
        got: said(`${names.join(' ')} with none`),
      });

    const nothing = nothingToCheck(jobs, selection.checks, catalogue);
    if (nothing !== undefined)
      throw mustBe(
        'verify',
        '--checks',
        'some that have something to check',
        said(`'${selection.checks.join(',')}': ${nothing}`),
      );
    if (isPlan || shard !== undefined || queue !== undefined) {
      const question = { version: await programVersion(load), selection, keepGoing };
      const plan = planCampaign(question, catalogue);
      if (isPlan) return printPlan(context, question, plan);
      if (shard !== undefined) return runPart(context, question, plan, { shard, threads });
      if (queue !== undefined) return askQueue(context, queue, question, plan, started);
    }
    const planned = isExhaustive ? jobs.flatMap((job) => planShards(job, catalogue)) : [];
    const shards = resume === undefined ? planned : withFingerprints(planned, catalogue);
    const journal =
      resume === undefined ? undefined : new Journal(resume, shards, await programVersion(load));
    if (journal !== undefined && journal.known.size > 0)
      log.info(
        `${journal.known.size} of ${shards.length} shards were done before, by the journal in ${resume}`,
      );
    for (const number of journal?.damaged ?? [])
      log.warn(
        `line ${number} of the journal is damaged: it was set aside in damaged.txt and its shard is run again`,
      );

    const { result, isInterrupted } = await interruptible((signal) =>
      verifyOnThreads({
        ...{ jobs, journal, catalogue, load, threads, signal },
        shards: isExhaustive ? shards : undefined,
        keepGoing,
        pool: early,
        startProgress: (cases, vectors) => startProgress(cases, vectors, context.isQuiet),
      }),
    );
    const { tally, shardTally } = result;

    const summary = await printVerification(context, { selection, tally, shardTally, started });
    if (!isInterrupted) return summary.holds ? EXIT.holds : EXIT.fails;
    const tried = shardTally.results().reduce((sum, one) => sum + one.vectors, 0);
    const what = isExhaustive
      ? `${tried.toLocaleString('en')} of ${shardTally.vectors.toLocaleString('en')} input vectors were tried`
      : `${summary.done} of ${summary.planned} cases were done`;
    log.warn(`interrupted: ${what}; the report above holds those alone`);
    return EXIT.interrupted;
  },
});

function readSelection(context: Context<typeof OPTIONS>) {
  const { names, options, catalogue } = context;
  const { checks, widths, seed, engine } = options;
  const params = Object.assign(
    {},
    ...catalogue.circuits
      .filter(({ name }) => names.includes(name))
      .map((circuit) => paramsGiven(circuit, context)),
  );
  const where = options.where === undefined ? undefined : readWhere(options.where, context);
  return {
    names,
    params,
    checks,
    seed,
    ...(widths ? { widths } : {}),
    ...(engine ? { engine } : {}),
    ...(where ? { where } : {}),
  };
}
