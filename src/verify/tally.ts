import { showCase } from '../circuits/case-id.ts';
import type { Catalogue } from './catalogue.ts';
import { claimSummary, type VerificationSummary } from './summary.ts';
import type { CheckName, ClaimPoint, ClaimResult, Failure, Job, Tried, Verdict } from './verdict.ts';

/** This many failures of a circuit are listed; one that is wrong everywhere need not fill the screen. */
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

/** Adds verdicts up, in any order, into a summary. */
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
    tally.failures.sort((x, y) => smallerFirst(showCase(x), showCase(y)));
    tally.failures.length = Math.min(tally.failures.length, MOST_FAILURES);
  }

  summary(): VerificationSummary {
    const complete = this.#complete && this.#done === this.#planned.length;
    const claims = this.#catalogue.claims.flatMap(
      (claim) => claimSummary(claim, this.#points.get(claim.id) ?? [], this.#resultsOf(claim.id)) ?? [],
    );
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

/** By length, so that a case with smaller numbers comes first. */
function smallerFirst(x: string, y: string): number {
  return x.length - y.length || (x < y ? -1 : 1);
}
