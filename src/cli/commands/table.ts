import { type AnyCircuit, buildCircuit } from '../../circuits/circuit.ts';
import type { AnyValues } from '../../circuits/params.ts';
import { type Claim, MEASURES, type Point } from '../../claims/claim.ts';
import { isMet } from '../../claims/judge.ts';
import { count } from '../../gates/count.ts';
import { depth } from '../../gates/depth.ts';
import { entryOf } from '../../gates/entry-of.ts';
import { Misuse, said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import { type CellValue, type Table, tableOf } from '../../tables/document.ts';
import { pointsOf, sweepOf } from '../../verify/plan.ts';
import { scopeOfTerm } from '../../verify/scope-of-term.ts';
import { paramsGiven } from '../circuit-argument.ts';
import { type Command, type CommandLine, type Context, optionValue } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { FLOAT_VIEWS, type View } from '../float-views.ts';
import { readWidths } from '../readers.ts';

/** Powers of two make a table that fits a page; `--widths 1..64` gives every width. */
const PRESET_WIDTHS = '1,2,4,8,16,32,64';

/** What a grid can show in its squares; the last three need a claim of one term. */
const GRIDS = ['FA', 'HA', 'adders', 'muxes', 'gates', 'depth', 'claimed', 'counted', 'error'] as const;

const WIDTHS = {
  name: 'widths',
  kind: 'text',
  about: 'widths to show, as in 8, 1..64 or 1,2,4..8',
  default: PRESET_WIDTHS,
  parse: readWidths,
  misplaced: (line: CommandLine) => leftOutForView(line) ?? leftOutForParams(line),
} as const;

function leftOutForView({ names: [name] }: CommandLine): string | undefined {
  return viewNamed(name) === undefined ? undefined : `left out for ${name}`;
}

/** Widths are for the parameters that are not given. */
function leftOutForParams({ names, catalogue, given }: CommandLine): string | undefined {
  const circuit = catalogue.circuits.find(({ name }) => name === names[0]);
  if (circuit === undefined) return undefined;
  const whole = Object.entries(circuit.params).filter(([, param]) => param.kind === 'integer');
  return whole.length > 0 && whole.every(([name]) => given.has(name))
    ? `left out beside ${whole.map(([name]) => `--${name}`).join(' and ')}`
    : undefined;
}

function viewNamed(name = ''): View | undefined {
  return entryOf(FLOAT_VIEWS, name);
}

/** One case: its widths or parameters, what the claim says, and what the structure holds. Keys are headings. */
type Row = Readonly<Record<string, CellValue>>;

/** A row, and whether the claim that it is of is met there. */
interface Made {
  readonly row: Row;
  readonly isMet: boolean;
}

export const table: Command = {
  name: 'table',
  takes: `<claim, circuit, ${Object.keys(FLOAT_VIEWS).join(' or ')}>`,
  mostNames: 1,
  standsFor: Object.fromEntries(
    Object.entries(FLOAT_VIEWS).flatMap(([name, { circuit }]) =>
      circuit === undefined ? [] : [[name, circuit]],
    ),
  ),
  about:
    'adder counts over widths, ready for a paper: a row for each case, or with --grid a square of widths',
  options: [
    WIDTHS,
    {
      name: 'grid',
      kind: 'text',
      about: 'one number for each pair of widths, as a square',
      choices: GRIDS,
      misplaced: leftOutForView,
    },
  ],
  circuitOptions: 'params',
  run(context) {
    const { catalogue, names, options } = context;
    const view = viewNamed(names[0]);
    if (view !== undefined) {
      context.print(view.show(context));
      return EXIT.holds;
    }
    const widths = optionValue(options, WIDTHS);
    const claim = catalogue.claims.find(({ id }) => id === names[0]);
    const circuit = catalogue.circuits.find(({ name }) => name === (claim?.circuit ?? names[0]));
    if (circuit === undefined) throw unknownName(context);
    const made =
      claim === undefined ? circuitRows(circuit, widths, context) : claimRows(claim, widths, circuit);
    const rows = made.map(({ row }) => row);
    if (rows.length === 0)
      throw new Misuse({
        who: 'table',
        what: '--widths',
        verb: 'leave',
        rule: 'at least one case',
        got: options.widths,
      });
    const title =
      claim === undefined ? `${circuit.name}: counts` : `${claim.id}: ${claim.text}; ${claim.about}`;
    const letters = claim?.letters ?? Object.keys(circuit.params);
    const shown =
      options.grid === undefined
        ? longTable(title, rows)
        : gridTable(title, rows, letters, String(options.grid));
    context.print({
      facts: { circuit: circuit.name, ...(claim ? { claim: claim.id, source: claim.source } : {}) },
      tables: [shown],
    });
    return made.some(({ isMet }) => !isMet) ? EXIT.fails : EXIT.holds;
  },
};

function unknownName({ names, catalogue }: Context): Misuse {
  const known = [
    ...catalogue.claims.map(({ id }) => id),
    ...Object.keys(FLOAT_VIEWS),
    ...catalogue.circuits.map(({ name }) => name),
  ];
  return mustBe('table', 'name', `one of ${known.join(', ')}`, names.join(' ') || 'nothing');
}

function claimRows(claim: Claim, widths: readonly number[], circuit: AnyCircuit): Made[] {
  return pointsOf(claim, widths).map((point) => rowOf(circuit, claim.params(point), { point, claim }));
}

/** A choice or a flag keeps its default unless the options say otherwise; whole numbers run over the widths. */
function circuitRows(circuit: AnyCircuit, widths: readonly number[], context: Context): Made[] {
  const presets = Object.entries(circuit.params).map(([name, param]) => {
    if (param.kind !== 'integer') return [name, [param.default]] as const;
    return [name, widths.filter((n) => n >= param.min && n <= param.max)] as const;
  });
  const params = { ...Object.fromEntries(presets), ...paramsGiven(circuit, context) };
  return [...sweepOf(circuit, { params })].map((values) => rowOf(circuit, values));
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

function longTable(title: string, rows: readonly Row[]): Table {
  const keys = Object.keys(rows[0] ?? {});
  return tableOf(
    'rows',
    title,
    rows,
    keys.map((key) => [key, (row) => row[key] ?? ''] as const),
  );
}

/** A square: the first width down, the second across. */
function gridTable(title: string, rows: readonly Row[], letters: readonly string[], measure: string): Table {
  const varying = letters.filter((name) => new Set(rows.map((row) => row[name])).size > 1);
  const [down, across] = varying;
  if (down === undefined || across === undefined || varying.length > 2)
    throw new Misuse({
      who: 'table',
      what: '--grid',
      verb: 'have',
      rule: 'two widths that vary',
      got: said(varying.join(', ') || 'none'),
    });
  if (rows[0]?.[measure] === undefined) throw mustBe('table', '--grid', 'a column of this table', measure);
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
