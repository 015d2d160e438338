import { type Equation, showEquation } from '../gates/equation.ts';
import type { Proof } from '../proof/proof.ts';
import type { PortNumbers } from '../proof/refute.ts';
import { type Document, type Table, tableOf } from '../tables/document.ts';
import { showValue } from '../verify/counterexample.ts';
import type { Reading } from '../verify/reading.ts';
import { inspectNamedAt } from './inspect-at.ts';

type Values = Readonly<Record<string, string>>;

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
  readonly counterexample?: { readonly inputs: Values; readonly got: Values; readonly expected?: Values };
  /** Where the inspector shows the counterexample, if it can. */
  readonly inspect?: string;
}

/** What was proved: what to call it, and whether the catalogue built it. */
export interface Proved {
  readonly label: string;
  readonly isOurs: boolean;
  /** What was asked of it, where its ports were read by their names. */
  readonly equation?: Equation | undefined;
  readonly reading?: Reading;
}

/**
 * A proof that took so many seconds; `right` are the outputs that a counterexample should have had, where known. The
 * inspector is offered for circuits that it can build, and never for a file: what a header claims is not what failed.
 */
export function proofRow(
  { label, isOurs, equation, reading }: Proved,
  proof: Proof & { right?: PortNumbers },
  seconds: number,
): ProofRow {
  const inspect =
    isOurs && proof.verdict === 'refuted'
      ? inspectNamedAt(label, asText(proof.counterexample.inputs))
      : undefined;
  return {
    circuit: label,
    ...(reading === undefined || equation === undefined ? {} : { asked: showEquation(equation) }),
    verdict: proof.verdict,
    method: proof.method,
    seconds: inSeconds(seconds),
    ...(proof.verdict === 'undecided' ? { reason: proof.reason } : {}),
    ...(proof.verdict === 'refuted'
      ? {
          counterexample: {
            inputs: asText(proof.counterexample.inputs),
            got: asText(proof.counterexample.outputs),
            ...(proof.right === undefined ? {} : { expected: asText(proof.right) }),
          },
        }
      : {}),
    ...(inspect === undefined ? {} : { inspect }),
  };
}

/** A file of several of which too little is known, and why. */
export function refusedRow(circuit: string, reason: string): ProofRow {
  return { circuit, verdict: 'refused', method: '', seconds: 0, reason };
}

/** Seconds to the millisecond. */
export function inSeconds(seconds: number): number {
  return Number(seconds.toFixed(3));
}

/** The rows as one table, whose facts are the one row; of several, the worst speaks. */
export function proofDocument(rows: readonly ProofRow[], more: readonly Table[] = []): Document {
  const isOpen = ({ verdict }: ProofRow) => verdict !== 'proved';
  const worst = rows.find(({ verdict }) => verdict === 'refuted') ?? rows.find(isOpen) ?? rows[0];
  const seconds = inSeconds(rows.reduce((sum, row) => sum + row.seconds, 0));
  return { facts: { ...worst, seconds }, tables: [proofTable(rows), ...more] };
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

function asText(values: PortNumbers): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, showValue(value)]));
}

function show({ inputs, got, expected }: NonNullable<ProofRow['counterexample']>): string {
  const list = (values: Values) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ');
  const instead = expected === undefined ? '' : `, not ${list(expected)}`;
  return `${list(inputs)} gives ${list(got)}${instead}`;
}
