import type { Proof } from '../proof/proof.ts';
import type { PortNumbers } from '../proof/refute.ts';
import { type Matched, turnedPorts } from '../verify/match-ports.ts';
import { type Table, tableOf } from './document.ts';
import type { FloatSubject } from './float-subject.ts';
import type { Log } from './log.ts';
import { inSeconds, type ProofRow, proofRow } from './proof-document.ts';
import type { ProofSubject } from './proof-subject.ts';
import { type FloatStep, proveFloat } from './prove-float.ts';
import { proveSame } from './prove-same.ts';
import type { SatSolver } from './sat.ts';
import { startClock } from './stop-clock.ts';

export interface ProofLimits {
  /** For each proof. */
  readonly seconds: number;
  readonly threads: number;
  readonly solver: SatSolver;
}

/** A netlist that must give the same outputs as another, and both with the same ports. */
export interface SameQuestion {
  readonly subject: ProofSubject;
  readonly reference: ProofSubject;
  readonly matched: Matched;
}

/**
 * Proves that a netlist gives the same outputs as another. `unclear` says what must be said first, where they differ and
 * may be the same with the bits of some ports in the other order.
 */
export async function proveAgainst(
  { subject, reference, matched }: SameQuestion,
  { seconds: limit, solver }: ProofLimits,
): Promise<{ row: ProofRow; unclear: string | undefined }> {
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
      : `${subject.label}: --match must be said, since it may be the same as ${reference.label} with the first bit the highest in ${turned.join(', ')}, got nothing`;
  return { row: proofRow(subject, proof, seconds), unclear };
}

/** Proves a floating-point adder against IEEE 754; `onStep` is told of each question as it is answered. */
export async function proveFloatSubject(
  subject: FloatSubject,
  { seconds: limit, solver, threads }: ProofLimits,
  log: Log,
  onStep: (step: FloatStep) => void,
): Promise<ProofRow> {
  const { circuit, params, netlist, label } = subject;
  const told = (step: FloatStep, done: number, all: number) => {
    onStep(step);
    log.info(`${label}: ${done} of ${all}, ${portOf(step)}: ${step.verdict} in ${step.seconds.toFixed(1)} s`);
  };
  const { proof, seconds } = await timed(limit, (stop) =>
    proveFloat(circuit, params, { netlist, stop, solver, threads, onStep: told }),
  );
  return proofRow(subject, proof, seconds);
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
