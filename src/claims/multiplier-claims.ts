import { aceV2 } from '../cost/metrics/ace.ts';
import { type Claim, letter, type Point, termOf, widthPairs, widths } from './claim.ts';

const { mul } = aceV2.prices;

const SUPPLEMENT = 'PikeLPN, CVPR 2024, supplement, section 1';

/** The formulas count a ripple-carry final adder. */
const ripple = { final: 'ripple-carry' } as const;

/** Gives a formula over the two widths of a rectangle. */
const of = (formula: (i: number, j: number, min: number, max: number) => number) => (point: Point) => {
  const i = letter(point, 'i');
  const j = letter(point, 'j');
  return formula(i, j, Math.min(i, j), Math.max(i, j));
};

const RECTANGLE: Claim = {
  id: 'F4',
  text: mul.text,
  about: 'adders of the whole multiplier, i by j bits',
  source: SUPPLEMENT,
  status: 'stated',
  kind: 'exact',
  circuit: 'dadda-multiplier',
  letters: ['i', 'j'],
  domain: widthPairs(),
  params: (point) => ({ ...point, ...ripple }),
  terms: [termOf(mul, 'adders')],
};

/** F1 to F4r: how many adders a Dadda multiplier with a ripple-carry final adder has. */
export const multiplierClaims: readonly Claim[] = [
  square('F1', 'i^2 - 3i + 2', 'adders of the Dadda reduction', 'reduction', (i) => i ** 2 - 3 * i + 2),
  square('F2', '2i - 2', 'adders of the final ripple-carry adder', 'final adder', (i) => 2 * i - 2),
  square('F3', 'i^2 - i', 'adders of the whole multiplier', '', (i) => i ** 2 - i),
  RECTANGLE,
  {
    id: 'F4r',
    text: 'reduction: i*j - 2(i + j) + 3 FA, min(i, j) - 1 HA; final adder: i + j - 3 FA, 1 HA',
    about:
      'how the adders of i by j bits split, for min(i, j) >= 3; with min 2 there is no reduction and the final adder has max(i, j) - 2 FA and 2 HA; with min 1 there are no adders',
    source: "derived from Dadda's schedule, beside F4",
    status: 'derived',
    kind: 'exact',
    circuit: 'dadda-multiplier',
    letters: ['i', 'j'],
    domain: widthPairs(),
    params: (point) => ({ ...point, ...ripple }),
    terms: [
      {
        scope: 'reduction',
        measure: 'fa',
        text: 'i*j - 2(i + j) + 3',
        formula: of((i, j, min) => (min < 3 ? 0 : i * j - 2 * (i + j) + 3)),
      },
      {
        scope: 'reduction',
        measure: 'ha',
        text: 'min(i, j) - 1',
        formula: of((_i, _j, min) => (min < 3 ? 0 : min - 1)),
      },
      {
        scope: 'final adder',
        measure: 'fa',
        text: 'i + j - 3',
        formula: of((i, j, min, max) => (min === 1 ? 0 : min === 2 ? max - 2 : i + j - 3)),
      },
      {
        scope: 'final adder',
        measure: 'ha',
        text: '1',
        formula: of((_i, _j, min) => (min === 1 ? 0 : min === 2 ? 2 : 1)),
      },
    ],
  },
  contrast('F4w', 'wallace-multiplier', 'row-grouped Wallace', { maxAbsError: 441, maxRelError: 0.834197 }),
  contrast('F4a', 'array-multiplier', 'carry-save array with a row for each bit of b', {
    maxAbsError: 62,
    maxRelError: 0.492063,
  }),
];

/** A formula of the paper for i by i bits. */
function square(
  id: string,
  text: string,
  what: string,
  scope: string,
  formula: (i: number) => number,
): Claim {
  return {
    ...RECTANGLE,
    id,
    text,
    about: `${what}, i by i bits`,
    letters: ['i'],
    domain: widths('i'),
    params: (point) => ({ i: letter(point, 'i'), j: letter(point, 'i'), ...ripple }),
    terms: [{ scope, measure: 'adders', text, formula: (point) => formula(letter(point, 'i')) }],
  };
}

/** The formula of F4 held against a multiplier that is not Dadda's. */
function contrast(
  id: string,
  circuit: string,
  name: string,
  recorded: NonNullable<Claim['recorded']>,
): Claim {
  return {
    ...RECTANGLE,
    id,
    about: `for contrast, the same formula against a multiplier by ${name}, i by j bits`,
    status: 'derived',
    kind: 'approximate',
    contrast: true,
    circuit,
    params: (point) => ({ ...point }),
    recorded,
  };
}
