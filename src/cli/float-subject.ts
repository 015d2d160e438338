import { type AnyCircuit, buildCircuit, resolveCircuit } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import { labelOfFile } from '../formats/read-netlist.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { type FloatReading, readFloatAdder } from '../verify/float-reading.ts';
import { paramsGiven } from './circuit-argument.ts';
import type { Context } from './context.ts';
import { netlistFile } from './netlist-file.ts';
import type { Proved } from './proof-document.ts';
import { isFloatAdder } from './prove-float.ts';

/** A floating-point adder to be proved: what it should compute, and the netlist that should compute it. */
export interface FloatSubject extends Proved {
  readonly circuit: AnyCircuit;
  readonly params: AnyValues;
  /** With the ports of the circuit, as far as it has them. */
  readonly netlist: Netlist;
  /** Where it is a file's, what that calls its ports. */
  readonly ports?: FloatReading;
}

/** What `--as` calls a floating-point adder in a file. */
export const FLOAT_KIND = 'float-adder';

/** The directions of IEEE 754: those that a proof goes through where it is not told which. */
const ALL = 'ties-to-even,toward-zero,down,up,ties-away';

/**
 * The floating-point adders of this name, one a rounding; undefined where it names something else. A file has
 * one rounding, that of the option.
 */
export function floatSubjects(name: string, context: Context): FloatSubject[] | undefined {
  const { catalogue, options } = context;
  const circuit = catalogue.circuits.find((one) => one.name === name);
  if (circuit === undefined) return options.as === FLOAT_KIND ? [fileSubject(name, context)] : undefined;
  if (!isFloatAdder(circuit)) return undefined;
  const every = options.rounding === undefined || options.rounding === 'all';
  return casesOf(circuit, every ? { ...context, options: { ...options, rounding: ALL } } : context).map(
    (params) => {
      const netlist = buildCircuit(circuit, params);
      return { label: netlist.name, isOurs: true, circuit, params, netlist };
    },
  );
}

function fileSubject(path: string, context: Context): FloatSubject {
  const circuit = context.catalogue.circuits.find((one) => one.name === FLOAT_KIND);
  if (circuit === undefined) throw new Error(`the catalogue must have ${FLOAT_KIND}`);
  const [params, ...more] = casesOf(circuit, context);
  if (params === undefined || more.length > 0)
    throw mustBe('prove', '--rounding', 'one for a file', context.options.rounding);
  const netlist = netlistFile(path, context.options);
  const ports = readFloatAdder({ ...netlist, name: path }, buildCircuit(circuit, params));
  const label = labelOfFile(path, netlist);
  return { label, isOurs: false, circuit, params, netlist: ports.netlist, ports };
}

/** Every combination of the values that the options give. */
function casesOf(circuit: AnyCircuit, context: Context): AnyValues[] {
  const given = Object.entries(paramsGiven(circuit, context));
  const all = given.reduce<Record<string, number | string | boolean>[]>(
    (some, [name, values]) => some.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
  return all.map((values) => resolveCircuit(circuit, values));
}
