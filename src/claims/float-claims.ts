import type { FloatStage } from '../circuits/float-adder/stages.ts';
import { FLOAT_FORMATS, formatForWidth, LEAST_WIDTH } from '../circuits/float-formats.ts';
import { ADDERS_A_FLOAT_BIT, aceV2, floatSum } from '../cost/metrics/ace.ts';
import { type Claim, letter, type MEASURES, type Point, widthPair } from './claim.ts';

const { shift } = aceV2.prices;

const SUPPLEMENT = 'PikeLPN, CVPR 2024, supplement, section 2';

/** A term of the paper for one of the nine stages, over e exponent bits and m trailing significand bits. */
export interface StageTerm {
  readonly stage: FloatStage;
  readonly text: string;
  readonly formula: (e: number, m: number) => number;
  /** The term is a cost that the paper sets, not a number of adders. */
  readonly isCostModel?: true;
  /** What the term leaves out or puts elsewhere, as the structure shows. */
  readonly note: string;
}

/**
 * The nine-stage table of the paper. Its m is read as the trailing significand bits, which gives the 149.6 that its sum
 * comes to for binary32.
 */
export const STAGE_TERMS: readonly StageTerm[] = [
  {
    stage: 'exponent subtraction',
    text: 'e',
    formula: (e) => e,
    note: 'a subtractor of e bits',
  },
  {
    stage: 'operand swapping',
    text: '0',
    formula: () => 0,
    isCostModel: true,
    note: 'called negligible; two multiplexers for each of the m + 1 significand bits, one for each exponent bit and the sign',
  },
  {
    stage: 'limitation of alignment shift amount',
    text: 'm',
    formula: (_e, m) => m,
    note: 'the absolute value of an e-bit difference and an OR: nothing here has m bits',
  },
  {
    stage: 'alignment shift',
    text: 'm*log2(m)/5',
    formula: (_e, m) => shift.value({ i: m, j: m }),
    isCostModel: true,
    note: 'm + 3 bits and ceil(log2(m + 4)) rows; the OR tree of the sticky bit is not charged',
  },
  {
    stage: 'significand negation',
    text: '1',
    formula: () => 1,
    isCostModel: true,
    note: 'a row of m + 3 XOR gates',
  },
  {
    stage: 'significand addition',
    text: 'm',
    formula: (_e, m) => m,
    note: 'm + 1 significand bits and two below them',
  },
  {
    stage: 'significand conversion',
    text: '2m',
    formula: (_e, m) => 2 * m,
    note: 'a row of XOR gates and one increment do for the two additions that are charged',
  },
  {
    stage: 'normalization',
    text: 'e*log2(e)/5',
    formula: (e) => shift.value({ i: e, j: e }),
    isCostModel: true,
    note: 'it shifts m + 4 bits, not e; the leading-zero counter and the exponent subtraction are not charged',
  },
  {
    stage: 'rounding and post-normalization',
    text: 'm',
    formula: (_e, m) => m,
    note: 'an increment of m bits, carried on through the exponent',
  },
];

/** The sum of the nine terms as the paper writes it. */
export const PAPER_SUM = 'm(5 + log2(m)/5) + e + e*log2(e)/5 + 1';

/** The value of `PAPER_SUM`, term by term. */
export function paperSum(e: number, m: number): number {
  return STAGE_TERMS.reduce((sum, term) => sum + term.formula(e, m), 0);
}

/** The two measures that stand beside each of the paper's numbers; the suffix tells their claims apart. */
const SIDES = [
  { suffix: '', measure: 'weighted', about: 'half and full adders 1, multiplexers 1/5, other gates 0' },
  { suffix: 'u', measure: 'unitGates', about: 'unit-gate area / 7, so that no gate is free' },
] as const satisfies readonly { suffix: string; measure: keyof typeof MEASURES; about: string }[];

/**
 * What a claim is off by at most over its domain, by its identifier: absolutely, then relative to the count. F8-5 has no
 * figure: it charges 1 where the paper's convention counts 0.
 */
const RECORDED: Readonly<Record<string, readonly [maxAbsError: number, maxRelError: number]>> = {
  F8: [29, 0.395349],
  F8u: [200.428571, 0.346473],
  'F8-i': [38, 0.255814],
  'F8-iu': [187.628571, 0.336976],
  'F8-sum': [29.794578, 0.574745],
  'F8-sumu': [543.794578, 0.752111],
  'F8-1': [0, 0],
  'F8-1u': [0.571429, 0.4],
  'F8-2': [48.4, 1],
  'F8-2u': [104.285714, 1],
  'F8-3': [98, 7],
  'F8-3u': [99.428571, 7.909091],
  'F8-4': [10.02371, 1],
  'F8-4u': [210.658107, 1],
  'F8-5u': [32, 0.969697],
  'F8-6': [3, 0.75],
  'F8-6u': [1.857143, 0.65],
  'F8-7': [112, 1],
  'F8-7u': [142.857143, 1.760563],
  'F8-8': [167.079328, 0.934448],
  'F8-8u': [431.136471, 0.973534],
  'F8-9': [14, 0.666667],
  'F8-9u': [56.714286, 1.02584],
};

