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
import type { BaseContext } from './context.ts';
import { type FileOptions, netlistFile } from './netlist-file.ts';
import type { CommandLine, Misplaced, Options } from './option.ts';
import { readAny } from './readers.ts';

/** Which names of a line are netlists. */
export type NamesOf = (line: CommandLine) => readonly string[];

/** A circuit says itself what it computes; beside files it keeps to that. */
export function onlyFiles(namesOf: NamesOf): (line: CommandLine) => Misplaced | undefined {
  return (line) => {
    const names = namesOf(line);
    const known = new Set(line.catalogue.circuits.map(({ name }) => name));
    return names.length > 0 && names.every((name) => known.has(name))
      ? ['left out for a circuit, whose record says what it computes', names.join(' ')]
      : undefined;
  };
}

/** The options that say how a netlist is read from a file, for a command of which these names are netlists. */
export function netlistOptions(namesOf: NamesOf = ({ names }) => names) {
  return {
    top: {
      about: 'module of a Verilog file, or model of BLIF, that is the circuit, where several could be',
      parse: readAny,
      misplaced: onlyFiles(namesOf),
    },
    cells: {
      about: `library of the cells that a netlist is mapped to: ${CELL_FORMATS.map(
        ({ about, extension }) => `${about} (${extension})`,
      ).join('; ')}`,
      parse: readAny,
      misplaced: onlyFiles(namesOf),
    },
  } as const satisfies Options;
}

/** What a line says of its netlists: how files are read, and what these must compute where the command asks that. */
export interface NetlistContext extends BaseContext {
  readonly options: FileOptions & {
    readonly as?: string | undefined;
    readonly operands?: string | undefined;
    readonly result?: string | undefined;
    readonly signed?: boolean;
    readonly unsigned?: boolean;
    readonly modulo?: boolean;
  };
}

/** The circuits and files that a command names, one at least; all are read before anything is done with one. */
export function proofSubjects(who: string, context: NetlistContext): ProofSubject[] {
  const [first, ...more] = context.names;
  return [first, ...more].map((name) => proofSubject(who, name, context));
}

/** The circuit or the file of this name. */
export function proofSubject(who: string, name: string | undefined, context: NetlistContext): ProofSubject {
  const known = context.catalogue.circuits.map((circuit) => circuit.name).join(', ');
  if (name === undefined) throw mustBe(who, 'netlist', `a file or one of ${known}`, 'nothing');
  const circuit = context.catalogue.circuits.find((one) => one.name === name);
  if (circuit === undefined) return fileSubject(name, context);
  const record = asWideAsProofs(circuit);
  return circuitSubject(record, oneCase(record, context));
}

function fileSubject(path: string, { options }: NetlistContext): ProofSubject {
  const source = netlistFile(path, options);
  const label = labelOfFile(path, source);
  const operation = OPERATIONS.find((one) => one === options.as);
  if (operation === undefined) return netlistSubject(label, source);
  const { operands, result, signed, unsigned, modulo = false } = options;
  return netlistSubject(label, { ...source, name: path }, operation, {
    operands,
    result,
    signed: signed === true ? true : unsigned === true ? false : undefined,
    modulo,
  });
}
