import { type Misuse, said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Log } from '../host/log.ts';
import { startClock } from '../host/stop-clock.ts';
import type { Proof } from '../proof/proof.ts';
import type { PortNumbers } from '../proof/refute.ts';
import type { SolverKind } from '../proof/solver.ts';
import { type Table, tableOf } from '../tables/document.ts';
import type { FloatReading } from '../verify/float-reading.ts';
import { type Matched, turnedPorts } from '../verify/match-ports.ts';
import type { FloatSubject } from './float-subject.ts';
import { inSeconds, type ProofRow, proofRow } from './proof-document.ts';
import type { ProofSubject } from './proof-subject.ts';
import { type FloatProof, type FloatStep, mayAddFloats, proveFloat } from './prove-float.ts';
import { proveSame } from './prove-same.ts';

export interface ProofLimits {
  /** For each proof. */
  readonly seconds: number;
  readonly threads: number;
  readonly solver: SolverKind;
}

/** A netlist that must give the same outputs as another, and both with the same ports. */
export interface SameQuestion {
  readonly subject: ProofSubject;
  readonly reference: ProofSubject;
  readonly matched: Matched;
}

/** A row, or what must be said before there can be one. */
export interface Answer {
  readonly row: ProofRow;
  readonly unclear: Misuse | undefined;
}

/**
 * Proves that a netlist gives the same outputs as another. `unclear` says what must be said first, where they differ and
 * may be the same with the bits of some ports in the other order.
 */
export async function proveAgainst(
  { subject, reference, matched }: SameQuestion,
  { seconds: limit, solver }: ProofLimits,
): Promise<Answer> {
  const specification =
    reference.circuit === undefined || reference.equation === undefined
      ? undefined
      : { ...reference.circuit, netlist: reference.netlist, equation: reference.equation };
  const { proof, seconds } = await timed(limit, (stop) =>
    proveSame(matched.netlist, matched.reference, { stop, solver, specification }),
  );
  const turned =
    proof.verdict === 'refuted' && !(subject.isOurs && reference.isOurs) ? turnedPorts(matched) : undefined;
  const unclear =
    turned === undefined
      ? undefined
      : mustBe(
          subject.label,
          '--match',
          `said, since it may be the same as ${reference.label} with the first bit the highest in ${turned.join(', ')}`,
          said('nothing'),
        );
  return { row: proofRow(subject, proof, seconds), unclear };
}

/** Proves a floating-point adder against IEEE 754; `onStep` is told of each question as it is answered. */
export async function proveFloatSubject(
  subject: FloatSubject,
  { seconds: limit, solver, threads }: ProofLimits,
  log: Log,
  onStep: (step: FloatStep) => void,
): Promise<Answer> {
  const { circuit, params, netlist, label, ports } = subject;
  const told = (step: FloatStep, done: number, all: number) => {
    onStep(step);
    log.info(`${label}: ${done} of ${all}, ${portOf(step)}: ${step.verdict} in ${step.seconds.toFixed(1)} s`);
  };
  const { proof, seconds } = await timed(limit, (stop) =>
    proveFloat(circuit, params, { netlist, stop, solver, threads, onStep: told }),
  );
  const isUnclear =
    proof.verdict === 'refuted' && ports?.others().some((other) => mayAddFloats(circuit, params, other));
  const unclear =
    isUnclear === true
      ? mustBe(
          label,
          'its operands',
          'a and b in the order of the alphabet, with the first bit of each port the lowest',
          said('what may be right otherwise'),
        )
      : undefined;
  return { row: proofRow(subject, inNamesOf(ports, proof), seconds), unclear };
}

/** A counterexample under the names that the file has for its ports. */
function inNamesOf(ports: FloatReading | undefined, proof: FloatProof): FloatProof {
  if (ports === undefined || proof.verdict !== 'refuted') return proof;
  const renamed = (values: PortNumbers) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [ports.names.get(name) ?? name, value]));
  const { counterexample, right } = proof;
  return {
    ...proof,
    counterexample: { inputs: renamed(counterexample.inputs), outputs: renamed(counterexample.outputs) },
    right: renamed(right),
  };
}

/** The questions that a proof of floating-point adders went through. */
export function stepTable(steps: readonly FloatStep[]): Table {
  return tableOf('questions', 'Questions', steps, [
    ['rounding', (step) => step.rounding],
    ['port', portOf],
    ['verdict', (step) => step.verdict],
    ['seconds', (step) => inSeconds(step.seconds)],
  ]);
}

function portOf({ port, rm }: FloatStep): string {
  return rm === undefined ? port : `${port} at rm=${rm}`;
}

async function timed<T extends Proof & { right?: PortNumbers }>(
  limit: number,
  body: (stop: AbortSignal) => Promise<T>,
): Promise<{ proof: T; seconds: number }> {
  const started = performance.now();
  const clock = startClock(limit);
  try {
    const proof = await body(clock.signal);
    return { proof, seconds: (performance.now() - started) / 1000 };
  } finally {
    clock.stop();
  }
}
