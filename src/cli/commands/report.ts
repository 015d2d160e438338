import { cpus } from 'node:os';
import { machine } from '../../host/machine.ts';
import { verifyOnThreads } from '../../host/verify-on-threads.ts';
import { VERSION } from '../../host/version.ts';
import { buildReport, reportJobs } from '../../report/build-report.ts';
import type { Verified } from '../../report/formula-sections.ts';
import { htmlReport } from '../../report/html-report.ts';
import { markdownReport } from '../../report/markdown-report.ts';
import type { Report } from '../../report/report.ts';
import { type BaseContext, defineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { oneOf } from '../readers.ts';
import { jobsOption, seedOption } from '../shared-options.ts';

const WRITERS = { html: htmlReport, md: markdownReport, markdown: markdownReport } as const;

const FORMATS = ['html', 'md', 'markdown'] as const;

export const report = defineCommand({
  name: 'report',
  takes: '',
  mostNames: 0,
  about: 'every formula, table, plot and finding in one page that needs nothing else',
  options: {
    format: {
      about: 'how to write it; by default as the end of --out says, or html',
      parse: oneOf(FORMATS),
    },
    seed: seedOption('seed of the operands that are simulated'),
    jobs: jobsOption(),
  },
  circuitOptions: 'none',
  async run(context) {
    const { seed, jobs: threads = cpus().length, format } = context.options;
    const written = await build(context, seed, threads);
    const byName = context.out?.endsWith('.md') === true ? 'md' : 'html';
    context.write(WRITERS[format ?? byName](written.report));
    return written.holds ? EXIT.holds : EXIT.fails;
  },
});

async function build(context: BaseContext, seed: number, threads: number) {
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
async function verifyAll({ catalogue, load }: BaseContext, seed: number, threads: number): Promise<Verified> {
  const jobs = reportJobs(catalogue, seed);
  const { tally } = await verifyOnThreads({ jobs, catalogue, load, threads });
  return { summary: tally.summary(), claims: catalogue.claims, cases: tally.cases() };
}
