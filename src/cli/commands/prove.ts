import { cpus } from 'node:os';
import { certificateOf } from '../../proof/certificate.ts';
import { loadMiniSat } from '../../proof/minisat.ts';
import type { Proof } from '../../proof/proof.ts';
import { type ProveOptions, proveEquation } from '../../proof/prove-equation.ts';
import type { CreateSat } from '../../proof/sat.ts';
import { proveCircuit } from '../../verify/prove-circuit.ts';
import { findCadical } from '../cadical.ts';
import type { Command, Context } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { FLOAT_KIND, floatSubjects } from '../float-subject.ts';
import { checkWritable, writeOutput } from '../output.ts';
import { type ProofRow, proofRow, proofTable } from '../proof-document.ts';
import { type ProofSubject, proofSubject, SUBJECT_OPTIONS } from '../proof-subject.ts';
import { type ProofLimits, proveAgainst, proveFloats } from '../prove-by-sat.ts';
import { SAT_SOLVERS, satSolver } from '../sat.ts';
import { MOST_SECONDS } from '../stop-clock.ts';
import { asUsage, UsageError } from '../usage-error.ts';
import { wholeOption } from '../whole-option.ts';

/** Seconds that a proof by a SAT solver may take where nothing else is said. */
const PRESET_SECONDS = 600;

export const prove: Command = {
  name: 'prove',
  takes: '<circuit or file>',
  about:
    'proves a netlist for every input, from its gates; or refutes it by an input, or says that it cannot tell',
  options: [
    {
      name: 'certificate',
      kind: 'text',
      about: 'file for a proof in LPAC that others can check; beside the netlist it needs nothing else',
    },
    {
      name: 'against',
      kind: 'text',
      about:
        'circuit that must give the same outputs, by a SAT solver: float-adder-two-path against float-adder',
    },
    {
      name: 'timeout',
      kind: 'text',
      about: 'seconds that each proof by a SAT solver may take',
      default: String(PRESET_SECONDS),
    },
    {
      name: 'solver',
      kind: 'text',
      about: 'SAT solver, by default cadical where it is installed',
      choices: SAT_SOLVERS,
    },
    {
      name: 'jobs',
      kind: 'text',
      about: 'questions to the SAT solver at a time; by default one for each core',
    },
    ...SUBJECT_OPTIONS.map((option) =>
      option.name === 'as' ? { ...option, choices: [...(option.choices ?? []), FLOAT_KIND] } : option,
    ),
  ],
  circuitOptions: 'params',
  async run(context) {
    const { options } = context;
    const path = typeof options.certificate === 'string' ? options.certificate : undefined;
    const floats = options.against === undefined ? floatSubjects(context) : undefined;
    if (options.against !== undefined || floats !== undefined) {
      if (path !== undefined) throw noCertificate(context.names.join(' '));
      const limits = readLimits(context);
      return floats === undefined ? proveAgainst(context, limits) : proveFloats(floats, context, limits);
    }
    const subject = proofSubject('prove', context.names[0], context);
    checkWritable(path, '--certificate');
    const started = performance.now();
    const first = proofOf(subject);
    // A solver takes a moment to load, and few proofs need one.
    const proof = first.verdict === 'undecided' ? proofOf(subject, { sat: await solverFor(context) }) : first;
    const row: ProofRow = proofRow(subject.netlist.name, proof, (performance.now() - started) / 1000);
    if (path !== undefined && proof.verdict === 'proved')
      writeOutput(certificateText(subject), path, '--certificate');
    context.print({ facts: { ...row }, tables: [proofTable([row])] });
    return proof.verdict === 'proved' ? EXIT.holds : EXIT.fails;
  },
};

function readLimits({ options }: Context): ProofLimits {
  return asUsage(() => ({
    seconds: wholeOption('prove', '--timeout', options.timeout, PRESET_SECONDS, 0, MOST_SECONDS),
    threads: wholeOption('prove', '--jobs', options.jobs, cpus().length, 1, 256),
    solver: satSolver(SAT_SOLVERS.find((name) => name === options.solver)),
  }));
}

function certificateText({ netlist, equation }: ProofSubject): string {
  const text = equation === undefined ? undefined : certificateOf(netlist, equation);
  if (text === undefined) throw noCertificate(netlist.name);
  return text;
}

function noCertificate(got: string): UsageError {
  return new UsageError(`prove: --certificate must be asked of a circuit made of adders alone, got ${got}`);
}

/** What settles the doubts that a final adder leaves: cadical where it is installed, within the time, else MiniSat. */
async function solverFor(context: Context): Promise<CreateSat> {
  const cadical =
    context.options.solver === 'logic-solver' ? undefined : findCadical(readLimits(context).seconds);
  return cadical ?? (await loadMiniSat());
}

function proofOf({ netlist, equation, circuit }: ProofSubject, options: ProveOptions = {}): Proof {
  if (circuit !== undefined) {
    const proof = proveCircuit(circuit.record, circuit.params, netlist, options);
    if (proof === undefined)
      throw new UsageError(`prove: circuit must be one whose record says what to prove, got ${netlist.name}`);
    return proof;
  }
  if (equation === undefined)
    throw new UsageError('prove: --as must be multiplier or adder for a file, got nothing');
  return proveEquation(netlist, equation, options);
}
