import { showCase } from '../circuits/case-id.ts';
import type { AnyCircuit } from '../circuits/circuit.ts';
import { type AnyValues, type Param, WIDTH_LETTERS, withDefaults } from '../circuits/params.ts';
import type { Claim, Point } from '../claims/claim.ts';
import { entryOf } from '../gates/entry-of.ts';
import { mustBe } from '../gates/must-be.ts';
import type { EngineName } from '../sim/engines.ts';
import type { Catalogue } from './catalogue.ts';
import type { Where } from './vectors-where.ts';
import type { CheckName, ClaimPoint, Job } from './verdict.ts';

/** What a user asks to verify. */
export interface Selection {
  /** Circuits and claims by name; none means all. */
  readonly names: readonly string[];
  /** Values for some parameters, instead of the circuit's own sweep. */
  readonly params: Readonly<Record<string, readonly (number | string | boolean)[]>>;
  /** Only these values for widths, of circuits and in formulas; undefined means all. */
  readonly widths?: readonly number[];
  readonly checks: readonly CheckName[];
  readonly seed: number;
  /** The simulation engine; by default the one that suits the work. */
  readonly engine?: EngineName;
  /** With every input tried: only those where ports have these values. */
  readonly where?: Where;
}

/**
 * The jobs of a selection: each selected circuit over its sweep, and each selected claim over its domain, where one
 * build serves all that ask for it. Where everything is selected, a circuit that only a claim asks for is labelled
 * and counted, not run or proved: its sweep already runs one of each structure.
 */
export function planJobs(selection: Selection, catalogue: Catalogue): Job[] {
  const { circuits, claims, everything } = select(selection.names, catalogue);
  const jobs = new Map<string, { job: Job; claims: ClaimPoint[] }>();
  const add = (circuit: AnyCircuit, params: AnyValues, checks: readonly CheckName[]) => {
    const name = nameOf(circuit, params);
    const known = jobs.get(name);
    if (known !== undefined) return known;
    const claimsOfJob: ClaimPoint[] = [];
    const { seed, engine, where } = selection;
    const job = {
      circuit: circuit.name,
      params,
      checks,
      claims: claimsOfJob,
      seed,
      ...(engine === undefined ? {} : { engine }),
      ...(where === undefined ? {} : { where }),
    };
    const planned = { job, claims: claimsOfJob };
    jobs.set(name, planned);
    return planned;
  };

  for (const circuit of circuits)
    for (const params of sweepOf(circuit, selection)) add(circuit, params, selection.checks);
  const uncalled = everything
    ? selection.checks.filter((name) => name !== 'values' && name !== 'proof')
    : selection.checks;
  for (const claim of catalogue.claims) {
    const isSelected = claims.includes(claim);
    const circuit = catalogue.circuits.find(({ name }) => name === claim.circuit);
    if (circuit === undefined) {
      if (isSelected) throw mustBe(`claim ${claim.id}`, 'circuit', 'in the catalogue', claim.circuit);
      continue;
    }
    if (!isSelected && !circuits.includes(circuit)) continue;
    const sample = everything ? claim.sample : undefined;
    const mark = sample === undefined ? {} : ({ isSample: true } as const);
    for (const point of pointsOf({ domain: sample ?? claim.domain }, selection.widths)) {
      const params = claim.params(point);
      const planned =
        isSelected && uncalled.length > 0
          ? add(circuit, withDefaults(circuit.params, params), uncalled)
          : jobs.get(nameOf(circuit, params));
      if (selection.checks.includes('counts')) planned?.claims.push({ id: claim.id, point, ...mark });
    }
  }
  for (const name of selection.names) {
    const isPlanned = circuits.some((circuit) => circuit.name === name)
      ? [...jobs.values()].some(({ job }) => job.circuit === name)
      : catalogue.claims.some((claim) => claim.id === name && pointsOf(claim, selection.widths).length > 0);
    // What was asked for by name and was not looked at would else be taken as good.
    if (!isPlanned) throw mustBe('verify', `number of cases of ${name} in the selection`, 'at least 1', 0);
  }
  return [...jobs.values()].map(({ job }) => job);
}

/** The points of a claim's domain within the widths. */
export function pointsOf(
  claim: Pick<Claim, 'domain'>,
  widths: readonly number[] | undefined,
): readonly Point[] {
  if (widths === undefined) return claim.domain;
  return claim.domain.filter((point) =>
    Object.entries(point).every(([name, value]) => !WIDTH_LETTERS.includes(name) || widths.includes(value)),
  );
}

/**
 * Every combination of parameter values that the selection asks of a circuit; where it fixes none, the circuit's own
 * cases too.
 */
export function* sweepOf(
  circuit: AnyCircuit,
  selection: Pick<Selection, 'params' | 'widths'>,
): Generator<AnyValues> {
  const { params, widths } = selection;
  let combinations: AnyValues[] = [{}];
  for (const [name, param] of Object.entries(circuit.params)) {
    const values =
      entryOf(params, name) ??
      (circuit.sweep?.[name] ?? allValues(param)).filter((value) => isWithin(name, value, widths));
    combinations = combinations.flatMap((some) => values.map((value) => ({ ...some, [name]: value })));
  }
  if (Object.keys(params).length === 0)
    for (const values of circuit.cases?.() ?? [])
      if (Object.entries(values).every(([name, value]) => isWithin(name, value, widths)))
        combinations.push(values);
  for (const values of combinations) if (circuit.forbids?.(values) === undefined) yield values;
}

function isWithin(
  name: string,
  value: number | string | boolean,
  widths: readonly number[] | undefined,
): boolean {
  return widths === undefined || !WIDTH_LETTERS.includes(name) || widths.includes(Number(value));
}

function allValues(param: Param): readonly (number | string | boolean)[] {
  if (param.kind === 'choice') return param.values;
  if (param.kind === 'flag') return [false, true];
  return Array.from({ length: param.max - param.min + 1 }, (_, k) => param.min + k);
}

/** The name of a case; absent values are the defaults. */
function nameOf(circuit: AnyCircuit, params: AnyValues): string {
  return showCase({ circuit: circuit.name, params: withDefaults(circuit.params, params) });
}

function select(names: readonly string[], catalogue: Catalogue) {
  if (names.length === 0) return { circuits: catalogue.circuits, claims: catalogue.claims, everything: true };
  const circuits = catalogue.circuits.filter(({ name }) => names.includes(name));
  const claims = catalogue.claims.filter(({ id }) => names.includes(id));
  for (const name of names)
    if (!circuits.some((circuit) => circuit.name === name) && !claims.some(({ id }) => id === name)) {
      const known = [
        ...catalogue.circuits.map((circuit) => circuit.name),
        ...catalogue.claims.map(({ id }) => id),
      ];
      throw mustBe('verify', 'name', `a circuit or a claim of ${known.join(', ')}`, name);
    }
  return { circuits, claims, everything: false };
}
