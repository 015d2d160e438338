import { at } from '../../gates/at.ts';
import type { Builder } from '../../gates/builder.ts';
import type { Bus } from '../../gates/bus.ts';
import { defineCircuit } from '../circuit.ts';
import { FLOAT_FORMATS, type FloatFormat, FORMAT_VALUES, OCP_FORMATS_REFUSED } from '../float-formats.ts';
import { type Values, width } from '../params.ts';
import { addSignificands } from './add-significands.ts';
import { align } from './align.ts';
import { CONTROL_PORTS } from './control-ports.ts';
import { convert } from './convert.ts';
import { explainFloatAdder } from './explain.ts';
import { limitShift } from './limit-shift.ts';
import { directionOf, FloatModel } from './model.ts';
import { negate } from './negate.ts';
import { normalize } from './normalize.ts';
import { type Packed, pack } from './pack.ts';
import { round } from './round.ts';
import { ROUNDING_CODES, ROUNDINGS, type Rounding } from './rounding.ts';
import { floatStimulus } from './stimulus.ts';
import { subtractExponents } from './subtract-exponents.ts';
import { swapOperands } from './swap-operands.ts';
import { unpack } from './unpack.ts';

/**
 * a + b, or a - b where `op` is 1, in one format: the plain algorithm, one function a stage. `rm` is empty unless
 * `rounding` is `port`.
 */
export function floatAdd(
  g: Builder,
  { e, f }: Pick<FloatFormat, 'e' | 'f'>,
  rounding: Rounding,
  x: Record<'a' | 'b' | 'op' | 'rm', Bus>,
): Packed {
  const { a, b } = unpack(g, { e, f }, x);
  const exponents = subtractExponents(g, a, b);
  const ordered = swapOperands(g, a, b, at(x.op, 0), exponents.negative);
  const amount = limitShift(g, exponents, f);
  const aligned = align(g, ordered.smaller, amount);
  const negated = negate(g, aligned, ordered.subtraction);
  const sum = addSignificands(g, ordered.larger, negated);
  const converted = convert(g, sum, ordered);
  const normalized = normalize(g, ordered.exponent, converted);
  const rounded = round(g, converted.sign, normalized, rounding, x.rm);
  return pack(g, {
    a,
    b,
    subtraction: ordered.subtraction,
    sign: converted.sign,
    zero: normalized.zero,
    rounded,
  });
}

const params = {
  e: width('exponent bits', 8, 2, 15),
  f: width('trailing significand bits', 23, 1, 112),
  rounding: {
    kind: 'choice',
    about:
      'rounding direction; port: read from the input rm, coded 0 even, 1 zero, 2 down, 3 up, 4 away, 6 odd',
    values: ROUNDINGS,
    default: 'ties-to-even',
  },
} as const;

/** Formats beyond those with names: the corners of the parameters, and significands next to a power of two. */
const OTHER_FORMATS = [
  { e: 2, f: 1 },
  { e: 2, f: 112 },
  { e: 15, f: 1 },
  { e: 3, f: 2 },
  { e: 4, f: 5 },
  { e: 6, f: 6 },
  { e: 5, f: 13 },
  { e: 7, f: 14 },
  { e: 9, f: 30 },
];

/** The common direction built in, and the port, which takes every direction in turn. */
export const FEW_ROUNDINGS = ['ties-to-even', 'port'] as const;

/** Models are made once a format: making one costs more than an addition. */
const models = new Map<number, FloatModel>();

function modelFor({ e, f }: Pick<FloatFormat, 'e' | 'f'>): FloatModel {
  const key = 1000 * e + f;
  let model = models.get(key);
  if (model === undefined) {
    model = new FloatModel({ e, f });
    models.set(key, model);
  }
  return model;
}

export const floatAdder = defineCircuit({
  name: 'float-adder',
  about:
    'sum or difference of two floating-point numbers with subnormals, infinities, NaNs and flags, in the nine stages of the plain algorithm',
  source:
    'P.-M. Seidel and G. Even, On the design of fast IEEE floating-point adders, ARITH-15, 2001, section 3; IEEE 754-2019',
  params,
  shorthand: {
    option: 'format',
    about: 'the format by name, instead of e and f',
    values: FORMAT_VALUES,
    refused: OCP_FORMATS_REFUSED,
  },
  sweep: { e: [8], f: [23] },
  *cases() {
    for (const { e, f } of FLOAT_FORMATS) for (const rounding of ROUNDINGS) yield { e, f, rounding };
    for (const { e, f } of OTHER_FORMATS) for (const rounding of FEW_ROUNDINGS) yield { e, f, rounding };
  },
  inputs: ({ e, f, rounding }: Values<typeof params>) => ({
    a: 1 + e + f,
    b: 1 + e + f,
    op: 1,
    rm: rounding === 'port' ? 3 : 0,
  }),
  build: (g, x, p) => {
    const { r, invalid, overflow, underflow, inexact } = floatAdd(g, p, p.rounding, x);
    return { r, invalid: [invalid], overflow: [overflow], underflow: [underflow], inexact: [inexact] };
  },
  meaning: ({ e, f, rounding }) => {
    const model = modelFor({ e, f });
    return {
      kind: 'float sum',
      ...{ e, f },
      ...(rounding === 'port' ? {} : { direction: ROUNDING_CODES[rounding] }),
      model: ({ a, b, op, rm }) => model.add(a, b, op === 1n, directionOf(rounding, rm)),
    };
  },
  loose: () => ({ not: 'any', and: 'any', or: 'any', xor: 'any', mux: 'any' }),
  stimulus: floatStimulus,
  floats: (format) => ({ a: format, b: format, r: format }),
  ports: CONTROL_PORTS,
  explain: explainFloatAdder,
});
