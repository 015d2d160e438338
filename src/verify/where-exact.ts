import { byteAt } from '../gates/at.ts';

/** A case of a claim: its letters, and whether the formula was met. */
export interface Case {
  readonly point: Readonly<Record<string, number>>;
  readonly isExact: boolean;
}

/** Where a formula is exact, in words. */
export interface WhereExact {
  /** A condition on the letters, such as `j is a power of two`. */
  readonly text: string;
  /** Whether it is exact nowhere else. */
  readonly isWhole: boolean;
  /** How many cases it names, of how many that are exact. */
  readonly cases: number;
  readonly exact: number;
}

interface Condition {
  readonly text: string;
  readonly holds: (i: number, j: number) => boolean;
}

const SMALL = [1, 2, 3, 4, 5, 6, 8, 16, 32] as const;

const isPowerOfTwo = (n: number) => n > 0 && Number.isInteger(Math.log2(n));

/** Conditions on two widths, the plainest first; on one width i, those that name j are left out. */
const CONDITIONS: readonly Condition[] = [
  { text: 'i = j', holds: (i, j) => i === j },
  { text: 'j is a power of two', holds: (_, j) => isPowerOfTwo(j) },
  { text: 'i is a power of two', holds: (i) => isPowerOfTwo(i) },
  { text: 'j + 1 is a power of two', holds: (_, j) => isPowerOfTwo(j + 1) },
  { text: 'i <= j', holds: (i, j) => i <= j },
  { text: 'i >= j', holds: (i, j) => i >= j },
  ...SMALL.flatMap((n): Condition[] => {
    const at = n === 1 ? '= 1' : `<= ${n}`;
    return [
      { text: `i ${at}`, holds: (i) => i <= n },
      { text: `j ${at}`, holds: (_, j) => j <= n },
      { text: `min(i, j) ${at}`, holds: (i, j) => Math.min(i, j) <= n },
      { text: `max(i, j) ${at}`, holds: (i, j) => Math.max(i, j) <= n },
      { text: `|i - j| ${at}`, holds: (i, j) => Math.abs(i - j) <= n },
    ];
  }),
];

/**
 * A condition, or two joined by or, that names where a formula is exact: exactly there if one is found, else the one that
 * covers most of it and nothing besides. Undefined where it is exact nowhere or no condition fits.
 */
export function whereExact(cases: readonly Case[]): WhereExact | undefined {
  const exact = cases.filter(({ isExact }) => isExact).length;
  if (exact === 0) return undefined;
  const letters = Object.keys(cases[0]?.point ?? {});
  const [first = '', second = first] = letters;
  if (letters.length > 2) return undefined;
  const known = CONDITIONS.filter(({ text }) => letters.length === 2 || !/\bj\b/.test(text))
    .map(({ text, holds }) => ({
      text: renamed(text, first, second),
      where: Uint8Array.from(cases, ({ point }) => (holds(point[first] ?? 0, point[second] ?? 0) ? 1 : 0)),
    }))
    .filter(({ where }) => cases.every(({ isExact }, k) => isExact || where[k] === 0))
    .map((one) => ({ ...one, cases: covered(one.where) }))
    .filter((one) => one.cases > 0);
  let best: { text: string; cases: number } | undefined;
  const consider = (text: string, cases: number) => {
    if (best === undefined || cases > best.cases) best = { text, cases };
  };
  for (const one of known) consider(one.text, one.cases);
  for (const [k, one] of known.entries())
    for (const other of known.slice(k + 1))
      consider(
        `${one.text} or ${other.text}`,
        covered(one.where.map((bit, n) => bit | byteAt(other.where, n))),
      );
  return best === undefined ? undefined : { ...best, isWhole: best.cases === exact, exact };
}

function covered(where: Uint8Array): number {
  return where.reduce((sum, bit) => sum + bit, 0);
}

/** Conditions are written for i and j; a claim may call its letters otherwise. */
function renamed(text: string, first: string, second: string): string {
  return text.replaceAll(/\b[ij]\b/g, (letter) => (letter === 'i' ? first : second));
}
