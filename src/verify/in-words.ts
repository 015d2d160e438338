import { toleranceInWords } from '../claims/judge.ts';
import { grouped } from './grouped.ts';
import type { CircuitSummary, ClaimSummary, VerificationSummary } from './summary.ts';
import type { CheckName } from './verdict.ts';

/** What is found of a formula: that it holds and in how many cases, or where it is exact and by how much it is off. */
export function verdictInWords(claim: ClaimSummary): string {
  const { verdict, reason, cases, planned } = claim;
  if (verdict === 'fails') return `fails: ${reason ?? 'see the failures'}`;
  if (verdict === 'incomplete') return `incomplete: ${countInWords(cases, planned)}`;
  if (verdict === 'measured') return exactnessInWords(claim);
  if (claim.kind === 'exact') return `holds in ${countInWords(claim.met, cases)}`;
  return `holds ${wayInWords(claim)} in ${countInWords(claim.met, cases)}; ${exactnessInWords(claim)}`;
}

/** The verdict alone, with the way in which it holds where that is not by being exact. */
export function verdictName(claim: ClaimSummary): string {
  const { verdict, kind } = claim;
  return verdict === 'holds' && kind !== 'exact' ? `holds ${wayInWords(claim)}` : verdict;
}

/** The ways in which a claim that is not exact can hold. */
function wayInWords({ kind, bound, tolerance }: ClaimSummary): string {
  if (kind === 'bound') return `as ${bound === 'upper' ? 'an upper' : 'a lower'} bound`;
  return `within ${tolerance === undefined ? 'any error' : toleranceInWords(tolerance)}`;
}

/** Where a formula is exact, and by how much it is off elsewhere, in percent of what is counted. */
function exactnessInWords({ exact, cases, where, off }: ClaimSummary): string {
  const share = `exact in ${countInWords(exact, cases)}`;
  if (off === undefined) return share;
  if (exact === 0) return `${share}: off by ${offInWords(off)}`;
  const others = where === undefined || where.isWhole ? '' : ` and ${where.exact - where.cases} others`;
  return `${share}${where === undefined ? '' : `, where ${where.text}${others}`}; else off by ${offInWords(off)}`;
}

function offInWords({ least, most, isFree }: NonNullable<ClaimSummary['off']>): string {
  const free = 'a charge where nothing is counted';
  if (least === undefined || most === undefined) return free;
  const signed = (value: number) => `${value > 0 ? '+' : ''}${Number((100 * value).toPrecision(3))}`;
  const range =
    signed(least) === signed(most) ? `${signed(least)} %` : `${signed(least)} to ${signed(most)} %`;
  return isFree ? `${range}, and ${free}` : range;
}

/** What the claims that can fail come to, a phrase for each kind: `all 10 exact formulas in 64 of 64 cases`. */
export function heldInWords(claims: readonly ClaimSummary[]): string[] {
  const held = claims.filter(({ verdict }) => verdict === 'holds');
  const phrase = (which: readonly ClaimSummary[], one: string, many: string) => {
    if (which.length === 0) return [];
    const [met, cases] = [sumOf(which, (claim) => claim.met), sumOf(which, (claim) => claim.cases)];
    const [only] = which;
    const what =
      only !== undefined && which.length === 1 ? `${one} ${only.id}` : `all ${which.length} ${many}`;
    return [`${what} in ${countInWords(met, cases)}`];
  };
  return [
    ...phrase(
      held.filter(({ kind }) => kind === 'exact'),
      'the exact formula',
      'exact formulas',
    ),
    ...phrase(
      held.filter(({ kind }) => kind === 'bound'),
      'the bound',
      'bounds',
    ),
    ...phrase(
      held.filter(({ kind }) => kind === 'approximate'),
      'within its tolerance',
      'formulas within their tolerances',
    ),
  ];
}

/** Claims that are only measured are told one by one up to here; of more the table tells. */
const FEW = 4;

/** What the claims that are only measured come to; undefined where there are none. */
export function measuredInWords(claims: readonly ClaimSummary[]): string | undefined {
  const measured = claims.filter(({ verdict }) => verdict === 'measured');
  if (measured.length === 0) return undefined;
  if (measured.length <= FEW)
    return measured.map((claim) => `${claim.id}, ${verdictInWords(claim)}`).join('; ');
  const everywhere = measured.filter(({ exact, cases }) => exact === cases);
  const some = measured.filter(({ exact, cases }) => exact > 0 && exact < cases);
  const few = (list: readonly ClaimSummary[]) =>
    `${list.length}${list.length === 0 ? '' : ` (${list.map(({ id }) => id).join(', ')})`}`;
  const nowhere = measured.length - everywhere.length - some.length;
  return `${measured.length} formulas, exact in every case ${few(everywhere)}, in some cases ${few(some)}, in none ${nowhere}`;
}

