import * as v from 'valibot';
import type { AnyCircuit, PortNote, Shorthand } from '../circuits/circuit.ts';
import type { Meaning, PlainForm, ShiftDirection } from '../circuits/meaning.ts';
import { type Param, type Params, paramValue } from '../circuits/params.ts';
import { type Claim, MEASURES, type Term, type Tolerance } from '../claims/claim.ts';
import { brokenNameRule } from '../gates/builder.ts';
import { GATE_NAMES } from '../gates/gate.ts';
import { Misuse } from '../gates/misuse.ts';
import type { EarlierCircuit } from './earlier-record.ts';
import { type Place, RecordError, recordError, within } from './record-error.ts';

// The text of each rule completes the sentence "<path> must be ...".

const text = v.string('text');
const word = (rule: RegExp, about: string) => v.pipe(v.string(about), v.regex(rule, about));
const whole = (min: number, max: number = Number.MAX_SAFE_INTEGER) => {
  const about =
    max === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${min}`
      : `a whole number from ${min} to ${max}`;
  return v.pipe(v.number(about), v.safeInteger(about), v.minValue(min, about), v.maxValue(max, about));
};
const integer = v.pipe(v.number('a whole number'), v.safeInteger('a whole number'));
const finite = v.pipe(v.number('a finite number'), v.finite('a finite number'));
const natural = v.pipe(v.bigint('a bigint of at least 0n'), v.minValue(0n, 'a bigint of at least 0n'));
const method = v.function('a function');
const flag = v.boolean('true or false');
const names = v.array(text, 'an array of texts');

/** An object with these fields and no other: one that is misspelt would be ignored. */
const fields = <T extends v.ObjectEntries>(entries: T, about = 'an object') => v.strictObject(entries, about);

/** An object whose names are free. */
const named = <T extends v.GenericSchema>(value: T, about = 'an object') =>
  v.pipe(
    v.custom<Readonly<Record<string, unknown>>>(isRecord, about),
    v.transform((record) => new Map(Object.entries(record))),
    v.map(v.string(), value),
  );

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All of a union of types, so that one more is not forgotten here. */
const oneOf = <T extends string>(all: Readonly<Record<T, true>>) => {
  const values = Object.keys(all);
  return v.picklist(values, `one of ${values.join(', ')}`);
};

const LETTERS = 'a letter, then letters, digits, - or _';
const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;

const param = v.variant(
  'kind',
  [
    v.pipe(
      fields({ kind: v.literal('integer'), about: text, min: integer, max: integer, default: integer }),
      v.forward(
        v.check(({ min, max }) => min <= max, 'at most max'),
        ['min'],
      ),
      v.forward(
        v.check((p) => p.min <= p.default && p.default <= p.max, 'from min to max'),
        ['default'],
      ),
    ),
    v.pipe(
      fields({
        kind: v.literal('choice'),
        about: text,
        values: v.pipe(names, v.nonEmpty('an array of at least one text')),
        default: text,
      }),
      v.forward(
        v.check((p) => p.values.includes(p.default), 'one of its values'),
        ['default'],
      ),
    ),
    fields({ kind: v.literal('flag'), about: text, default: flag }),
  ],
  `one of ${Object.keys({ integer: true, choice: true, flag: true } satisfies Record<Param['kind'], true>).join(', ')}`,
);

const anyValue = v.union([finite, text, flag], 'a number, a text, true or false');

const shorthand = fields({
  option: word(NAME, LETTERS),
  about: text,
  values: named(named(anyValue)),
  refused: v.optional(named(text)),
} satisfies Record<keyof Shorthand<Params>, v.GenericSchema>);

const COMMON = {
  name: word(NAME, LETTERS),
  about: text,
  source: text,
  params: v.pipe(
    named(param, 'an object of parameters'),
    v.check(
      (all) => [...all.keys()].every((name) => NAME.test(name)),
      `an object whose names are each ${LETTERS}`,
    ),
  ),
  shorthand: v.optional(shorthand),
  sweep: v.optional(named(v.array(anyValue, 'an array of values'))),
  cases: v.optional(method),
  forbids: v.optional(method),
  inputs: method,
  build: method,
  loose: method,
  structure: v.optional(method),
  stimulus: v.optional(method),
  floats: v.optional(method),
  signed: v.optional(method),
  ports: v.optional(
    named(
      fields({ default: natural, names: named(natural) } satisfies Record<keyof PortNote, v.GenericSchema>),
    ),
  ),
  explain: v.optional(method),
} satisfies Record<keyof Omit<AnyCircuit, 'meaning'>, v.GenericSchema>;

/** A circuit, but for what its functions give. */
export const CIRCUIT = fields({ ...COMMON, meaning: method } satisfies Record<
  keyof AnyCircuit,
  v.GenericSchema
>);

const order = v.optional(v.array(names, 'an array of arrays of ports'));

/** A circuit as it was written for version 0.1.0: see `earlier-record.ts`. */
export const EARLIER_CIRCUIT = fields({
  ...COMMON,
  model: method,
  observe: v.optional(method),
  arithmetic: v.optional(method),
  equation: v.optional(method),
  split: v.optional(method),
  plain: v.optional(fields({ build: method, order })),
} satisfies Record<keyof EarlierCircuit, v.GenericSchema>);

const point = named(finite, 'an object of numbers');

const allowance = v.pipe(
  v.number('a finite number from 0 on'),
  v.finite('a finite number from 0 on'),
  v.minValue(0, 'a finite number from 0 on'),
);

const claimFields = fields({
  id: word(NAME, LETTERS),
  text,
  about: text,
  source: text,
  status: oneOf<Claim['status']>({ stated: true, derived: true, inferred: true }),
  kind: oneOf<Claim['kind']>({ exact: true, bound: true, approximate: true }),
  bound: v.optional(oneOf<NonNullable<Claim['bound']>>({ upper: true, lower: true })),
  tolerance: v.optional(
    v.pipe(
      fields({ absolute: v.optional(allowance), relative: v.optional(allowance) } satisfies Record<
        keyof Tolerance,
        v.GenericSchema
      >),
      v.check(
        ({ absolute, relative }) => absolute !== undefined || relative !== undefined,
        'an object with absolute, relative or both',
      ),
    ),
  ),
  basis: v.optional(v.literal('cost model', "'cost model'")),
  contrast: v.optional(v.literal(true, 'true')),
  circuit: text,
  letters: names,
  domain: v.pipe(v.array(point, 'an array of points'), v.nonEmpty('an array of at least one point')),
  sample: v.optional(v.array(point, 'an array of points')),
  params: method,
  terms: v.pipe(
    v.array(
      fields({
        scope: text,
        measure: v.picklist(Object.keys(MEASURES), `one of ${Object.keys(MEASURES).join(', ')}`),
        text,
        formula: method,
      } satisfies Record<keyof Term, v.GenericSchema>),
      'an array of terms',
    ),
    v.nonEmpty('an array of at least one term'),
  ),
  recorded: v.optional(fields({ maxAbsError: finite, maxRelError: finite })),
} satisfies Record<keyof Claim, v.GenericSchema>);

/** A claim, but for what its functions give. */
export const CLAIM = v.pipe(
  claimFields,
  v.forward(
    v.check(
      ({ kind, bound }) => (kind === 'bound') === (bound !== undefined),
      'upper or lower with kind bound, and left out with another',
    ),
    ['bound'],
  ),
  v.forward(
    v.check(
      ({ kind, tolerance }) => kind === 'approximate' || tolerance === undefined,
      'left out but with kind approximate',
    ),
    ['tolerance'],
  ),
);

/** A port of more bits is a mistake, and would take the memory before anything else could say so. */
const WIDEST_PORT = 65_536;

const term = fields({ coefficient: v.bigint('a bigint'), ports: names });
const equation = fields({
  outputs: v.array(term, 'an array of terms'),
  inputs: v.array(term, 'an array of terms'),
  modulo: v.optional(whole(0)),
  signed: v.optional(names),
});

const split = fields({ on: named(whole(0)), equation: method });
const plain = fields({ build: method, order } satisfies Record<keyof PlainForm, v.GenericSchema>);
const floatSum = { e: whole(1), f: whole(1), direction: v.optional(whole(0, 4)) };
const direction = oneOf<ShiftDirection>({
  left: true,
  'right-logical': true,
  'right-arithmetic': true,
  'rotate-left': true,
});
const stated = { model: method, observe: v.optional(method) };

/** What a circuit means: a shape for each kind. */
const MEANINGS = {
  product: fields({ kind: v.literal('product'), ...stated }),
  sum: fields({ kind: v.literal('sum'), ...stated }),
  'float sum': fields({ kind: v.literal('float sum'), ...floatSum, ...stated }),
  shift: fields({ kind: v.literal('shift'), direction, plain: v.optional(plain), ...stated }),
  equation: fields({ kind: v.literal('equation'), equation, ...stated }),
  split: fields({ kind: v.literal('split'), split, ...stated }),
  plain: fields({ kind: v.literal('plain'), plain, ...stated }),
  model: fields({ kind: v.literal('model'), ...stated }),
} satisfies Record<Meaning['kind'], v.GenericSchema>;

const MEANING_KINDS = Object.keys(MEANINGS).join(', ');

/** What functions of records give. */
export const RESULTS = {
  inputs: v.pipe(
    named(whole(0, WIDEST_PORT), 'an object of widths'),
    v.check(
      (all) => [...all.keys()].every((name) => brokenNameRule(name) === undefined),
      'an object whose names are each a letter, then letters, digits or _',
    ),
  ),
  outputs: named(v.array(integer, 'a bus, an array of nets'), 'an object of buses'),
  forbids: v.optional(fields({ param: text, rule: text })),
  observe: v.optional(method),
  arithmetic: v.optional(
    v.variant(
      'kind',
      [
        fields({ kind: v.picklist(['product', 'sum']) }),
        fields({ kind: v.literal('float sum'), ...floatSum }),
        fields({ kind: v.literal('shift'), direction }),
      ],
      'one of product, sum, float sum, shift',
    ),
  ),
  meaning: v.variant('kind', Object.values(MEANINGS), `one of ${MEANING_KINDS}`),
  equation,
  split,
  loose: v.pipe(
    named(
      v.union([whole(0), v.literal('any')], "a whole number of at least 0, or 'any'"),
      'an object of gates',
    ),
    v.check(
      (all) => [...all.keys()].every((name) => GATE_NAMES.some((gate) => gate === name)),
      `an object whose names are each one of ${GATE_NAMES.join(', ')}`,
    ),
  ),
  structure: names,
  signed: names,
  floats: named(fields({ e: whole(1), f: whole(1) })),
  explain: named(method, 'an object of functions'),
  sentence: text,
  formula: finite,
} as const;

/** Throws a RecordError with the path where a value is not as its schema says. */
export function checkShape(schema: v.GenericSchema, value: unknown, place: Place): void {
  const { issues } = v.safeParse(schema, value, { abortEarly: true });
  const issue = issues?.[0];
  if (issue === undefined) return;
  const keys = (issue.path ?? []).map(({ key }) => key);
  const steps = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  const got = keys.reduce((part: unknown, key) => Reflect.get(Object(part), String(key)), value);
  throw recordError(within(place, steps.join('')), ruleOf(issue), got);
}

/** What the value must be; a field that is missing or unknown has no rule of its own. */
function ruleOf({ expected, message, type }: v.BaseIssue<unknown>): string {
  if (type !== 'strict_object' || expected === 'Object') return message;
  return expected === 'never' ? 'left out, as no such field is known' : 'given';
}

/** Throws where values are not those that parameters take; all must be there unless `isPartial`. */
export function checkParams(params: Params, given: unknown, place: Place, isPartial: boolean): void {
  checkShape(named(anyValue, 'an object of values of parameters'), given, place);
  const values = new Map(Object.entries(Object(given)));
  for (const [name, value] of values) checkParam(params, name, value, within(place, `.${name}`));
  for (const name of Object.keys(params))
    if (!isPartial && !values.has(name)) throw recordError(within(place, `.${name}`), 'given', undefined);
}

/** Throws where a value is not one that the parameter takes. */
export function checkParam(params: Params, name: string, value: unknown, { file, path }: Place): void {
  const param = Object.hasOwn(params, name) ? params[name] : undefined;
  if (param === undefined)
    throw recordError({ file, path }, `left out, as parameters are ${Object.keys(params).join(', ')}`, value);
  // Text is read as a number where a user gives it, and is none here.
  const read = blamed(() => paramValue(file, path, param, value));
  if (read !== value)
    throw recordError(
      { file, path },
      `as ${typeof read === 'number' ? 'a number' : 'true or false'}, and no text`,
      value,
    );
}

/** What complains of a value of a record complains of the record. */
function blamed<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw error instanceof Misuse ? new RecordError(error.complaint()) : error;
  }
}
