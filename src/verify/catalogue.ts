import type { AnyCircuit } from '../circuits/circuit.ts';
import { CIRCUITS } from '../circuits/index.ts';
import type { Claim } from '../claims/claim.ts';
import { CLAIMS } from '../claims/index.ts';
import { mustBe } from '../gates/must-be.ts';

/** What there is to verify. */
export interface Catalogue {
  readonly circuits: readonly AnyCircuit[];
  readonly claims: readonly Claim[];
}

/** Everything this package ships. */
export const CATALOGUE: Catalogue = { circuits: CIRCUITS, claims: CLAIMS };

/** The circuit of this name; throws when there is none. */
export function circuitNamed(name: string, { circuits }: Catalogue): AnyCircuit {
  const circuit = circuits.find((one) => one.name === name);
  if (circuit === undefined)
    throw mustBe('catalogue', 'circuit', `one of ${circuits.map((one) => one.name).join(', ')}`, name);
  return circuit;
}
