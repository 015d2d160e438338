import type { Proof } from '../proof/proof.ts';
import type { PortNumbers } from '../proof/refute.ts';
import { showValue } from '../verify/counterexample.ts';
import { type Table, tableOf } from './document.ts';
import { inspectNamedAt } from './inspect-at.ts';

type Values = Readonly<Record<string, string>>;

/** A proof as a command prints it. */
export interface ProofRow {
  readonly circuit: string;
  readonly verdict: Proof['verdict'];
  readonly method: string;
  readonly seconds: number;
  readonly reason?: string;
  readonly counterexample?: { readonly inputs: Values; readonly got: Values; readonly expected?: Values };
  /** Where the inspector shows the counterexample, if it can. */
  readonly inspect?: string;
}

/** A proof that took so many seconds; `right` are the outputs that a counterexample should have had, where known. */
export function proofRow(circuit: string, proof: Proof & { right?: PortNumbers }, seconds: number): ProofRow {
  const inspect =
    proof.verdict === 'refuted' ? inspectNamedAt(circuit, asText(proof.counterexample.inputs)) : undefined;
  return {
    circuit,
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

/** Seconds to the millisecond. */
export function inSeconds(seconds: number): number {
  return Number(seconds.toFixed(3));
}

export function proofTable(rows: readonly ProofRow[]): Table {
  return tableOf('proofs', rows.length === 1 ? 'Proof' : 'Proofs', rows, [
    ['circuit', (row) => row.circuit],
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
