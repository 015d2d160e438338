import { type AnyCircuit, buildCircuit } from '../../circuits/circuit.ts';
import { CIRCUITS } from '../../circuits/index.ts';
import { dotColumns } from '../../gates/dot-columns.ts';
import { mustBe } from '../../gates/must-be.ts';

const SUFFIX = '-multiplier';

let known: ReadonlyMap<string, AnyCircuit> | undefined;

/**
 * The multipliers of the catalogue that are a dot diagram, every dot an AND of two bits, by the names that the address has
 * for them. Whether one is, its structure tells: it is built once, as it is by default, when somebody asks.
 */
export function multipliers(): ReadonlyMap<string, AnyCircuit> {
  known ??= new Map(
    CIRCUITS.filter(
      (circuit) =>
        circuit.name.endsWith(SUFFIX) &&
        'i' in circuit.params &&
        'j' in circuit.params &&
        dotColumns(buildCircuit(circuit, {})).breaches.length === 0,
    ).map((circuit) => [circuit.name.slice(0, -SUFFIX.length), circuit]),
  );
  return known;
}

/** The multiplier that the address calls so. */
export function multiplierNamed(kind: string): AnyCircuit {
  const circuit = multipliers().get(kind);
  if (circuit === undefined)
    throw mustBe('inspector', 'kind', `one of ${[...multipliers().keys()].join(', ')}`, kind);
  return circuit;
}
