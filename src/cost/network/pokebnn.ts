import type { NetworkFile } from './read-network.ts';

const SOURCE =
  'counts: regression values of the public AQT code (google/aqt, Apache-2.0); shares: PikeLPN, CVPR 2024, supplement, table 2';

const READING =
  'how an element of this kind is priced is inferred: multiplications and additions in binary32';

function given(name: string, part: string, times: number, operations: readonly (readonly unknown[])[]) {
  return { name, kind: 'operations', part, times, operations };
}

const MULTIPLY = ['mul-float', 8, 23];
const ADD = ['add-float', 8, 23];

/** PokeBNN-1x by the counts that its authors' code gives, in the form of a file. */
export const POKE_BNN: NetworkFile = {
  name: 'pokebnn-1x',
  about: 'PokeBNN-1x: a binary network with elementwise operations in floating point',
  source: SOURCE,
  layers: [
    given('convolutions', 'MAC', 4_091_469_824, [['mac', 1, 1]]),
    given('dense', 'MAC', 131_072_000, [['mac', 1, 1]]),
    { ...given('batch norm', 'batch-norm', 17_912_832, [MULTIPLY, ADD]), inferred: READING },
    { ...given('DPReLU', 'activation', 9_106_944, [MULTIPLY, ADD, ADD, ADD]), inferred: READING },
    { ...given('local residual', 'quantization', 8_805_888, [ADD]), inferred: READING },
    { ...given('squeeze-excite', 'quantization', 8_805_888, [MULTIPLY]), inferred: READING },
  ],
  published: [
    { of: 'MAC', value: 6.2 },
    { of: 'overhead', value: 93.8 },
    { of: 'batch-norm', value: 42.2 },
    { of: 'activation', value: 28.4 },
    { of: 'quantization', value: 20.9 },
  ],
  notes: [
    'The convolutions and the dense layer are given as ACE, so each adder stands as one multiplication of 1 by 1 bit.',
    'Local residual and squeeze-excite are counted as quantization: their share is then that of the published column.',
    'The published 42.2, 28.4 and 20.9 % add up to 91.5, not to the 93.8 % beside them; with the computed 8.4 % of MAC they add up to 99.9 %.',
  ],
};
