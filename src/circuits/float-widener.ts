import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { type Net, ZERO } from '../gates/net.ts';
import { andAll, orAll, shiftLeft } from './barrel-shifter.ts';
import { defineCircuit } from './circuit.ts';
import { type FloatFormat, formatBias, formatForWidth, LEAST_WIDTH } from './float-formats.ts';
import { countLeadingZeros } from './leading-zero-counter.ts';
import { type Values, width } from './params.ts';
import { subtract } from './subtractor.ts';

type Widths = Pick<FloatFormat, 'e' | 'f'>;

/**
 * A number in a wider format, exactly; NaNs keep their payload and stay quiet or signalling. Equal exponents need no
 * gate. Otherwise a subnormal becomes normal, for which `to` must have room: its bias exceeds that of `from` by f or
 * more.
 */
export function widenFloat(g: Builder, from: Widths, to: Widths, bits: Bus): Bus {
  if (to.e === from.e) return [...new Array<Net>(to.f - from.f).fill(ZERO), ...bits];
  const trailing = bits.slice(0, from.f);
  const field = bits.slice(from.f, from.f + from.e);
  const hidden = orAll(g, field);
  const special = andAll(g, field);
  const exponent = rebias(g, [g.or(at(field, 0), g.not(hidden)), ...field.slice(1)], to.e);

  const significand = [...trailing, hidden];
  const zeros = countLeadingZeros(g, significand);
  const shifted = shiftLeft(g, significand, zeros);
  const isNonzero = at(shifted, from.f);
  const { difference, borrow = ZERO } = subtract(g, exponent.slice(0, -1), zeros);
  const normalized = [...difference, g.xor(at(exponent, to.e - 1), borrow)];
  const widened = normalized.map((bit, k) => {
    const kept = g.and(bit, isNonzero);
    // The places that the new bias clears; in the others an exponent of all ones stays all ones.
    return k >= from.e - 1 && k < to.e - 1 ? g.or(kept, special) : kept;
  });
  const padding = new Array<Net>(to.f - from.f).fill(ZERO);
  return [...padding, ...shifted.slice(0, from.f), ...widened, at(bits, from.e + from.f)];
}

/**
 * An exponent plus the difference of the biases, 2^(e' - 1) - 2^(e - 1), without an adder: the top bit stays on top, and
 * its complement fills the places between it and the others.
 */
function rebias(g: Builder, exponent: Bus, e: number): Bus {
  const below = exponent.slice(0, -1);
  const top = at(exponent, below.length);
  const filler = g.not(top);
  return [...below, ...new Array<Net>(e - exponent.length).fill(filler), top];
}

/** The same by arithmetic on the value, a whole number of the smallest subnormal. */
export function widenedBits(from: Widths, to: Widths, bits: bigint): bigint {
  const size = bits & ((1n << BigInt(from.e + from.f)) - 1n);
  const sign = (bits >> BigInt(from.e + from.f)) << BigInt(to.e + to.f);
  const infinity = ((1n << BigInt(from.e)) - 1n) << BigInt(from.f);
  const padding = BigInt(to.f - from.f);
  if (size >= infinity)
    return sign | (((1n << BigInt(to.e)) - 1n) << BigInt(to.f)) | ((size - infinity) << padding);
  const trailing = size & ((1n << BigInt(from.f)) - 1n);
  const field = size >> BigInt(from.f);
  let significand = (field === 0n ? trailing : trailing | (1n << BigInt(from.f))) << padding;
  let exponent = Number(field || 1n) + formatBias(to) - formatBias(from);
  if (significand === 0n) return sign;
  const room = to.f + 1 - significand.toString(2).length;
  const up = Math.min(room, exponent - 1);
  significand <<= BigInt(up);
  exponent -= up;
  if (significand >> BigInt(to.f) === 0n) return sign | significand;
  return sign | (BigInt(exponent) << BigInt(to.f)) | (significand & ((1n << BigInt(to.f)) - 1n));
}

/** The format of a width that has one. */
export function formatOfWidth(total: number): FloatFormat {
  const format = known.get(total) ?? formatForWidth(total);
  if (format === undefined) throw new Error(`a width of ${total} bits must have a format`);
  known.set(total, format);
  return format;
}

/** Formats by width: the model asks for the same ones at every addition. */
const known = new Map<number, FloatFormat>();

const params = {
  i: width('bits of a, in the format that the rule gives this width', 16, LEAST_WIDTH, 64),
  j: width('bits of r, at least i', 32, LEAST_WIDTH, 64),
} as const;

const formats = ({ i, j }: Values<typeof params>) => ({ from: formatOfWidth(i), to: formatOfWidth(j) });

export const floatWidener = defineCircuit({
  name: 'float-widener',
  about: 'a floating-point number of i bits as one of j bits, exactly: subnormals become normal numbers',
  source: 'IEEE 754-2019, section 5.4.2, convertFormat to a wider format; NaNs keep their payload',
  params,
  sweep: { i: [4, 5, 8, 11, 16, 22, 32], j: [4, 5, 6, 8, 12, 16, 23, 32, 46, 64] },
  forbids: ({ i, j }) => (i > j ? { param: 'j', rule: `at least i = ${i}` } : undefined),
  inputs: ({ i }) => ({ a: i }),
  build: (g, { a }, p) => {
    const { from, to } = formats(p);
    return { r: widenFloat(g, from, to, a) };
  },
  meaning: (p) => {
    const { from, to } = formats(p);
    return { kind: 'model', model: ({ a }) => ({ r: widenedBits(from, to, a) }) };
  },
  loose: () => ({ not: 'any', and: 'any', or: 'any', xor: 'any', mux: 'any' }),
  *stimulus(p) {
    const { e, f } = formats(p).from;
    const heads = [0, 1, 2, formatBias({ e }), 2 ** e - 2, 2 ** e - 1].map(BigInt);
    const ones = (1n << BigInt(f)) - 1n;
    for (const head of heads)
      for (let k = 0n; k <= BigInt(f); k++)
        for (const tail of [ones >> k, (1n << k) & ones])
          for (const sign of [0n, 1n]) yield { a: (sign << BigInt(e + f)) | (head << BigInt(f)) | tail };
  },
  floats: (p) => {
    const { from, to } = formats(p);
    return { a: from, r: to };
  },
});
