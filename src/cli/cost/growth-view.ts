import { DOT_TERMS, type DotGrowth, measureDotGrowth } from '../../findings/dot-growth.ts';
import { tableOf } from '../../tables/document.ts';
import type { FindingView } from './finding-view.ts';

/** Pairs of widths that have a row of their own. */
const GROWTH_ROWS = ['1 by 1', '1 by 64', '2 by 2', '4 by 4', '8 by 4', '8 by 8', '16 by 16', '64 by 64'];

type GrowthRow = Readonly<Record<string, string | number>>;

/** F5 on dot products that grow. */
export function growthView(): FindingView {
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
    notes: [
      'Pairs: every i and j up to 16, and 1 by 64, 64 by 1, 64 by 64 bits. Each full adder removes a dot, and two rows of dots are left at the end, so what is missing is theirs: by F5dr, for widths of 3 bits and more, 2(i + j + log2(d)) - 2 full adders over all d terms.',
      'Half adders are not among these; the claims F5, F5r and F5d-4 to F5d-64 count them too.',
    ],
  };
}
