import { type Claim, letter, type Point, widthPairs } from './claim.ts';

const SOURCE =
  'PikeLPN, CVPR 2024, supplement, section 7, says that these metrics differ from ACE "only by a small constant factor"; the factor is the least-squares one over all widths, found here';

/** ACE_v2 of a product: i*j - max(i, j). */
const adders = (point: Point) => {
  const [i, j] = [letter(point, 'i'), letter(point, 'j')];
  return i * j - Math.max(i, j);
};

/** Unit gates for each adder of ACE_v2, and full adders for each, in a Dadda multiplier. */
export const UNIT_GATES_AN_ADDER = 7.9519;
export const FULL_ADDERS_AN_ADDER = 0.9809;

const about = (what: string) => `${what} of a whole multiplier, i by j bits, as a constant times its ACE_v2`;

const base = {
  source: SOURCE,
  status: 'derived',
  kind: 'approximate',
  circuit: 'dadda-multiplier',
  letters: ['i', 'j'],
  domain: widthPairs(),
  params: (point: Point) => ({ ...point, final: 'ripple-carry' }),
} as const;

/**
 * F9: other metrics are a constant times ACE. These two hold it against the products of all widths; `cost --compare` has
 * every pair of metrics and every operation, where the constant is not the same.
 */
export const metricClaims: readonly Claim[] = [
  {
    ...base,
    id: 'F9',
    text: `${UNIT_GATES_AN_ADDER}/7*(i*j - max(i, j))`,
    about: about('unit-gate area / 7'),
    terms: [
      {
        scope: '',
        measure: 'unitGates',
        text: `${UNIT_GATES_AN_ADDER}/7*(i*j - max(i, j))`,
        formula: (point) => (UNIT_GATES_AN_ADDER / 7) * adders(point),
      },
    ],
    recorded: { maxAbsError: 9.142857, maxRelError: 1 },
  },
  {
    ...base,
    id: 'F9f',
    text: `${FULL_ADDERS_AN_ADDER}*(i*j - max(i, j))`,
    about: about('full adders'),
    terms: [
      {
        scope: '',
        measure: 'fa',
        text: `${FULL_ADDERS_AN_ADDER}*(i*j - max(i, j))`,
        formula: (point) => FULL_ADDERS_AN_ADDER * adders(point),
      },
    ],
  },
];
