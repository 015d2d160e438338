import { type Claim, letter, widthPairs } from './claim.ts';

/** F6: what a fixed-point addition costs. */
export const additionClaims: readonly Claim[] = [
  {
    id: 'F6',
    text: 'max(i, j)',
    about: 'adders of a fixed-point addition of i and j bits: cells of a ripple-carry adder without carry in',
    source: 'PikeLPN, CVPR 2024; the main paper was not at hand, so the formula is inferred from its use',
    status: 'inferred',
    kind: 'exact',
    circuit: 'ripple-carry-adder',
    letters: ['i', 'j'],
    domain: widthPairs(),
    params: ({ i = 1, j = 1 }) => ({ i, j, carry: false }),
    terms: [
      {
        scope: '',
        measure: 'adders',
        text: 'max(i, j)',
        formula: (p) => Math.max(letter(p, 'i'), letter(p, 'j')),
      },
    ],
  },
];
