import { type AnyCircuit, buildCircuit } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import { CELL_FORMATS } from '../formats/cell-formats.ts';
import { labelOfFile } from '../formats/read-netlist.ts';
import type { Equation } from '../gates/equation.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { equationOf } from '../verify/prove-circuit.ts';
import { type Operation, type Reading, readAs } from '../verify/reading.ts';
import { oneCase } from './circuit-argument.ts';
import type { CommandLine, Context, Misplaced, OptionSpec } from './context.ts';
import { netlistFile } from './netlist-file.ts';
import type { Proved } from './proof-document.ts';

/** What a proof is about: a netlist, and the equation that it must satisfy where one is known. */
export interface ProofSubject extends Proved {
  readonly netlist: Netlist;
  readonly equation: Equation | undefined;
  /** Where the netlist is a file's, what its ports were read as. */
  readonly reading?: Reading;
  /** Where the netlist is a circuit of the catalogue, that circuit with its parameter values. */
  readonly circuit?: { readonly record: AnyCircuit; readonly params: AnyValues };
}

/** Proofs do not grow with what a sweep can visit, so wider circuits are allowed than elsewhere. */
const MOST_BITS = 4096;

const OPERATIONS: readonly Operation[] = ['multiplier', 'adder', 'subtractor'];

/** A circuit says itself what it computes; beside files it keeps to that. */
function onlyFiles({ names, catalogue }: CommandLine): Misplaced | undefined {
  const known = new Set(catalogue.circuits.map(({ name }) => name));
  return names.length > 0 && names.every((name) => known.has(name))
    ? ['left out for a circuit, whose record says what it computes', names.join(' ')]
    : undefined;
}

/** For an option that circuits may have for themselves. */
function besideAs(name: string): (line: CommandLine) => Misplaced | undefined {
  return ({ names, catalogue, given, options }) => {
    const named = catalogue.circuits.filter(
      (one) => names.includes(one.name) || one.name === options.against,
    );
    return given.has('as') || named.some(({ params }) => name in params) ? undefined : 'with --as';
  };
}

/** The options that say what a netlist from a file must compute. */
export const SUBJECT_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'as',
    kind: 'text',
    about: 'what the netlist of a file must compute, by the names of its ports',
    choices: OPERATIONS,
    excludes: ['against'],
    misplaced: onlyFiles,
  },
  {
    name: 'operands',
    kind: 'text',
    about:
      'operands in a file: ports or parts of them, as in a,b,cin or x[7:0],x[15:8] or a,a for a square; or widths in the order of the file, as in 8,8,1',
    needs: ['as'],
  },
  {
    name: 'result',
    kind: 'text',
    about: 'result in a file: ports or parts of them, the highest first, as in cout,s',
    needs: ['as'],
  },
  {
    name: 'signed',
    kind: 'flag',
    about: "operands and result of a file are in two's complement",
    misplaced: besideAs('signed'),
  },
  {
    name: 'unsigned',
    kind: 'flag',
    about: 'operands and result of a file are unsigned',
    needs: ['as'],
    excludes: ['signed'],
  },
  {
    name: 'modulo',
    kind: 'flag',
    about: 'what does not fit into the result of a file is dropped, as the carry of a + b in as many bits',
    needs: ['as'],
  },
];

/** The options that say how a netlist is read from a file. */
export const NETLIST_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'top',
    kind: 'text',
    about: 'module of a Verilog file, or model of BLIF, that is the circuit, where several could be',
    misplaced: onlyFiles,
  },
  {
    name: 'cells',
    kind: 'text',
    about: `library of the cells that a netlist is mapped to: ${CELL_FORMATS.map(
      ({ about, extension }) => `${about} (${extension})`,
    ).join('; ')}`,
    misplaced: onlyFiles,
  },
];

/** The circuits and files that a command names, one at least; all are read before anything is done with one. */
export function proofSubjects(who: string, context: Context): ProofSubject[] {
  const [first, ...more] = context.names;
  return [first, ...more].map((name) => proofSubject(who, name, context));
}

/** The circuit or the file of this name. */
export function proofSubject(who: string, name: string | undefined, context: Context): ProofSubject {
  const known = context.catalogue.circuits.map((circuit) => circuit.name).join(', ');
  if (name === undefined) throw mustBe(who, 'netlist', `a file or one of ${known}`, 'nothing');
  const circuit = context.catalogue.circuits.find((one) => one.name === name);
  if (circuit === undefined) return fileSubject(name, context);
  const record = { ...circuit, params: widened(circuit.params) };
  const params = oneCase(record, context);
  const netlist = buildCircuit(record, params);
  const equation = equationOf(record, params, netlist);
  return { label: netlist.name, isOurs: true, netlist, equation, circuit: { record, params } };
}

function widened(params: AnyCircuit['params']): AnyCircuit['params'] {
  return Object.fromEntries(
    Object.entries(params).map(([name, param]) => [
      name,
      param.kind === 'integer' && param.max === 64 ? { ...param, max: MOST_BITS } : param,
    ]),
  );
}

function fileSubject(path: string, { options }: Context): ProofSubject {
  const source = netlistFile(path, options);
  const file = { label: labelOfFile(path, source), isOurs: false };
  const operation = OPERATIONS.find((one) => one === options.as);
  if (operation === undefined) return { ...file, netlist: source, equation: undefined };
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
  const reading = readAs({ ...source, name: path }, operation, {
    operands: text('operands'),
    result: text('result'),
    signed: options.signed === true ? true : options.unsigned === true ? false : undefined,
    modulo: options.modulo === true,
  });
  return { ...file, netlist: reading.netlist, equation: reading.equation, reading };
}
