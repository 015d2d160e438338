import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type AnyCircuit, buildCircuit } from '../src/circuits/circuit.ts';
import { formatNamed } from '../src/circuits/float-formats.ts';
import { CIRCUITS } from '../src/circuits/index.ts';
import { at } from '../src/gates/at.ts';
import type { Netlist } from '../src/gates/netlist.ts';
import { machine } from '../src/host/machine.ts';
import { solverNamed } from '../src/host/solvers.ts';
import { Z3 } from '../src/host/z3.ts';
import { type Blaster, shared } from '../src/proof/blaster.ts';
import { interpreter } from '../src/sim/interpreter.ts';
import { compile } from '../src/sim/program.ts';
import { Random } from '../src/sim/random.ts';
import { proveFloatAdder } from '../src/verify/prove-float-adder.ts';
import { proveSame } from '../src/verify/prove-same.ts';
import { PLANTED_BUGS, withBug } from '../test/support/planted-bugs.ts';

/**
 * What proofs of floating-point adders take: seconds of processor time, those of the SAT solver's process included, one
 * question at a time. Arguments choose parts and formats: `adder binary16`, `same binary32`, `bugs binary32`.
 */
const [part = 'all', format = 'all', direction = 'all'] = process.argv.slice(2);
const ALL_ROUNDINGS = ['ties-to-even', 'toward-zero', 'down', 'up', 'ties-away'];
const PROVED: Readonly<Record<string, readonly string[]>> = {
  bfloat16: ALL_ROUNDINGS,
  binary16: ALL_ROUNDINGS,
  tf32: ALL_ROUNDINGS,
  binary32: ALL_ROUNDINGS,
  binary64: ['ties-to-even'],
};
const RANDOM_VECTORS = 1 << 20;

const named = (name: string): AnyCircuit =>
  at(
    CIRCUITS.filter((circuit) => circuit.name === name),
    0,
  );
const staged = named('float-adder');
const twoPath = named('float-adder-two-path');
const solver = solverNamed();
const figures: { what: string; seconds: number; note: string }[] = [];

/** Seconds of processor time of this process and of its children that have ended, after Linux's /proc. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  // cutime and cstime, fields 16 and 17 of which 3 is the first here; in hundredths.
  return (user + system) / 1e6 + (Number(fields[13]) + Number(fields[14])) / 100;
}

async function time(what: string, body: () => Promise<string>): Promise<void> {
  const before = processorSeconds();
  const note = await body();
  const seconds = processorSeconds() - before;
  figures.push({ what, seconds, note });
  process.stdout.write(`${what.padEnd(58)} ${seconds.toFixed(1).padStart(7)} s  ${note}\n`);
}

async function proveAll(
  z3: Blaster,
  circuit: AnyCircuit,
  name: string,
  roundings: readonly string[],
): Promise<void> {
  const { e, f } = formatNamed(name);
  for (const rounding of roundings)
    await time(`${circuit.name} ${name}, ${rounding}`, async () => {
      const steps: string[] = [];
      const proof = await proveFloatAdder(
        circuit,
        { e, f, rounding },
        {
          blaster: shared(z3),
          solver,
          onStep: ({ port, seconds }) => steps.push(`${port} ${seconds.toFixed(1)}`),
        },
      );
      if (proof.verdict !== 'proved') throw new Error(`it must be proved, got ${JSON.stringify(proof)}`);
      return `wall: ${steps.join(', ')}`;
    });
}

/** How many of some random vectors, the same for all, give an answer that is not the right one. */
function caught(faulty: Netlist, right: Netlist): number {
  const words = 256;
  const [x, y] = [faulty, right].map((netlist) => interpreter(compile(netlist), words));
  if (x === undefined || y === undefined) throw new Error('there must be two simulators');
  const random = new Random(1);
  let wrong = 0;
  for (let done = 0; done < RANDOM_VECTORS; done += 32 * words) {
    for (let k = 0; k < x.inputs.length; k++) x.inputs[k] = random.word();
    y.inputs.set(x.inputs);
    x.run();
    y.run();
    for (let word = 0; word < words; word++) {
      let differing = 0;
      for (let k = word; k < x.outputs.length; k += words)
        differing |= (x.outputs[k] ?? 0) ^ (y.outputs[k] ?? 0);
      for (; differing !== 0; differing &= differing - 1) wrong++;
    }
  }
  return wrong;
}

async function refuteAll(z3: Blaster, name: string): Promise<void> {
  const { e, f } = formatNamed(name);
  const params = { e, f, rounding: 'ties-to-even' };
  const right = buildCircuit(staged, params);
  for (const bug of PLANTED_BUGS) {
    const faulty = withBug(right, e, bug);
    const found = caught(faulty, right);
    await time(`${name}: ${bug.fault}`, async () => {
      const proof = await proveFloatAdder(staged, params, {
        netlist: faulty,
        blaster: shared(z3),
        solver,
      });
      if (proof.verdict !== 'refuted') throw new Error(`it must be refuted, got ${proof.verdict}`);
      const { a = 0n, b = 0n, op } = proof.counterexample.inputs;
      const input = `0x${a.toString(16)} ${op === 1n ? '-' : '+'} 0x${b.toString(16)}`;
      return `${proof.port} of ${input}; ${found} of ${RANDOM_VECTORS} random vectors tell it`;
    });
  }
}

process.stdout.write(`${machine()}\n${solver.name}\n\n`);
const wanted = Object.entries(PROVED).filter(([name]) => format === 'all' || name === format);
const z3 = await Z3.start();
for (const [name, roundings] of wanted) {
  const { e, f } = formatNamed(name);
  const some = roundings.filter((rounding) => direction === 'all' || rounding === direction);
  if (part === 'all' || part === 'adder') await proveAll(z3, staged, name, some);
  if (part === 'two-path') await proveAll(z3, twoPath, name, some);
  for (const rounding of part === 'all' || part === 'same' ? some : [])
    await time(`two-path equal to staged, ${name}, ${rounding}`, async () => {
      const [x, y] = [twoPath, staged].map((circuit) => buildCircuit(circuit, { e, f, rounding }));
      if (x === undefined || y === undefined) throw new Error('there must be two adders');
      const { verdict } = await proveSame(x, y, { solver });
      if (verdict !== 'proved') throw new Error(`it must be proved, got ${verdict}`);
      return '';
    });
  if (part === 'bugs' || (part === 'all' && name === 'binary32')) await refuteAll(z3, name);
}
await z3.stop();

const results = fileURLToPath(new URL('./results', import.meta.url));
mkdirSync(results, { recursive: true });
writeFileSync(
  `${results}/float-proof.json`,
  `${JSON.stringify({ machine: machine(), solver: solver.name, figures }, undefined, 2)}\n`,
);
