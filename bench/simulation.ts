import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { type AnyCircuit, buildCircuit, resolveCircuit } from '../src/circuits/circuit.ts';
import { daddaMultiplier } from '../src/circuits/dadda-multiplier.ts';
import { floatAdder } from '../src/circuits/float-adder/float-adder.ts';
import type { AnyValues } from '../src/circuits/params.ts';
import { Campaign } from '../src/sim/campaign.ts';
import { checkKernel, LANES, SEED_WORDS, WORDS } from '../src/sim/check-kernel.ts';
import { ENGINES, type Engine } from '../src/sim/engines.ts';
import { compile, type Program } from '../src/sim/program.ts';
import type { Reference } from '../src/sim/reference.ts';
import { Stimulus } from '../src/sim/stimulus.ts';
import { referenceOf } from '../src/verify/reference-of.ts';
import { type AcrossCores, acrossCores } from './across-cores.ts';
import { installed, PEERS } from './peers.ts';

/**
 * Patterns a second on one thread, of every engine and of every other simulator that is installed, on the same
 * netlists in the same run. Rates are per second of processor time, so that a busy machine disturbs them less; each
 * is the median of several, taken in turn.
 *
 *     npx tsx bench/simulation.ts [--widths 8,16,32,64|none] [--floats binary32|none] [--samples 3] [--peers gcc,berkeley-abc|none] [--whole]
 */
const { values: options } = parseArgs({
  options: {
    widths: { type: 'string', default: '8,16,32,64' },
    floats: { type: 'string', default: 'binary32' },
    samples: { type: 'string', default: '3' },
    peers: { type: 'string', default: 'iverilog,verilator,berkeley-abc,gcc' },
    whole: { type: 'boolean', default: false },
  },
});
const listed = (text: string) => (text === 'none' ? [] : text.split(','));

/** What is simulated. */
interface Subject {
  readonly name: string;
  readonly circuit: AnyCircuit;
  readonly params: AnyValues;
}

