import { type AnyCircuit, buildCircuit } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import type { Bus } from '../gates/bus.ts';
import type { Equation } from '../gates/equation.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { equationFor, equationOf } from '../verify/prove-circuit.ts';
import { oneCase } from './circuit-argument.ts';
import type { CommandLine, Context, Misplaced, OptionSpec } from './context.ts';
import type { Proved } from './proof-document.ts';
import { labelOfFile, readNetlistFile } from './read-netlist.ts';
import { asUsage, UsageError } from './usage-error.ts';

/** What a proof is about: a netlist, and the equation that it must satisfy where one is known. */
export interface ProofSubject extends Proved {
  readonly netlist: Netlist;
  readonly equation: Equation | undefined;
  /** Where the netlist is a circuit of the catalogue, that circuit with its parameter values. */
  readonly circuit?: { readonly record: AnyCircuit; readonly params: AnyValues };
}

/** Proofs do not grow with what a sweep can visit, so wider circuits are allowed than elsewhere. */
const MOST_BITS = 4096;

const KINDS = { multiplier: 'product', adder: 'sum' } as const;

/** A circuit says itself what it computes; beside files it keeps to that. */
function onlyFiles({ names, catalogue }: CommandLine): Misplaced | undefined {
  const known = new Set(catalogue.circuits.map(({ name }) => name));
  return names.length > 0 && names.every((name) => known.has(name))
    ? ['left out for a circuit, whose record says what it computes', names.join(' ')]
    : undefined;
}

/** The options that say what a netlist from a file must compute. */
export const SUBJECT_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'as',
    kind: 'text',
    about: 'what the netlist of a file must compute: the product of two inputs, or the sum of all',
    choices: Object.keys(KINDS),
    excludes: ['against'],
    misplaced: onlyFiles,
  },
  {
    name: 'operands',
    kind: 'text',
    about:
      'widths of the operands, as in 16,16, where the inputs of a file are single bits; the first comes first',
    needs: ['as'],
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
  if (name === undefined)
    throw new UsageError(mustBe(who, 'netlist', `a file or one of ${known}`, 'nothing').message);
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
  const netlist = readNetlistFile(path);
  const kind = Object.entries(KINDS).find(([name]) => name === options.as)?.[1];
  const file = { label: labelOfFile(path, netlist), isOurs: false };
  if (kind === undefined) return { ...file, netlist, equation: undefined };
  return asUsage(() => {
    const grouped = withOperands(netlist, kind, options.operands);
    return { ...file, netlist: grouped, equation: equationFor(kind, grouped) };
  });
}

/** The netlist with its operands as ports: its own where they fit, else its input bits in order, two halves by default. */
function withOperands(netlist: Netlist, kind: 'product' | 'sum', raw: unknown): Netlist {
  const buses = Object.values(netlist.inputs);
  const bits = buses.flat();
  const fits =
    Object.keys(netlist.outputs).length === 1 &&
    (kind === 'product' ? buses.length === 2 : buses.length > 1 && buses.some(({ length }) => length > 1));
  if (raw === undefined && fits) return netlist;
  const widths =
    raw === undefined
      ? [Math.ceil(bits.length / 2), Math.floor(bits.length / 2)]
      : String(raw).split(',').map(Number);
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (!widths.every((width) => Number.isInteger(width) && width > 0) || total !== bits.length)
    throw mustBe(
      netlist.name,
      '--operands',
      `widths that add up to ${bits.length}, as in 16,16`,
      raw ?? total,
    );
  const inputs: Record<string, Bus> = {};
  let from = 0;
  for (const [k, width] of widths.entries()) {
    inputs[`operand${k}`] = bits.slice(from, from + width);
    from += width;
  }
  return { ...netlist, inputs, outputs: { result: Object.values(netlist.outputs).flat() } };
}
