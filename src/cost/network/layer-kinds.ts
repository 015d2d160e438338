import { mustBe } from '../../gates/must-be.ts';
import { isOperationKind, OPERATION_KINDS, type Operation, operationOf } from '../operation.ts';
import { type Charge, PARTS, type Part } from './network.ts';

/** A member of a layer in a file: what it may hold and what it means. */
export type Field =
  | { readonly kind: 'count' | 'bits'; readonly about: string; readonly default?: number }
  | { readonly kind: 'pair'; readonly about: string; readonly default?: readonly [number, number] }
  | {
      readonly kind: 'choice';
      readonly about: string;
      readonly of: readonly string[];
      readonly default: string;
    }
  | { readonly kind: 'operations'; readonly about: string };

/** The checked values of a layer's fields. */
export type FieldValues = Readonly<Record<string, number | string | readonly unknown[]>>;

/** A kind of layer: what a file must say of it, and what operations it comes to. */
export interface LayerKind {
  readonly about: string;
  readonly fields: Readonly<Record<string, Field>>;
  charges(who: string, values: FieldValues): Charge[];
}

const bits = (about: string) => ({ kind: 'bits', about }) as const;
const count = (about: string) => ({ kind: 'count', about }) as const;
const elements = count('elements of the output');

const weights = {
  kind: 'choice',
  about: 'what the weights are: any number of their bits, or signed powers of two',
  of: ['fixed-point', 'power-of-two'],
  default: 'fixed-point',
} as const;

/** The dot products of a layer: so many outputs of so many terms. */
function dots(who: string, outputs: number, terms: number, values: FieldValues): Charge[] {
  const [activation, weight] = [number(values, 'activationBits'), number(values, 'weightBits')];
  if (values.weights === 'fixed-point')
    return [charge(who, 'MAC', outputs, 'dot', activation, weight, terms)];
  // One bit is the sign, so the others name one of 2^(bits - 1) powers.
  if (weight < 2) throw mustBe(who, 'weightBits of powers of two', 'at least 2', weight);
  return [charge(who, 'MAC', outputs * terms, 'shift-mac', activation, 2 ** (weight - 1))];
}