/** The widths from the narrowest format to 64 bits. */
const WIDTHS = Array.from({ length: 65 - LEAST_WIDTH }, (_, k) => k + LEAST_WIDTH);

/** Every format of the rule of widths, then those with names that are not among them. */
function formatPoints(): Point[] {
  const points = new Map<string, Point>();
  for (const { e, f } of [...WIDTHS.flatMap((width) => formatForWidth(width) ?? []), ...FLOAT_FORMATS])
    points.set(`${e} ${f}`, { e, m: f });
  return [...points.values()];
}

const ofFormat = (formula: (e: number, m: number) => number) => (point: Point) =>
  formula(letter(point, 'e'), letter(point, 'm'));

/**
 * Operands of different widths are added in the format of the wider: it holds every number of the narrower one, which
 * is widened exactly. Widths below 4 bits have no format and are left out.
 */
function adderOfWidth(width: number) {
  const format = formatForWidth(width);
  if (format === undefined)
    throw new Error(`a claim about floats must have widths of a format, got ${width}`);
  return { e: format.e, f: format.f, rounding: 'ties-to-even' };
}

type Part = Pick<Claim, 'text' | 'about' | 'letters' | 'domain' | 'params'> & {
  readonly id: string;
  readonly scope: string;
  readonly isCostModel: boolean;
  formula(point: Point): number;
};

/** The claims for one number of the paper: the same formula beside each measure. */
function besideBothMeasures(part: Part): Claim[] {
  return SIDES.map(({ suffix, measure, about }) => {
    const id = part.id + suffix;
    const [maxAbsError, maxRelError] = RECORDED[id] ?? [];
    return {
      id,
      text: part.text,
      about: `${part.about}: ${about}`,
      source: SUPPLEMENT,
      status: 'stated',
      kind: 'approximate',
      ...(part.isCostModel ? { basis: 'cost model' } : {}),
      circuit: 'float-adder',
      letters: part.letters,
      domain: part.domain,
      params: part.params,
      terms: [{ scope: part.scope, measure, text: part.text, formula: part.formula }],
      ...(maxAbsError === undefined || maxRelError === undefined
        ? {}
        : { recorded: { maxAbsError, maxRelError } }),
    };
  });
}

const byFormat = {
  letters: ['e', 'm'],
  domain: formatPoints(),
  params: (point: Point) => ({ e: letter(point, 'e'), f: letter(point, 'm'), rounding: 'ties-to-even' }),
};

const stageClaims = STAGE_TERMS.flatMap(({ stage, text, formula, isCostModel = false }, k) =>
  besideBothMeasures({
    id: `F8-${k + 1}`,
    text,
    about: `stage ${k + 1} of the floating-point adder, ${stage}`,
    scope: stage,
    isCostModel,
    formula: ofFormat(formula),
    ...byFormat,
  }),
);

const sumClaims = besideBothMeasures({
  id: 'F8-sum',
  text: PAPER_SUM,
  about: 'the nine stages of the floating-point adder together, against the whole adder, ties to even',
  scope: '',
  isCostModel: true,
  formula: ofFormat(paperSum),
  ...byFormat,
});

const approximationClaims = besideBothMeasures({
  id: 'F8-i',
  text: 'i(5 + log2(i)/5)',
  about: 'the sum as the paper approximates it first, for the format of i bits, against the whole adder',
  scope: '',
  isCostModel: true,
  letters: ['i'],
  domain: WIDTHS.map((i) => ({ i })),
  params: (point) => adderOfWidth(letter(point, 'i')),
  formula: (point) => letter(point, 'i') * (5 + Math.log2(letter(point, 'i')) / 5),
});

const printedClaims = besideBothMeasures({
  id: 'F8',
  text: floatSum.text,
  about: `a floating-point addition of i and j bits, c_a = ${ADDERS_A_FLOAT_BIT}, against the whole adder of the wider format, ties to even`,
  scope: '',
  isCostModel: true,
  letters: ['i', 'j'],
  domain: WIDTHS.flatMap((i) => WIDTHS.map((j) => ({ i, j }))),
  params: (point) => adderOfWidth(Math.max(letter(point, 'i'), letter(point, 'j'))),
  formula: (point) => floatSum.value(widthPair(point)),
});

/** F8, what a floating-point addition costs: as printed, as approximated on the way there, and stage by stage. */
export const floatClaims: readonly Claim[] = [
  ...printedClaims,
  ...approximationClaims,
  ...sumClaims,
  ...stageClaims,
];
