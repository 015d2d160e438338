import { mustBe } from '../../gates/must-be.ts';
import { readParts } from '../../host/part-files.ts';
import { HERE, runTasks } from '../../host/pool.ts';
import { programVersion } from '../../host/program-version.ts';
import { jobTasks } from '../../host/tasks.ts';
import { Tally } from '../../verify/report.ts';
import type { Command } from '../context.ts';
import { tableOf } from '../document.ts';
import { EXIT } from '../exit-code.ts';
import { printReport } from '../verify-report.ts';

export const merge: Command = {
  name: 'merge',
  takes: '<folder>',
  mostNames: 1,
  about: 'joins what verify --shard K/N --out wrote to a folder into the report of a whole run',
  options: [],
  circuitOptions: 'none',
  async run(context) {
    const started = performance.now();
    const { catalogue, names, load, log } = context;
    const [folder] = names;
    if (folder === undefined) throw mustBe('merge', 'folder', 'given', 'nothing');
    const version = await programVersion(load);
    const parts = readParts({ who: 'merge', folder }, version, catalogue);
    const { question, plan, tally: shardTally, done, troubles } = parts;
    const tally = new Tally(plan.jobs, catalogue);
    // Labels and counts take no time beside the shards, so they are never sent anywhere.
    await runTasks(jobTasks(plan.jobs, 0, load), HERE, new AbortController().signal, ({ verdicts }) => {
      for (const verdict of verdicts) tally.add(verdict);
    });
    const table = tableOf('troubles', 'Shards that are not as they should be', troubles, [
      ['shard', (row) => row.where],
      ['state', (row) => row.state],
      ['what', (row) => row.what],
    ]);
    const report = printReport(context, {
      selection: question.selection,
      tally,
      shardTally,
      started,
      troubles: troubles.length > 0 ? [table] : [],
    });
    if (!report.complete)
      log.warn(`${done} of ${plan.shards.length} shards can be used; run the missing again`);
    return report.holds ? EXIT.holds : EXIT.fails;
  },
};
