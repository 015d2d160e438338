import type { AnyCircuit } from '../circuits/circuit.ts';
import type { Claim } from '../claims/claim.ts';
import { CATALOGUE, type Catalogue } from './catalogue.ts';
import { EARLIER_FIELDS, type EarlierCircuit, isEarlier } from './earlier-record.ts';
import { guardedCircuit, guardedClaim, guardedEarlier } from './guarded.ts';
import { type Place, recordError, within } from './record-error.ts';
import { CIRCUIT, CLAIM, checkParam, checkParams, checkShape, EARLIER_CIRCUIT } from './record-shapes.ts';

/**
 * A catalogue with more circuits and claims in front, from the arrays of these names, either of which may be left out.
 * Each record is checked field by field, its name must be new, and its functions are checked when they are called: a
 * RecordError names the file, the field, what is allowed and what was given, as in
 * `my.mjs: circuits[0].params.n.min must be a whole number, got 'x'`.
 */
export function checkCatalogue(
  file: string,
  more: { readonly circuits?: unknown; readonly claims?: unknown },
  known: Catalogue = CATALOGUE,
): Catalogue {
  const taken = new Set([...known.circuits.map(({ name }) => name), ...known.claims.map(({ id }) => id)]);
  const circuits = arrayOf(more.circuits, { file, path: 'circuits' }).map((record, k) => {
    const place = { file, path: `circuits[${k}]` };
    const circuit = checkedCircuit(record, place);
    claimName(circuit.name, taken, within(place, '.name'));
    return circuit;
  });
  const all = [...circuits, ...known.circuits];
  const claims = arrayOf(more.claims, { file, path: 'claims' }).map((record, k) => {
    const place = { file, path: `claims[${k}]` };
    checkClaim(record, place);
    checkPoints(record, place);
    claimName(record.id, taken, within(place, '.id'));
    const circuit = all.find(({ name }) => name === record.circuit);
    if (circuit === undefined)
      throw recordError(
        within(place, '.circuit'),
        `one of ${all.map(({ name }) => name).join(', ')}`,
        record.circuit,
      );
    return guardedClaim(record, circuit, place);
  });
  return { circuits: all, claims: [...claims, ...known.claims] };
}

function arrayOf(value: unknown, place: Place): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw recordError(place, 'an array', value);
  return value;
}

/** A name means one thing: what was loaded never stands for something that we ship, or that another file brought. */
function claimName(name: string, taken: Set<string>, place: Place): void {
  if (taken.has(name)) throw recordError(place, 'a name that is not taken', name);
  taken.add(name);
}

/** The circuit of a record in either form, guarded. */
function checkedCircuit(record: unknown, place: Place): AnyCircuit {
  const fields = typeof record === 'object' && record !== null ? record : {};
  if (isEarlier(fields)) {
    checkEarlier(record, place);
    checkValues(record, place);
    return guardedEarlier(record, place);
  }
  const twice = 'meaning' in fields ? EARLIER_FIELDS.find((field) => field in fields) : undefined;
  if (twice !== undefined)
    throw recordError(
      within(place, `.${twice}`),
      'left out beside meaning, which says what the circuit computes',
      Reflect.get(fields, twice),
    );
  checkCircuit(record, place);
  checkValues(record, place);
  return guardedCircuit(record, place);
}

function checkCircuit(record: unknown, place: Place): asserts record is AnyCircuit {
  checkShape(CIRCUIT, record, place);
}

function checkEarlier(record: unknown, place: Place): asserts record is EarlierCircuit {
  checkShape(EARLIER_CIRCUIT, record, place);
}

/** What fields say of each other. */
function checkValues({ params, shorthand, sweep }: Omit<AnyCircuit, 'meaning'>, place: Place): void {
  for (const [name, values] of Object.entries(sweep ?? {})) {
    const at = within(place, `.sweep.${name}`);
    for (const [k, value] of (values ?? []).entries()) checkParam(params, name, value, within(at, `[${k}]`));
  }
  for (const [name, values] of Object.entries(shorthand?.values ?? {}))
    checkParams(params, values, within(place, `.shorthand.values.${name}`), true);
}

function checkClaim(record: unknown, place: Place): asserts record is Claim {
  checkShape(CLAIM, record, place);
}

function checkPoints({ letters, domain, sample = [] }: Claim, place: Place): void {
  for (const [field, points] of Object.entries({ domain, sample }))
    for (const [k, point] of points.entries())
      for (const letter of letters)
        if (!Object.hasOwn(point, letter))
          throw recordError(within(place, `.${field}[${k}].${letter}`), 'given', undefined);
}
