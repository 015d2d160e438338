import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildCircuit } from '../src/circuits/circuit.ts';
import { daddaMultiplier } from '../src/circuits/dadda-multiplier.ts';
import { check } from '../src/gates/check.ts';
import { count } from '../src/gates/count.ts';
import { machine } from '../src/host/machine.ts';
import { plainCheck, plainDadda } from './baseline.ts';
import { compareTimes, type Figure } from './suite.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Calls `body` for every pair of widths from 1 to 64, or every `step`th, and adds up what it returns. */
function everyPair(body: (i: number, j: number) => number, step = 1): number {
  let total = 0;
  for (let i = step; i <= 64; i += step) for (let j = step; j <= 64; j += step) total += body(i, j);
  return total;
}

const addersOf = (i: number, j: number) => count(buildCircuit(daddaMultiplier, { i, j })).adders;
const provedOf = (i: number, j: number) => {
  const netlist = buildCircuit(daddaMultiplier, { i, j });
  return count(netlist).adders + check(netlist).violations.length;
};

/** The whole job as a user runs it: wall time and the largest memory of the process. */
function wholeVerification(): object {
  const code = `import { isMainThread } from 'node:worker_threads';
    if (isMainThread) process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)));`;
  const command = ['dist/cli/adderscope.js', 'verify', '--format', 'json', '--quiet'];
  const started = performance.now();
  const { stdout, stderr, status } = spawnSync(
    'node',
    ['--import', `data:text/javascript,${code}`, ...command],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    },
  );
  const seconds = (performance.now() - started) / 1000;
  const summary: { done: number; holds: boolean } = JSON.parse(stdout);
  return { seconds, megabytes: Number(stderr) / 1024, status, cases: summary.done, holds: summary.holds };
}

const suites: Record<string, Figure[]> = {
  'build and count all 4,096 Dadda multipliers': compareTimes({
    'an object for each gate': () => everyPair((i, j) => plainDadda(i, j).adders.length),
    'typed arrays': () => everyPair(addersOf),
  }),
  'build, count and check the labels of all 4,096': compareTimes({
    'typed arrays': () => everyPair(provedOf),
  }),
  'build, count and check the labels of the 16 pairs of 16, 32, 48, 64': compareTimes({
    'an object for each gate': () => everyPair((i, j) => plainCheck(plainDadda(i, j)), 16),
    'typed arrays': () => everyPair(provedOf, 16),
  }),
  'build one 64 x 64': compareTimes({
    'an object for each gate': () => plainDadda(64, 64),
    'typed arrays': () => buildCircuit(daddaMultiplier, { i: 64, j: 64 }),
  }),
};
const whole = wholeVerification();

const lines = [machine(), ''];
for (const [title, figures] of Object.entries(suites)) {
  lines.push(title);
  for (const { name, milliseconds, margin, ratio } of figures) {
    const times = ratio === undefined ? '' : `${ratio.toFixed(1)} times as fast`;
    lines.push(
      `  ${name.padEnd(26)} ${milliseconds.toFixed(1).padStart(9)} ms +-${margin.toFixed(0)} %  ${times}`,
    );
  }
}
lines.push(`npm start: ${JSON.stringify(whole)}`, '');
process.stdout.write(lines.join('\n'));
mkdirSync(`${root}/bench/results`, { recursive: true });
writeFileSync(
  `${root}/bench/results/spine.json`,
  `${JSON.stringify({ machine: machine(), suites, whole }, undefined, 2)}\n`,
);
