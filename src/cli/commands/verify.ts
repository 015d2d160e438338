import { cpus } from 'node:os';
import { mustBe } from '../../gates/must-be.ts';
import { ENGINES } from '../../sim/engines.ts';
import { planJobs } from '../../verify/plan.ts';
import { Tally } from '../../verify/report.ts';
import { planShards, type Shard } from '../../verify/shard.ts';
import { ShardTally } from '../../verify/shard-tally.ts';
import { CHECK_NAMES, CHECKS, type CheckName, type Job } from '../../verify/verdict.ts';
import { paramsGiven } from '../circuit-argument.ts';
import type { Command, Context } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { Journal, shardKey } from '../journal.ts';
import { machine } from '../machine.ts';
import { checkWritable } from '../output.ts';
import { runTasks, startPool } from '../pool.ts';
import { startProgress } from '../progress.ts';
import { parseRange } from '../ranges.ts';
import { asUsage, UsageError } from '../usage-error.ts';
import { reportNotes, reportTables } from '../verify-tables.ts';
import { VERSION } from '../version.ts';
import { wholeOption } from '../whole-option.ts';
import type { Task } from '../worker.ts';

export const verify: Command = {
  name: 'verify',
  takes: '[circuits or claims]',
  about: 'the main job: labels, counts and values of every circuit over all its widths, and every formula',
  options: [
    {
      name: 'checks',
      kind: 'text',
      about: `which checks, of ${Object.keys(CHECKS).join(',')}`,
      default: CHECK_NAMES.join(','),
    },
    { name: 'widths', kind: 'text', about: 'only these widths, as in 8, 1..64 or 1,2,4..8; all by default' },
    { name: 'seed', kind: 'text', about: 'seed of the random input vectors', default: '1' },
    { name: 'jobs', kind: 'text', about: 'worker threads; by default one for each core' },
    { name: 'exhaustive', kind: 'flag', about: 'try every input, of circuits with at most 40 input bits' },
    {
      name: 'resume',
      kind: 'text',
      about: 'folder of a journal: a run with --exhaustive that was ended goes on there',
    },
    {
      name: 'engine',
      kind: 'text',
      about: 'simulation engine; by default the one that suits',
      choices: Object.keys(ENGINES),
    },
  ],
  circuitOptions: 'params',
  async run(context) {
    const started = performance.now();
    const { catalogue, names, options, log, load } = context;
    const selection = asUsage(() => readSelection(context));
    const threads = asUsage(() => wholeOption('verify', '--jobs', options.jobs, cpus().length, 1, 256));
    checkWritable(typeof options.out === 'string' ? options.out : undefined);
    const isExhaustive = options.exhaustive === true;
    if (options.resume !== undefined && !isExhaustive)
      throw new UsageError('verify: --resume must come with --exhaustive');
    // Everything is worth all threads, and they can start while the jobs are planned.
    const isEverything = names.length === 0 && options.widths === undefined && !isExhaustive;
    const early = isEverything ? startPool(threads) : undefined;
    const jobs = asUsage(() => planJobs(selection, catalogue));
    if (jobs.length === 0)
      throw new UsageError(
        `verify: the selection must hold at least one case, got ${names.join(' ')} with none`,
      );

    const shards = isExhaustive ? asUsage(() => jobs.flatMap((job) => planShards(job, catalogue))) : [];
    const journal =
      options.resume === undefined ? undefined : new Journal(String(options.resume), shards, VERSION);
    if (journal !== undefined && journal.known.size > 0)
      log.info(
        `${journal.known.size} of ${shards.length} shards were done before, by the journal in ${options.resume}`,
      );
    for (const number of journal?.damaged ?? [])
      log.warn(
        `line ${number} of the journal is damaged: it was set aside in damaged.txt and its shard is run again`,
      );

    const tally = new Tally(jobs, catalogue);
    const shardTally = new ShardTally(shards);
    for (const verdict of journal?.known.values() ?? []) shardTally.add(verdict);
    const abort = new AbortController();
    const interrupt = () => abort.abort();
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
    const vectors = shards.reduce((sum, { from, to }) => sum + to - from, 0);
    const isShort = jobs.length < FEW_JOBS && vectors <= FEW_VECTORS;
    const used = isShort ? 1 : threads;
    const progress = startProgress(jobs.length, vectors, options.quiet === true);
    for (const { from, to } of journal?.known.values() ?? []) progress.step(0, to - from);
    const checked = isExhaustive
      ? jobs.map((job) => ({ ...job, checks: job.checks.filter((name) => name !== 'values') }))
      : jobs;
    const missing = shards.filter((shard) => journal?.known.has(shardKey(shard)) !== true);
    try {
      await runTasks(
        tasksOf(checked, missing, shardTally, vectors / used, load),
        await (early ?? startPool(used)),
        abort.signal,
        (result) => {
          for (const verdict of result.verdicts) tally.add(verdict);
          for (const verdict of result.shardVerdicts) {
            journal?.add(verdict);
            shardTally.add(verdict);
          }
          progress.step(
            result.verdicts.length,
            result.shardVerdicts.reduce((sum, { from, to }) => sum + to - from, 0),
          );
        },
      );
    } finally {
      progress.stop();
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    }
    for (const tried of shardTally.results()) tally.addTried(tried);

    const report = tally.report();
    const seconds = Number(((performance.now() - started) / 1000).toFixed(2));
    context.print({
      facts: {
        version: VERSION,
        seed: selection.seed,
        machine: machine(),
        seconds,
        done: report.done,
        planned: report.planned,
        holds: report.holds,
      },
      tables: reportTables(report, context),
      notes: reportNotes(report, seconds, selection),
    });
    if (!abort.signal.aborted) return report.holds ? EXIT.holds : EXIT.fails;
    log.warn(
      `interrupted: ${report.done} of ${report.planned} cases were done; the report above holds those alone`,
    );
    return EXIT.interrupted;
  },
};

