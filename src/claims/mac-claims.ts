import { ace } from '../cost/metrics/ace.ts';
import { type Claim, letter, type Point, termOf, widthPair } from './claim.ts';

const { mac: product, dot } = ace.prices;

const PAPER = 'PikeLPN, CVPR 2024, after the ACE metric of PokeBNN: the accumulator stays in carry-save form';

/** Every pair of widths up to 16, and the corners up to 64. */
const WIDTHS: readonly Point[] = [
  ...Array.from({ length: 256 }, (_, k) => ({ i: 1 + (k >> 4), j: 1 + (k & 15) })),
  { i: 1, j: 64 },
  { i: 64, j: 1 },
  { i: 64, j: 64 },
];

/** Numbers of terms of a dot product. */
const TERMS = [1, 2, 4, 8, 16, 32, 64] as const;

/** Few of the dot products: those of small and of even sizes, the longest among them. */
const isSampled = ({ i = 1, j = 1, d = 1 }: Point) =>
  (SAMPLED.includes(i) && SAMPLED.includes(j)) ||
  (i === 16 && j === 16 && d === 64) ||
  (i === 64 && j === 64 && d === 2);

const SAMPLED: readonly number[] = [1, 2, 3, 5];

const withTerms = (terms: readonly number[]) =>
  WIDTHS.flatMap(({ i = 1, j = 1 }) => terms.map((d) => ({ i, j, d })));

/** Room for the sum of 64 products, as many as the longest dot product below has. */
const HEADROOM = 6;

const macOf = (signed: boolean) => (point: Point) => ({
  i: letter(point, 'i'),
  j: letter(point, 'j'),
  headroom: HEADROOM,
  signed,
  final: false,
});

/** The reduction alone is counted, whatever comes after it. */
const productsOf = (point: Point) => ({
  i: letter(point, 'i'),
  j: letter(point, 'j'),
  d: letter(point, 'd'),
  signed: false,
  final: true,
});

const of = (formula: (i: number, j: number) => number) => (point: Point) =>
  formula(letter(point, 'i'), letter(point, 'j'));

const PER_MAC = {
  id: 'F5',
  text: product.text,
  about: `adders of a multiply-accumulate of i by j bits, accumulator in two rows of i + j + ${HEADROOM} bits: each full adder removes one dot, and the product brings i*j`,
  source: PAPER,
  status: 'stated',
  kind: 'approximate',
  circuit: 'mac',
  letters: ['i', 'j'],
  domain: WIDTHS,
  params: macOf(false),
  terms: [termOf(product, 'adders')],
} as const satisfies Claim;

/** d*i*j dots less those that the two rows keep. */
function fullAdders(point: Point): number {
  const [i, j, d] = [letter(point, 'i'), letter(point, 'j'), letter(point, 'd')];
  const least = Math.min(i, j);
  const rest = i * j === 1 && d >= 8 ? 5 : Math.max(2, 5 - least);
  return d * i * j - 2 * (i + j + Math.log2(d)) + rest;
}

/** What a dot product of so many terms is off by at most: absolutely, then relative to the count. */
const RECORDED: Readonly<Record<number, readonly [maxAbsError: number, maxRelError: number]>> = {
  4: [189, 1],
  16: [182, 0.142857],
  64: [166, 0.03044],
};

function dotProductOf(d: number): Claim {
  const [maxAbsError = 0, maxRelError = 0] = RECORDED[d] ?? [];
  return {
    id: `F5d-${d}`,
    text: `d*${product.text}, d = ${d}`,
    about: `adders of a dot product of ${d} terms without its final adder, all partial products in one carry-save reduction`,
    source: PAPER,
    status: 'inferred',
    kind: 'approximate',
    circuit: 'dot-product',
    letters: ['i', 'j', 'd'],
    domain: withTerms([d]),
    sample: withTerms([d]).filter(isSampled),
    params: productsOf,
    terms: [
      {
        scope: 'reduction',
        measure: 'adders',
        text: `d*${product.text}`,
        formula: (p) => dot.value({ ...widthPair(p), terms: letter(p, 'd') }),
      },
    ],
    recorded: { maxAbsError, maxRelError },
  };
}

/** F5: what a multiply-accumulate costs, by the circuit and by dot products that grow. */
export const macClaims: readonly Claim[] = [
  { ...PER_MAC, recorded: { maxAbsError: 69, maxRelError: 0.857143 } },
  {
    ...PER_MAC,
    id: 'F5r',
    text: `i*j - 1 FA, min(i, j) + ${HEADROOM} HA`,
    about: `how the adders of the multiply-accumulate split: one dot is dropped in the top column and needs no adder; half adders remove none, but every column above the product needs one for its carry`,
    source: 'derived from the dots of each column, beside F5',
    status: 'derived',
    kind: 'exact',
    terms: [
      { scope: 'reduction', measure: 'fa', text: 'i*j - 1', formula: of((i, j) => i * j - 1) },
      {
        scope: 'reduction',
        measure: 'ha',
        text: `min(i, j) + ${HEADROOM}`,
        formula: of((i, j) => Math.min(i, j) + HEADROOM),
      },
    ],
  },
  {
    ...PER_MAC,
    id: 'F5s',
    about:
      "for contrast, the same formula against a multiply-accumulate in two's complement, by Baugh and Wooley",
    status: 'derived',
    contrast: true,
    sample: WIDTHS.filter(({ i, j }) => i === j),
    params: macOf(true),
    recorded: { maxAbsError: 69, maxRelError: 0.857143 },
  },
  ...[4, 16, 64].map(dotProductOf),
  {
    id: 'F5dr',
    text: 'd*i*j - 2(i + j + log2(d)) + 2 FA',
    about:
      'full adders of a dot product of d terms without its final adder, for d a power of two from 2 to 64 and min(i, j) >= 3: each removes one of the d*i*j dots, and the two rows that are left hold the others, so that a term costs i*j of them as d grows; with min 2 one more, with min 1 two more, with 1 by 1 bits from d = 8 on three more',
    source: 'derived from the dots of each column, beside F5',
    status: 'derived',
    kind: 'exact',
    circuit: 'dot-product',
    letters: ['i', 'j', 'd'],
    domain: withTerms(TERMS.slice(1)),
    sample: withTerms(TERMS.slice(1)).filter(isSampled),
    params: productsOf,
    terms: [
      { scope: 'reduction', measure: 'fa', text: 'd*i*j - 2(i + j + log2(d)) + 2', formula: fullAdders },
    ],
  },
];
