import { mustBe } from '../gates/must-be.ts';

/**
 * What can be priced, and the sizes that each kind has: i and j are widths in bits, e and f the exponent and trailing
 * significand bits of a floating-point format. A price is for one operation on one set of operands.
 */
export interface Sizes {
  readonly mul: Pair;
  readonly add: Pair;
  readonly shift: Pair;
  readonly mux: One;
  readonly max: One;
  readonly relu: One;
  readonly prelu: Pair;
  readonly mac: Pair;
  readonly 'shift-mac': Pair;
  readonly dot: Pair & { readonly terms: number };
  readonly 'add-float': Float;
  readonly 'mul-float': Float;
}

/** One width in bits. */
export interface One {
  readonly i: number;
}

/** Two widths in bits. */
export interface Pair extends One {
  readonly j: number;
}

/** A floating-point format: exponent and trailing significand bits. */
export interface Float {
  readonly e: number;
  readonly f: number;
}

export type OperationKind = keyof Sizes;

/** An operation as plain data: `{ kind: 'mul', sizes: { i: 8, j: 4 } }`. */
export type Operation = {
  [K in OperationKind]: { readonly kind: K; readonly sizes: Sizes[K] };
}[OperationKind];

/** A circuit of the catalogue, by name, that does what an operation says. */
export interface Structure {
  readonly circuit: string;
  readonly params: Readonly<Record<string, number | string | boolean>>;
}

/** What is known of a kind of operation. */
export interface OperationSpec<S> {
  /** The sizes in the order in which they are written. */
  readonly letters: readonly (keyof S & string)[];
  /** One sentence: what it does. */
  readonly about: string;
  /** What the sizes must be, where whole numbers from 1 to 64 are not enough said. */
  readonly least?: Partial<Readonly<Record<keyof S & string, number>>>;
  readonly most?: Partial<Readonly<Record<keyof S & string, number>>>;
  /** The circuit that is counted for it; absent where none is built. */
  structure?(sizes: S): Structure | undefined;
}

/** The catalogue of operations. */
export const OPERATIONS: { readonly [K in OperationKind]: OperationSpec<Sizes[K]> } = {
  mul: {
    letters: ['i', 'j'],
    about: 'product of two numbers of i and j bits',
    structure: ({ i, j }) => ({ circuit: 'dadda-multiplier', params: { i, j, final: 'ripple-carry' } }),
  },
  add: {
    letters: ['i', 'j'],
    about: 'sum of two numbers of i and j bits',
    structure: ({ i, j }) => ({ circuit: 'ripple-carry-adder', params: { i, j, carry: false } }),
  },
  shift: {
    letters: ['i', 'j'],
    about: 'a number of i bits shifted by one of j amounts, 0 to j - 1',
    least: { j: 2 },
    structure: ({ i, j }) => ({
      circuit: 'barrel-shifter',
      params: { n: i, max: j - 1, kind: 'left', sticky: false },
    }),
  },
  mux: { letters: ['i'], about: 'one of two numbers of i bits' },
  max: {
    letters: ['i'],
    about: 'the larger of two numbers of i bits: a comparison and a choice',
    structure: ({ i }) => ({ circuit: 'max', params: { n: i, signed: true } }),
  },
  relu: {
    letters: ['i'],
    about: 'a number of i bits, or 0 where it is negative: a row of AND gates',
    structure: ({ i }) => ({ circuit: 'relu', params: { n: i } }),
  },
  prelu: {
    letters: ['i', 'j'],
    about: 'a number of i bits, times a slope of j bits where it is negative',
    structure: ({ i, j }) => ({ circuit: 'prelu', params: { i, j, fraction: j - 1 } }),
  },
  mac: {
    letters: ['i', 'j'],
    about: 'a product of i by j bits added to an accumulator in carry-save form',
    structure: ({ i, j }) => ({ circuit: 'mac', params: { i, j, headroom: 6, signed: false, final: false } }),
  },
  'shift-mac': {
    letters: ['i', 'j'],
    about: 'a number of i bits times a power of two among j, added to an accumulator in carry-save form',
    least: { j: 2 },
    most: { j: 2 ** 31 },
    // The circuit's accumulator is one row with a ripple-carry adder, wide enough for the largest power.
    structure: ({ i, j }) =>
      j > 64
        ? undefined
        : {
            circuit: 'power-of-two-multiplier',
            params: { n: i, max: j - 1, headroom: 1, signed: true, negative: true },
          },
  },
  dot: {
    letters: ['i', 'j', 'terms'],
    about: 'sum of products of i by j bits, in carry-save form to the end',
    most: { terms: 2 ** 24 },
    structure: ({ i, j, terms }) =>
      terms > 64
        ? undefined
        : { circuit: 'dot-product', params: { i, j, d: terms, signed: false, final: false } },
  },
  'add-float': {
    letters: ['e', 'f'],
    about: 'sum of two floating-point numbers of e exponent and f trailing significand bits, ties to even',
    least: { e: 2 },
    most: { e: 15, f: 112 },
    structure: ({ e, f }) => ({ circuit: 'float-adder', params: { e, f, rounding: 'ties-to-even' } }),
  },
  'mul-float': {
    letters: ['e', 'f'],
    about: 'product of two floating-point numbers of e exponent and f trailing significand bits',
    least: { e: 2 },
    most: { e: 15, f: 112 },
  },
};

export const OPERATION_KINDS: readonly string[] = Object.keys(OPERATIONS);

export function isOperationKind(name: string): name is OperationKind {
  return Object.hasOwn(OPERATIONS, name);
}

/** An operation as it is written on the command line: `mul 8 4`. */
export function showOperation({ kind, sizes }: Operation): string {
  return [kind, ...Object.values(sizes)].join(' ');
}

/** The circuit that is counted for an operation. */
export function structureOf(operation: Operation): Structure | undefined {
  return specStructure(operation);
}

function specStructure<K extends OperationKind>({ kind, sizes }: { kind: K; sizes: Sizes[K] }) {
  const spec: OperationSpec<Sizes[K]> = OPERATIONS[kind];
  return spec.structure?.(sizes);
}

/**
 * An operation from its sizes in the order of its letters, each a whole number from 1 to 64 unless its record says
 * otherwise. Throws a Misuse that names the size, what is allowed and what was given.
 */
export function operationOf(who: string, kind: string, values: readonly unknown[]): Operation {
  if (!isOperationKind(kind)) throw mustBe(who, 'operation', `one of ${OPERATION_KINDS.join(', ')}`, kind);
  const letters: readonly string[] = OPERATIONS[kind].letters;
  const { least = {}, most = {} }: Bounds = OPERATIONS[kind];
  if (values.length !== letters.length)
    throw mustBe(who, `sizes of ${kind}`, letters.join(' '), values.join(' ') || 'nothing');
  const sizes = letters.map((letter, k) => {
    const [low, high] = [least[letter] ?? 1, most[letter] ?? 64];
    const raw = values[k];
    const value = typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : raw;
    if (typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high)
      return [letter, value] as const;
    throw mustBe(who, `${letter} of ${kind}`, `a whole number from ${low} to ${high}`, raw);
  });
  // The letters of the record are the sizes of the kind, so this is what the type says.
  return { kind, sizes: Object.fromEntries(sizes) } as unknown as Operation;
}

interface Bounds {
  readonly least?: Readonly<Record<string, number>>;
  readonly most?: Readonly<Record<string, number>>;
}