const subjects: readonly Subject[] = [
  ...listed(options.widths).map((n) => ({
    name: `${n} x ${n}`,
    circuit: daddaMultiplier,
    params: { i: Number(n), j: Number(n) },
  })),
  ...listed(options.floats).map((format) => ({
    name: `${format} adder`,
    circuit: floatAdder,
    params: resolveCircuit(floatAdder, { format }),
  })),
];
const samples = Number(options.samples);
const root = fileURLToPath(new URL('..', import.meta.url));
const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`;

const processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Blocks between two looks at the clock, which takes as long as a small block. */
const BLOCKS = 64;

/** Vectors a second: after a warm-up, in which the code is compiled well, for a third of a second. */
function blockRate(block: (number: number) => void): number {
  let number = 0;
  for (const seconds of [0.15, 0.3]) {
    const first = number;
    const start = processorSeconds();
    while (processorSeconds() < start + seconds) for (let k = 0; k < BLOCKS; k++) block(number++);
    if (seconds === 0.3) return ((number - first) * LANES) / (processorSeconds() - start);
  }
  return 0;
}

/** What is measured of an engine; each returns what one block is. */
const MODES: Readonly<
  Record<
    string,
    (program: Program, engine: Engine, reference: Reference) => ((block: number) => void) | undefined
  >
> = {
  'the same vectors again': (program, { create }) => {
    // Without a check beside it that wants room in the nearest cache, longer planes are a little faster.
    const simulator = create(program, 2 * WORDS);
    return (block) => {
      if (block % 2 === 0) simulator.run();
    };
  },
  'random vectors': (program, { create }) => {
    const simulator = create(program, WORDS, 4 * SEED_WORDS);
    if (simulator.shared === undefined) return undefined;
    const { memory, spareAt } = simulator.shared;
    const seed = new Uint32Array(memory.buffer, spareAt, SEED_WORDS);
    const stimulus = new Stimulus(program, simulator.inputs, seed, checkKernel(memory));
    return (block) => {
      stimulus.random(1, block);
      simulator.run();
    };
  },
  'random vectors, checked': (program, { create }, reference) => {
    const campaign = new Campaign(program, reference, create);
    return (block) => holds(campaign.random(1, block * LANES, (block + 1) * LANES));
  },
  'all vectors, checked': (program, { create }, reference) => {
    if (program.inputCount > 40) return undefined;
    const campaign = new Campaign(program, reference, create);
    const all = 2 ** program.inputCount;
    return (block) => holds(campaign.exhaustive((block * LANES) % all, ((block * LANES) % all) + LANES));
  },
};

function holds({ mismatch }: { mismatch?: unknown }): void {
  if (mismatch !== undefined) throw new Error('a campaign must find no mismatch in a right multiplier');
}

interface Row {
  readonly subject: string;
  readonly name: string;
  readonly rate: number;
  readonly gateRate: number;
  /** Seconds until it could start. */
  readonly setUp: number;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((x, y) => x - y)[numbers.length >> 1] ?? 0;
}

function measure({ name: subject, circuit, params }: Subject, dir: string): Row[] {
  const netlist = buildCircuit(circuit, params);
  const gates = netlist.netCount - 2 - netlist.inputCount;
  const program = compile(netlist);
  const candidates: { name: string; setUp: number; measure: () => number }[] = [];
  for (const engine of Object.values(ENGINES))
    for (const [mode, prepare] of Object.entries(MODES)) {
      const start = performance.now();
      const block = prepare(program, engine, referenceOf(circuit, params));
      const setUp = (performance.now() - start) / 1000;
      if (block !== undefined)
        candidates.push({ name: `${engine.name}, ${mode}`, setUp, measure: () => blockRate(block) });
    }
  for (const peer of PEERS) {
    if (!options.peers.split(',').includes(peer.tool) || !installed(peer.tool)) continue;
    const place = join(dir, `${subject} ${peer.name}`.replaceAll(/[^a-z0-9]+/gi, '-'));
    const prepared = peer.prepare(netlist, place);
    candidates.push({ name: peer.name, ...prepared });
    process.stderr.write(`${subject}: ${peer.name} ready after ${prepared.setUp.toFixed(1)} s\n`);
  }
  const rates = candidates.map(() => [] as number[]);
  for (let sample = 0; sample < samples; sample++)
    for (const [k, { measure }] of candidates.entries()) rates[k]?.push(measure());
  return candidates.map(({ name, setUp }, k) => {
    const rate = median(rates[k] ?? []);
    return { subject, name, rate, gateRate: rate * gates, setUp };
  });
}

/** The ratios that matter: our best way of doing the same against each of the others. */
function ratios(rows: readonly Row[]): { subject: string; name: string; ratio: number }[] {
  const found: { subject: string; name: string; ratio: number }[] = [];
  for (const { name: subject } of subjects) {
    const rate = (name: string) => rows.find((row) => row.subject === subject && row.name === name)?.rate;
    const best = (mode: string) =>
      Math.max(...Object.keys(ENGINES).map((name) => rate(`${name}, ${mode}`) ?? 0));
    const add = (name: string, over: number, under: number | undefined) => {
      if (over > 0 && under !== undefined && under > 0) found.push({ subject, name, ratio: over / under });
    };
    // The C programs run the same vectors again; the others make new ones, and so do we against them.
    for (const { name, tool } of PEERS)
      add(`against ${name}`, best(tool === 'gcc' ? 'the same vectors again' : 'random vectors'), rate(name));
    add('random, checked against not', best('random vectors, checked'), best('random vectors'));
    add(
      'random, checked against the same again',
      best('random vectors, checked'),
      best('the same vectors again'),
    );
    add('all, checked against the same again', best('all vectors, checked'), best('the same vectors again'));
  }
  return found;
}

/** Every product of 8 x 8 in a process of its own, start-up included, in seconds; it needs `npm run build`. */
function wholeProcess(): { node: number; exhaustive8x8: number } | undefined {
  if (!existsSync(join(root, 'dist/sim/campaign.js'))) return undefined;
  const time = (code: string) => {
    const times = Array.from({ length: 9 }, () => {
      const start = performance.now();
      const { status, stderr } = spawnSync('node', ['--input-type=module', '-e', code], {
        cwd: root,
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
      return (performance.now() - start) / 1000;
    });
    return median(times);
  };
  return { node: time('0'), exhaustive8x8: time(campaignCode(8, 0, 2 ** 16)) };
}

const campaignCode = (width: number, from: number, to: number) => `
  const [{ buildCircuit }, { daddaMultiplier }, { Campaign }, { chooseEngine }, { compile }, { product }] =
    await Promise.all(['circuits/circuit', 'circuits/dadda-multiplier', 'sim/campaign', 'sim/engines', 'sim/program',
      'sim/reference'].map((name) => import('${new URL('../dist/', import.meta.url).href}' + name + '.js')));
  const program = compile(buildCircuit(daddaMultiplier, { i: ${width}, j: ${width} }));
  const { checked, mismatch } = new Campaign(program, product, chooseEngine(${to - from}).create).exhaustive(${from}, ${to});
  if (mismatch !== undefined || checked !== ${to - from}) throw new Error('every product must be right');`;

/** Every product of 16 x 16 on so many threads, in seconds. */
async function all16x16(threads: number): Promise<number> {
  const start = performance.now();
  const part = 2 ** 32 / threads;
  await Promise.all(
    Array.from({ length: threads }, (_, k) => {
      const code = `(async () => {${campaignCode(16, k * part, (k + 1) * part)}})()`;
      const worker = new Worker(code, { eval: true });
      return new Promise((resolve, reject) => worker.on('exit', resolve).on('error', reject));
    }),
  );
  return (performance.now() - start) / 1000;
}

const dir = mkdtempSync(join(tmpdir(), 'simulation-'));
const rows: Row[] = [];
for (const subject of subjects) rows.push(...measure(subject, dir));
rmSync(dir, { recursive: true });

const print = (text: string) => process.stdout.write(`${text}\n`);
print(`${machine}\n`);
print('| circuit | simulator | patterns/s | gates/s | set-up |\n|---|---|---|---|---|');
for (const { subject, name, rate, gateRate, setUp } of rows)
  print(
    `| ${subject} | ${name} | ${rate.toExponential(2)} | ${gateRate.toExponential(1)} | ${setUp.toFixed(3)} s |`,
  );
const compared = ratios(rows);
const names = [...new Set(compared.map(({ name }) => name))];
print(
  `\n| ratio | ${subjects.map(({ name }) => name).join(' | ')} |\n|---|${'---|'.repeat(subjects.length)}`,
);
for (const name of names) {
  const cells = subjects.map(
    ({ name: subject }) => compared.find((row) => row.subject === subject && row.name === name)?.ratio,
  );
  print(
    `| ${name} | ${cells.map((ratio) => (ratio === undefined ? '' : ratio.toPrecision(3))).join(' | ')} |`,
  );
}
const cores: Record<string, AcrossCores> = {};
print('\n| random, checked, by the clock | one thread | all cores | ratio |\n|---|---|---|---|');
for (const { name, circuit, params } of subjects) {
  const { one, all, threads } = await acrossCores(circuit.name, params, 2 * samples + 1);
  cores[name] = { one, all, threads };
  print(`| ${name} | ${one.toExponential(2)} | ${all.toExponential(2)} | ${(all / one).toFixed(2)} |`);
}
const process8x8 = wholeProcess();
if (process8x8 !== undefined)
  print(
    `\nnode alone ${process8x8.node.toFixed(3)} s, with every product of 8 x 8 ${process8x8.exhaustive8x8.toFixed(3)} s`,
  );
const whole: Record<string, number> = {};
if (options.whole)
  for (const threads of [1, cpus().length]) {
    whole[threads] = await all16x16(threads);
    print(`every product of 16 x 16 on ${threads} threads: ${whole[threads].toFixed(1)} s`);
  }
mkdirSync(join(root, 'bench/results'), { recursive: true });
writeFileSync(
  join(root, 'bench/results/simulation.json'),
  `${JSON.stringify({ machine, rows, ratios: compared, cores, process8x8, whole }, undefined, 2)}\n`,
);
