import { mustBe } from '../gates/must-be.ts';

/**
 * A binary floating-point format of IEEE 754-2019, section 3.3: a sign bit, `e` exponent bits with bias
 * 2^(e - 1) - 1 and `f` trailing significand bits. Exponent zero holds zeros and subnormals; exponent all ones holds
 * infinities (trailing significand 0) and NaNs, quiet when the top bit of the trailing significand is 1.
 */
export interface FloatFormat {
  readonly name: string;
  /** Exponent bits. */
  readonly e: number;
  /** Trailing significand bits; the precision is f + 1. */
  readonly f: number;
}

/** The formats with names, all in IEEE style, with infinities: so the one of 4 and 3 bits is not OCP's e4m3. */
export const FLOAT_FORMATS = [
  { name: 'binary16', e: 5, f: 10 },
  { name: 'bfloat16', e: 8, f: 7 },
  { name: 'tf32', e: 8, f: 10 },
  { name: 'binary32', e: 8, f: 23 },
  { name: 'binary64', e: 11, f: 52 },
  { name: 'binary128', e: 15, f: 112 },
  { name: 'e5m2', e: 5, f: 2 },
  { name: 'e4m3-ieee', e: 4, f: 3 },
] as const satisfies readonly FloatFormat[];

/** The smallest width with a format: below 4 bits there is none, see `formatForWidth`. */
export const LEAST_WIDTH = 4;

/** The bits of a number in this format: 1 + e + f. */
export function formatWidth({ e, f }: Pick<FloatFormat, 'e' | 'f'>): number {
  return 1 + e + f;
}

/** What is subtracted from the exponent bits: 2^(e - 1) - 1. */
export function formatBias({ e }: Pick<FloatFormat, 'e'>): number {
  return 2 ** (e - 1) - 1;
}

/**
 * What users of machine learning mean by these names: the formats of the OCP's standards, without infinities, in which
 * the exponent of all ones holds numbers. None is built; an IEEE-style format of the same widths is named `-ieee`.
 * Largest numbers from OCP 8-bit Floating Point Specification 1.0 and OCP Microscaling Formats 1.0.
 */
const OCP_LARGEST: ReadonlyMap<string, number> = new Map([
  ['e4m3', 448],
  ['e3m2', 28],
  ['e2m3', 7.5],
  ['e2m1', 6],
]);

/** Why a name of an OCP format is refused, and what to write instead; by name. */
export const OCP_FORMATS_REFUSED: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from(OCP_LARGEST.keys(), (name) => [name, ocpRule(name)]),
);

function ocpRule(name: string): string {
  const [e, f] = [Number(name[1]), Number(name[3])];
  const largest = (2 - 2 ** -f) * 2 ** formatBias({ e });
  return `${name}-ieee for the IEEE-style format, with infinities and ${largest} as its largest number, since ${name} is the OCP's, without infinities and up to ${OCP_LARGEST.get(name)}, which is not built`;
}

/** What names stand for, where only some can be offered: the formats with names, and beside each of the OCP's its `-ieee`. */
export const FORMAT_VALUES: Readonly<Record<string, Pick<FloatFormat, 'e' | 'f'>>> = Object.fromEntries(
  [...FLOAT_FORMATS.map(({ name }) => name), ...Array.from(OCP_LARGEST.keys(), (name) => `${name}-ieee`)].map(
    (name) => {
      const { e, f } = formatNamed(name);
      return [name, { e, f }];
    },
  ),
);

/** What a format with these bits is called: by its own name where it has one, else `e6m9`, or `e2m1-ieee` where the OCP has another. */
export function formatName({ e, f }: Pick<FloatFormat, 'e' | 'f'>): string {
  const known = FLOAT_FORMATS.find((format) => format.e === e && format.f === f)?.name;
  const plain = `e${e}m${f}`;
  return known ?? (OCP_LARGEST.has(plain) ? `${plain}-ieee` : plain);
}

/** What a name of a format may be, for error messages and help. */
export const FORMAT_RULE = `one of ${FLOAT_FORMATS.map(({ name }) => name).join(', ')}, or e<2 to 15>m<1 to 112>`;

/**
 * The format called `name`: one of `FLOAT_FORMATS`, or `e<bits>m<bits>` such as `e6m9` with e from 2 to 15 and m from 1
 * to 112, which may end in `-ieee`. Throws a Misuse for others, and for the names of the OCP's formats that are not built.
 */
export function formatNamed(name: string): FloatFormat {
  const known = FLOAT_FORMATS.find((format) => format.name === name);
  if (known !== undefined) return known;
  if (OCP_LARGEST.has(name)) throw mustBe('formatNamed', 'format', ocpRule(name), name);
  const [, exponent, trailing] = /^e(\d{1,3})m(\d{1,3})(?:-ieee)?$/.exec(name) ?? [];
  const e = Number(exponent);
  const f = Number(trailing);
  if (e >= 2 && e <= 15 && f >= 1 && f <= 112) return formatOf({ e, f });
  throw mustBe('formatNamed', 'format', FORMAT_RULE, name);
}

function formatOf({ e, f }: Pick<FloatFormat, 'e' | 'f'>): FloatFormat {
  return (
    FLOAT_FORMATS.find((format) => format.e === e && format.f === f) ?? { name: formatName({ e, f }), e, f }
  );
}

/** Exponent bits at the widths that fix the rule: those of OCP's FP4 and 8-bit E4M3, then binary16, 32, 64 and 128. */
const ANCHORS = [
  { width: 4, e: 2 },
  { width: 8, e: 4 },
  { width: 16, e: 5 },
  { width: 32, e: 8 },
  { width: 64, e: 11 },
  { width: 128, e: 15 },
] as const;

/**
 * The format that a total width from 1 to 128 stands for, in the claims about widths. Widths 16, 32, 64 and 128 are
 * the standard formats of IEEE 754, 8 is e4m3-ieee and 4 is e2m1-ieee. Between two of these the exponent bits lie on a straight
 * line over log2(width), rounded to the nearest whole number; from 64 to 128 that is the standard's own rule for
 * wide formats, round(4 log2(width)) - 13. Exponent and trailing significand never shrink as the width grows, so that
 * each format holds every number of the narrower ones. Widths 1 to 3 are undefined: an infinity apart from a NaN
 * takes a trailing significand bit, a normal number two exponent bits, and both with the sign make 4 bits.
 */
export function formatForWidth(width: number): FloatFormat | undefined {
  if (!Number.isInteger(width) || width < 1 || width > 128)
    throw mustBe('formatForWidth', 'width', 'a whole number from 1 to 128', width);
  for (const [k, high] of ANCHORS.entries()) {
    const low = ANCHORS[k - 1];
    if (low === undefined || width < low.width || width > high.width) continue;
    const along = Math.log2(width / low.width) / Math.log2(high.width / low.width);
    const e = Math.round(low.e + (high.e - low.e) * along);
    return formatOf({ e, f: width - 1 - e });
  }
  return undefined;
}
