import { cpus } from 'node:os';
import { mustBe } from '../../gates/must-be.ts';
import { contrast } from '../../verify/contrast.ts';
import { planJobs, type Selection } from '../../verify/plan.ts';
import { type CircuitReport, type ClaimReport, type Report, Tally } from '../../verify/report.ts';
import { CHECK_NAMES, CHECKS, type CheckName, type Failure } from '../../verify/verdict.ts';
import { paramsGiven } from '../circuit-argument.ts';
import type { Command, Context } from '../context.ts';
import { type Table, tableOf } from '../document.ts';
import { EXIT } from '../exit-code.ts';
import { machine } from '../machine.ts';
import { checkWritable } from '../output.ts';
import { runJobs } from '../pool.ts';
import { startProgress } from '../progress.ts';
import { parseRange } from '../ranges.ts';
import { asUsage, UsageError } from '../usage-error.ts';
import { VERSION } from '../version.ts';

export const verify: Command = {
  name: 'verify',
  takes: '[circuits or claims]',
  about: 'the main job: labels, counts and values of every circuit over all its widths, and every formula',
  options: [
    {
      name: 'checks',
      kind: 'text',
      about: `which checks, of ${CHECK_NAMES.join(',')}`,
      default: CHECK_NAMES.join(','),
    },
    { name: 'widths', kind: 'text', about: 'only these widths, as in 8, 1..64 or 1,2,4..8; all by default' },
    { name: 'seed', kind: 'text', about: 'seed of the random input vectors', default: '1' },
    { name: 'jobs', kind: 'text', about: 'worker threads; by default one for each core' },
  ],
  circuitOptions: 'params',
  async run(context) {
    const started = performance.now();
    const { catalogue, names, options, log, load } = context;
    const selection = asUsage(() => readSelection(context));
    const threads = asUsage(() => wholeOption('--jobs', options.jobs, cpus().length, 1, 256));
    checkWritable(typeof options.out === 'string' ? options.out : undefined);
    const jobs = asUsage(() => planJobs(selection, catalogue));
    if (jobs.length === 0)
      throw new UsageError(
        `verify: the selection must hold at least one case, got ${names.join(' ')} with none`,
      );

    const tally = new Tally(jobs, catalogue);
    const abort = new AbortController();
    const interrupt = () => abort.abort();
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
    const progress = startProgress('verifying', jobs.length, options.quiet === true);
    try {
      await runJobs(jobs, {
        threads,
        catalogue,
        load,
        signal: abort.signal,
        onVerdict: (verdict) => {
          tally.add(verdict);
          progress.step();
        },
      });
    } finally {
      progress.stop();
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    }

    const report = tally.report();
    const seconds = Number(((performance.now() - started) / 1000).toFixed(2));
    const failures = report.circuits.flatMap((circuit) => circuit.failures);
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
      tables: [
        ...(report.claims.length > 0 ? [claimTable(report.claims)] : []),
        circuitTable(report.circuits),
        ...contrastTables(context, report),
        ...(failures.length > 0 ? [failureTable(failures, load)] : []),
      ],
      notes: [
        ...report.claims.flatMap(({ id, reason }) =>
          reason === undefined ? [] : [`${id} fails: ${reason}.`],
        ),
        conclusion(report, seconds, selection),
      ],
    });
    if (!abort.signal.aborted) return report.holds ? EXIT.holds : EXIT.fails;
    log.warn(
      `interrupted: ${report.done} of ${report.planned} cases were done; the report above holds those alone`,
    );
    return EXIT.interrupted;
  },
};

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
  const seed = wholeOption('--seed', options.seed, 1, 0, 2 ** 32 - 1);
  return { names, params, checks, seed, ...(widths === undefined ? {} : { widths }) };
}

function checkName(text: string): CheckName {
  const name = CHECK_NAMES.find((one) => one === text);
  if (name === undefined)
    throw mustBe('verify', '--checks', `some of ${Object.keys(CHECKS).join(', ')}`, text);
  return name;
}

