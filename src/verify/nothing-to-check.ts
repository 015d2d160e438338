import { type Catalogue, circuitNamed } from './catalogue.ts';
import { saysWhatToProve } from './prove-circuit.ts';
import type { CheckName, Job } from './verdict.ts';

/**
 * Why none of the jobs has anything for any of the checks, a reason for each check; undefined where one has. A run of
 * such jobs would find nothing wrong, whatever the circuits are.
 */
export function nothingToCheck(
  jobs: readonly Job[],
  checks: readonly CheckName[],
  catalogue: Catalogue,
): string | undefined {
  const reasons = checks.map((check) => REASONS[check]?.(jobs, catalogue));
  if (reasons.includes(undefined)) return undefined;
  return reasons.join('; ');
}

const REASONS: Partial<
  Record<CheckName, (jobs: readonly Job[], catalogue: Catalogue) => string | undefined>
> = {
  counts: (jobs) =>
    jobs.some(({ claims }) => claims.length > 0) ? undefined : 'no formula speaks of these circuits',
  proof: (jobs, catalogue) =>
    jobs.some(({ circuit, params }) => saysWhatToProve(circuitNamed(circuit, catalogue), params))
      ? undefined
      : `nothing to prove is stated of ${[...new Set(jobs.map(({ circuit }) => circuit))].join(', ')}`,
};
