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
import { ENGINES } from '../../sim/engines.ts';
import { nothingToCheck } from '../../verify/nothing-to-check.ts';
import { planJobs } from '../../verify/plan.ts';
import { CHECK_NAMES, CHECKS, type CheckName } from '../../verify/verdict.ts';
import { CAMPAIGN_OPTIONS } from '../campaign-options.ts';
import { paramsGiven } from '../circuit-argument.ts';
import { type Command, type Context, optionValue } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { interruptible } from '../interruptible.ts';
import { printVerification } from '../print-verification.ts';
import { readWidths, someOf } from '../readers.ts';
import { jobsOption, seedOption } from '../shared-options.ts';
import { askQueue, attachCampaign } from '../verify-at-queue.ts';
import { printPlan, runPart } from '../verify-part.ts';
import { readWhere } from '../where-option.ts';

const ALL_CHECKS = Object.keys(CHECKS).filter((name): name is CheckName => Object.hasOwn(CHECKS, name));

const CHECKS_OPTION = {
  name: 'checks',
  kind: 'text',
  about: `which checks, of ${ALL_CHECKS.join(',')}`,
  default: CHECK_NAMES.join(','),
  parse: someOf(ALL_CHECKS),
} as const;

const WIDTHS = {
  name: 'widths',
  kind: 'text',
  about: 'only these widths, as in 8, 1..64 or 1,2,4..8; all by default',
  parse: readWidths,
} as const;

const SEED = seedOption('seed of the random input vectors');

const JOBS = jobsOption();

export const verify: Command = {
  name: 'verify',
  takes: '[circuits or claims]',
  mostNames: Number.POSITIVE_INFINITY,
  about:
    'the main job: labels, counts and values of every circuit over its sweep of widths, and every formula',
  options: [
    CHECKS_OPTION,
    WIDTHS,
    SEED,
    JOBS,
    ...CAMPAIGN_OPTIONS,
    {
      name: 'engine',
      kind: 'text',
      about: 'simulation engine; by default the one that suits',
      choices: Object.keys(ENGINES),
      misplaced: ({ options }) =>
        optionValue(options, CHECKS_OPTION).includes('values') ? undefined : 'with values among --checks',
    },
  ],
  circuitOptions: 'params',
  isOutFolder: ({ shard }) => shard !== undefined,
  async run(context) {
    const started = performance.now();
    const { catalogue, names, options, log, load } = context;
    if (options.attach !== undefined) return attachCampaign(context, started);
    const selection = readSelection(context);
    const threads = optionValue(options, JOBS) ?? availableParallelism();
    const isExhaustive = options.exhaustive === true;
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
    if (options.plan === true || options.shard !== undefined || options.queue !== undefined) {
      const keepGoing = options['keep-going'] === true;
      const question = { version: await programVersion(load), selection, keepGoing };
      const plan = planCampaign(question, catalogue);
      if (options.plan === true) return printPlan(context, question, plan);
      if (options.shard !== undefined) return runPart(context, question, plan, threads);
      return askQueue(context, question, plan, started);
    }
    const planned = isExhaustive ? jobs.flatMap((job) => planShards(job, catalogue)) : [];
    const shards = options.resume === undefined ? planned : withFingerprints(planned, catalogue);
    const journal =
      options.resume === undefined
        ? undefined
        : new Journal(String(options.resume), shards, await programVersion(load));
    if (journal !== undefined && journal.known.size > 0)
      log.info(
        `${journal.known.size} of ${shards.length} shards were done before, by the journal in ${options.resume}`,
      );
    for (const number of journal?.damaged ?? [])
      log.warn(
        `line ${number} of the journal is damaged: it was set aside in damaged.txt and its shard is run again`,
      );

    const { result, isInterrupted } = await interruptible((signal) =>
      verifyOnThreads({
        ...{ jobs, journal, catalogue, load, threads, signal },
        shards: isExhaustive ? shards : undefined,
        keepGoing: options['keep-going'] === true,
        pool: early,
        startProgress: (cases, vectors) => startProgress(cases, vectors, options.quiet === true),
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
};

function readSelection(context: Context) {
  const { names, options, catalogue } = context;
  const checks = optionValue(options, CHECKS_OPTION);
  const params = Object.assign(
    {},
    ...catalogue.circuits
      .filter(({ name }) => names.includes(name))
      .map((circuit) => paramsGiven(circuit, context)),
  );
  const widths = optionValue(options, WIDTHS);
  const seed = optionValue(options, SEED);
  const engine = Object.values(ENGINES).find(({ name }) => name === options.engine)?.name;
  const where = options.where === undefined ? undefined : readWhere(String(options.where), context);
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
