import type { AnyValues } from '../circuits/params.ts';
import type { Formula } from '../cost/metric.ts';
import { aceV2Of, muxesAsAdders } from '../cost/metrics/ace.ts';
import { FULL_ADDER_AREA, unitGatesOf } from '../cost/metrics/unit-gates.ts';
import type { Pair } from '../cost/operation.ts';
import type { Count } from '../gates/count.ts';

/** The values of the letters of a claim's formula, such as widths: `{ i: 8, j: 4 }`. */
export type Point = Readonly<Record<string, number>>;

/** What is counted to test a formula. */
export interface Measure {
  /** As a column heading. */
  readonly name: string;
  of(count: Count): number;
}

/**
 * The measures of the paper's convention, a half or full adder is 1, a multiplexer 1/5, other gates 0; and R. Zimmermann's
 * unit-gate area, AND and OR 1, XOR 2, multiplexer 3, inverters free, in units of a full adder, which has 7.
 */
export const MEASURES = {
  adders: { name: 'adders', of: (count) => count.adders },
  fa: { name: 'full adders', of: (count) => count.fa },
  ha: { name: 'half adders', of: (count) => count.ha },
  muxes: { name: 'multiplexers', of: (count) => count.muxes },
  muxAdders: { name: 'multiplexers / 5', of: ({ muxes }) => muxesAsAdders(muxes) },
  weighted: { name: 'adders + multiplexers / 5', of: aceV2Of },
  unitGates: {
    name: 'unit gates / 7',
    of: (count) => unitGatesOf(count) / FULL_ADDER_AREA,
  },
} as const satisfies Record<string, Measure>;

/** One number that a claim gives for a stage of its circuit. */
export interface Term {
  /** Path of the stage; empty for the whole circuit. */
  readonly scope: string;
  readonly measure: keyof typeof MEASURES;
  /** The formula as text. */
  readonly text: string;
  formula(point: Point): number;
}

/** How far a formula may be off: by as much as the larger of the two allows. At least one must be given. */
export interface Tolerance {
  /** In the unit of the term: a finite number from 0 on. */
  readonly absolute?: number;
  /** As a part of what is counted, 0.05 for 5 %: a finite number from 0 on. */
  readonly relative?: number;
}

/** What a formula says, as data. `verify`, `table`, `list` and the documentation read these. */
export interface Claim {
  readonly id: string;
  /** The formula as printed in its source. */
  readonly text: string;
  /** One sentence: what it is about and how it is read here. */
  readonly about: string;
  /** Where it stands. */
  readonly source: string;
  /** stated: the source says so; derived: computed here from the structure; inferred: our reading of the source. */
  readonly status: 'stated' | 'derived' | 'inferred';
  /**
   * What the claim says of its circuit at every point: `exact`, the formula is the count; `bound`, it is never exceeded
   * or never undercut, as `bound` says; `approximate`, it is near the count: as near as `tolerance` says, and without
   * one it is only measured, which cannot fail but by figures that change from `recorded`.
   */
  readonly kind: 'exact' | 'bound' | 'approximate';
  /** Which side of the count the formula is on: `upper`, never below it; `lower`, never above. With kind `bound` alone, and there always. */
  readonly bound?: 'upper' | 'lower';
  /** How far an approximate formula may be off. With kind `approximate` alone. */
  readonly tolerance?: Tolerance;
  /** Set where the formula is a cost that its source sets, and no number of adders. */
  readonly basis?: 'cost model';
  /** Shown beside another claim for contrast; the source does not say this of this circuit. */
  readonly contrast?: true;
  /** Name of the circuit whose structure decides. */
  readonly circuit: string;
  /** The letters of the formula. */
  readonly letters: readonly string[];
  /** The points of the whole domain. */
  readonly domain: readonly Point[];
  /** The points that a verification of everything visits, where all would take long; the claim by its name visits all. */
  readonly sample?: readonly Point[];
  /** The circuit's parameters at a point. */
  params(point: Point): AnyValues;
  readonly terms: readonly Term[];
  /** Errors of an approximate claim over its whole domain as last measured; a change is reported as a failure. */
  readonly recorded?: { readonly maxAbsError: number; readonly maxRelError: number };
}

/** Every width from `low` to 64, as points of one letter. */
export function widths(letter: string, low = 1): Point[] {
  return range(low).map((value) => ({ [letter]: value }));
}

const pairs = new Map<number, readonly Point[]>();

/** Every pair of widths i, j from 1 (j from `low`) to 64; the same array for every claim that asks. */
export function widthPairs(low = 1): readonly Point[] {
  const known = pairs.get(low) ?? range(1).flatMap((i) => range(low).map((j) => ({ i, j })));
  pairs.set(low, known);
  return known;
}

function range(low: number): number[] {
  return Array.from({ length: 65 - low }, (_, k) => k + low);
}

/** A term in the words of a price of two widths, where the letters of the claim are i and j. */
export function termOf({ text, value }: Formula<Pair>, measure: Term['measure'], scope = ''): Term {
  return { scope, measure, text, formula: (point) => value(widthPair(point)) };
}

/** The two widths of a point. */
export function widthPair(point: Point): Pair {
  return { i: letter(point, 'i'), j: letter(point, 'j') };
}

/** The value of a letter at a point. */
export function letter(point: Point, name: string): number {
  const value = point[name];
  if (value === undefined)
    throw new Error(`a point must have the letter ${name}, got ${JSON.stringify(point)}`);
  return value;
}
