import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { buildCircuit } from '../src/circuits/circuit.ts';
import { floatAdder } from '../src/circuits/float-adder/float-adder.ts';
import { directionOf, FloatModel } from '../src/circuits/float-adder/model.ts';
import { ROUNDINGS, type Rounding } from '../src/circuits/float-adder/rounding.ts';
import { floatStimulus } from '../src/circuits/float-adder/stimulus.ts';
import { type FloatFormat, formatNamed, formatWidth } from '../src/circuits/float-formats.ts';
import { paramOptions } from '../src/cli/see-again.ts';
import { at } from '../src/gates/at.ts';
import { portTexts } from '../src/gates/counterexample.ts';
import { mustBe } from '../src/gates/must-be.ts';
import { machine } from '../src/host/machine.ts';
import { startProgress } from '../src/host/progress.ts';
import { Campaign, type Outcome } from '../src/sim/campaign.ts';
import { type Column, columnOf } from '../src/sim/column.ts';
import { chooseEngine } from '../src/sim/engines.ts';
import { compile } from '../src/sim/program.ts';
import { Random } from '../src/sim/random.ts';
import { byModel } from '../src/sim/reference.ts';
import { tableOf } from '../src/tables/document.ts';
import { TABLE_FORMATS } from '../src/tables/table-formats.ts';
import { hardVectors } from './float-vectors.ts';

/**
 * Millions of vectors a format against the exact model: half of them drawn where adders break, half uniform bits, and
 * the adder's own corners first; in turn with every rounding direction built in and with the port. Only the seed says
 * what is drawn.
 *
 *   npx tsx bench/float-campaign.ts [--vectors 10000000] [--seed 1] [--threads 2] [--formats binary32,e9m30]
 */

/** Vectors of a chunk, half of them hard; a chunk is what a thread is given at a time. */
const CHUNK = 2 ** 16;

/** Formats beside those of the standard, drawn by the seed. */
const SAMPLED = 8;

/** What a thread runs first: Node 20 gives threads no loader for TypeScript, so they take tsx for themselves. */
const START = `
  import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))})
    .then(({ register }) => register())
    .then(() => import(${JSON.stringify(import.meta.url)}));
`;

interface Chunk {
  readonly format: string;
  readonly index: number;
  readonly seed: number;
}

interface ChunkResult {
  readonly format: string;
  readonly vectors: number;
  /** The command that shows each failure; a run of vectors ends at its first. */
  readonly failures: readonly string[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      vectors: { type: 'string', default: '10000000' },
      seed: { type: 'string', default: '1' },
      threads: { type: 'string', default: String(availableParallelism()) },
      formats: { type: 'string' },
    },
  });
  const vectors = whole('--vectors', values.vectors);
  const seed = whole('--seed', values.seed);
  const names = values.formats?.split(',') ?? ['binary32', 'binary64', 'binary128', ...sampledFormats(seed)];
  for (const name of names) formatNamed(name);
  const chunks = Math.ceil(vectors / CHUNK);
  const threads = Array.from(
    { length: whole('--threads', values.threads) },
    () => new Worker(START, { eval: true, workerData: vectors }),
  );

  const rows = [];
  for (const name of names) {
    const started = performance.now();
    const progress = startProgress(chunks, chunks * CHUNK, false);
    const results: ChunkResult[] = [];
    let next = 0;
    const take = (): Chunk | undefined => (next < chunks ? { format: name, index: next++, seed } : undefined);
    await Promise.all(
      threads.map((thread) =>
        work(thread, take, (result) => {
          results.push(result);
          progress.step(1, result.vectors);
        }),
      ),
    );
    progress.stop();
    const seconds = (performance.now() - started) / 1000;
    const checked = results.reduce((sum, result) => sum + result.vectors, 0);
    const failures = results.flatMap((result) => result.failures);
    rows.push({ format: name, vectors: checked, failures, seconds, rate: checked / seconds });
  }
  await Promise.all(threads.map((thread) => thread.terminate()));

  const title = `float-adder against the exact model, seed ${seed}, ${threads.length} threads, ${machine()}`;
  const table = tableOf('formats', title, rows, [
    ['format', (row) => row.format],
    ['vectors', (row) => row.vectors],
    ['failures', (row) => row.failures.length],
    ['seconds', (row) => Number(row.seconds.toFixed(1))],
    ['vectors a second', (row) => Math.round(row.rate)],
  ]);
  const notes = rows.flatMap(({ failures }) => failures.slice(0, 10));
  process.stdout.write(await TABLE_FORMATS.table({ facts: {}, tables: [table], notes }));
  const folder = fileURLToPath(new URL('results', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const facts = { machine: machine(), seed, threads: threads.length, rows };
  writeFileSync(`${folder}/float-campaign.json`, `${JSON.stringify(facts, undefined, 2)}\n`);
  if (notes.length > 0) process.exitCode = 1;
}

/** Gives a thread chunks until there are none. */
function work(
  thread: Worker,
  take: () => Chunk | undefined,
  done: (result: ChunkResult) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = () => {
      const chunk = take();
      if (chunk !== undefined) return thread.postMessage(chunk);
      thread.off('message', receive);
      thread.off('error', reject);
      resolve();
    };
    const receive = (result: ChunkResult) => {
      done(result);
      give();
    };
    thread.on('message', receive);
    thread.on('error', reject);
    give();
  });
}

