import { showCase } from '../circuits/case-id.ts';
import { showPorts } from '../gates/counterexample.ts';
import { type Table, tableOf } from '../tables/document.ts';
import type { Catalogue } from '../verify/catalogue.ts';
import { type ContrastRow, contrast } from '../verify/contrast.ts';
import { type CounterexampleTexts, counterexampleTexts } from '../verify/counterexample.ts';
import { grouped } from '../verify/grouped.ts';
import { conclusion, type Effort, verdictName } from '../verify/in-words.ts';
import type { CircuitSummary, ClaimSummary, VerificationSummary } from '../verify/summary.ts';
import type { Failure } from '../verify/verdict.ts';

/** How a failure can be seen again, in words for whoever reads its table. */
export interface SeeAgain {
  /** Arguments of the command that shows it. */
  readonly command: string;
  /** What to run. */
  readonly reproduce: string;
  /** Where it can be looked at, if anywhere. */
  readonly inspect?: string;
}

/** A verification as tables: formulas, circuits, contrast, and failures if there are any, each with how to see it again. */
export function verificationTables(
  summary: VerificationSummary,
  catalogue: Catalogue,
  seeAgain: (failure: Failure) => SeeAgain,
): Table[] {
  const failures = summary.circuits.flatMap((circuit) => circuit.failures);
  return [
    ...(summary.claims.length > 0 ? [claimTable(summary.claims)] : []),
    circuitTable(summary.circuits, seeAgain),
    ...contrastTables(summary, catalogue),
    ...(failures.length > 0 ? [failureTable(failures, seeAgain)] : []),
  ];
}

/** What a verification comes to, in sentences. */
export function verificationNotes(summary: VerificationSummary, effort: Effort): string[] {
  const reasons = summary.claims.flatMap(({ id, reason }) =>
    reason === undefined ? [] : [`${id} fails: ${reason}.`],
  );
  return [...reasons, ...conclusion(summary, effort)];
}

function claimTable(claims: readonly ClaimSummary[]): Table {
  return tableOf('claims', 'Formulas against the counted structure', claims, [
    ['claim', (row) => row.id],
    ['formula', (row) => row.formula],
    ['circuit', (row) => row.circuit],
    ['counted as', (row) => row.measure],
    ['status', (row) => row.status],
    ['domain', domainInWords],
    ['cases', (row) => row.cases],
    ['exact', (row) => row.exact],
    ['max error', (row) => row.maxAbsError],
    ['max error %', (row) => 100 * row.maxRelError],
    ['verdict', verdictName],
  ]);
}

/** How much of a claim's domain was asked for. */
function domainInWords({ planned, domain, isSampled }: ClaimSummary): string {
  if (planned === domain) return 'all';
  return `${grouped(planned)} of ${grouped(domain)}${isSampled ? ' sampled' : ''}`;
}

function circuitTable(circuits: readonly CircuitSummary[], seeAgain: (failure: Failure) => SeeAgain): Table {
  const rows = circuits.map(({ failures, ...circuit }) => {
    const { moreFailures, ...before } = circuit;
    const shown = failures.map((failure) => failureRow(failure, seeAgain(failure).command));
    return { ...before, failures: shown, moreFailures };
  });
  return tableOf('circuits', 'Circuits', rows, [
    ['circuit', (row) => row.circuit],
    ['cases', (row) => row.cases],
    ['adders proved', (row) => row.labels],
    ['formulas counted', (row) => row.counts],
    ['input vectors', (row) => row.values.vectors],
    ['cases with every input', (row) => row.values.exhaustiveCases],
    ['cases proved', (row) => row.proved],
    ['failures', (row) => row.failures.length + row.moreFailures],
  ]);
}

/** The claims that are there for contrast, at their largest square, beside the circuit that the formula is about. */
function contrastTables(summary: VerificationSummary, catalogue: Catalogue): Table[] {
  const rows = contrast(
    summary.claims.map(({ id }) => id),
    catalogue,
  );
  if (rows.length === 0) return [];
  return [
    tableOf('contrast', 'Other circuits beside the one that a formula is about, at the largest width', rows, [
      ['claim', (row) => row.claim],
      ['circuit', (row) => withFlags(row)],
      ['full adders', (row) => row.fa],
      ['half adders', (row) => row.ha],
      ['adders', (row) => row.adders],
      ['claimed', (row) => row.claimed],
      ['excess', (row) => row.excess],
      ['gates', (row) => row.gates],
      ['depth', (row) => row.depth],
    ]),
  ];
}

/** A circuit with the flags that tell it from its others: `mac --signed`. */
function withFlags({ circuit, params }: Pick<ContrastRow, 'circuit' | 'params'>): string {
  const flags = Object.entries(params).flatMap(([name, value]) => (value === true ? [`--${name}`] : []));
  return [circuit, ...flags].join(' ');
}

/** A failure as it is printed. */
interface FailureRow extends Pick<Failure, 'check' | 'text'> {
  readonly where: string;
  readonly reproduce: string;
  readonly counterexample?: CounterexampleTexts;
}

function failureRow({ check, text, counterexample, ...id }: Failure, reproduce: string): FailureRow {
  const row = { check, where: showCase(id), text, reproduce };
  return counterexample === undefined ? row : { ...row, counterexample: counterexampleTexts(counterexample) };
}

function failureTable(failures: readonly Failure[], seeAgain: (failure: Failure) => SeeAgain): Table {
  const rows = failures.map((failure) => {
    const { command: _, ...again } = seeAgain(failure);
    return { ...failureRow(failure, again.reproduce), ...again };
  });
  return tableOf('failures', 'Failures, the smallest circuits first', rows, [
    ['circuit', (row) => row.where],
    ['check', (row) => row.check],
    ['what', (row) => describe(row)],
    ['see it again', (row) => row.reproduce],
    ...(rows.some(({ inspect }) => inspect !== undefined)
      ? [['inspect at', (row: { readonly inspect?: string }) => row.inspect ?? ''] as const]
      : []),
  ]);
}

function describe({ text, counterexample }: FailureRow): string {
  if (counterexample === undefined) return text;
  const { inputs, expected, got } = counterexample;
  return `${text}: ${showPorts(inputs)} must give ${showPorts(expected)}, got ${showPorts(got)}`;
}
