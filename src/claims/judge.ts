import type { Claim } from './claim.ts';

/** The part of a claim that says what would refute it. */
export type Stand = Pick<Claim, 'kind' | 'bound' | 'tolerance'>;

/** Numbers are compared to twelve digits: a fifth has no exact double, and 0.2 * 3 is not 3 / 5. */
const EPSILON = 1e-12;

/** Whether what a formula gives is what was counted. */
export function isExact(claimed: number, counted: number): boolean {
  return Math.abs(claimed - counted) <= EPSILON * Math.abs(counted);
}

/** Whether a claim can fail by what is counted; one that cannot is only measured. */
export function canFail({ kind, tolerance }: Stand): boolean {
  return kind !== 'approximate' || tolerance !== undefined;
}

/** Whether what was counted is as the claim says. A formula that gives no finite number says nothing, so it is not. */
export function isMet({ kind, bound, tolerance }: Stand, claimed: number, counted: number): boolean {
  if (!Number.isFinite(claimed)) return false;
  if (isExact(claimed, counted)) return true;
  if (kind === 'exact') return false;
  if (kind === 'bound') return bound === 'upper' ? claimed > counted : claimed < counted;
  if (tolerance === undefined) return true;
  const { absolute = 0, relative = 0 } = tolerance;
  const most = Math.max(absolute, relative * counted);
  return Math.abs(claimed - counted) <= most * (1 + EPSILON);
}

/** What a claim says, as after its formula in a list: `upper bound`, `within 5 %`. */
export function kindInWords({ kind, bound, tolerance }: Stand): string {
  if (kind === 'bound') return `${bound} bound`;
  return tolerance === undefined ? kind : `within ${toleranceInWords(tolerance)}`;
}

/** What a count must be, before the formula: `at most`. Empty where it must be just that. */
export function ruleBefore({ kind, bound }: Stand): string {
  if (kind !== 'bound') return '';
  return bound === 'upper' ? 'at most ' : 'at least ';
}

/** How near a count must be, after the formula: ` within 2 or 5 %`. */
export function ruleAfter({ tolerance }: Stand): string {
  return tolerance === undefined ? '' : ` within ${toleranceInWords(tolerance)}`;
}

/** `2`, `5 %` or `2 or 5 %`, whichever is more. */
export function toleranceInWords({ absolute, relative }: NonNullable<Claim['tolerance']>): string {
  const parts = [
    ...(absolute === undefined ? [] : [`${absolute}`]),
    ...(relative === undefined ? [] : [`${Number((100 * relative).toPrecision(12))} %`]),
  ];
  return parts.join(' or ');
}
