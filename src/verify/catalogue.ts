import type { AnyCircuit } from '../circuits/circuit.ts';
import { CIRCUITS } from '../circuits/index.ts';
import type { Claim } from '../claims/claim.ts';
import { CLAIMS } from '../claims/index.ts';

/** What there is to verify. */
export interface Catalogue {
  readonly circuits: readonly AnyCircuit[];
  readonly claims: readonly Claim[];
}

/** Everything this package ships. */
export const CATALOGUE: Catalogue = { circuits: CIRCUITS, claims: CLAIMS };
