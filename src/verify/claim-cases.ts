import type { Claim, Point } from '../claims/claim.ts';
import type { ClaimReport } from './report.ts';
import type { Job, Verdict } from './verdict.ts';
import { whereExact } from './where-exact.ts';

/** What one term of a claim gives at a point, and what was counted there. */
export interface ClaimCase {
  readonly point: Point;
  readonly terms: readonly { readonly claimed: number; readonly counted: number }[];
}

/** The cases of each claim, by its identifier, from the jobs of a plan and what they gave. */
export function claimCases(jobs: readonly Job[], verdicts: readonly Verdict[]): Map<string, ClaimCase[]> {
  const byKey = new Map(jobs.map((job) => [keyOf(job), job]));
  const cases = new Map<string, ClaimCase[]>();
  for (const verdict of verdicts) {
    const job = byKey.get(keyOf(verdict));
    for (const [k, { id, terms }] of verdict.claims.entries()) {
      const point = job?.claims[k]?.point;
      if (point === undefined) continue;
      const known = cases.get(id) ?? [];
      known.push({ point, terms });
      cases.set(id, known);
    }
  }
  return cases;
}

function keyOf({ circuit, params }: Pick<Job, 'circuit' | 'params'>): string {
  return `${circuit} ${JSON.stringify(params)}`;
}

/**
 * What is found of a formula, in words: that it holds, for what it holds, or by how much it is off. Errors are those of the
 * formula in percent of what is counted.
 */
export function verdictInWords(claim: Claim, report: ClaimReport, cases: readonly ClaimCase[]): string {
  if (report.verdict === 'fails') return `fails: ${report.reason ?? 'see the failures'}`;
  const isExact = ({ terms }: ClaimCase) => terms.every(({ claimed, counted }) => claimed === counted);
  const missed = cases.filter((one) => !isExact(one));
  if (missed.length === 0) return `holds in all ${cases.length} cases`;
  const off = rangeOf(missed);
  const where = whereExact(cases.map((one) => ({ point: one.point, isExact: isExact(one) })));
  const met = cases.length - missed.length;
  if (met === 0) return `off by ${off}`;
  const share = `${met} of ${cases.length} cases`;
  if (where === undefined) return `holds for ${share}; else off by ${off}`;
  const others = where.isWhole ? '' : ` and ${met - where.cases} others`;
  const basis = claim.letters.length === 0 ? '' : `${where.text}${others}, `;
  return `holds for ${basis}${share}; else off by ${off}`;
}

/** The least and the largest error, signed, and whether something is charged where nothing is counted. */
function rangeOf(cases: readonly ClaimCase[]): string {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let isFree = false;
  for (const { terms } of cases)
    for (const { claimed, counted } of terms) {
      if (claimed === counted) continue;
      if (counted === 0) isFree = true;
      else {
        const error = (100 * (claimed - counted)) / counted;
        least = Math.min(least, error);
        most = Math.max(most, error);
      }
    }
  const free = 'a charge where nothing is counted';
  if (least > most) return free;
  const signed = (value: number) => `${value > 0 ? '+' : ''}${Number(value.toPrecision(3))}`;
  const range =
    signed(least) === signed(most) ? `${signed(least)} %` : `${signed(least)} to ${signed(most)} %`;
  return isFree ? `${range}, and ${free}` : range;
}
