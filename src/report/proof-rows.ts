import type { CaseId } from '../circuits/case-id.ts';
import type { PortNumbers } from '../gates/counterexample.ts';
import type { FloatStep } from '../proof/prove-float-sum.ts';
import { startClock } from '../proof/stop-clock.ts';
import { answer, type ProofMeans, type ProofQuestion } from '../verify/proof-question.ts';
import { asMisuse } from '../verify/unclear.ts';
import { type ProofRow, proofRow, refusedRow } from './proof-document.ts';

export interface RowMeans extends Omit<ProofMeans, 'stop' | 'onStep'> {
  /** That each proof by a solver may take. */
  readonly seconds: number;
  /** Told of each step of a proof of floats, and what is proved. */
  readonly onStep?: (step: FloatStep, label: string, done: number, all: number) => void;
  /** Where else a counterexample of a circuit of the catalogue can be seen. */
  readonly inspectAt?: (one: CaseId, inputs: PortNumbers) => string | undefined;
}

/**
 * The row of a question, once it is answered. Where more must be said of a netlist before there can be a proof, that is
 * thrown where it is asked alone; among others its row says so.
 */
export async function answeredRow(
  question: ProofQuestion,
  isAlone: boolean,
  { seconds, onStep, inspectAt, ...means }: RowMeans,
): Promise<ProofRow> {
  const { subject } = question;
  const { label, id } = subject;
  const started = performance.now();
  const clock = startClock(seconds);
  const proof = await answer(question, {
    ...means,
    stop: clock.signal,
    onStep: (step, done, all) => onStep?.(step, label, done, all),
  }).finally(clock.stop);
  if (proof.verdict === 'unclear') {
    const unclear = asMisuse(label, proof);
    if (isAlone) throw unclear;
    return refusedRow(label, unclear.message);
  }
  const row = proofRow(subject, proof, (performance.now() - started) / 1000);
  const inspect =
    id === undefined || proof.verdict !== 'refuted'
      ? undefined
      : inspectAt?.(id, proof.counterexample.inputs);
  return inspect === undefined ? row : { ...row, inspect };
}
