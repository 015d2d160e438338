import { type Claim, MEASURES } from '../claims/claim.ts';
import type { Catalogue } from './catalogue.ts';
import type { Tried } from './shard-tally.ts';
import type { Failure, Job, Verdict } from './verdict.ts';

/** What was found about one claim. */
export interface ClaimReport {
  readonly id: string;
  readonly circuit: string;
  readonly formula: string;
  /** What is counted against the formula. */
  readonly measure: string;
  readonly kind: Claim['kind'];
  readonly status: Claim['status'];
  /** Points of the domain that were counted, and how many were asked for. */
  readonly cases: number;
  readonly planned: number;
  /** Points at which every term was met exactly. */
  readonly exact: number;
  /** Largest |claimed - counted|, in the unit of the term. */
  readonly maxAbsError: number;
  /** Largest |claimed - counted| / counted. */
  readonly maxRelError: number;
  readonly verdict: 'holds' | 'fails' | 'measured' | 'incomplete';
  /** Why it fails, when it does. */
  readonly reason?: string;
}

/** What was found about one circuit. */
export interface CircuitReport {
  readonly circuit: string;
  readonly cases: number;
  readonly planned: number;
  /** Adders of the cases in which every label was proved. */
  readonly labels: number;
  /** Terms of claims that were compared with the structure. */
  readonly counts: number;
  readonly values: { readonly vectors: number; readonly exhaustiveCases: number };
  /** Cases proved for every input. */
  readonly proved: number;
  readonly failures: readonly Failure[];
  /** Failures beyond those listed. */
  readonly moreFailures: number;
}

export interface Report {
  readonly claims: readonly ClaimReport[];
  readonly circuits: readonly CircuitReport[];
  /** Jobs done, and how many were planned. */
  readonly done: number;
  readonly planned: number;
  /** Whether every planned case was done, and every shard. */
  readonly complete: boolean;
  /** Everything planned was done, something was checked, and nothing failed. */
  readonly holds: boolean;
}

/** A report lists this many failures of a circuit; a circuit that is wrong everywhere need not fill the screen. */
const MOST_FAILURES = 10;

interface ClaimTally {
  cases: number;
  exact: number;
  maxAbsError: number;
  maxRelError: number;
}

interface CircuitTally {
  planned: number;
  cases: number;
  labels: number;
  counts: number;
  vectors: number;
  exhaustiveCases: number;
  proved: number;
  failures: Failure[];
  failed: number;
}

/** Adds verdicts up, in any order, into a report. */
export class Tally {
  readonly #planned: readonly Job[];
  readonly #catalogue: Catalogue;
  readonly #claims = new Map<string, ClaimTally>();
  readonly #circuits = new Map<string, CircuitTally>();
  #done = 0;
  #complete = true;

  constructor(planned: readonly Job[], catalogue: Catalogue) {
    this.#planned = planned;
    this.#catalogue = catalogue;
    for (const job of planned) this.#circuit(job.circuit).planned++;
  }

  add(verdict: Verdict): void {
    this.#done++;
    const tally = this.#circuit(verdict.circuit);
    tally.cases++;
    const isProved = !verdict.failures.some(({ check }) => check === 'labels');
    if (verdict.checks.includes('labels') && isProved) tally.labels += verdict.cells;
    tally.vectors += verdict.vectors;
    if (verdict.exhaustive) tally.exhaustiveCases++;
    if (verdict.proved) tally.proved++;
    this.#fail(tally, verdict.failures);
    for (const { id, terms } of verdict.claims) {
      tally.counts += terms.length;
      const claim = this.#claim(id);
      claim.cases++;
      if (terms.every(({ claimed, counted }) => claimed === counted)) claim.exact++;
      for (const { claimed, counted } of terms) {
        const error = Math.abs(claimed - counted);
        claim.maxAbsError = Math.max(claim.maxAbsError, error);
        claim.maxRelError = Math.max(claim.maxRelError, error === 0 ? 0 : error / counted);
      }
    }
  }

  /** Adds what the shards of one case gave together. */
  addTried({ circuit, vectors, complete, allRight, failures }: Tried): void {
    const tally = this.#circuit(circuit);
    tally.vectors += vectors;
    if (allRight) tally.exhaustiveCases++;
    if (!complete) this.#complete = false;
    this.#fail(tally, failures);
  }

