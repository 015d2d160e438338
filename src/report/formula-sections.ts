import { formatNamed } from '../circuits/float-formats.ts';
import type { Claim } from '../claims/claim.ts';
import { FULL_ADDERS_AN_ADDER, UNIT_GATES_AN_ADDER } from '../claims/metric-claims.ts';
import { heatMapSvg } from '../drawing/heat-map.ts';
import { correlate, FIT_COLUMNS } from '../findings/correlate.ts';
import { type Table, tableOf } from '../tables/document.ts';
import { verdictInWords } from '../verify/in-words.ts';
import type { ClaimSummary, VerificationSummary } from '../verify/summary.ts';
import type { ClaimResult } from '../verify/verdict.ts';
import { formatTable, stageTable } from './float-tables.ts';
import type { Block, Section } from './report.ts';

/** What a verification of the formulas gave. */
export interface Verified {
  readonly summary: VerificationSummary;
  readonly claims: readonly Claim[];
  readonly cases: ReadonlyMap<string, readonly ClaimResult[]>;
}

interface Found extends ClaimSummary {
  readonly claim: Claim;
  readonly words: string;
}

/** Every formula with its verdict in words. */
export function foundOf({ summary, claims }: Verified): Found[] {
  return summary.claims.flatMap((one) => {
    const claim = claims.find(({ id }) => id === one.id);
    if (claim === undefined) return [];
    return [{ ...one, claim, words: verdictInWords(one) }];
  });
}

/** The verdicts in a table. */
export function formulaSection(verified: Verified): Section {
  const found = foundOf(verified);
  return {
    title: 'Formulas',
    blocks: [
      {
        kind: 'text',
        text: 'Every formula against the structure of its circuit, built gate by gate at every point of its domain; the labels of all adders were proved from their gates. Errors are those of the formula, in percent of what is counted. Status: stated in the paper, inferred from it, or derived here.',
      },
      {
        kind: 'table',
        table: tableOf('claims', 'Verdicts', found, [
          ['claim', (row) => row.id],
          ['formula', (row) => row.formula],
          ['circuit', (row) => row.circuit],
          ['counted as', (row) => row.measure],
          ['status', (row) => row.status],
          ['cases', (row) => row.cases],
          ['verdict', (row) => row.words],
        ]),
      },
      {
        kind: 'table',
        isFolded: true,
        table: tableOf('about', 'What each formula is about, and its source', found, [
          ['claim', (row) => row.id],
          ['about', (row) => row.claim.about],
          ['source', (row) => row.claim.source],
        ]),
      },
    ],
    reproduce: ['adderscope verify --checks labels,counts', 'adderscope table F4 --widths 1..64'],
  };
}

const MAP_TEXT: Block = {
  kind: 'text',
  text: 'Where a formula of two widths is off: orange where it charges less than is counted, blue where it charges more. F4 stands for all that hold everywhere.',
};

/** Maps of the formulas of two widths; those that hold everywhere would be plain, so one of them stands for all. */
export function mapSection(verified: Verified): Section {
  const mapped = foundOf(verified).filter(({ id, claim, cases, exact }) => {
    const isSquare = claim.terms.length === 1 && claim.letters.length === 2 && cases > 1000;
    return isSquare && (exact < cases || id === 'F4');
  });
  return {
    title: 'Maps over all widths',
    blocks: [
      MAP_TEXT,
      ...mapped.map(({ id, formula, claim, measure, words }): Block => {
        const [down = 'i', across = 'j'] = claim.letters;
        const cells = (verified.cases.get(id) ?? []).map(({ point, terms }) => ({
          x: point[across] ?? 0,
          y: point[down] ?? 0,
          value: (terms[0]?.counted ?? 0) - (terms[0]?.claimed ?? 0),
        }));
        const title = `${id}: counted less claimed, in ${measure}`;
        const caption = `${id}, \`${formula}\` against ${claim.circuit}: counted less claimed, in ${measure}; ${words}.`;
        return { kind: 'drawing', svg: heatMapSvg({ title, down, across, cells }), caption };
      }),
    ],
    reproduce: mapped.map(({ id }) => `adderscope table ${id} --grid error --widths 1..64`),
  };
}

/** The nine stages of the adder of binary32, and all formats. */
export function floatSection(): Section {
  return {
    title: 'The floating-point adder, stage by stage',
    blocks: [
      {
        kind: 'text',
        text: 'The nine terms that the paper adds up to 6*max(i, j), beside what each stage holds: adders and fifths of multiplexers, and unit gates over 7, in which no gate is free.',
      },
      { kind: 'table', table: stageTable(formatNamed('binary32'), 'ties-to-even') },
      { kind: 'table', table: formatTable() },
    ],
    reproduce: ['adderscope table float-stages --format binary32', 'adderscope table float-formats'],
  };
}

/** F9 over all pairs of widths, from the cases of the verification. */
export function factorTable({ cases }: Verified): Table {
  const rows = [
    { id: 'F9', what: 'unit-gate area', constant: UNIT_GATES_AN_ADDER, unit: 7 },
    { id: 'F9f', what: 'full adders', constant: FULL_ADDERS_AN_ADDER, unit: 1 },
  ].map(({ id, what, constant, unit }) => {
    const terms = (cases.get(id) ?? []).flatMap((one) => one.terms);
    const adders = terms.map(({ claimed }) => (claimed * unit) / constant);
    return {
      id,
      what,
      ...correlate(
        adders,
        terms.map(({ counted }) => counted * unit),
      ),
    };
  });
  return tableOf('f9', 'F9: products of i by j bits, every pair from 1 to 64', rows, [
    ['claim', (row) => row.id],
    ['metric', (row) => row.what],
    ...FIT_COLUMNS,
  ]);
}
