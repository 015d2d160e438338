import { entryOf } from '../gates/entry-of.ts';
import { mustBe } from '../gates/must-be.ts';

/** What a circuit can be built with. Command-line flags, page controls and sweeps are derived from it. */
export type Param =
  | {
      readonly kind: 'integer';
      readonly about: string;
      readonly min: number;
      readonly max: number;
      readonly default: number;
    }
  | {
      readonly kind: 'choice';
      readonly about: string;
      readonly values: readonly string[];
      readonly default: string;
    }
  | { readonly kind: 'flag'; readonly about: string; readonly default: boolean };

export type Params = Readonly<Record<string, Param>>;

type ValueOf<P extends Param> = P extends { kind: 'integer' }
  ? number
  : P extends { kind: 'choice'; values: readonly (infer V)[] }
    ? V
    : boolean;

/** The values that fit a set of parameters. */
export type Values<S extends Params> = { readonly [K in keyof S]: ValueOf<S[K]> };

/** Values of any circuit's parameters, once the circuit's own type is forgotten. */
export type AnyValues = Readonly<Record<string, number | string | boolean>>;

/** A parameter for a width, from 1 to 64 bits unless told otherwise. */
export function width(about: string, preset: number, min = 1, max = 64) {
  return { kind: 'integer', about, min, max, default: preset } as const;
}

/** Values in the order of the parameters, so that equal values have equal names; absent ones take their defaults. */
export function withDefaults<S extends Params>(params: S, some: Partial<Values<S>>): Values<S> {
  const given: Partial<AnyValues> = some;
  const values = Object.entries(params).map(([name, param]) => [name, entryOf(given, name) ?? param.default]);
  return Object.fromEntries(values) as Values<S>;
}

/**
 * Checks raw values, such as the command line's, against the parameters; absent ones take their defaults.
 * Throws a Misuse that names the parameter, what is allowed and what was given.
 */
export function resolveParams(
  who: string,
  params: Params,
  raw: Readonly<Record<string, unknown>>,
): AnyValues {
  for (const name of Object.keys(raw))
    if (!Object.hasOwn(params, name))
      throw mustBe(who, 'parameter', `one of ${Object.keys(params).join(', ')}`, name);
  return Object.fromEntries(
    Object.entries(params).map(([name, param]) => [name, paramValue(who, name, param, entryOf(raw, name))]),
  );
}

/** One value checked against its parameter; text such as `8` or `true` is read as what it stands for. */
export function paramValue(who: string, name: string, param: Param, raw: unknown): number | string | boolean {
  if (raw === undefined) return param.default;
  if (param.kind === 'integer') {
    const value = typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : raw;
    if (typeof value === 'number' && Number.isInteger(value) && value >= param.min && value <= param.max)
      return value;
    throw mustBe(who, name, `a whole number from ${param.min} to ${param.max}`, raw);
  }
  if (param.kind === 'choice') {
    if (typeof raw === 'string' && param.values.includes(raw)) return raw;
    throw mustBe(who, name, `one of ${param.values.join(', ')}`, raw);
  }
  if (raw === true || raw === 'true' || raw === '') return true;
  if (raw === false || raw === 'false') return false;
  throw mustBe(who, name, 'true or false', raw);
}

/** Values as text in the order of the parameters: `i=4,j=8`. */
export function showParams(values: AnyValues): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}

/** How many bits a whole number needs: 0 for 0, 3 for 4 to 7. */
export function bitLength(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log2(value)) + 1;
}

/** The letters of widths of operands; other whole numbers, such as the e and f of a format, are not widths. */
export const WIDTH_LETTERS: readonly string[] = ['i', 'j', 'n', 'max'];
