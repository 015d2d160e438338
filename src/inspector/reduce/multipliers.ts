import type { AnyCircuit } from '../../circuits/circuit.ts';
import { CIRCUITS } from '../../circuits/index.ts';
import { mustBe } from '../../gates/must-be.ts';

const SUFFIX = '-multiplier';

/** The multipliers of the catalogue whose reduction is a dot diagram, by the names the address has for them. */
export const MULTIPLIERS: ReadonlyMap<string, AnyCircuit> = new Map(
  CIRCUITS.filter(({ name, params }) => name.endsWith(SUFFIX) && 'i' in params && 'j' in params).map(
    (circuit) => [circuit.name.slice(0, -SUFFIX.length), circuit],
  ),
);

/** The multiplier that the address calls so. */
export function multiplierNamed(kind: string): AnyCircuit {
  const circuit = MULTIPLIERS.get(kind);
  if (circuit === undefined)
    throw mustBe('inspector', 'kind', `one of ${[...MULTIPLIERS.keys()].join(', ')}`, kind);
  return circuit;
}
