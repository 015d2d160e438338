import { type AnyCircuit, buildCircuit } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import { type Claim, MEASURES, type Point } from '../claims/claim.ts';
import { isMet } from '../claims/judge.ts';
import { count } from '../gates/count.ts';
import { depth } from '../gates/depth.ts';
import { Misuse, said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import { type CellValue, type Table, tableOf } from '../tables/document.ts';
import { pointsOf, sweepOf } from '../verify/plan.ts';
import { scopeOfTerm } from '../verify/scope-of-term.ts';

/** One case: its widths or parameters, what the claim says, and what the structure holds. Keys are headings. */
type Row = Readonly<Record<string, CellValue>>;

/** Cases of a circuit, counted, or of a claim against its circuit. */
export interface Cases {
  readonly title: string;
  /** The letters of the claim, or the parameters of the circuit. */
  readonly letters: readonly string[];
  readonly rows: readonly Row[];
  /** Whether the claim is met in all of them. */
  readonly isAsClaimed: boolean;
}

/** The points of a claim within some widths, each counted. */
export function claimCases(claim: Claim, circuit: AnyCircuit, widths: readonly number[]): Cases {
  const made = pointsOf(claim, widths).map((point) => rowOf(circuit, claim.params(point), { point, claim }));
  return {
    title: `${claim.id}: ${claim.text}; ${claim.about}`,
    letters: claim.letters,
    rows: made.map(({ row }) => row),
    isAsClaimed: made.every((one) => one.isMet),
  };
}

/**
 * A circuit counted at every combination of values. What is not given runs over the widths where it is a whole number, and
 * else keeps its default.
 */
export function circuitCases(
  circuit: AnyCircuit,
  widths: readonly number[],
  given: Readonly<Record<string, readonly (number | string | boolean)[]>>,
): Cases {
  const presets = Object.entries(circuit.params).map(([name, param]) => {
    if (param.kind !== 'integer') return [name, [param.default]] as const;
    return [name, widths.filter((n) => n >= param.min && n <= param.max)] as const;
  });
  const params = { ...Object.fromEntries(presets), ...given };
  return {
    title: `${circuit.name}: counts`,
    letters: Object.keys(circuit.params),
    rows: [...sweepOf(circuit, { params })].map((values) => rowOf(circuit, values).row),
    isAsClaimed: true,
  };
}

/** A row, and whether the claim that it is of is met there. */
interface Made {
  readonly row: Row;
  readonly isMet: boolean;
}

function rowOf(circuit: AnyCircuit, params: AnyValues, claimed?: { claim: Claim; point: Point }): Made {
  const netlist = buildCircuit(circuit, params);
  const { fa: FA, ha: HA, adders, muxes, gates } = count(netlist);
  const row: Record<string, CellValue> = { ...(claimed?.point ?? params) };
  const { terms = [] } = claimed?.claim ?? {};
  let error = 0;
  let isAsClaimed = true;
  for (const term of terms) {
    if (claimed === undefined) break;
    const says = term.formula(claimed.point);
    const counted = MEASURES[term.measure].of(count(netlist, scopeOfTerm(claimed.claim, term, netlist)));
    const of = terms.length === 1 ? '' : ` ${term.scope} ${term.measure.toUpperCase()}`;
    row[`claimed${of}`] = says;
    row[`counted${of}`] = counted;
    error = Math.max(error, Math.abs(says - counted));
    if (claimed !== undefined && !isMet(claimed.claim, says, counted)) isAsClaimed = false;
  }
  const errors = terms.length > 0 ? { error } : {};
  return {
    row: { ...row, ...errors, FA, HA, adders, muxes, gates, depth: depth(netlist) },
    isMet: isAsClaimed,
  };
}

/** A row for each case. */
export function caseTable({ title, rows }: Cases): Table {
  const keys = Object.keys(rows[0] ?? {});
  return tableOf(
    'rows',
    title,
    rows,
    keys.map((key) => [key, (row) => row[key] ?? ''] as const),
  );
}

/** One number of each case as a square: the first width down, the second across. */
export function gridTable({ title, rows, letters }: Cases, measure: string): Table {
  const varying = letters.filter((name) => new Set(rows.map((row) => row[name])).size > 1);
  const [down, across] = varying;
  if (down === undefined || across === undefined || varying.length > 2)
    throw new Misuse({
      who: 'table',
      what: 'grid',
      verb: 'have',
      rule: 'two widths that vary',
      got: said(varying.join(', ') || 'none'),
    });
  if (rows[0]?.[measure] === undefined) throw mustBe('table', 'grid', 'a column of this table', measure);
  const lines = new Map<CellValue, Record<string, CellValue>>();
  for (const row of rows) {
    const key = row[down] ?? '';
    const line = lines.get(key) ?? { [`${down} \\ ${across}`]: key };
    line[String(row[across])] = row[measure] ?? '';
    lines.set(key, line);
  }
  const records = [...lines.values()];
  const headings = [`${down} \\ ${across}`, ...new Set(rows.map((row) => String(row[across])))];
  return tableOf(
    'rows',
    `${title}: ${measure}`,
    records,
    headings.map((key) => [key, (line) => line[key] ?? ''] as const),
  );
}
