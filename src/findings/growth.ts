import { buildCircuit } from '../circuits/circuit.ts';
import { dotProductCircuit } from '../circuits/dot-product.ts';
import { count } from '../gates/count.ts';
import { tableOf } from '../tables/document.ts';
import type { Finding } from './finding.ts';

/** The full adders of a dot product, for each of its terms. */
export interface DotGrowth {
  readonly i: number;
  readonly j: number;
  readonly terms: number;
  readonly fullAddersATerm: number;
}

/** Numbers of terms. */
export const DOT_TERMS: readonly number[] = [1, 2, 4, 8, 16, 32, 64];

/** Every pair of widths up to 16, and the corners up to 64. */
export const DOT_WIDTHS: readonly (readonly [i: number, j: number])[] = [
  ...Array.from({ length: 256 }, (_, k) => [1 + (k >> 4), 1 + (k & 15)] as const),
  [1, 64],
  [64, 1],
  [64, 64],
];

/**
 * Counts the full adders of dot products that grow, unsigned and in carry-save form to the end. Each removes one of the
 * terms i j dots and two rows are left, so that a term comes to i j full adders as there are more of them: what F5 charges.
 */
export function measureDotGrowth(widths = DOT_WIDTHS): DotGrowth[] {
  return widths.flatMap(([i, j]) =>
    DOT_TERMS.map((terms) => {
      const { fa } = count(buildCircuit(dotProductCircuit, { i, j, d: terms, signed: false, final: false }));
      return { i, j, terms, fullAddersATerm: fa / terms };
    }),
  );
}

/** Pairs of widths that have a row of their own. */
const GROWTH_ROWS = ['1 by 1', '1 by 64', '2 by 2', '4 by 4', '8 by 4', '8 by 8', '16 by 16', '64 by 64'];

type GrowthRow = Readonly<Record<string, string | number>>;

/** F5 on dot products that grow. */
export const growth: Finding = {
  name: 'growth',
  title: 'Full adders of a multiply-accumulate',
  about:
    'F5 charges i*j adders for a multiply-accumulate in carry-save form. Dot products of more and more terms, counted gate by gate:',
  isSeeded: false,
  show: () => {
    const all = measureDotGrowth();
    const shareOf = ({ i, j, fullAddersATerm }: DotGrowth) => (100 * fullAddersATerm) / (i * j);
    const shown = GROWTH_ROWS.map((name) => ({
      name,
      rows: all.filter(({ i, j }) => `${i} by ${j}` === name),
    }));
    const rows: GrowthRow[] = shown.map(({ name, rows }) => ({
      widths: name,
      ...Object.fromEntries(rows.map((row) => [row.terms, row.fullAddersATerm])),
      'i*j': rows.reduce((_, { i, j }) => i * j, 0),
    }));
    const spread = DOT_TERMS.map((terms) => {
      const shares = all.filter((row) => row.terms === terms).map(shareOf);
      return { terms, pairs: shares.length, least: Math.min(...shares), largest: Math.max(...shares) };
    });
    const columns = ['widths', ...DOT_TERMS.map(String), 'i*j'];
    return {
      tables: [
        tableOf(
          'terms',
          'Full adders a term, by the number of terms',
          rows,
          columns.map((key) => [key, (row: GrowthRow) => row[key] ?? ''] as const),
        ),
        tableOf('spread', 'Full adders a term in % of i*j, over all pairs of widths', spread, [
          ['terms', (row) => row.terms],
          ['pairs', (row) => row.pairs],
          ['least %', (row) => row.least],
          ['largest %', (row) => row.largest],
        ]),
      ],
      plot: {
        title: 'Full adders a term of a dot product, in % of i*j',
        x: { label: 'terms', isLogarithmic: true },
        y: { label: '% of i*j' },
        series: shown.slice(2).map(({ name, rows }) => ({
          name: `${name} bits`,
          as: 'line',
          points: rows.map((row) => [row.terms, shareOf(row)] as const),
        })),
      },
    };
  },
  notes: [
    'Pairs: every i and j up to 16, and 1 by 64, 64 by 1, 64 by 64 bits. Each full adder removes a dot, and two rows of dots are left at the end, so what is missing is theirs: by F5dr, for widths of 3 bits and more, 2(i + j + log2(d)) - 2 full adders over all d terms.',
    'Half adders are not among these; the claims F5, F5r and F5d-4 to F5d-64 count them too.',
  ],
};
