import { aceV2 } from '../cost/metrics/ace.ts';
import { FULL_ADDER_AREA } from '../cost/metrics/unit-gates.ts';
import { type Claim, type Point, widthPair, widthPairs } from './claim.ts';

const { mul } = aceV2.prices;

const SOURCE =
  'PikeLPN, CVPR 2024, supplement, section 7, says that these metrics differ from ACE "only by a small constant factor"; the factor is the least-squares one over all widths, found here';

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
    text: `${UNIT_GATES_AN_ADDER}/${FULL_ADDER_AREA}*(${mul.text})`,
    about: about('unit-gate area / 7'),
    terms: [
      {
        scope: '',
        measure: 'unitGates',
        text: `${UNIT_GATES_AN_ADDER}/${FULL_ADDER_AREA}*(${mul.text})`,
        formula: (point) => (UNIT_GATES_AN_ADDER / FULL_ADDER_AREA) * mul.value(widthPair(point)),
      },
    ],
    recorded: { maxAbsError: 9.142857, maxRelError: 1 },
  },
  {
    ...base,
    id: 'F9f',
    text: `${FULL_ADDERS_AN_ADDER}*(${mul.text})`,
    about: about('full adders'),
    terms: [
      {
        scope: '',
        measure: 'fa',
        text: `${FULL_ADDERS_AN_ADDER}*(${mul.text})`,
        formula: (point) => FULL_ADDERS_AN_ADDER * mul.value(widthPair(point)),
      },
    ],
  },
];
