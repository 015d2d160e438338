import { type Claim, MEASURES } from '../claims/claim.ts';
import { canFail, isExact, isMet } from '../claims/judge.ts';
import type { Catalogue } from './catalogue.ts';
import type { CheckName, ClaimPoint, ClaimResult, Failure, Job, Tried, Verdict } from './verdict.ts';
import { type WhereExact, whereExact } from './where-exact.ts';

/** What was found about one claim. */
export interface ClaimReport {
  readonly id: string;
  readonly circuit: string;
  readonly formula: string;
  /** What is counted against the formula. */
  readonly measure: string;
  readonly kind: Claim['kind'];
  readonly bound?: Claim['bound'];
  readonly tolerance?: Claim['tolerance'];
  readonly status: Claim['status'];
  /** Points of the whole domain; how many of them were asked for, and how many counted. */
  readonly domain: number;
  readonly planned: number;
  /** Whether the points that were asked for are a sample that stands for all. */
  readonly isSampled?: true;
  readonly cases: number;
  /** Points at which every term is as the claim says. */
  readonly met: number;
  /** Points at which every term is what was counted. */
  readonly exact: number;
  /** Largest |claimed - counted|, in the unit of the term. */
  readonly maxAbsError: number;
  /** Largest |claimed - counted| / counted. */
  readonly maxRelError: number;
  /** How far it is off where it is not exact; absent where it is exact everywhere. */
  readonly off?: Off;
  /** Where it is exact, if that can be said shortly; absent where it is exact everywhere or nowhere. */
  readonly where?: WhereExact;
  readonly verdict: 'holds' | 'fails' | 'measured' | 'incomplete';
  /** Why it fails, when it does. */
  readonly reason?: string;
}

/** How far a formula is off. */
export interface Off {
  /** The least and the largest (claimed - counted) / counted; absent where nothing is ever counted. */
  readonly least?: number;
  readonly most?: number;
  /** Whether something is claimed somewhere where nothing is counted. */
  readonly isFree: boolean;
}

/** What was found about one circuit. */
export interface CircuitReport {
  readonly circuit: string;
  readonly cases: number;
  readonly planned: number;
  /** Cases in which each check was made. */
  readonly checked: Readonly<Record<CheckName, number>>;
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

interface CircuitTally {
  planned: number;
  checked: Record<CheckName, number>;
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
  readonly #points: ReadonlyMap<string, readonly ClaimPoint[]>;
  readonly #claims = new Map<string, ClaimResult[]>();
  readonly #circuits = new Map<string, CircuitTally>();
  #done = 0;
  #complete = true;

  constructor(planned: readonly Job[], catalogue: Catalogue) {
    this.#planned = planned;
    this.#catalogue = catalogue;
    const points = new Map<string, ClaimPoint[]>();
    for (const job of planned) {
      this.#circuit(job.circuit).planned++;
      for (const one of job.claims) {
        const known = points.get(one.id);
        if (known === undefined) points.set(one.id, [one]);
        else known.push(one);
      }
    }
    this.#points = points;
  }

  add(verdict: Verdict): void {
    this.#done++;
    const tally = this.#circuit(verdict.circuit);
    tally.cases++;
    for (const check of verdict.checks) tally.checked[check]++;
    const isProved = !verdict.failures.some(({ check }) => check === 'labels');
    if (verdict.checks.includes('labels') && isProved) tally.labels += verdict.cells;
    tally.vectors += verdict.vectors;
    if (verdict.exhaustive) tally.exhaustiveCases++;
    if (verdict.proved) tally.proved++;
    this.#fail(tally, verdict.failures);
    for (const result of verdict.claims) {
      tally.counts += result.terms.length;
      this.#resultsOf(result.id).push(result);
    }
  }

  /** Adds what the shards of one case gave together. */
  addTried({ circuit, vectors, complete, allRight, failures }: Tried): void {
    const tally = this.#circuit(circuit);
    tally.checked.values++;
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
      checked: t.checked,
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

  /** What was counted at each point of each claim, by its identifier. */
  cases(): ReadonlyMap<string, readonly ClaimResult[]> {
    return this.#claims;
  }

  #claimReport(claim: Claim): ClaimReport | undefined {
    const points = this.#points.get(claim.id) ?? [];
    const planned = points.length;
    if (planned === 0) return undefined;
    const results = this.#resultsOf(claim.id);
    const figures = figuresOf(claim, results);
    const { kind, bound, tolerance } = claim;
    return {
      id: claim.id,
      circuit: claim.circuit,
      formula: claim.text,
      measure: [...new Set(claim.terms.map((term) => MEASURES[term.measure].name))].join(', '),
      kind,
      ...(bound === undefined ? {} : { bound }),
      ...(tolerance === undefined ? {} : { tolerance }),
      status: claim.status,
      domain: claim.domain.length,
      planned,
      ...(points.some(({ isSample }) => isSample === true) ? { isSampled: true } : {}),
      ...figures,
      ...verdictOf(claim, figures, planned),
    };
  }