/** Which vectors were tried, and how long all took. */
export interface Effort {
  /** The circuits and claims that were asked for by name. */
  readonly names: readonly string[];
  readonly checks: readonly CheckName[];
  readonly seed: number;
  readonly where?: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Input vectors of a run that tries every one; 0 of any other. */
  readonly planned: number;
}

/** What a run comes to: it is measured where nothing that was checked could have failed. */
export type Outcome = 'holds' | 'measured' | 'fails' | 'incomplete';

export function outcomeOf(summary: VerificationSummary, checks: readonly CheckName[]): Outcome {
  if (!summary.complete) return 'incomplete';
  if (!summary.holds) return 'fails';
  return goodInWords(summary, checks).length === 0 ? 'measured' : 'holds';
}

/** What was found right, a phrase each. */
function goodInWords({ claims, circuits }: VerificationSummary, checks: readonly CheckName[]): string[] {
  return [...heldInWords(claims), ...checks.flatMap((check) => checkedInWords(check, circuits))];
}

/** What was found, in sentences that speak of no check that was not asked for, and of nothing that was not checked. */
export function conclusion(
  summary: VerificationSummary,
  { names, checks, seed, where = {}, seconds, ...asked }: Effort,
): string[] {
  const { done, planned, circuits, claims } = summary;
  const outcome = outcomeOf(summary, checks);
  const vectors = grouped(sumOf(circuits, ({ values }) => values.vectors));
  // Bits, as a counterexample's are: a decimal at a port of floats would be another number.
  const fixed = Object.entries(where).map(
    ([port, value]) => `${port} = ${value < 0 ? value : `0x${value.toString(16)}`}`,
  );
  const which = fixed.length === 0 ? '' : ` where ${fixed.join(' and ')}`;
  // Where every input is tried, its circuits are counted first, and tell nothing of how far it is.
  const ofAll = outcome !== 'incomplete' || asked.planned === 0 ? '' : ` of ${grouped(asked.planned)}`;
  const effort = `${grouped(done)} of ${grouped(planned)} circuits, ${vectors}${ofAll} input vectors${which}, seed ${seed}, ${seconds} s`;
  const measured = measuredInWords(claims);
  if (outcome === 'incomplete') return [`Incomplete: ${effort}.`];
  if (outcome === 'fails') return [`Fails: see the failures above (${effort}).`];
  const good = goodInWords(summary, checks);
  const uncounted = checks.includes('counts')
    ? []
    : names.filter((name) => !circuits.some(({ circuit }) => circuit === name));
  const nothing = [
    ...checks.flatMap((check) => nothingInWords(check, circuits, names)),
    ...uncounted.map((name) => `${name} was not counted: --checks has no counts.`),
  ];
  const last = good.pop();
  if (last === undefined) return [`Measured: ${measured ?? 'nothing'} (${effort}).`, ...nothing];
  return [
    `Holds: ${good.length > 0 ? `${good.join(', ')} and ` : ''}${last} (${effort}).`,
    ...(measured === undefined ? [] : [`Measured: ${measured}.`]),
    ...nothing,
  ];
}

/** What a check other than that of formulas found right, if it had anything to look at. */
function checkedInWords(check: CheckName, circuits: readonly CircuitSummary[]): string[] {
  const asked = sumOf(circuits, ({ checked }) => checked[check]);
  if (asked === 0 || check === 'counts') return [];
  const cases = sumOf(circuits, ({ cases }) => cases);
  if (check === 'labels')
    return [circuits.some(({ labels }) => labels > 0) ? 'every label' : 'the account of every gate'];
  if (check === 'values')
    return [asked === cases ? 'every value' : `the values of ${grouped(asked)} circuits`];
  const proved = sumOf(circuits, (circuit) => circuit.proved);
  return proved === 0 ? [] : [`${grouped(proved)} ${proved === 1 ? 'proof' : 'proofs'} for every input`];
}

/** What a check had nothing to look at in; of formulas that is said of circuits that were asked for by name. */
function nothingInWords(
  check: CheckName,
  circuits: readonly CircuitSummary[],
  names: readonly string[],
): string[] {
  if (check === 'counts') {
    const silent = circuits.filter(({ counts }) => counts === 0);
    if (silent.length === circuits.length) return ['Nothing to count: no formula speaks of these circuits.'];
    const asked = silent.map(({ circuit }) => circuit).filter((circuit) => names.includes(circuit));
    return asked.length === 0 ? [] : [`Nothing to count: no formula speaks of ${asked.join(', ')}.`];
  }
  if (check !== 'proof') return [];
  const silent = circuits.filter(({ checked, proved }) => proved < checked.proof);
  if (silent.length === 0) return [];
  const each = silent.map(({ circuit, checked, proved }) => `${circuit} (${checked.proof - proved})`);
  return [`Nothing to prove is stated of ${each.join(', ')}.`];
}

function countInWords(some: number, all: number): string {
  return `${grouped(some)} of ${grouped(all)} ${all === 1 ? 'case' : 'cases'}`;
}

function sumOf<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((sum, one) => sum + of(one), 0);
}
