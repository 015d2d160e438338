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

/** Gives as many numbers as it reads. */
const sameSizes: Operator = {
  outputs: (site: Site) => [{ element: offGrid(site.input(0)), dims: site.input(0).dims, isConstant: false }],
};

/** Operators without a price that may work on constants, where they need none. */
export const UNPRICED: Readonly<Record<string, Operator>> = {
  ...SIZES_ONLY,
  ...Object.fromEntries(
    [
      ...['Abs', 'Neg', 'Floor', 'Ceil', 'Round', 'Sign', 'Sqrt', 'Exp', 'Log', 'Reciprocal'],
      ...['Erf', 'Sigmoid', 'Tanh', 'Softmax'],
    ].map((name) => [name, sameSizes]),
  ),
};
