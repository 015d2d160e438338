import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { labelOfFile } from '../../formats/read-netlist.ts';
import { Misuse, said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import { checkWritable, writeOutput } from '../../host/output.ts';
import { SOLVERS, solverNamed, solverOfDoubts } from '../../host/solvers.ts';
import { Z3 } from '../../host/z3.ts';
import { certificateOf } from '../../proof/certificate.ts';
import type { FloatStep } from '../../proof/prove-float-sum.ts';
import { MOST_SECONDS } from '../../proof/stop-clock.ts';
import { type ProofRow, portAsked, proofDocument, refusedRow } from '../../report/proof-document.ts';
import { answeredRow, type RowMeans } from '../../report/proof-rows.ts';
import { circuitNamed } from '../../verify/catalogue.ts';
import { isFloatAdder } from '../../verify/float-subject.ts';
import { type ProofQuestion, sameQuestion } from '../../verify/proof-question.ts';
import {
  type FloatSubject,
  floatNetlistSubject,
  floatSubject,
  type ProofSubject,
} from '../../verify/proof-subject.ts';
import { everyCase } from '../circuit-argument.ts';
import { type Context, defineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { inspectAt } from '../inspect-at.ts';
import { netlistOptions, proofSubject } from '../netlist-argument.ts';
import { netlistFile } from '../netlist-file.ts';
import type { CommandLine, Options } from '../option.ts';
import { oneOf, readAny, readPath, whole } from '../readers.ts';
import { jobsOption } from '../shared-options.ts';
import { subjectOptions } from '../subject-options.ts';

/** What `--as` calls a floating-point adder in a file. */
const FLOAT_KIND = 'float-adder';

/** Whether a line asks for the proof of floating-point adders. */
function isOfFloats({ names, catalogue, text }: CommandLine): boolean {
  return names.some((name) => {
    const circuit = catalogue.circuits.find((one) => one.name === name);
    return circuit === undefined ? text('as') === FLOAT_KIND : isFloatAdder(circuit);
  });
}

const SUBJECT = subjectOptions();

/** What a file may be asked to be. */
const AS_CHOICES = [...SUBJECT.as.parse.words, FLOAT_KIND] as const;

const OPTIONS = {
  certificate: {
    about: 'file for a proof in LPAC that others can check; beside the netlist it needs nothing else',
    parse: readPath,
    misplaced: (line) =>
      line.given.has('against') || isOfFloats(line) || line.names.length > 1
        ? ['asked of a circuit made of adders alone', line.names.join(' ')]
        : undefined,
  },
  against: {
    about: 'circuit or file that must give the same outputs, as float-adder-two-path against float-adder',
    parse: readAny,
    namesCircuit: true,
  },
  match: {
    about: 'against: ports that are the same although their names are not, as in x=a,{cout,sum}=s',
    parse: readAny,
    needs: ['against'],
  },
  timeout: {
    about: 'seconds that each proof by a SAT solver may take',
    parse: whole(0, MOST_SECONDS),
    default: '600',
  },
  solver: { about: 'SAT solver, by default cadical where it is installed', parse: oneOf(SOLVERS) },
  jobs: {
    ...jobsOption('questions to the SAT solver at a time; by default one for each core'),
    misplaced: (line) =>
      isOfFloats(line) && !line.given.has('against') ? undefined : 'with a floating-point adder',
  },
  ...netlistOptions(),
  ...SUBJECT,
  as: { ...SUBJECT.as, parse: oneOf(AS_CHOICES), namesCircuit: true },
} as const satisfies Options;

type ProveContext = Context<typeof OPTIONS>;

export const prove = defineCommand({
  name: 'prove',
  takes: '<circuits or files>',
  mostNames: Number.POSITIVE_INFINITY,
  about:
    'proves a netlist for every input, from its gates; or refutes it by an input, or says that it cannot tell',
  options: OPTIONS,
  circuitOptions: 'params',
  async run(context) {
    const { names, log } = context;
    const { certificate: path, against, timeout: seconds, solver, jobs = cpus().length } = context.options;
    const reference = against === undefined ? undefined : referenceOf(against, context);
    const many = names.length > 1;
    const asked = (many ? names : [names[0]]).map((name) =>
      orRefused(many, name, () => questionsOf(name, reference, context)),
    );
    const questions = asked.flatMap((one) => ('circuit' in one ? [] : one));
    const isPlain = questions.every(({ kind }) => kind === 'as said');
    if (path !== undefined && (many || !isPlain)) throw noCertificate(names.join(' '));
    const steps: FloatStep[] = [];
    const doubtSolver = solverOfDoubts(solver, seconds);
    const means: RowMeans = {
      solver: isPlain ? doubtSolver : solverNamed(solver),
      doubtSolver,
      blaster: Z3,
      seconds,
      threads: jobs,
      inspectAt,
      onStep(step, label, done, all) {
        steps.push(step);
        const asked = `${done} of ${all}, ${portAsked(step)}`;
        log.info(`${label}: ${asked}: ${step.verdict} in ${step.seconds.toFixed(1)} s`);
      },
    };
    checkWritable(path, '--certificate');
    const rows: ProofRow[] = [];
    for (const one of asked)
      if ('circuit' in one) rows.push(one);
      else for (const question of one) rows.push(await answeredRow(question, !many, means));
    const [question] = questions;
    if (path !== undefined && question?.kind === 'as said' && rows[0]?.verdict === 'proved')
      writeOutput(certificateText(question.subject), path, '--certificate');
    await context.print(
      proofDocument(rows, questions.some(({ kind }) => kind === 'float sum') ? steps : undefined),
    );
    if (rows.every(({ verdict }) => verdict === 'proved')) return EXIT.holds;
    return rows.every(({ verdict }) => verdict === 'proved' || verdict === 'refused')
      ? EXIT.usage
      : EXIT.fails;
  },
});

/** What `body` gives; of several names, one that cannot be asked about gets a row that says so, and the others go on. */
function orRefused<T>(many: boolean, name: string | undefined, body: () => T): T | ProofRow {
  try {
    return body();
  } catch (error) {
    if (!many || !(error instanceof Misuse)) throw error;
    return refusedRow(name ?? '', error.message);
  }
}

/** What to ask about a name; a floating-point adder may be asked about each rounding. */
function questionsOf(
  name: string | undefined,
  reference: ProofSubject | undefined,
  context: ProveContext,
): readonly ProofQuestion[] {
  const { match } = context.options;
  if (reference !== undefined) {
    const subject = proofSubject('prove', name, context);
    return [sameQuestion(subject, reference, match)];
  }
  const floats = name === undefined ? undefined : floatSubjects(name, context);
  if (floats !== undefined) return floats.map((subject) => ({ kind: 'float sum', subject }));
  const subject = proofSubject('prove', name, context);
  if (subject.circuit === undefined && subject.reading === undefined)
    throw mustBe(subject.label, '--as', `one of ${AS_CHOICES.join(', ')} for a file`, 'nothing');
  return [{ kind: 'as said', subject }];
}

function referenceOf(other: string, context: ProveContext): ProofSubject {
  const known = context.catalogue.circuits.map(({ name }) => name);
  if (known.includes(other) || existsSync(other)) return proofSubject('prove', other, context);
  const rule = `a file that can be read or one of ${known.join(', ')}`;
  throw mustBe('prove', '--against', rule, other);
}

/** The directions of IEEE 754: those that a proof goes through where it is not told which. */
const ALL_ROUNDINGS = 'ties-to-even,toward-zero,down,up,ties-away';

/**
 * The floating-point adders of this name, one a rounding; undefined where it names something else. A file has
 * one rounding, that of the option.
 */
function floatSubjects(name: string, context: ProveContext): FloatSubject[] | undefined {
  const { catalogue, options, given } = context;
  const circuit = catalogue.circuits.find((one) => one.name === name);
  if (circuit === undefined) return options.as === FLOAT_KIND ? [floatFile(name, context)] : undefined;
  if (!isFloatAdder(circuit)) return undefined;
  const { rounding = 'all' } = given;
  const all = { ...given, rounding: rounding === 'all' ? ALL_ROUNDINGS : rounding };
  return everyCase(circuit, { given: all }).map((params) => floatSubject(circuit, params));
}

function floatFile(path: string, context: ProveContext): FloatSubject {
  const circuit = circuitNamed(FLOAT_KIND, context.catalogue);
  const [params, ...more] = everyCase(circuit, context);
  if (params === undefined || more.length > 0)
    throw mustBe('prove', '--rounding', 'one for a file', context.given.rounding);
  const netlist = netlistFile(path, context.options);
  return floatNetlistSubject(labelOfFile(path, netlist), { ...netlist, name: path }, circuit, params);
}

function certificateText({ netlist, equation }: ProofSubject): string {
  const text = equation === undefined ? undefined : certificateOf(netlist, equation);
  if (text === undefined) throw noCertificate(netlist.name);
  return text;
}

function noCertificate(got: string): Misuse {
  return mustBe('prove', '--certificate', 'asked of a circuit made of adders alone', said(got));
}
