import { type AsTexts, type Counterexample, portTexts, showPorts } from '../gates/counterexample.ts';
import { showEquation } from '../gates/equation.ts';
import type { Proof } from '../proof/proof.ts';
import type { FloatStep } from '../proof/prove-float-sum.ts';
import { type Document, type Table, tableOf } from '../tables/document.ts';
import type { ProofSubject } from '../verify/proof-subject.ts';

/** A proof as a command prints it. */
export interface ProofRow {
  readonly circuit: string;
  /** The equation that the ports of a file were asked about. */
  readonly asked?: string;
  /** Refused where more must be said of the file. */
  readonly verdict: Proof['verdict'] | 'refused';
  readonly method: string;
  readonly seconds: number;
  readonly reason?: string;
  readonly counterexample?: AsTexts<Counterexample>;
  /** Where the inspector shows the counterexample, if it can. */
  readonly inspect?: string;
}

/** What was proved: what to call it, and what was asked of it where its ports were read by their names. */
export type Proved = Pick<ProofSubject, 'label' | 'reading'>;

/** A proof that took so many seconds. */
export function proofRow({ label, reading }: Proved, proof: Proof, seconds: number): ProofRow {
  return {
    circuit: label,
    ...(reading === undefined ? {} : { asked: showEquation(reading.equation) }),
    verdict: proof.verdict,
    method: proof.method,
    seconds: inSeconds(seconds),
    ...(proof.verdict === 'undecided' ? { reason: proof.reason } : {}),
    ...(proof.verdict === 'refuted'
      ? {
          counterexample: textsOf(proof.counterexample),
        }
      : {}),
  };
}

/** A file of several of which too little is known, and why. */
export function refusedRow(circuit: string, reason: string): ProofRow {
  return { circuit, verdict: 'refused', method: '', seconds: 0, reason };
}

/** Seconds to the millisecond. */
function inSeconds(seconds: number): number {
  return Number(seconds.toFixed(3));
}

/**
 * The rows as one table, whose facts are the one row; of several, the worst speaks. Proofs of floating-point adders have
 * their steps beside them.
 */
export function proofDocument(rows: readonly ProofRow[], steps?: readonly FloatStep[]): Document {
  const isOpen = ({ verdict }: ProofRow) => verdict !== 'proved';
  const worst = rows.find(({ verdict }) => verdict === 'refuted') ?? rows.find(isOpen) ?? rows[0];
  const seconds = inSeconds(rows.reduce((sum, row) => sum + row.seconds, 0));
  return {
    facts: { ...worst, seconds },
    tables: [proofTable(rows), ...(steps === undefined ? [] : [stepTable(steps)])],
  };
}

function proofTable(rows: readonly ProofRow[]): Table {
  return tableOf('proofs', rows.length === 1 ? 'Proof' : 'Proofs', rows, [
    ['circuit', (row) => row.circuit],
    ...(rows.some(({ asked }) => asked !== undefined)
      ? [['asked', (row: ProofRow) => row.asked ?? ''] as const]
      : []),
    ['verdict', (row) => row.verdict],
    ['method', (row) => row.method],
    ['seconds', (row) => row.seconds],
    ['why', (row) => row.reason ?? (row.counterexample === undefined ? '' : show(row.counterexample))],
    ...(rows.some((row) => row.inspect !== undefined)
      ? [['inspect at', (row: ProofRow) => row.inspect ?? ''] as const]
      : []),
  ]);
}

/** The questions that a proof of floating-point adders went through. */
function stepTable(steps: readonly FloatStep[]): Table {
  return tableOf('questions', 'Questions', steps, [
    ['rounding', (step) => step.rounding],
    ['port', portAsked],
    ['verdict', (step) => step.verdict],
    ['seconds', (step) => inSeconds(step.seconds)],
  ]);
}

/** The port that a step is about, and what chooses its rounding. */
export function portAsked({ port, rm }: FloatStep): string {
  return rm === undefined ? port : `${port} at rm=${rm}`;
}

function textsOf({ inputs, got, expected }: Counterexample): AsTexts<Counterexample> {
  return {
    inputs: portTexts(inputs),
    got: portTexts(got),
    ...(expected === undefined ? {} : { expected: portTexts(expected) }),
  };
}

function show({ inputs, got, expected }: AsTexts<Counterexample>): string {
  const instead = expected === undefined ? '' : `, not ${showPorts(expected)}`;
  return `${showPorts(inputs)} gives ${showPorts(got)}${instead}`;
}