function wholeOption(what: string, raw: unknown, preset: number, min: number, max: number): number {
  if (raw === undefined) return preset;
  const value = /^\d+$/.test(String(raw)) ? Number(raw) : Number.NaN;
  if (!(value >= min && value <= max))
    throw mustBe('verify', what, `a whole number from ${min} to ${max}`, raw);
  return value;
}

function claimTable(claims: readonly ClaimReport[]): Table {
  return tableOf('claims', 'Formulas against the counted structure', claims, [
    ['claim', (row) => row.id],
    ['formula', (row) => row.formula],
    ['circuit', (row) => row.circuit],
    ['status', (row) => row.status],
    ['cases', (row) => row.cases],
    ['exact', (row) => row.exact],
    ['max error', (row) => row.maxAbsError],
    ['max error %', (row) => 100 * row.maxRelError],
    ['verdict', (row) => row.verdict],
  ]);
}

function circuitTable(circuits: readonly CircuitReport[]): Table {
  return tableOf('circuits', 'Circuits', circuits, [
    ['circuit', (row) => row.circuit],
    ['cases', (row) => row.cases],
    ['adders proved', (row) => row.labels],
    ['formulas counted', (row) => row.counts],
    ['input vectors', (row) => row.values.vectors],
    ['cases with every input', (row) => row.values.exhaustiveCases],
    ['failures', (row) => row.failures.length + row.moreFailures],
  ]);
}

/** The claims that are there for contrast, at their largest square, beside the circuit that the formula is about. */
function contrastTables(context: Context, report: Report): Table[] {
  const rows = contrast(
    report.claims.map(({ id }) => id),
    context.catalogue,
  );
  if (rows.length === 0) return [];
  return [
    tableOf('contrast', 'Other multipliers beside Dadda, at the largest width', rows, [
      ['circuit', (row) => row.circuit],
      ['full adders', (row) => row.fa],
      ['half adders', (row) => row.ha],
      ['adders', (row) => row.adders],
      ['claimed', (row) => row.claimed],
      ['excess', (row) => row.excess],
      ['gates', (row) => row.gates],
      ['depth', (row) => row.depth],
    ]),
  ];
}

function failureTable(failures: readonly Failure[], load: readonly string[]): Table {
  const loads = load.map((file) => ` --load ${file}`).join('');
  const rows = failures.map((failure) => ({
    ...failure,
    reproduce: `adderscope ${failure.reproduce}${loads}`,
  }));
  return tableOf('failures', 'Failures, the smallest circuits first', rows, [
    ['circuit', (row) => row.where],
    ['check', (row) => row.check],
    ['what', (row) => describe(row)],
    ['see it again', (row) => row.reproduce],
  ]);
}

function describe({ text, counterexample }: Failure): string {
  if (counterexample === undefined) return text;
  const show = (values: Readonly<Record<string, string>>) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ');
  const { inputs, expected, got } = counterexample;
  return `${text}: ${show(inputs)} must give ${show(expected)}, got ${show(got)}`;
}

/** What was found, in a sentence that speaks of no check that was not asked for. */
function conclusion(
  { holds, done, planned, circuits, claims }: Report,
  seconds: number,
  { checks, seed }: Pick<Selection, 'checks' | 'seed'>,
): string {
  const vectors = circuits.reduce((sum, { values }) => sum + values.vectors, 0).toLocaleString('en');
  const what = `${done.toLocaleString('en')} of ${planned.toLocaleString('en')} circuits, ${vectors} input vectors, seed ${seed}, ${seconds} s`;
  if (done < planned) return `Incomplete: ${what}.`;
  if (!holds) return `Fails: see the failures above (${what}).`;
  const exact = claims.filter(({ kind }) => kind === 'exact').length;
  const good = [
    ...(exact > 0 ? [`all ${exact} exact formulas`] : []),
    ...(checks.includes('labels') ? ['every label'] : []),
    ...(checks.includes('values') ? ['every value'] : []),
  ];
  const last = good.pop() ?? 'nothing failed';
  return `Holds: ${good.length > 0 ? `${good.join(', ')} and ` : ''}${last} (${what}).`;
}
