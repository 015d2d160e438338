/**
 * The stages of the adder in order, each a scope of the netlist. The nine of the paper keep its names; taking the
 * operands apart and putting the result together are not among them.
 */
export const FLOAT_STAGES = {
  unpacking: { isPaper: false },
  'exponent subtraction': { isPaper: true },
  'operand swapping': { isPaper: true },
  'limitation of alignment shift amount': { isPaper: true },
  'alignment shift': { isPaper: true },
  'significand negation': { isPaper: true },
  'significand addition': { isPaper: true },
  'significand conversion': { isPaper: true },
  normalization: { isPaper: true },
  'rounding and post-normalization': { isPaper: true },
  packing: { isPaper: false },
} as const;

export type FloatStage = keyof typeof FLOAT_STAGES;
