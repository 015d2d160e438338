import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { arrayMultiplier } from '../src/circuits/array-multiplier.ts';
import { buildCircuit } from '../src/circuits/circuit.ts';
import { daddaMultiplier } from '../src/circuits/dadda-multiplier.ts';
import { FINAL_ADDERS } from '../src/circuits/final-adder.ts';
import { wallaceMultiplier } from '../src/circuits/wallace-multiplier.ts';
import { count } from '../src/gates/count.ts';
import { productEquation } from '../src/gates/equation.ts';
import { machine } from '../src/host/machine.ts';
import { certificateOf } from '../src/proof/certificate.ts';
import { checkCertificate } from '../src/proof/certificate-checker.ts';
import { proveEquation } from '../src/proof/prove-equation.ts';
import { recover } from '../src/proof/recover.ts';
import { andNotForm } from '../test/proof/and-not-form.ts';
import { mutants } from '../test/proof/mutants.ts';

/**
 * What proofs take: seconds of processor time, one thread, the netlist built beforehand unless said. Each figure is
 * the best of three where it is short. A figure whose answer is not the right one throws.
 */
const PRODUCT = productEquation('p', 'a', 'b');
const figures: { what: string; seconds: number; note: string }[] = [];

function time(what: string, body: () => string, runs = 3): void {
  let best = Number.POSITIVE_INFINITY;
  let note = '';
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    note = body();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6);
  }
  figures.push({ what, seconds: best, note });
  process.stdout.write(`${what.padEnd(66)} ${best.toFixed(3).padStart(8)} s  ${note}\n`);
}

function proved(netlist: Parameters<typeof proveEquation>[0], ignoreLabels = false): number {
  const proof = proveEquation(netlist, PRODUCT, { ignoreLabels });
  if (proof.verdict !== 'proved') throw new Error(`${netlist.name} must be proved, got ${proof.verdict}`);
  return count(netlist).adders;
}

function everyPair(body: (i: number, j: number) => number): string {
  let total = 0;
  for (let i = 1; i <= 64; i++) for (let j = 1; j <= 64; j++) total += body(i, j);
  return `${total.toLocaleString('en')} adders`;
}

process.stdout.write(`${machine()}\n\n`);
const multipliers = {
  dadda: (i: number, j: number) => buildCircuit(daddaMultiplier, { i, j }),
  wallace: (i: number, j: number) => buildCircuit(wallaceMultiplier, { i, j }),
  array: (i: number, j: number) => buildCircuit(arrayMultiplier, { i, j }),
};
for (const [name, build] of Object.entries(multipliers))
  time(`all 4,096 of ${name}: built, proved, counted`, () => everyPair((i, j) => proved(build(i, j))), 1);

const large = buildCircuit(daddaMultiplier, { i: 64, j: 64 });
time('64 x 64 proved from its labelled netlist', () => `${proved(large)} adders`);
time('1024 x 1024 built', () => `${buildCircuit(daddaMultiplier, { i: 1024, j: 1024 }).netCount} nets`, 1);
time(
  '1024 x 1024 built and proved',
  () => `${proved(buildCircuit(daddaMultiplier, { i: 1024, j: 1024 }))} adders`,
  1,
);

for (const n of [64, 128, 256]) {
  const netlist = buildCircuit(daddaMultiplier, { i: n, j: n });
  const flat = andNotForm(netlist, 'reuse');
  const { fa, ha } = count(netlist);
  time(`${n} x ${n} in ANDs and inverters: recovered`, () => {
    const found = recover(flat);
    if (found.fa !== fa || found.ha !== ha) throw new Error(`${n} x ${n}: ${JSON.stringify(found)}`);
    return JSON.stringify(found);
  });
  time(`${n} x ${n} in ANDs and inverters: proved`, () => `${proved(flat) === 0 ? flat.netCount : 0} nets`);
}

time(
  'all 4,096 Dadda multipliers: recovered from flat gates, equal to count',
  () =>
    everyPair((i, j) => {
      const netlist = buildCircuit(daddaMultiplier, { i, j });
      const { fa, ha, adders } = count(netlist);
      const found = recover(netlist);
      if (found.fa !== fa || found.ha !== ha) throw new Error(`${netlist.name}: ${JSON.stringify(found)}`);
      return adders;
    }),
  1,
);

for (const final of FINAL_ADDERS) {
  const netlist = buildCircuit(daddaMultiplier, { i: 64, j: 64, final });
  time(`64 x 64 with ${final}: labelled`, () => `${proved(netlist)} adders`);
  time(`64 x 64 with ${final}: in ANDs and inverters`, () => {
    proved(andNotForm(netlist, 'reuse'));
    return 'conversion included';
  });
}

let certificate = '';
time('64 x 64: certificate written', () => {
  certificate = certificateOf(large, PRODUCT) ?? '';
  return `${certificate.length.toLocaleString('en')} bytes`;
});
time('64 x 64: certificate replayed', () => {
  const replay = checkCertificate(large, PRODUCT, certificate);
  if (!replay.accepted) throw new Error(replay.reason);
  return `${replay.rules} lines`;
});

for (const n of [4, 6, 8, 16])
  time(
    `every single fault of ${n} x ${n}`,
    () => {
      const verdicts = { proved: 0, refuted: 0, undecided: 0 };
      for (const { netlist } of mutants(buildCircuit(daddaMultiplier, { i: n, j: n })))
        verdicts[proveEquation(netlist, PRODUCT).verdict]++;
      return JSON.stringify(verdicts);
    },
    1,
  );

const results = fileURLToPath(new URL('./results', import.meta.url));
mkdirSync(results, { recursive: true });
writeFileSync(`${results}/proof.json`, `${JSON.stringify({ machine: machine(), figures }, undefined, 2)}\n`);
