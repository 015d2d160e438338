import { mustBe } from '../../gates/must-be.ts';
import { readParts } from '../../host/part-files.ts';
import { HERE } from '../../host/pool.ts';
import { programVersion } from '../../host/program-version.ts';
import { verifyOnThreads } from '../../host/verify-on-threads.ts';
import { troubleTable } from '../../report/shard-tables.ts';
import { defineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { printVerification } from '../print-verification.ts';

export const merge = defineCommand({
  name: 'merge',
  takes: '<folder>',
  mostNames: 1,
  about: 'joins what verify --shard K/N --out wrote to a folder into the report of a whole run',
  options: {},
  circuitOptions: 'none',
  async run(context) {
    const started = performance.now();
    const { catalogue, names, load, log } = context;
    const [folder] = names;
    if (folder === undefined) throw mustBe('merge', 'folder', 'given', 'nothing');
    const version = await programVersion(load);
    const parts = readParts({ who: 'merge', folder }, version, catalogue);
    const { question, plan, tally: shardTally, done, troubles } = parts;
    // Labels and counts take no time beside the shards, so they are never sent anywhere.
    const { tally } = await verifyOnThreads({ jobs: plan.jobs, catalogue, load, threads: 1, pool: HERE });
    const summary = await printVerification(context, {
      selection: question.selection,
      tally,
      shardTally,
      started,
      troubles: troubles.length > 0 ? [troubleTable(troubles, (row) => row.where)] : [],
    });
    if (!summary.complete)
      log.warn(`${done} of ${plan.shards.length} shards can be used; run the missing again`);
    return summary.holds ? EXIT.holds : EXIT.fails;
  },
});
