import { aceV2 } from '../cost/metrics/ace.ts';
import { type Claim, letter, type Point, termOf, widthPairs } from './claim.ts';

const SUPPLEMENT = 'PikeLPN, CVPR 2024, supplement, section 2, footnote 1';

const shifter = (n: number, max: number) => ({ n, max, kind: 'left', sticky: false });

/** j possible amounts are 0 to j - 1; one amount is no shifter, so j begins at 2. */
const amountsBelow = (point: Point) => shifter(letter(point, 'i'), letter(point, 'j') - 1);
const amountsUpTo = (point: Point) => shifter(letter(point, 'i'), letter(point, 'j'));

const { shift } = aceV2.prices;
const printed = termOf(shift, 'muxAdders');

/**
 * F7: what a shift costs. "By up to j positions" can mean j amounts, 0 to j - 1, or j + 1 amounts, 0 to j. Both
 * readings are measured; each has the exact number of multiplexers beside it.
 */
export const shiftClaims: readonly Claim[] = [
  {
    id: 'F7',
    text: shift.text,
    about:
      'a shift of i bits with j amounts, 0 to j - 1: every multiplexer counts 1/5, those with a constant input too',
    source: SUPPLEMENT,
    status: 'stated',
    kind: 'approximate',
    circuit: 'barrel-shifter',
    letters: ['i', 'j'],
    domain: widthPairs(2),
    params: amountsBelow,
    terms: [printed],
    recorded: { maxAbsError: 12.231755, maxRelError: 0.226024 },
  },
  {
    id: 'F7r',
    text: 'i*ceil(log2(j))',
    about: 'multiplexers of a shift of i bits with j amounts, 0 to j - 1',
    source: 'derived: a row of i multiplexers for each bit of the largest amount',
    status: 'derived',
    kind: 'exact',
    circuit: 'barrel-shifter',
    letters: ['i', 'j'],
    domain: widthPairs(2),
    params: amountsBelow,
    terms: [
      {
        scope: '',
        measure: 'muxes',
        text: 'i*ceil(log2(j))',
        formula: (p) => letter(p, 'i') * Math.ceil(Math.log2(letter(p, 'j'))),
      },
    ],
  },
  {
    id: 'F7u',
    text: shift.text,
    about: 'the same formula read as amounts 0 to j, the largest included',
    source: SUPPLEMENT,
    status: 'inferred',
    kind: 'approximate',
    circuit: 'barrel-shifter',
    letters: ['i', 'j'],
    domain: widthPairs(),
    params: amountsUpTo,
    terms: [printed],
    recorded: { maxAbsError: 12.8, maxRelError: 1 },
  },
  {
    id: 'F7ur',
    text: 'i*(floor(log2(j)) + 1)',
    about: 'multiplexers of a shift of i bits with amounts 0 to j, the largest included',
    source: 'derived: a row of i multiplexers for each bit of the largest amount',
    status: 'derived',
    kind: 'exact',
    circuit: 'barrel-shifter',
    letters: ['i', 'j'],
    domain: widthPairs(),
    params: amountsUpTo,
    terms: [
      {
        scope: '',
        measure: 'muxes',
        text: 'i*(floor(log2(j)) + 1)',
        formula: (p) => letter(p, 'i') * (Math.floor(Math.log2(letter(p, 'j'))) + 1),
      },
    ],
  },
];