  #circuit(name: string): CircuitTally {
    const known = this.#circuits.get(name);
    if (known !== undefined) return known;
    const tally = {
      planned: 0,
      checked: noChecks(),
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

  #resultsOf(id: string): ClaimResult[] {
    const known = this.#claims.get(id);
    if (known !== undefined) return known;
    const results: ClaimResult[] = [];
    this.#claims.set(id, results);
    return results;
  }
}

function noChecks(): Record<CheckName, number> {
  return { labels: 0, counts: 0, values: 0, proof: 0 };
}

type Figures = Pick<ClaimReport, 'cases' | 'met' | 'exact' | 'maxAbsError' | 'maxRelError' | 'off' | 'where'>;

/** What the counts of a claim come to. */
function figuresOf(claim: Claim, results: readonly ClaimResult[]): Figures {
  let met = 0;
  let [maxAbsError, maxRelError] = [0, 0];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let isFree = false;
  const cases = results.map(({ point, terms }) => {
    if (terms.every(({ claimed, counted }) => isMet(claim, claimed, counted))) met++;
    const misses = terms.filter(({ claimed, counted }) => !isExact(claimed, counted));
    for (const { claimed, counted } of misses) {
      // A formula that gives no number is off by more than any.
      const error = Number.isNaN(claimed) ? Number.POSITIVE_INFINITY : claimed - counted;
      maxAbsError = Math.max(maxAbsError, Math.abs(error));
      maxRelError = Math.max(maxRelError, Math.abs(error / counted));
      if (counted === 0) isFree = true;
      else [least, most] = [Math.min(least, error / counted), Math.max(most, error / counted)];
    }
    return { point, isExact: misses.length === 0 };
  });
  const exact = cases.filter((one) => one.isExact).length;
  const figures = { cases: cases.length, met, exact, maxAbsError, maxRelError };
  if (exact === cases.length) return figures;
  const off = least > most ? { isFree } : { least, most, isFree };
  const where = whereExact(cases);
  return { ...figures, off, ...(where === undefined ? {} : { where }) };
}

function verdictOf(claim: Claim, figures: Figures, planned: number): Pick<ClaimReport, 'verdict' | 'reason'> {
  const { cases, met, maxAbsError, maxRelError } = figures;
  if (met < cases) return { verdict: 'fails', reason: `${cases - met} of ${cases} cases ${missOf(claim)}` };
  if (cases < planned) return { verdict: 'incomplete' };
  const good = canFail(claim) ? 'holds' : 'measured';
  const { recorded } = claim;
  // Only the whole domain can be held against figures recorded over the whole domain.
  if (recorded === undefined || cases < claim.domain.length) return { verdict: good };
  if (isNear(maxAbsError, recorded.maxAbsError) && isNear(maxRelError, recorded.maxRelError))
    return { verdict: good };
  const before = errorsInWords(recorded.maxAbsError, recorded.maxRelError);
  const now = errorsInWords(maxAbsError, maxRelError);
  return { verdict: 'fails', reason: `the largest errors must be as recorded, ${before}, got ${now}` };
}

/** What is wrong in a case that is not as the claim says. */
function missOf({ kind, bound, tolerance }: Claim): string {
  if (kind === 'exact') return 'differ from the formula';
  if (kind === 'bound') return `are ${bound === 'upper' ? 'above' : 'below'} the bound`;
  return tolerance === undefined ? 'have no number' : 'are beyond the tolerance';
}

/** Two errors in words, to six digits. */
function errorsInWords(absolute: number, relative: number): string {
  const short = (value: number) => Number(value.toPrecision(6));
  return `${short(absolute)} and ${short(100 * relative)} %`;
}

/** Recorded figures have six decimals. */
function isNear(x: number, recorded: number): boolean {
  return Math.abs(x - recorded) <= 1e-6 * Math.max(1, Math.abs(recorded));
}
