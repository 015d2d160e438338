import { aceV2 } from '../cost/metrics/ace.ts';
import { type Claim, termOf, widthPairs } from './claim.ts';

const { add } = aceV2.prices;

/** F6: what a fixed-point addition costs. */
export const additionClaims: readonly Claim[] = [
  {
    id: 'F6',
    text: add.text,
    about: 'adders of a fixed-point addition of i and j bits: cells of a ripple-carry adder without carry in',
    source: 'PikeLPN, CVPR 2024; the main paper was not at hand, so the formula is inferred from its use',
    status: 'inferred',
    kind: 'exact',
    circuit: 'ripple-carry-adder',
    letters: ['i', 'j'],
    domain: widthPairs(),
    params: ({ i = 1, j = 1 }) => ({ i, j, carry: false }),
    terms: [termOf(add, 'adders')],
  },
];
