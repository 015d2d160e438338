import type { PortNumbers } from '../gates/counterexample.ts';
import { showEquation } from '../gates/equation.ts';
import type { Netlist } from '../gates/netlist.ts';
import { equationTest } from '../proof/lanes.ts';
import type { Proof } from '../proof/proof.ts';
import { proveEquation } from '../proof/prove-equation.ts';
import { EXHAUSTIVE_BITS, FEW_ROUNDS, judgeOf, searchInput } from '../proof/refute.ts';
import { settle } from '../proof/settle-doubt.ts';
import type { SolverKind } from '../proof/solver.ts';
import { busValue, evaluateNets } from '../sim/evaluate.ts';
import type { NamedBits } from './port-bits.ts';
import type { OtherReading, Reading } from './reading.ts';
import type { Unclear } from './unclear.ts';

/** What came of a reading: a proof, or why nothing can be said before more is said of the ports. */
export type ReadingProof = Proof | Unclear;

/**
 * Proves what a reading says. It refutes only where that is sure: the counterexample is false by the source netlist's own
 * simulation and by plain arithmetic on its ports, the roles of the ports were plain or said, and no other reading that
 * nobody has ruled out may hold.
 */
export function proveReading(reading: Reading): ReadingProof {
  return weigh(reading, proveEquation(reading.netlist, reading.equation));
}

/** The same after a solver has settled the doubt that it left, if it left one. */
export async function settleReading(
  reading: Reading,
  proof: ReadingProof,
  solver: SolverKind,
  stop?: AbortSignal,
): Promise<ReadingProof> {
  return proof.verdict === 'undecided' ? weigh(reading, await settle(proof, solver, stop)) : proof;
}

/** What a proof of its equation says of a reading. */
function weigh(reading: Reading, proof: Proof): ReadingProof {
  if (proof.verdict === 'undecided') return proof;
  const asked = showEquation(reading.equation);
  if (proof.verdict === 'proved') {
    if (!reading.isNarrow) return proof;
    return {
      verdict: 'unclear',
      what: '--modulo',
      rule: 'given where the result is too narrow for every value',
      got: `nothing, and ${asked} alone holds`,
    };
  }
  if (!isFalse(reading, proof.counterexample.inputs))
    return {
      verdict: 'undecided',
      method: proof.method,
      reason: 'simulation does not confirm the counterexample',
    };
  const values = Object.entries(proof.counterexample.inputs).map(([name, value]) => `${name}=${value}`);
  const where = `${asked} is false at ${values.join(' ')}`;
  const other = reading.others().find(mayHold);
  if (other !== undefined)
    return {
      verdict: 'unclear',
      what: other.option === '' ? 'what its ports hold' : other.option,
      rule: `said, since it may be right with ${other.means}`,
      got: `nothing, and ${where}`,
    };
  if (reading.guess !== undefined)
    return { verdict: 'unclear', what: 'the operands', rule: reading.guess, got: `nothing, and ${where}` };
  return proof;
}

/** Whether no vector speaks against a reading: all where they are few, else some hundreds. */
function mayHold({ netlist, equation }: OtherReading): boolean {
  const isFew = inputBits(netlist) <= EXHAUSTIVE_BITS;
  const found = searchInput(netlist, judgeOf(netlist, equation), {
    test: equationTest(netlist, equation),
    ...(isFew ? {} : { rounds: FEW_ROUNDS }),
  });
  return typeof found === 'string';
}

function inputBits({ inputs }: Netlist): number {
  return Object.values(inputs).reduce((sum, { length }) => sum + length, 0);
}

/** Whether what a reading says is false for an input, by the reference simulator on the ports of the file. */
function isFalse(reading: Reading, inputs: PortNumbers): boolean {
  const { source, netlist, operation, operands, result, equation } = reading;
  const bits = new Map<number, bigint>();
  for (const [name, bus] of Object.entries(netlist.inputs))
    for (const [k, net] of bus.entries()) bits.set(net, ((inputs[name] ?? 0n) >> BigInt(k)) & 1n);
  const ports = Object.entries(source.inputs).map(([name, bus]) => [
    name,
    bus.reduce((value, net, k) => value | ((bits.get(net) ?? 0n) << BigInt(k)), 0n),
  ]);
  const nets = evaluateNets(source, Object.fromEntries(ports));
  const { signed = [], modulo } = equation;
  const numberOf = ({ name, bits: bus }: NamedBits) => {
    const value = busValue(nets, bus);
    return signed.includes(name) ? BigInt.asIntN(bus.length, value) : value;
  };
  const [first = 0n, ...rest] = operands.map(numberOf);
  const expected = rest.reduce((value, one) => {
    if (operation === 'multiplier') return value * one;
    return operation === 'adder' ? value + one : value - one;
  }, first);
  let weight = 0n;
  let got = 0n;
  for (const part of result) {
    got += numberOf(part) << weight;
    weight += BigInt(part.bits.length);
  }
  return modulo === undefined ? got !== expected : BigInt.asUintN(modulo, got - expected) !== 0n;
}
