import { mustBe } from '../../../gates/must-be.ts';
import type { LayerDraft, Operator, Site } from '../site.ts';
import { broadcastSizes } from '../sizes.ts';
import {
  bitsOf,
  countOf,
  type Element,
  type Fixed,
  type Float,
  heldBy,
  isSameElement,
  knownSizes,
  offGrid,
  type Tensor,
} from '../tensor.ts';
import {
  elementAt,
  floatsAt,
  known,
  operations,
  quantization,
  totalBits,
  wider,
  zeroPointElement,
} from '../widths.ts';

export const ELEMENTWISE = {
  BatchNormalization: {
    outputs: (site) => {
      if (site.number('training_mode', 0) !== 0)
        throw mustBe(site.who, 'training_mode', '0, since statistics are not priced', 1);
      return [{ element: offGrid(site.input(0)), dims: site.input(0).dims, isConstant: false }];
    },
    layers: batchNorm,
  },
  Relu: {
    outputs: (site) => [{ ...site.input(0), values: undefined }],
    layers: (site, output) =>
      withElements(site, output, (elements) => [{ kind: 'relu', elements, bits: totalBits(site, 0) }]),
  },
  Clip: { outputs: (site) => [clipped(site)], layers: clip },
  PRelu: { outputs: sloped, layers: slope },
  LeakyRelu: { outputs: sloped, layers: slope },
  Add: binary('add', (x, y) => x + y),
  Sub: binary('add', (x, y) => x - y),
  Mul: binary('mul', (x, y) => x * y),
  Sum: { outputs: (site) => [summed(site)], layers: (site, output) => sums(site, output, 'add') },
  Max: { outputs: (site) => [largest(site)], layers: extremes },
  Min: { outputs: (site) => [largest(site)], layers: extremes },
} as const satisfies Readonly<Record<string, Operator>>;

/** Sums and products between quantizations: operand, scale and zero point, twice, then those of the result. */
export const QUANTIZED_ELEMENTWISE = {
  QLinearAdd: quantizedBinary('add'),
  QLinearMul: quantizedBinary('mul'),
} as const satisfies Readonly<Record<string, Operator>>;

function elementsOf(site: Site, output: Tensor): number {
  return countOf(knownSizes(site.who, 'output', output.dims)) ?? 0;
}

function withElements(
  site: Site,
  output: Tensor,
  layers: (elements: number) => readonly LayerDraft[],
): readonly LayerDraft[] {
  const elements = elementsOf(site, output);
  return elements === 0 ? [] : layers(elements);
}

function batchNorm(site: Site, output: Tensor): readonly LayerDraft[] {
  const elements = elementsOf(site, output);
  const { bits, scaleBits, offsetBits } = site.settings;
  const [x, scale, offset] = [elementAt(site, 0), site.input(1).element, site.input(2).element];
  const ownBits = (element: Element | undefined) => (element?.kind === 'fixed' ? element.bits : bits);
  const scaleWidth = scaleBits ?? ownBits(scale);
  const offsetWidth = offsetBits ?? ownBits(offset);
  if (x.kind === 'fixed' && scaleWidth !== undefined && offsetWidth !== undefined && elements > 0)
    return [{ kind: 'batch-norm', elements, bits: x.bits, scaleBits: scaleWidth, offsetBits: offsetWidth }];
  const { e, f } = known(site, floatsAt(site, 0));
  return operations('batch-norm', elements, [
    ['mul-float', e, f],
    ['add-float', e, f],
  ]);
}

/** A bound is one where it is given, as an attribute or an input; either may be missing. */
function boundsOf(site: Site) {
  return (['min', 'max'] as const).map((name, k) => {
    const listed = site.listed(name, k + 1);
    const value = listed === 'unknown' ? undefined : listed?.[0];
    return { isGiven: listed !== undefined, value, element: site.input(k + 1).element };
  });
}

/** Whole numbers between bounds need only the bits that the bounds need, which is how QCDQ says its widths. */
function clipped(site: Site): Tensor {
  const { element, real, dims } = site.input(0);
  const [low, high] = boundsOf(site);
  const isWhole = real === undefined && element?.kind === 'fixed';
  if (!isWhole) {
    const isClipped = low?.isGiven === true || high?.isGiven === true;
    return {
      element: isClipped ? offGrid(site.input(0)) : element,
      ...(isClipped ? {} : { real }),
      dims,
      isConstant: false,
    };
  }
  const { bits, isSigned } = element;
  const least = isSigned ? -(2 ** (bits - 1)) : 0;
  const most = isSigned ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const from = low?.isGiven === true && low.value !== undefined ? Math.max(least, low.value) : least;
  const to = high?.isGiven === true && high.value !== undefined ? Math.min(most, high.value) : most;
  return { element: narrowest(element, from, to), dims, isConstant: false };
}

function narrowest(element: Fixed, from: number, to: number): Fixed {
  const needed = (value: number) =>
    value < 0 ? Math.ceil(Math.log2(-value)) : Math.floor(Math.log2(value)) + 1;
  const magnitude = Math.max(from === 0 ? 0 : needed(from), to === 0 ? 0 : needed(to));
  const isSigned = from < 0;
  return {
    kind: 'fixed',
    bits: Math.min(element.bits, Math.max(1, magnitude + (isSigned ? 1 : 0))),
    isSigned,
  };
}

