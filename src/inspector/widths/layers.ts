import { CLAIMS } from '../../claims/index.ts';
import type { Sample, WidthMap } from './width-map.ts';
import { SIDE, sampleAt, widthsAt } from './width-map.ts';

/** A number that a map can show at each pair of widths, as a record. */
export interface Layer {
  readonly name: string;
  readonly title: string;
  /** What the number is, in a phrase: `64 by 64: 12 ...`. */
  readonly unit: string;
  /** One sentence: what it is and what it teaches. */
  readonly about: string;
  /** A difference from a formula, whose zeros mean that the formula holds; a line is drawn around them. */
  readonly isDifference?: true;
  of(sample: Sample, i: number, j: number): number;
}

/** The formula of the paper for the adders of a multiplier. It speaks of Dadda's; beside others it is a contrast. */
export const FORMULA = 'F4';

/** The text of that formula, and its value. */
export function formulaOf(): { text: string; value: (i: number, j: number) => number } {
  const term = CLAIMS.find(({ id }) => id === FORMULA)?.terms[0];
  if (term === undefined) throw new Error(`the claims must have ${FORMULA}`);
  return { text: term.text, value: (i, j) => term.formula({ i, j }) };
}

/** Whether a claim holds that formula against a circuit, as its own or for contrast; of others it was never said. */
export function isClaimedOf(circuit: string): boolean {
  const { text } = formulaOf();
  return CLAIMS.some((claim) => claim.circuit === circuit && claim.text === text);
}

const formula = formulaOf();

/** The layers of the map, in the order of the page. */
export const LAYERS: readonly Layer[] = [
  {
    name: 'beyond',
    title: 'Adders beyond the formula',
    unit: 'adders beyond the formula',
    about: `full and half adders, less ${formula.text}: what the formula says of a Dadda multiplier`,
    isDifference: true,
    of: ({ adders }, i, j) => adders - formula.value(i, j),
  },
  {
    name: 'fa',
    title: 'Full adders',
    unit: 'full adders',
    about: 'full adders, each takes three dots of a column and leaves two',
    of: ({ fa }) => fa,
  },
  {
    name: 'ha',
    title: 'Half adders',
    unit: 'half adders',
    about: 'half adders, which remove no dot from the diagram and only move one to the next column',
    of: ({ ha }) => ha,
  },
  {
    name: 'depth',
    title: 'Depth',
    unit: 'gates deep',
    about: 'gates on the longest path from an input to an output',
    of: (sample) => sample.depth,
  },
  {
    name: 'gates',
    title: 'Gates',
    unit: 'gates',
    about: 'all gates, those inside the adders included',
    of: ({ gates }) => gates,
  },
];

/** What a map says in a layer: its numbers, and their range. */
export interface Survey {
  /** A number for each cell; NaN where it is not measured yet. */
  readonly values: Float64Array;
  readonly done: number;
  readonly min: number;
  readonly max: number;
  /** How many of the measured cells are not 0. */
  readonly nonzero: number;
  /** The first pair of widths with the greatest number. */
  readonly at: { readonly i: number; readonly j: number };
}

/** Reads a layer off a map. An empty map has range 0 to 0. */
export function survey(map: WidthMap, layer: Layer): Survey {
  const values = new Float64Array(SIDE * SIDE).fill(Number.NaN);
  let [done, min, max, nonzero, best] = [0, 0, 0, 0, 0];
  for (let cell = 0; cell < SIDE * SIDE; cell++) {
    const sample = sampleAt(map, cell);
    if (sample === undefined) continue;
    const { i, j } = widthsAt(cell);
    const value = layer.of(sample, i, j);
    values[cell] = value;
    if (value !== 0) nonzero++;
    if (done === 0 || value < min) min = value;
    if (done === 0 || value > max) {
      max = value;
      best = cell;
    }
    done++;
  }
  return { values, done, min, max, nonzero, at: widthsAt(best) };
}

/** What a map says in a layer. */
export interface Summary {
  /** A few words, for above the map. */
  readonly short: string;
  /** A sentence without its stop. */
  readonly long: string;
}

/** A map summed up, such as `off in 3,723 of 4,096, by up to 441`. */
export function summary(layer: Layer, { done, min, max, nonzero, at }: Survey): Summary {
  const number = (value: number) => value.toLocaleString('en');
  const pairs = `${number(done)} pairs of widths`;
  if (done === 0) return { short: '', long: 'nothing is counted yet' };
  if (layer.isDifference !== true) {
    const range = min === max ? number(min) : `${number(min)} to ${number(max)}`;
    return { short: range, long: `${range} ${layer.unit}, the most at ${at.i} by ${at.j}` };
  }
  if (nonzero === 0)
    return { short: `0 in all ${number(done)}`, long: `the formula holds in all ${pairs}: flat zero` };
  const most = [
    ...(max > 0 ? [`up to ${number(max)} too many`] : []),
    ...(min < 0 ? [`up to ${number(-min)} too few`] : []),
  ].join(', ');
  return {
    short: `off in ${number(nonzero)} of ${number(done)}, ${most}`,
    long: `the formula is off in ${number(nonzero)} of ${pairs}: ${most}${max > 0 && min === 0 ? ` at ${at.i} by ${at.j}` : ''}`,
  };
}
