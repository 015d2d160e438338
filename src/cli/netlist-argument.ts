import { CELL_FORMATS } from '../formats/cell-formats.ts';
import { labelOfFile } from '../formats/read-netlist.ts';
import { mustBe } from '../gates/must-be.ts';
import {
  asWideAsProofs,
  circuitSubject,
  netlistSubject,
  type ProofSubject,
} from '../verify/proof-subject.ts';
import { OPERATIONS } from '../verify/reading.ts';
import { oneCase } from './circuit-argument.ts';
import type { CommandLine, Context, Misplaced, OptionSpec } from './context.ts';
import { netlistFile } from './netlist-file.ts';

/** A circuit says itself what it computes; beside files it keeps to that. */
export function onlyFiles({ names, catalogue }: CommandLine): Misplaced | undefined {
  const known = new Set(catalogue.circuits.map(({ name }) => name));
  return names.length > 0 && names.every((name) => known.has(name))
    ? ['left out for a circuit, whose record says what it computes', names.join(' ')]
    : undefined;
}

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
  const record = asWideAsProofs(circuit);
  return circuitSubject(record, oneCase(record, context));
}

function fileSubject(path: string, { options }: Context): ProofSubject {
  const source = netlistFile(path, options);
  const label = labelOfFile(path, source);
  const operation = OPERATIONS.find((one) => one === options.as);
  if (operation === undefined) return netlistSubject(label, source);
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
  return netlistSubject(label, { ...source, name: path }, operation, {
    operands: text('operands'),
    result: text('result'),
    signed: options.signed === true ? true : options.unsigned === true ? false : undefined,
    modulo: options.modulo === true,
  });
}