  #fail(tally: CircuitTally, failures: readonly Failure[]): void {
    tally.failed += failures.length;
    tally.failures.push(...failures);
    tally.failures.sort((x, y) => x.where.length - y.where.length || (x.where < y.where ? -1 : 1));
    tally.failures.length = Math.min(tally.failures.length, MOST_FAILURES);
  }

  report(): Report {
    const complete = this.#complete && this.#done === this.#planned.length;
    const claims = this.#catalogue.claims.flatMap((claim) => this.#claimReport(claim) ?? []);
    const circuits = [...this.#circuits].map(([circuit, t]) => ({
      circuit,
      cases: t.cases,
      planned: t.planned,
      labels: t.labels,
      counts: t.counts,
      values: { vectors: t.vectors, exhaustiveCases: t.exhaustiveCases },
      proved: t.proved,
      failures: t.failures,
      moreFailures: t.failed - t.failures.length,
    }));
    const planned = this.#planned.length;
    const holds =
      complete &&
      planned > 0 &&
      circuits.every(({ failures }) => failures.length === 0) &&
      claims.every(({ verdict }) => verdict === 'holds' || verdict === 'measured');
    return {
      claims,
      circuits,
      done: this.#done,
      planned,
      complete,
      holds,
    };
  }

  #claimReport(claim: Claim): ClaimReport | undefined {
    const planned = this.#planned.reduce(
      (sum, job) => sum + job.claims.filter(({ id }) => id === claim.id).length,
      0,
    );
    if (planned === 0) return undefined;
    const tally = this.#claim(claim.id);
    return {
      id: claim.id,
      circuit: claim.circuit,
      formula: claim.text,
      measure: [...new Set(claim.terms.map((term) => MEASURES[term.measure].name))].join(', '),
      kind: claim.kind,
      status: claim.status,
      planned,
      ...tally,
      ...verdictOf(claim, tally, planned),
    };
  }

  #circuit(name: string): CircuitTally {
    const known = this.#circuits.get(name);
    if (known !== undefined) return known;
    const tally = {
      planned: 0,
      cases: 0,
      labels: 0,
      counts: 0,
      vectors: 0,
      exhaustiveCases: 0,
      proved: 0,
      failures: [],
      failed: 0,
    };
    this.#circuits.set(name, tally);
    return tally;
  }

  #claim(id: string): ClaimTally {
    const known = this.#claims.get(id);
    if (known !== undefined) return known;
    const tally = { cases: 0, exact: 0, maxAbsError: 0, maxRelError: 0 };
    this.#claims.set(id, tally);
    return tally;
  }
}

function verdictOf(
  claim: Claim,
  tally: ClaimTally,
  planned: number,
): Pick<ClaimReport, 'verdict' | 'reason'> {
  const { cases, exact, maxAbsError, maxRelError } = tally;
  if (claim.kind === 'exact' && exact < cases)
    return { verdict: 'fails', reason: `${cases - exact} of ${cases} cases differ from the formula` };
  if (cases < planned) return { verdict: 'incomplete' };
  if (claim.kind === 'exact') return { verdict: 'holds' };
  const { recorded } = claim;
  // Only the whole domain can be held against figures recorded over the whole domain.
  if (recorded === undefined || cases < claim.domain.length) return { verdict: 'measured' };
  if (isNear(maxAbsError, recorded.maxAbsError) && isNear(maxRelError, recorded.maxRelError))
    return { verdict: 'measured' };
  const before = figures(recorded.maxAbsError, recorded.maxRelError);
  const now = figures(maxAbsError, maxRelError);
  return { verdict: 'fails', reason: `the largest errors must be as recorded, ${before}, got ${now}` };
}

/** Two errors in words, to six digits. */
function figures(absolute: number, relative: number): string {
  const short = (value: number) => Number(value.toPrecision(6));
  return `${short(absolute)} and ${short(100 * relative)} %`;
}

/** Recorded figures have six decimals. */
function isNear(x: number, recorded: number): boolean {
  return Math.abs(x - recorded) <= 1e-6 * Math.max(1, Math.abs(recorded));
}
