import { CONSTANTS, SIZES_ONLY } from './operators/constants.ts';
import { ELEMENTWISE, QUANTIZED_ELEMENTWISE } from './operators/elementwise.ts';
import { JOINING, QUANTIZED_CONCAT } from './operators/joining.ts';
import { MOVING } from './operators/moving.ts';
import { POOLS, QUANTIZED_POOLS } from './operators/pools.ts';
import { PRODUCTS, QUANTIZED_GEMM_OPERATOR } from './operators/products.ts';
import { QUANTIZATION } from './operators/quantization.ts';
import type { Operator, Site } from './site.ts';
import { offGrid } from './tensor.ts';

const MICROSOFT = 'com.microsoft';

const contributed: Readonly<Record<string, Operator>> = {
  ...QUANTIZED_ELEMENTWISE,
  ...QUANTIZED_POOLS,
  QLinearConcat: QUANTIZED_CONCAT,
  QGemm: QUANTIZED_GEMM_OPERATOR,
  QuantizeLinear: QUANTIZATION.QuantizeLinear,
  DequantizeLinear: QUANTIZATION.DequantizeLinear,
};

/**
 * The operators that are understood: those of ONNX by their name, those of ONNX Runtime with their domain before it. An
 * operator that is not can be left out by a file of widths.
 */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  ...PRODUCTS,
  ...ELEMENTWISE,
  ...QUANTIZATION,
  ...POOLS,
  ...MOVING,
  ...JOINING,
  ...CONSTANTS,
  ...Object.fromEntries(Object.entries(contributed).map(([name, one]) => [`${MICROSOFT}.${name}`, one])),
};

/** Gives as many numbers as it reads: what is known of such an operator where its cost is not. */
const sameSizes: Operator = {
  isUnpriced: true,
  outputs: (site: Site) => [{ element: offGrid(site.input(0)), dims: site.input(0).dims, isConstant: false }],
};

/** Operators without a price whose sizes are known: they may be left out by a file of widths, or work on constants. */
export const UNPRICED: Readonly<Record<string, Operator>> = {
  ...SIZES_ONLY,
  ...Object.fromEntries(
    [
      ...[
        'Abs',
        'Neg',
        'Floor',
        'Ceil',
        'Round',
        'Sqrt',
        'Exp',
        'Log',
        'Reciprocal',
        'Erf',
        'Softmax',
        'LogSoftmax',
      ],
      ...[
        'Sigmoid',
        'HardSigmoid',
        'HardSwish',
        'Tanh',
        'Elu',
        'Selu',
        'Gelu',
        'Mish',
        'Softplus',
        'Softsign',
      ],
      ...['LayerNormalization', 'InstanceNormalization', 'GroupNormalization', 'LpNormalization', 'LRN'],
    ].map((name) => [name, sameSizes]),
  ),
};
