import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { Misuse, said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import type { Netlist } from '../../gates/netlist.ts';
import { findCadical } from '../../host/cadical.ts';
import { checkWritable, writeOutput } from '../../host/output.ts';
import { SOLVERS, solverNamed } from '../../host/solvers.ts';
import { MOST_SECONDS } from '../../host/stop-clock.ts';
import { certificateOf } from '../../proof/certificate.ts';
import { MINISAT } from '../../proof/minisat.ts';
import { settle } from '../../proof/settle-doubt.ts';
import type { SolverKind } from '../../proof/solver.ts';
import { matchPorts } from '../../verify/match-ports.ts';
import { proveCircuit } from '../../verify/prove-circuit.ts';
import { proveReading, type ReadingProof, settleReading } from '../../verify/prove-reading.ts';
import { type Command, type CommandLine, type Context, optionValue } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { FLOAT_KIND, type FloatSubject, floatSubjects } from '../float-subject.ts';
import { type ProofRow, proofDocument, proofRow, refusedRow } from '../proof-document.ts';
import { NETLIST_OPTIONS, type ProofSubject, proofSubject, SUBJECT_OPTIONS } from '../proof-subject.ts';
import {
  type ProofLimits,
  proveAgainst,
  proveFloatSubject,
  type SameQuestion,
  stepTable,
} from '../prove-by-sat.ts';
import { type FloatStep, isFloatAdder } from '../prove-float.ts';
import { readPath, whole } from '../readers.ts';
import { jobsOption } from '../shared-options.ts';

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
  ...jobsOption('questions to the SAT solver at a time; by default one for each core'),
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

/** What a file may be asked to be. */
const AS_CHOICES = [
  ...SUBJECT_OPTIONS.flatMap(({ name, choices = [] }) => (name === 'as' ? choices : [])),
  FLOAT_KIND,
];

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
      about: 'circuit or file that must give the same outputs, as float-adder-two-path against float-adder',
      namesCircuit: true,
    },
    {
      name: 'match',
      kind: 'text',
      about: 'against: ports that are the same although their names are not, as in x=a,{cout,sum}=s',
      needs: ['against'],
    },
    TIMEOUT,
    {
      name: 'solver',
      kind: 'text',
      about: 'SAT solver, by default cadical where it is installed',
      choices: SOLVERS,
    },
    JOBS,
    ...NETLIST_OPTIONS,
    ...SUBJECT_OPTIONS.map((option) =>
      option.name === 'as' ? { ...option, choices: AS_CHOICES, namesCircuit: true as const } : option,
    ),
  ],
  circuitOptions: 'params',
  async run(context) {
    const { options, names } = context;
    const path = optionValue(options, CERTIFICATE);
    const reference = options.against === undefined ? undefined : referenceOf(context);
    const many = names.length > 1;
    const asked = (many ? names : [names[0]]).map((name) =>
      orRefused(many, name, () => questionsOf(name, reference, context)),
    );
    const questions = asked.flatMap((one) => ('row' in one ? [] : one));
    if (path !== undefined && (many || !questions.every(isOfAdders))) throw noCertificate(names.join(' '));
    const limits = questions.every(isOfAdders) ? undefined : readLimits(context);
    checkWritable(path, '--certificate');
    const rows: ProofRow[] = [];
    const steps: FloatStep[] = [];
    for (const one of asked)
      if ('row' in one) rows.push(one.row);
      else
        for (const question of one)
          rows.push(await answer(question, { context, limits, certificate: path, many, steps }));
    const isFloat = questions.some(({ kind }) => kind === 'float');
    await context.print(proofDocument(rows, isFloat ? [stepTable(steps)] : []));
    if (rows.every(({ verdict }) => verdict === 'proved')) return EXIT.holds;
    return rows.every(({ verdict }) => verdict === 'proved' || verdict === 'refused')
      ? EXIT.usage
      : EXIT.fails;
  },
};

/** What is to be proved of one netlist: an equation, that it is the same as another, or that it adds floats. */
type Question =
  | { readonly kind: 'equation'; readonly subject: ProofSubject }
  | ({ readonly kind: 'same' } & SameQuestion)
  | { readonly kind: 'float'; readonly subject: FloatSubject };

function isOfAdders(question: Question): question is Extract<Question, { kind: 'equation' }> {
  return question.kind === 'equation';
}

/** What `body` gives; of several names, one that cannot be asked about gets a row that says so, and the others go on. */
function orRefused<T>(
  many: boolean,
  name: string | undefined,
  body: () => T,
): T | { readonly row: ProofRow } {
  try {
    return body();
  } catch (error) {
    if (!many || !(error instanceof Misuse)) throw error;
    return { row: refusedRow(name ?? '', error.message) };
  }
}