function clip(site: Site, output: Tensor): readonly LayerDraft[] {
  const bounds = boundsOf(site).filter(({ isGiven }) => isGiven);
  if (bounds.length === 0) return [];
  const each = ['max', totalBits(site, 0)];
  return operations(
    'activation',
    elementsOf(site, output),
    bounds.map(() => each),
  );
}

function sloped(site: Site): readonly Tensor[] {
  const input = site.input(0);
  return [{ element: offGrid(input), dims: input.dims, isConstant: false }];
}

function slope(site: Site, output: Tensor): readonly LayerDraft[] {
  const elements = elementsOf(site, output);
  const element = elementAt(site, 0);
  const own = site.input(1).element;
  const { bits, slopeBits = own?.kind === 'fixed' ? own.bits : bits } = site.settings;
  if (element.kind === 'fixed' && slopeBits !== undefined && elements > 0)
    return [{ kind: 'prelu', elements, bits: element.bits, slopeBits }];
  const { e, f } = known(site, floatsAt(site, 0));
  return operations('activation', elements, [['mul-float', e, f]]);
}

function binary(operation: 'add' | 'mul', compute: (x: number, y: number) => number): Operator {
  return {
    outputs: (site) => {
      const sum = summed(site);
      return [{ ...sum, values: computed(site, sum, compute) }];
    },
    layers: (site, output) => sums(site, output, operation),
  };
}

/** What of sizes comes out as sizes: whole numbers, one beside one or one beside many. */
export function computed(
  site: Site,
  { element, dims }: Tensor,
  compute: (x: number, y: number) => number,
): Tensor['values'] {
  const [x, y] = [site.input(0).values, site.input(1).values];
  const length = countOf(dims);
  if (x === undefined || y === undefined || length === undefined) return undefined;
  if (![1, length].includes(x.length) || ![1, length].includes(y.length)) return undefined;
  return Array.from({ length }, (_, k) => {
    const [left, right] = [x[x.length === 1 ? 0 : k], y[y.length === 1 ? 0 : k]];
    return left === undefined || right === undefined ? undefined : heldBy(element, compute(left, right));
  });
}

function all(site: Site): readonly Tensor[] {
  return Array.from({ length: site.inputs }, (_, k) => site.input(k));
}

/** A graph adds what whole numbers stand for, so its sums are floats unless all are whole numbers as such. */
function summed(site: Site): Tensor {
  const inputs = all(site);
  const { who } = site;
  // Before the seventh version an operand was laid along an axis of the first.
  const isLaidAlong = site.attribute('broadcast') === 1;
  const dims = isLaidAlong
    ? inputs[0]?.dims
    : broadcastSizes(
        who,
        inputs.map((one) => one.dims),
      );
  const floats = inputs.flatMap((one) => offGrid(one) ?? []);
  const [first, ...others] = floats.length < inputs.length ? [] : floats;
  const element = others.reduce<Element | undefined>(widerElement, first);
  return { element, dims, isConstant: false };
}

function widerElement(x: Element | undefined, y: Element): Element {
  if (x === undefined) return y;
  if (x.kind === 'float') return y.kind === 'float' ? wider(x, y) : x;
  return y.kind === 'float' || y.bits > x.bits ? y : x;
}

/** One operation fewer than operands, each as wide as the two that meet. */
function sums(site: Site, output: Tensor, operation: 'add' | 'mul'): readonly LayerDraft[] {
  const elements = elementsOf(site, output);
  const each = Array.from({ length: Math.max(0, site.inputs - 1) }, (_, k) =>
    sumOf(operation, elementAt(site, k), elementAt(site, k + 1)),
  );
  return operations('elementwise', elements, each);
}

function sumOf(operation: 'add' | 'mul', x: Element, y: Element): readonly (string | number)[] {
  const inFloats = ({ e, f }: Float) => [`${operation}-float`, e, f];
  if (x.kind === 'fixed') return y.kind === 'fixed' ? [operation, x.bits, y.bits] : inFloats(y);
  return inFloats(y.kind === 'fixed' ? x : wider(x, y));
}

/** One of some numbers, which stays on their grid where that is one. */
function largest(site: Site): Tensor {
  const inputs = all(site);
  const [first] = inputs;
  const isOneGrid = inputs.every(
    (one) => one.real === undefined && isSameElement(one.element, first?.element),
  );
  const { element, dims } = summed(site);
  return { element: isOneGrid ? first?.element : element, dims, isConstant: false };
}

function extremes(site: Site, output: Tensor): readonly LayerDraft[] {
  const widths = Array.from({ length: site.inputs }, (_, k) => bitsOf(elementAt(site, k)));
  const each = widths.slice(1).map((width, k) => ['max', Math.max(width, widths[k] ?? width)]);
  return operations('elementwise', elementsOf(site, output), each);
}

function quantizedBinary(operation: 'add' | 'mul'): Operator {
  return {
    outputs: (site) => [
      {
        element: zeroPointElement(site, 7, site.input(0).element),
        dims: broadcastSizes(site.who, [site.input(0).dims, site.input(3).dims]),
        isConstant: false,
      },
    ],
    layers: (site, output) => {
      const elements = elementsOf(site, output);
      return [
        ...operations('elementwise', elements, [sumOf(operation, elementAt(site, 0), elementAt(site, 3))]),
        ...quantization(site, elements, floatsAt(site, 6)),
      ];
    },
  };
}
