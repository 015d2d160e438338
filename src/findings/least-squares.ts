import { at } from '../gates/at.ts';
import { mustBe } from '../gates/must-be.ts';

/**
 * The coefficients c for which the sum of (y - c x)^2 is least, by the normal equations. Each row of `terms` holds the
 * terms of one case; throws where they do not determine the coefficients.
 */
export function leastSquares(terms: readonly (readonly number[])[], values: readonly number[]): number[] {
  const size = terms[0]?.length ?? 0;
  const rows = Array.from({ length: size }, (_, r) => {
    const row = Array.from({ length: size }, (_, c) => dot(terms, (term) => at(term, r) * at(term, c)));
    return [...row, dot(terms, (term, k) => at(term, r) * at(values, k))];
  });
  for (let pivot = 0; pivot < size; pivot++) {
    const best = rows.slice(pivot).reduce((most, row, k) => {
      return Math.abs(at(row, pivot)) > Math.abs(at(at(rows, most), pivot)) ? pivot + k : most;
    }, pivot);
    const chosen = at(rows, best);
    rows[best] = at(rows, pivot);
    rows[pivot] = chosen;
    const scale = at(chosen, pivot);
    if (Math.abs(scale) < 1e-9) throw mustBe('leastSquares', 'terms', 'independent', `${size} that are not`);
    for (const [r, row] of rows.entries()) {
      if (r === pivot) continue;
      const times = at(row, pivot) / scale;
      for (let c = pivot; c <= size; c++) row[c] = at(row, c) - times * at(chosen, c);
    }
  }
  return rows.map((row, k) => at(row, size) / at(row, k));
}

function dot(
  terms: readonly (readonly number[])[],
  value: (term: readonly number[], k: number) => number,
): number {
  return terms.reduce((sum, term, k) => sum + value(term, k), 0);
}
