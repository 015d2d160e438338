import type { AnyCircuit } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import type { PortNumbers } from '../gates/counterexample.ts';
import { said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { MINISAT } from '../proof/minisat.ts';
import {
  confirmSum,
  type FloatProof,
  type FloatProofOptions,
  type FloatSum,
  proveFloatSum,
} from '../proof/prove-float-sum.ts';
import type { SolverKind } from '../proof/solver.ts';
import { Random } from '../sim/random.ts';
import type { FloatReading } from './float-reading.ts';
import { floatSumOf } from './float-subject.ts';
import type { Unclear } from './unclear.ts';
import { underTest } from './under-test.ts';

export interface FloatAdderOptions extends Omit<FloatProofOptions, 'solver'> {
  /** MiniSat in this thread by default, which hears no signal at its work. */
  readonly solver?: SolverKind | undefined;
  /** What is proved, instead of the netlist that the circuit builds. */
  readonly netlist?: Netlist | undefined;
}

/**
 * Proves a floating-point adder of the catalogue against IEEE 754, in the direction that it rounds in or for each code of
 * its port `rm`; or refutes it by an input on which its model tells it too.
 */
export async function proveFloatAdder(
  circuit: AnyCircuit,
  params: AnyValues,
  { netlist, solver = MINISAT, ...options }: FloatAdderOptions,
): Promise<FloatProof> {
  return proveFloatSum(floatSum(circuit, params, netlist), { solver, ...options });
}

/**
 * Proves that a netlist from elsewhere is what a floating-point adder of ours is, and tells it in its own names. It refutes
 * only where the netlist is none with its operands exchanged or its bits in the other order either.
 */
export async function proveFloatReading(
  circuit: AnyCircuit,
  params: AnyValues,
  reading: FloatReading,
  options: Omit<FloatAdderOptions, 'netlist'>,
): Promise<FloatProof | Unclear> {
  const proof = await proveFloatAdder(circuit, params, { ...options, netlist: reading.netlist });
  if (proof.verdict !== 'refuted') return proof;
  if (reading.others().some((other) => mayAddFloats(floatSum(circuit, params, other))))
    return {
      verdict: 'unclear',
      what: 'its operands',
      rule: 'a and b in the order of the alphabet, with the first bit of each port the lowest',
      got: 'what may be right otherwise',
    };
  const renamed = (values: PortNumbers) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [reading.names.get(name) ?? name, value]),
    );
  const { inputs, got, expected } = proof.counterexample;
  return {
    ...proof,
    counterexample: {
      inputs: renamed(inputs),
      got: renamed(got),
      ...(expected === undefined ? {} : { expected: renamed(expected) }),
    },
  };
}

/** What there is to prove of a floating-point adder. */
function floatSum(circuit: AnyCircuit, params: AnyValues, other?: Netlist): FloatSum {
  const { netlist, model } = underTest(circuit, params);
  const sum = floatSumOf(circuit, params);
  if (sum === undefined)
    throw mustBe('prove', 'circuit', 'one whose record says that it adds floats', said(netlist.name));
  // A port that a netlist from elsewhere lacks, as op, is 0.
  const ports = Object.keys(netlist.inputs);
  return {
    ...sum,
    netlist: other ?? netlist,
    right: (inputs) => model(ports.map((name) => inputs[name] ?? 0n)),
  };
}

/** Vectors that speak against a netlist that does not add; more do not tell more. */
const FEW_VECTORS = 64;

/** Whether a netlist may be such an adder, as far as a few vectors tell. */
function mayAddFloats(sum: FloatSum): boolean {
  const random = new Random(1);
  for (let k = 0; k < FEW_VECTORS; k++) {
    const inputs = Object.fromEntries(
      Object.entries(sum.netlist.inputs).map(([name, { length }]) => [name, random.bits(length)]),
    );
    if (confirmSum(sum, inputs) !== undefined) return false;
  }
  return true;
}
