import { cpus } from 'node:os';
import { machine } from '../../host/machine.ts';
import { writeOutput } from '../../host/output.ts';
import { verifyOnThreads } from '../../host/verify-on-threads.ts';
import { VERSION } from '../../host/version.ts';
import { buildReport, reportJobs } from '../../report/build-report.ts';
import type { Verified } from '../../report/formula-sections.ts';
import { htmlReport } from '../../report/html-report.ts';
import { markdownReport } from '../../report/markdown-report.ts';
import type { Report } from '../../report/report.ts';
import { type Command, type Context, optionValue } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { jobsOption, seedOption } from '../shared-options.ts';

const WRITERS = { html: htmlReport, md: markdownReport, markdown: markdownReport } as const;

const SEED = seedOption('seed of the operands that are simulated');

const JOBS = jobsOption();

export const report: Command = {
  name: 'report',
  takes: '',
  mostNames: 0,
  about: 'every formula, table, plot and finding in one page that needs nothing else',
  options: [
    {
      name: 'format',
      kind: 'text',
      about: 'how to write it; by default as the end of --out says, or html',
      choices: Object.keys(WRITERS),
    },
    SEED,
    JOBS,
  ],
  circuitOptions: 'none',
  async run(context) {
    const { options } = context;
    const out = typeof options.out === 'string' ? options.out : undefined;
    const seed = optionValue(options, SEED);
    const threads = optionValue(options, JOBS) ?? cpus().length;
    const written = await build(context, seed, threads);
    writeOutput(WRITERS[formatOf(options.format, out)](written.report), out);
    return written.holds ? EXIT.holds : EXIT.fails;
  },
};

async function build(context: Context, seed: number, threads: number) {
  const started = performance.now();
  const verified = await verifyAll(context, seed, threads);
  const built = buildReport(verified, seed);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const facts: Report['facts'] = [
    ['version', `adderscope ${VERSION}`],
    ['seed', String(seed)],
    ['machine', machine()],
    ['made', `${new Date().toISOString().slice(0, 16)}Z in ${seconds} s with ${threads} threads`],
    ['circuits', `${verified.summary.done} built and counted`],
    ['again', `\`adderscope report --seed ${seed} --out report.html\``],
  ];
  return { report: { ...built, facts }, holds: verified.summary.holds };
}

/** All formulas, in worker threads. */
async function verifyAll({ catalogue, load }: Context, seed: number, threads: number): Promise<Verified> {
  const jobs = reportJobs(catalogue, seed);
  const { tally } = await verifyOnThreads({ jobs, catalogue, load, threads });
  return { summary: tally.summary(), claims: catalogue.claims, cases: tally.cases() };
}

function formatOf(given: unknown, out: string | undefined): keyof typeof WRITERS {
  if (given === 'html' || given === 'md' || given === 'markdown') return given;
  return out?.endsWith('.md') ? 'md' : 'html';
}
