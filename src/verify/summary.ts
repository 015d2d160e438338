import { type Claim, MEASURES } from '../claims/claim.ts';
import { canFail, isExact, isMet } from '../claims/judge.ts';
import type { CheckName, ClaimPoint, ClaimResult, Failure } from './verdict.ts';
import { type WhereExact, whereExact } from './where-exact.ts';

/** What was found about one claim, over the points that were asked for. */
export interface ClaimSummary {
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
export interface CircuitSummary {
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

/** What a verification comes to: what was found about each claim and each circuit, and of the whole. */
export interface VerificationSummary {
  readonly claims: readonly ClaimSummary[];
  readonly circuits: readonly CircuitSummary[];
  /** Jobs done, and how many were planned. */
  readonly done: number;
  readonly planned: number;
  /** Whether every planned case was done, and every shard. */
  readonly complete: boolean;
  /** Everything planned was done, something was checked, and nothing failed. */
  readonly holds: boolean;
}

/** What the counts at those points of a claim that were asked for come to; undefined where none was. */
export function claimSummary(
  claim: Claim,
  points: readonly ClaimPoint[],
  results: readonly ClaimResult[],
): ClaimSummary | undefined {
  const planned = points.length;
  if (planned === 0) return undefined;
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

type Figures = Pick<
  ClaimSummary,
  'cases' | 'met' | 'exact' | 'maxAbsError' | 'maxRelError' | 'off' | 'where'
>;

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

function verdictOf(
  claim: Claim,
  figures: Figures,
  planned: number,
): Pick<ClaimSummary, 'verdict' | 'reason'> {
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
