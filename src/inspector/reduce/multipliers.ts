import { type AnyCircuit, buildCircuit, modelOf } from '../../circuits/circuit.ts';
import { CIRCUITS } from '../../circuits/index.ts';
import { withDefaults } from '../../circuits/params.ts';
import { isSignedPort } from '../../circuits/port-number.ts';
import { isSumOfDots } from '../../dots/dot-stages.ts';
import { mustBe } from '../../gates/must-be.ts';

const SUFFIX = '-multiplier';

let known: ReadonlyMap<string, AnyCircuit> | undefined;

/**
 * The multipliers of the catalogue that are a dot diagram, by the names that the address has for them. Whether one is, its
 * structure tells: it is built once, as it is by default, when somebody asks.
 */
export function multipliers(): ReadonlyMap<string, AnyCircuit> {
  known ??= new Map(
    CIRCUITS.filter(
      (circuit) =>
        circuit.name.endsWith(SUFFIX) &&
        'i' in circuit.params &&
        'j' in circuit.params &&
        isSumOfDots(buildCircuit(circuit, {})),
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

/** Whether a multiplier, as the diagram has it, takes and gives numbers in two's complement. */
export function isSigned(kind: string): boolean {
  const circuit = multiplierNamed(kind);
  return isSignedPort(circuit, withDefaults(circuit.params, {}), 'p');
}

/** The product that a multiplier is to make of a and b: its bits as a number, of signed ones too. */
export function productOf(
  kind: string,
  { a, b, i, j }: { readonly a: bigint; readonly b: bigint; readonly i: number; readonly j: number },
): bigint {
  return modelOf(multiplierNamed(kind), withDefaults(multiplierNamed(kind).params, { i, j }))([a, b]).p ?? 0n;
}