/** The catalogue of layers. */
export const LAYER_KINDS: Readonly<Record<string, LayerKind>> = {
  conv: {
    about: 'convolution: a dot product for each output element',
    fields: {
      inChannels: count('channels of the input'),
      outChannels: count('channels of the output'),
      kernel: { kind: 'pair', about: 'height and width of the kernel', default: [1, 1] },
      output: { kind: 'pair', about: 'height and width of the output' },
      groups: {
        kind: 'count',
        about: 'groups of channels; as many as channels is a depthwise one',
        default: 1,
      },
      activationBits: bits('bits of an activation'),
      weightBits: bits('bits of a weight'),
      weights,
    },
    charges: (who, values) => {
      const [height, width] = pair(values, 'output');
      const [down, across] = pair(values, 'kernel');
      const [inChannels, groups] = [number(values, 'inChannels'), number(values, 'groups')];
      if (inChannels % groups !== 0) throw mustBe(who, 'groups', `a divisor of ${inChannels}`, groups);
      const outputs = height * width * number(values, 'outChannels');
      return dots(who, outputs, (inChannels / groups) * down * across, values);
    },
  },
  dense: {
    about: 'fully connected: a dot product for each output',
    fields: {
      inFeatures: count('terms of each output'),
      outFeatures: count('outputs'),
      rows: { kind: 'count', about: 'times it is applied, such as tokens', default: 1 },
      activationBits: bits('bits of an activation'),
      weightBits: bits('bits of a weight'),
      weights,
    },
    charges: (who, values) =>
      dots(who, number(values, 'rows') * number(values, 'outFeatures'), number(values, 'inFeatures'), values),
  },
  'batch-norm': {
    about: 'a multiplication and an addition for each element, the statistics folded into scale and offset',
    fields: {
      elements,
      bits: bits('bits of an element'),
      scaleBits: bits('bits of the scale'),
      offsetBits: bits('bits of the offset'),
    },
    charges: (who, values) => {
      const [n, width] = [number(values, 'elements'), number(values, 'bits')];
      return [
        charge(who, 'batch-norm', n, 'mul', width, number(values, 'scaleBits')),
        charge(who, 'batch-norm', n, 'add', width, number(values, 'offsetBits')),
      ];
    },
  },
  relu: elementwise('activation', 'the larger of an element and 0', ['bits'], 'relu'),
  prelu: elementwise(
    'activation',
    'an element times a slope where it is negative',
    ['bits', 'slopeBits'],
    'prelu',
  ),
  shift: elementwise('quantization', 'scaling by one of so many powers of two', ['bits', 'amounts'], 'shift'),
  scale: elementwise('quantization', 'scaling by a multiplication', ['bits', 'scaleBits'], 'mul'),
  add: elementwise('elementwise', 'sum of two tensors, as at the end of a residual', ['bits', 'bits'], 'add'),
  multiply: elementwise('elementwise', 'product of two tensors', ['bits', 'otherBits'], 'mul'),
  'max-pool': pool('the largest of a window: a comparison for each further element', 'max'),
  'average-pool': pool('the sum of a window; the division is left to what follows', 'add'),
  operations: {
    about: 'any operations, each so many times, for what the other kinds do not say',
    fields: {
      part: { kind: 'choice', about: 'what it counts as', of: PARTS, default: 'elementwise' },
      times: count('how many of each'),
      operations: {
        kind: 'operations',
        about: `kinds and their sizes, as in [["mul", 8, 8]]; of ${OPERATION_KINDS.join(', ')}`,
      },
    },
    charges: (who, values) => {
      const part = PARTS.find((one) => one === values.part) ?? 'elementwise';
      const operations = Array.isArray(values.operations) ? values.operations : [];
      return operations.map((operation: readonly unknown[]) => {
        const [kind, ...sizes] = operation;
        return { part, times: number(values, 'times'), operation: operationOf(who, String(kind), sizes) };
      });
    },
  },
};

/** A layer of one operation an element, whose sizes are these fields in order. */
function elementwise(
  part: Part,
  about: string,
  sizes: readonly string[],
  operation: Operation['kind'],
): LayerKind {
  const fields = sizes.map((name) => {
    const isWidth = name !== 'amounts';
    return [name, isWidth ? bits(`width: ${name}`) : count('powers of two to choose from')] as const;
  });
  return {
    about,
    fields: { elements, ...Object.fromEntries(fields) },
    charges: (who, values) => [
      charge(who, part, number(values, 'elements'), operation, ...sizes.map((name) => number(values, name))),
    ],
  };
}

function pool(about: string, operation: 'max' | 'add'): LayerKind {
  return {
    about,
    fields: { elements, window: count('elements of a window'), bits: bits('bits of an element') },
    charges: (who, values) => {
      const width = number(values, 'bits');
      const times = number(values, 'elements') * (number(values, 'window') - 1);
      const sizes = operation === 'max' ? [width] : [width, width];
      return times === 0 ? [] : [charge(who, 'elementwise', times, operation, ...sizes)];
    },
  };
}

function charge(who: string, part: Part, times: number, kind: string, ...sizes: readonly number[]): Charge {
  if (!isOperationKind(kind)) throw mustBe(who, 'operation', 'known', kind);
  return { part, times, operation: operationOf(who, kind, sizes) };
}

function number(values: FieldValues, name: string): number {
  const value = values[name];
  if (typeof value !== 'number') throw new Error(`a layer must have the number ${name}, got ${value}`);
  return value;
}

function pair(values: FieldValues, name: string): readonly [number, number] {
  const value = values[name];
  const [x, y] = Array.isArray(value) ? value : [];
  if (typeof x !== 'number' || typeof y !== 'number')
    throw new Error(`a layer must have the pair ${name}, got ${value}`);
  return [x, y];
}
