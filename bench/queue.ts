import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machine } from '../src/host/machine.ts';
import { tableOf } from '../src/tables/document.ts';
import { TABLE_FORMATS } from '../src/tables/table-formats.ts';
import { RedisServer } from '../test/support/redis.ts';
import { Running } from '../test/support/running.ts';

/**
 * What a queue costs: the same exhaustive run by the threads of one process, and by as many workers of one thread at a
 * Redis on this machine, in turn. Their summaries must be equal. Times are of whole processes; workers are there before.
 *
 *   npm run build && npx tsx bench/queue.ts [--rounds 2] [--workers 2] [-- dadda-multiplier --i 18 --j 18]
 */
const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '2' },
    workers: { type: 'string', default: '2' },
  },
  allowPositionals: true,
});
const what = positionals.length > 0 ? positionals : ['dadda-multiplier', '--i', '18', '--j', '18'];
const workers = Number(values.workers);
const verify = ['verify', ...what, '--exhaustive', '--format', 'json', '--quiet'];

interface Timed {
  readonly seconds: number;
  readonly summary: string;
}

async function timed(args: readonly string[]): Promise<Timed> {
  const started = performance.now();
  const run = new Running(args);
  const { code } = await run.end();
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${run.stderr}`);
  return { seconds, summary: run.stdout.replace(/"seconds": [\d.]+,/, '') };
}

const redis = new RedisServer();
await redis.start();
const queue = ['--queue', `redis://127.0.0.1:${redis.port}`];
const started = Array.from({ length: workers }, () => new Running(['worker', '--jobs', '1', ...queue]));
try {
  await Promise.all(started.map((worker) => worker.saying(/threads at/)));
  const rows = [];
  for (let round = 1; round <= Number(values.rounds); round++) {
    const local = await timed([...verify, '--jobs', String(workers)]);
    const queued = await timed([...verify, ...queue]);
    if (queued.summary !== local.summary) throw new Error(`summaries must be equal, got ${queued.summary}`);
    rows.push({ round, local: local.seconds, queued: queued.seconds, ratio: queued.seconds / local.seconds });
  }
  const title = `${what.join(' ')}, ${workers} threads and ${workers} workers, ${machine()}`;
  const table = tableOf('rounds', title, rows, [
    ['round', (row) => row.round],
    ['local, s', (row) => Number(row.local.toFixed(2))],
    ['queue, s', (row) => Number(row.queued.toFixed(2))],
    ['ratio', (row) => Number(row.ratio.toFixed(3))],
  ]);
  process.stdout.write(await TABLE_FORMATS.table({ facts: {}, tables: [table] }));
  const folder = fileURLToPath(new URL('results', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const facts = { machine: machine(), what, workers, rows };
  writeFileSync(`${folder}/queue.json`, `${JSON.stringify(facts, undefined, 2)}\n`);
} finally {
  await Promise.all(started.map((worker) => worker.stop()));
  await redis.remove();
}
