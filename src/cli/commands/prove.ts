import { cpus } from 'node:os';
import { mustBe } from '../../gates/must-be.ts';
import { certificateOf } from '../../proof/certificate.ts';
import { loadMiniSat } from '../../proof/minisat.ts';
import { miter } from '../../proof/miter.ts';
import type { Proof } from '../../proof/proof.ts';
import { type ProveOptions, proveEquation } from '../../proof/prove-equation.ts';
import type { CreateSat } from '../../proof/sat.ts';
import { proveCircuit } from '../../verify/prove-circuit.ts';
import { findCadical } from '../cadical.ts';
import { type Command, type CommandLine, type Context, optionValue } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { FLOAT_KIND, type FloatSubject, floatSubjects } from '../float-subject.ts';
import { checkWritable, writeOutput } from '../output.ts';
import { type ProofRow, proofDocument, proofRow } from '../proof-document.ts';
import { type ProofSubject, proofSubject, proofSubjects, SUBJECT_OPTIONS } from '../proof-subject.ts';
import { type ProofLimits, proveAgainst, proveFloatSubject, stepTable } from '../prove-by-sat.ts';
import { type FloatStep, isFloatAdder } from '../prove-float.ts';
import { readJobs, readPath, whole } from '../readers.ts';
import { SAT_SOLVERS, satSolver } from '../sat.ts';
import { MOST_SECONDS } from '../stop-clock.ts';
import { asUsage, UsageError } from '../usage-error.ts';

const CERTIFICATE = {
  name: 'certificate',
  kind: 'text',
  about: 'file for a proof in LPAC that others can check; beside the netlist it needs nothing else',
  parse: readPath,
  misplaced: (line: CommandLine) =>
    line.given.has('against') || isOfFloats(line) || line.names.length > 1
      ? (['asked of a circuit made of adders alone', line.names.join(' ')] as const)
      : undefined,
} as const;

const TIMEOUT = {
  name: 'timeout',
  kind: 'text',
  about: 'seconds that each proof by a SAT solver may take',
  default: '600',
  parse: whole(0, MOST_SECONDS),
} as const;

const JOBS = {
  name: 'jobs',
  kind: 'text',
  about: 'questions to the SAT solver at a time; by default one for each core',
  parse: readJobs,
  misplaced: (line: CommandLine) =>
    isOfFloats(line) && !line.given.has('against') ? undefined : 'with a floating-point adder',
} as const;

/** Whether a line asks for the proof of floating-point adders. */
function isOfFloats({ names, catalogue, options }: CommandLine): boolean {
  return names.some((name) => {
    const circuit = catalogue.circuits.find((one) => one.name === name);
    return circuit === undefined ? options.as === FLOAT_KIND : isFloatAdder(circuit);
  });
}

export const prove: Command = {
  name: 'prove',
  takes: '<circuits or files>',
  mostNames: Number.POSITIVE_INFINITY,
  about:
    'proves a netlist for every input, from its gates; or refutes it by an input, or says that it cannot tell',
  options: [
    CERTIFICATE,
    {
      name: 'against',
      kind: 'text',
      about:
        'circuit that must give the same outputs, by a SAT solver: float-adder-two-path against float-adder',
      namesCircuit: true,
    },
    TIMEOUT,
    {
      name: 'solver',
      kind: 'text',
      about: 'SAT solver, by default cadical where it is installed',
      choices: SAT_SOLVERS,
    },
    JOBS,
    ...SUBJECT_OPTIONS.map((option) =>
      option.name === 'as'
        ? { ...option, choices: [...(option.choices ?? []), FLOAT_KIND], namesCircuit: true as const }
        : option,
    ),
  ],
  circuitOptions: 'params',
  async run(context) {
    const { options } = context;
    const path = optionValue(options, CERTIFICATE);
    const questions = readQuestions(context);
    if (path !== undefined && (questions.length > 1 || !questions.every(isOfAdders)))
      throw noCertificate(context.names.join(' '));
    const limits = questions.every(isOfAdders) ? undefined : readLimits(context);
    checkWritable(path, '--certificate');
    const rows: ProofRow[] = [];
    const steps: FloatStep[] = [];
    for (const question of questions) {
      if (isOfAdders(question)) rows.push(await proveAdders(question.subject, path, context));
      else if (limits === undefined) throw new Error('limits must be read before a solver is asked');
      else if (question.kind === 'same')
        rows.push(await proveAgainst(question.subject, question.reference, limits));
      else
        rows.push(await proveFloatSubject(question.subject, limits, context.log, (step) => steps.push(step)));
    }
    const isFloat = questions.some(({ kind }) => kind === 'float');
    context.print(proofDocument(rows, isFloat ? [stepTable(steps)] : []));
    return rows.every(({ verdict }) => verdict === 'proved') ? EXIT.holds : EXIT.fails;
  },
};

/** What is to be proved of one netlist: an equation, that it is the same as another, or that it adds floats. */
type Question =
  | { readonly kind: 'equation'; readonly subject: ProofSubject }
  | { readonly kind: 'same'; readonly subject: ProofSubject; readonly reference: ProofSubject }
  | { readonly kind: 'float'; readonly subject: FloatSubject };

function isOfAdders(question: Question): question is Extract<Question, { kind: 'equation' }> {
  return question.kind === 'equation';
}

/** The questions of all names, in their order; a name that is no good is an error before any is proved. */
function readQuestions(context: Context): Question[] {
  if (context.options.against !== undefined) {
    const reference = referenceOf(context);
    return proofSubjects('prove', context).map((subject) => {
      asUsage(() => miter(subject.netlist, reference.netlist));
      return { kind: 'same', subject, reference };
    });
  }
  if (context.names.length === 0)
    return [{ kind: 'equation', subject: proofSubject('prove', undefined, context) }];
  return context.names.flatMap((name): Question[] => {
    const floats = floatSubjects(name, context);
    if (floats !== undefined) return floats.map((subject) => ({ kind: 'float', subject }));
    const subject = proofSubject('prove', name, context);
    if (subject.circuit === undefined && subject.equation === undefined)
      throw new UsageError(`${name}: --as must be multiplier or adder for a file, got nothing`);
    return [{ kind: 'equation', subject }];
  });
}

function referenceOf(context: Context): ProofSubject {
  const other = String(context.options.against);
  const known = context.catalogue.circuits.map(({ name }) => name);
  if (!known.includes(other))
    throw new UsageError(mustBe('prove', '--against', `one of ${known.join(', ')}`, other).message);
  return proofSubject('prove', other, context);
}

async function proveAdders(
  subject: ProofSubject,
  certificate: string | undefined,
  context: Context,
): Promise<ProofRow> {
  const started = performance.now();
  const first = proofOf(subject);
  // A solver takes a moment to load, and few proofs need one.
  const proof = first.verdict === 'undecided' ? proofOf(subject, { sat: await solverFor(context) }) : first;
  const row = proofRow(subject, proof, (performance.now() - started) / 1000);
  if (certificate !== undefined && proof.verdict === 'proved')
    writeOutput(certificateText(subject), certificate, '--certificate');
  return row;
}

function readLimits({ options }: Context): ProofLimits {
  return asUsage(() => ({
    seconds: optionValue(options, TIMEOUT),
    threads: optionValue(options, JOBS) ?? cpus().length,
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
