import { defineCircuit } from './circuit.ts';
import { CONTROL_PORTS } from './float-adder/control-ports.ts';
import { explainFloatAdder } from './float-adder/explain.ts';
import { floatAdd } from './float-adder/float-adder.ts';
import { directionOf, FloatModel } from './float-adder/model.ts';
import { ROUNDINGS } from './float-adder/rounding.ts';
import { floatCorners } from './float-adder/stimulus.ts';
import { LEAST_WIDTH } from './float-formats.ts';
import { formatOfWidth, widenedBits, widenFloat } from './float-widener.ts';
import { width } from './params.ts';

/** Models of the formats that the rule gives the widths, made once each. */
const models = new Map<number, FloatModel>();

function modelOfWidth(total: number): FloatModel {
  const model = models.get(total) ?? new FloatModel(formatOfWidth(total));
  models.set(total, model);
  return model;
}

export const mixedFloatAdder = defineCircuit({
  name: 'mixed-float-adder',
  about:
    'sum or difference of floating-point numbers of i and j bits: the narrower is widened exactly and added at the wider',
  source: 'the float-adder behind a float-widener; formats by the rule of widths',
  params: {
    i: width('bits of a, in the format that the rule gives this width', 16, LEAST_WIDTH, 64),
    j: width('bits of b, in the format that the rule gives this width', 32, LEAST_WIDTH, 64),
    rounding: {
      kind: 'choice',
      about: 'rounding direction; port: read from the input rm, coded as in the float-adder',
      values: ROUNDINGS,
      default: 'ties-to-even',
    },
  },
  sweep: { i: [4, 8, 16, 32], j: [7, 16, 24, 64], rounding: ['ties-to-even'] },
  inputs: ({ i, j, rounding }) => ({ a: i, b: j, op: 1, rm: rounding === 'port' ? 3 : 0 }),
  build: (g, { a, b, op, rm }, { i, j, rounding }) => {
    const wide = formatOfWidth(Math.max(i, j));
    const operands = g.scope('widening', () => ({
      a: g.scope('a', () => widenFloat(g, formatOfWidth(i), wide, a)),
      b: g.scope('b', () => widenFloat(g, formatOfWidth(j), wide, b)),
    }));
    const { r, invalid, overflow, underflow, inexact } = floatAdd(g, wide, rounding, { ...operands, op, rm });
    return { r, invalid: [invalid], overflow: [overflow], underflow: [underflow], inexact: [inexact] };
  },
  meaning: ({ i, j, rounding }) => ({
    kind: 'model',
    model: ({ a, b, op, rm }) => {
      const total = Math.max(i, j);
      const wide = formatOfWidth(total);
      const wideA = widenedBits(formatOfWidth(i), wide, a);
      const wideB = widenedBits(formatOfWidth(j), wide, b);
      return modelOfWidth(total).add(wideA, wideB, op === 1n, directionOf(rounding, rm));
    },
  }),
  loose: () => ({ not: 'any', and: 'any', or: 'any', xor: 'any', mux: 'any' }),
  *stimulus({ i, j, rounding }) {
    // Corners of the narrower format, one operand moved to the top of the other's bits and one as it is.
    const narrow = formatOfWidth(Math.min(i, j));
    const codes = rounding === 'port' ? [0n, 1n, 2n, 3n, 4n, 6n] : [0n];
    for (const { a, b, op } of floatCorners(narrow)) {
      const wideA = widenedBits(narrow, formatOfWidth(i), a);
      const wideB = widenedBits(narrow, formatOfWidth(j), b);
      for (const rm of codes) {
        yield { a: wideA, b: wideB, op, rm };
        // The same with the lowest bit of each flipped: no number of the narrower format where there is room.
        yield { a: wideA ^ 1n, b: wideB ^ 1n, op, rm };
      }
    }
  },
  floats: ({ i, j }) => ({
    a: formatOfWidth(i),
    b: formatOfWidth(j),
    r: formatOfWidth(Math.max(i, j)),
  }),
  ports: CONTROL_PORTS,
  explain: ({ i, j, rounding }) => explainFloatAdder({ ...formatOfWidth(Math.max(i, j)), rounding }),
});