/** Below these the work is done on this thread: starting others would take longer. */
const [FEW_JOBS, FEW_VECTORS] = [64, 2 ** 22];

const JOBS_A_TASK = 32;

/** The work in order: jobs, then shards, leaving out those that nothing depends on any more. */
function* tasksOf(
  jobs: readonly Job[],
  shards: readonly Shard[],
  tally: ShardTally,
  vectorsAhead: number,
  load: readonly string[],
): Generator<Task> {
  for (let k = 0; k < jobs.length; k += JOBS_A_TASK)
    yield { jobs: jobs.slice(k, k + JOBS_A_TASK), shards: [], vectorsAhead, load };
  for (const shard of shards)
    if (tally.isNeeded(shard)) yield { jobs: [], shards: [shard], vectorsAhead, load };
}

function readSelection(context: Context) {
  const { names, options, catalogue } = context;
  const checks = String(options.checks).split(',').map(checkName);
  const params = Object.assign(
    {},
    ...catalogue.circuits
      .filter(({ name }) => names.includes(name))
      .map((circuit) => paramsGiven(circuit, context)),
  );
  const widths =
    options.widths === undefined
      ? undefined
      : parseRange('verify', '--widths', String(options.widths), 1, 64);
  const seed = wholeOption('verify', '--seed', options.seed, 1, 0, 2 ** 32 - 1);
  const engine = Object.values(ENGINES).find(({ name }) => name === options.engine)?.name;
  return { names, params, checks, seed, ...(widths ? { widths } : {}), ...(engine ? { engine } : {}) };
}

function checkName(text: string): CheckName {
  if (!isCheck(text)) throw mustBe('verify', '--checks', `some of ${Object.keys(CHECKS).join(', ')}`, text);
  return text;
}

function isCheck(text: string): text is CheckName {
  return Object.hasOwn(CHECKS, text);
}
