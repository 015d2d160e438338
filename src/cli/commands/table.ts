import { entryOf } from '../../gates/entry-of.ts';
import { Misuse } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import { type Cases, caseTable, circuitCases, claimCases, gridTable } from '../../report/case-table.ts';
import type { Table } from '../../tables/document.ts';
import { paramsGiven } from '../circuit-argument.ts';
import { type BaseContext, defineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { FLOAT_VIEWS, type View } from '../float-views.ts';
import type { CommandLine } from '../option.ts';
import { oneOf, readWidths } from '../readers.ts';

/** Powers of two make a table that fits a page; `--widths 1..64` gives every width. */
const PRESET_WIDTHS = '1,2,4,8,16,32,64';

/** What a grid can show in its squares; the last three need a claim of one term. */
const GRIDS = ['FA', 'HA', 'adders', 'muxes', 'gates', 'depth', 'claimed', 'counted', 'error'] as const;

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

export const table = defineCommand({
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
  options: {
    widths: {
      about: 'widths to show, as in 8, 1..64 or 1,2,4..8',
      parse: readWidths,
      default: PRESET_WIDTHS,
      misplaced: (line) => leftOutForView(line) ?? leftOutForParams(line),
    },
    grid: {
      about: 'one number for each pair of widths, as a square',
      parse: oneOf(GRIDS),
      misplaced: leftOutForView,
    },
  },
  circuitOptions: 'params',
  async run(context) {
    const { catalogue, names, options } = context;
    const view = viewNamed(names[0]);
    if (view !== undefined) {
      await context.print(view.show(context));
      return EXIT.holds;
    }
    const { widths, grid } = options;
    const claim = catalogue.claims.find(({ id }) => id === names[0]);
    const circuit = catalogue.circuits.find(({ name }) => name === (claim?.circuit ?? names[0]));
    if (circuit === undefined) throw unknownName(context);
    const cases =
      claim === undefined
        ? circuitCases(circuit, widths, paramsGiven(circuit, context))
        : claimCases(claim, circuit, widths);
    if (cases.rows.length === 0)
      throw new Misuse({
        who: 'table',
        what: '--widths',
        verb: 'leave',
        rule: 'at least one case',
        got: widths.join(','),
      });
    await context.print({
      facts: { circuit: circuit.name, ...(claim ? { claim: claim.id, source: claim.source } : {}) },
      tables: [grid === undefined ? caseTable(cases) : asGrid(cases, grid)],
    });
    return cases.isAsClaimed ? EXIT.holds : EXIT.fails;
  },
});

function asGrid(cases: Cases, measure: string): Table {
  try {
    return gridTable(cases, measure);
  } catch (error) {
    throw error instanceof Misuse ? error.renamed({ grid: '--grid' }) : error;
  }
}

function unknownName({ names, catalogue }: BaseContext): Misuse {
  const known = [
    ...catalogue.claims.map(({ id }) => id),
    ...Object.keys(FLOAT_VIEWS),
    ...catalogue.circuits.map(({ name }) => name),
  ];
  return mustBe('table', 'name', `one of ${known.join(', ')}`, names.join(' ') || 'nothing');
}