/** A thread: runs the chunks that it is sent. */
function serve(): void {
  const bench = new Bench(Number(workerData));
  parentPort?.on('message', (chunk: Chunk) => parentPort?.postMessage(bench.run(chunk)));
}

/** Keeps the adders of one format, one for each rounding. */
class Bench {
  readonly #vectors: number;
  #format = '';
  readonly #campaigns = new Map<Rounding, Campaign>();

  constructor(vectors: number) {
    this.#vectors = vectors;
  }

  run({ format: name, index, seed }: Chunk): ChunkResult {
    if (name !== this.#format) this.#campaigns.clear();
    this.#format = name;
    const format = formatNamed(name);
    const rounding = at(ROUNDINGS, index % ROUNDINGS.length);
    const campaign = this.#campaigns.get(rounding) ?? this.#campaignOf(format, rounding);
    this.#campaigns.set(rounding, campaign);

    const random = new Random(seed, name, `chunk ${index}`);
    const columns = hardVectors(format, random, CHUNK / 2);
    const outcomes = [
      ...(index < ROUNDINGS.length
        ? [campaign.vectors(given(format, rounding, cornersOf(format, rounding)))]
        : []),
      campaign.vectors(given(format, rounding, columns)),
      campaign.random(random.word(), 0, CHUNK / 2),
    ];
    return {
      format: name,
      vectors: outcomes.reduce((sum, { checked }) => sum + checked, 0),
      failures: outcomes.flatMap((outcome) => reproduce(format, rounding, outcome)),
    };
  }

  #campaignOf({ e, f }: FloatFormat, rounding: Rounding): Campaign {
    const model = new FloatModel({ e, f });
    const reference = byModel(([a = 0n, b = 0n, op = 0n, rm = 0n]) => ({
      ...model.add(a, b, op === 1n, directionOf(rounding, rm)),
    }));
    const { create } = chooseEngine(this.#vectors);
    return new Campaign(compile(buildCircuit(floatAdder, { e, f, rounding })), reference, create);
  }
}

function cornersOf(format: FloatFormat, rounding: Rounding): readonly bigint[][] {
  const vectors = [...floatStimulus({ ...format, rounding })];
  return (['a', 'b', 'op', 'rm'] as const).map((port) => vectors.map((vector) => vector[port]));
}

/** The columns of the ports that the adder has. */
function given(
  format: FloatFormat,
  rounding: Rounding,
  columns: readonly (readonly bigint[])[],
): readonly Column[] {
  const widths = [formatWidth(format), formatWidth(format), 1, ...(rounding === 'port' ? [3] : [])];
  return widths.map((width, port) => columnOf(at(columns, port), width));
}

function reproduce({ e, f }: FloatFormat, rounding: Rounding, { mismatch }: Outcome): string[] {
  if (mismatch === undefined) return [];
  return [
    `adderscope simulate float-adder ${paramOptions({ e, f, rounding })} ${paramOptions(portTexts(mismatch.inputs))}`,
  ];
}

function sampledFormats(seed: number): string[] {
  const random = new Random(seed, 'formats');
  return Array.from({ length: SAMPLED }, () => `e${2 + (random.word() % 14)}m${1 + (random.word() % 112)}`);
}

function whole(what: string, text: string): number {
  if (!/^\d+$/.test(text) || Number(text) === 0)
    throw mustBe('float-campaign', what, 'a whole number from 1', text);
  return Number(text);
}

if (isMainThread) await main();
else serve();
