import { additionClaims } from './addition-claims.ts';
import type { Claim } from './claim.ts';
import { floatClaims } from './float-claims.ts';
import { macClaims } from './mac-claims.ts';
import { metricClaims } from './metric-claims.ts';
import { multiplierClaims } from './multiplier-claims.ts';
import { shiftClaims } from './shift-claims.ts';

/** The catalogue of claims: every formula of the paper that is checked, and the refinements derived beside them. */
export const CLAIMS: readonly Claim[] = [
  ...multiplierClaims,
  ...macClaims,
  ...additionClaims,
  ...shiftClaims,
  ...floatClaims,
  ...metricClaims,
];