/** What to ask about a name; a floating-point adder may be asked about each rounding. */
function questionsOf(
  name: string | undefined,
  reference: ProofSubject | undefined,
  context: Context,
): readonly Question[] {
  if (reference !== undefined) {
    const subject = proofSubject('prove', name, context);
    const { match } = context.options;
    const matched = matchPorts(
      called(subject),
      called(reference),
      typeof match === 'string' ? match : undefined,
    );
    return [{ kind: 'same', subject, reference, matched }];
  }
  const floats = name === undefined ? undefined : floatSubjects(name, context);
  if (floats !== undefined) return floats.map((subject) => ({ kind: 'float', subject }));
  const subject = proofSubject('prove', name, context);
  if (subject.circuit === undefined && subject.equation === undefined)
    throw mustBe(subject.label, '--as', `one of ${AS_CHOICES.join(', ')} for a file`, 'nothing');
  return [{ kind: 'equation', subject }];
}

function referenceOf(context: Context): ProofSubject {
  const other = String(context.options.against);
  const known = context.catalogue.circuits.map(({ name }) => name);
  if (known.includes(other) || existsSync(other)) return proofSubject('prove', other, context);
  const rule = `a file that can be read or one of ${known.join(', ')}`;
  throw mustBe('prove', '--against', rule, other);
}

/** The netlist by what it is called. */
function called({ label, netlist }: ProofSubject): Netlist {
  return { ...netlist, name: label };
}

interface Asking {
  readonly context: Context;
  /** Read where a question needs them. */
  readonly limits: ProofLimits | undefined;
  readonly certificate: string | undefined;
  readonly many: boolean;
  /** Takes the steps of floating-point proofs. */
  readonly steps: FloatStep[];
}

async function answer(
  question: Question,
  { context, limits, certificate, many, steps }: Asking,
): Promise<ProofRow> {
  if (isOfAdders(question)) return proveAdders(question.subject, { context, certificate, many });
  if (limits === undefined) throw new Error('limits must be read before a solver is asked');
  const { row, unclear } =
    question.kind === 'same'
      ? await proveAgainst(question, limits)
      : await proveFloatSubject(question.subject, limits, context.log, (step) => steps.push(step));
  if (unclear === undefined) return row;
  if (!many) throw unclear;
  return refusedRow(question.subject.label, unclear.message);
}

async function proveAdders(
  subject: ProofSubject,
  { context, certificate, many }: Pick<Asking, 'context' | 'certificate' | 'many'>,
): Promise<ProofRow> {
  const started = performance.now();
  const proof = await settled(subject, proofOf(subject), context);
  if (proof.verdict === 'unclear') {
    const { what, rule, got } = proof;
    const unclear = mustBe(subject.label, what, rule, said(got));
    if (!many) throw unclear;
    return refusedRow(subject.label, unclear.message);
  }
  const row = proofRow(subject, proof, (performance.now() - started) / 1000);
  if (certificate !== undefined && proof.verdict === 'proved')
    writeOutput(certificateText(subject), certificate, '--certificate');
  return row;
}

function readLimits({ options }: Context): ProofLimits {
  return {
    seconds: optionValue(options, TIMEOUT),
    threads: optionValue(options, JOBS) ?? cpus().length,
    solver: solverNamed(SOLVERS.find((name) => name === options.solver)),
  };
}

function certificateText({ netlist, equation }: ProofSubject): string {
  const text = equation === undefined ? undefined : certificateOf(netlist, equation);
  if (text === undefined) throw noCertificate(netlist.name);
  return text;
}

function noCertificate(got: string): Misuse {
  return mustBe('prove', '--certificate', 'asked of a circuit made of adders alone', said(got));
}

/** The proof without the doubt that a final adder may leave. A solver takes a moment to load, and few proofs need one. */
async function settled(
  { reading }: ProofSubject,
  proof: ReadingProof,
  context: Context,
): Promise<ReadingProof> {
  if (proof.verdict !== 'undecided' || proof.doubt === undefined) return proof;
  const solver = solverFor(context);
  return reading === undefined ? settle(proof, solver) : settleReading(reading, proof, solver);
}

/** cadical where it is installed, within the time, else MiniSat. */
function solverFor(context: Context): SolverKind {
  if (context.options.solver === 'logic-solver') return MINISAT;
  return findCadical({ seconds: readLimits(context).seconds }) ?? MINISAT;
}

function proofOf({ netlist, circuit, reading }: ProofSubject): ReadingProof {
  if (reading !== undefined) return proveReading(reading);
  if (circuit === undefined) throw new Error('a file must be read as something before it is proved');
  const proof = proveCircuit(circuit.record, circuit.params, netlist);
  if (proof === undefined)
    throw mustBe('prove', 'circuit', 'one whose record says what to prove', said(netlist.name));
  return proof;
}
