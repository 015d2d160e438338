import { at } from '../../../gates/at.ts';
import { mustBe } from '../../../gates/must-be.ts';
import type { LayerDraft, Operator, Site } from '../site.ts';
import { broadcastSizes, type Maybe, slides, windows } from '../sizes.ts';
import {
  countOf,
  type Element,
  floatOf,
  INT32,
  knownSizes,
  type Sizes,
  showSizes,
  type Tensor,
} from '../tensor.ts';
import { fixedBits, quantization, zeroPointElement } from '../widths.ts';

/** Where a product finds its operands, and what becomes of its sums. */
interface Operands {
  readonly x: number;
  readonly w: number;
  /** Sums that are quantized at once: where the scale and the zero point of the result are. */
  readonly quantized?: { readonly scale: number; readonly zeroPoint: number };
  /** Sums that stay whole numbers. */
  readonly isWhole?: boolean;
}

const FLOATS: Operands = { x: 0, w: 1 };
const WHOLE: Operands = { x: 0, w: 1, isWhole: true };
const QUANTIZED: Operands = { x: 0, w: 3, quantized: { scale: 6, zeroPoint: 7 } };
/** Beside the operands it has a bias before the scale. */
const QUANTIZED_GEMM: Operands = { x: 0, w: 3, quantized: { scale: 7, zeroPoint: 8 } };

export const PRODUCTS = {
  Conv: product(FLOATS, convolution),
  QLinearConv: product(QUANTIZED, convolution),
  ConvInteger: product(WHOLE, convolution),
  ConvTranspose: product(FLOATS, transposedConvolution),
  Gemm: product(FLOATS, gemm),
  MatMul: product(FLOATS, matMul),
  QLinearMatMul: product(QUANTIZED, matMul),
  MatMulInteger: product(WHOLE, matMul),
} as const satisfies Readonly<Record<string, Operator>>;

export const QUANTIZED_GEMM_OPERATOR: Operator = product(QUANTIZED_GEMM, gemm);

/** What a kind of product gives, and as what layer it is priced once all sizes are known. */
interface Shape {
  readonly dims: Maybe;
  layer(output: Sizes): { readonly kind: string; readonly [member: string]: unknown };
}

function product(operands: Operands, shapeOf: (site: Site, operands: Operands) => Shape): Operator {
  const { x, w, quantized } = operands;
  return {
    outputs: (site) => [
      { element: sumElement(site, operands), dims: shapeOf(site, operands).dims, isConstant: false },
    ],
    layers: (site, output) => {
      const dims = knownSizes(site.who, 'output', output.dims);
      // Products without a term or an output are none.
      if (countOf(site.sizes(x)) === 0 || countOf(site.sizes(w)) === 0) return [];
      const layer: LayerDraft = {
        ...shapeOf(site, operands).layer(dims),
        activationBits: fixedBits(site, x, 'activationBits'),
        weightBits: fixedBits(site, w, 'weightBits'),
        ...(site.settings.weights === undefined ? {} : { weights: site.settings.weights }),
      };
      if (quantized === undefined || !site.has(quantized.scale)) return [layer];
      const scale = floatOf(site.input(quantized.scale));
      return [layer, ...quantization(site, countOf(dims) ?? 0, scale)];
    },
  };
}

/** What the sums of a product are until they are quantized: floats of the graph, or whole numbers where it has those. */
function sumElement(site: Site, { x, w, quantized, isWhole }: Operands): Element | undefined {
  const [left, right] = [site.input(x), site.input(w)];
  if (isWhole === true) return INT32;
  if (quantized !== undefined && site.has(quantized.scale))
    return zeroPointElement(site, quantized.zeroPoint, left.element);
  const float = quantized === undefined ? (floatOf(left) ?? floatOf(right)) : floatOf(site.input(1));
  return float ?? (quantized === undefined ? wholeOf(left) : undefined);
}

/** Whole numbers that a graph works on as such: they stand for no floats. */
function wholeOf({ element, real }: Tensor): Element | undefined {
  return real === undefined && element?.kind === 'fixed' ? element : undefined;
}

/** The weights of a convolution beside its input: groups and kernel, checked where they are known. */
function kernelOf(site: Site, { x, w }: Operands) {
  const [input, weights] = [site.input(x).dims, site.input(w).dims];
  if (input === undefined || weights === undefined) return undefined;
  if (input.length < 3 || weights.length !== input.length)
    throw mustBe(
      site.who,
      'sizes of its weights',
      `as many as those of ${showSizes(input)}`,
      showSizes(weights),
    );
  const groups = site.number('group', 1);
  const told = site.whole('kernel_shape', []);
  const sides = weights.slice(2);
  const kernel = sides.map((side, k) => side ?? told[k]);
  if (told.length > 0 && (told.length !== sides.length || kernel.some((side, k) => side !== told[k])))
    throw mustBe(site.who, 'kernel_shape', `that of its weights, ${showSizes(sides)}`, showSizes(told));
  return { input, weights, groups, kernel };
}

function checkGroups(
  who: string,
  channels: number | undefined,
  expected: number | undefined,
  groups: number,
) {
  if (!Number.isInteger(groups) || groups < 1) throw mustBe(who, 'group', 'a whole number above 0', groups);
  if (channels !== undefined && expected !== undefined && channels !== expected)
    throw mustBe(who, 'channels of its input', `those of its weights, ${expected}`, channels);
}

function convolution(site: Site, operands: Operands): Shape {
  const parts = kernelOf(site, operands);
  const dims = (): Maybe => {
    if (parts === undefined) return undefined;
    const { input, weights, groups, kernel } = parts;
    const [[batch, channels, ...sides], [outChannels, perGroup]] = [input, weights];
    checkGroups(site.who, channels, perGroup === undefined ? undefined : perGroup * groups, groups);
    if (outChannels !== undefined && outChannels % groups !== 0)
      throw mustBe(site.who, 'group', `a divisor of ${outChannels} channels`, groups);
    const known = kernel.flatMap((side) => side ?? []);
    const left = known.length < kernel.length ? sides.map(() => undefined) : windows(site, sides, known);
    return [batch, outChannels, ...left];
  };
  return {
    dims: dims(),
    layer: (output) => {
      const [outChannels = 1, perGroup = 1, ...kernel] = site.sizes(operands.w);
      const groups = site.number('group', 1);
      return {
        kind: 'conv',
        inChannels: perGroup * groups,
        outChannels,
        groups,
        kernel: [countOf(kernel) ?? 1, 1],
        output: [(countOf(output) ?? 1) / outChannels, 1],
      };
    },
  };
}

/**
 * Each element of the input times the whole kernel, added up where the results overlap: a product of matrices, as it is mostly
 * done. The additions go into the accumulator.
 */
function transposedConvolution(site: Site, operands: Operands): Shape {
  const parts = kernelOf(site, operands);
  const dims = (): Maybe => {
    if (parts === undefined) return undefined;
    const { input, weights, groups, kernel } = parts;
    const [[batch, channels, ...sides], [inChannels, perGroup]] = [input, weights];
    checkGroups(site.who, channels, inChannels, groups);
    if (inChannels !== undefined && inChannels % groups !== 0)
      throw mustBe(site.who, 'group', `a divisor of ${inChannels} channels`, groups);
    const { strides, dilations, pads, padding } = slides(site, sides.length);
    const extra = site.whole(
      'output_padding',
      sides.map(() => 0),
    );
    const told = site.whole('output_shape', []);
    const outer = sides.map((side, k) => {
      if (told.length > 0) return told.slice(-sides.length)[k];
      const length = kernel[k];
      if (side === undefined || length === undefined) return undefined;
      const reach = at(dilations, k) * (length - 1) + 1;
      // Where a stride is longer than the kernel, padding would have to be negative, and readers of ONNX differ.
      if (padding.startsWith('SAME')) return reach < at(strides, k) ? undefined : side * at(strides, k);
      return at(strides, k) * (side - 1) + at(extra, k) + reach - at(pads, k) - at(pads, k + sides.length);
    });
    if (outer.some((side) => side !== undefined && side < 1))
      throw mustBe(site.who, 'sizes of its output', 'above 0', showSizes(outer));
    return [batch, perGroup === undefined ? undefined : perGroup * groups, ...outer];
  };
  return {
    dims: dims(),
    layer: () => {
      const [batch = 1, inChannels = 1, ...sides] = site.sizes(operands.x);
      const [, perGroup = 1, ...kernel] = site.sizes(operands.w);
      const groups = site.number('group', 1);
      return {
        kind: 'dense',
        inFeatures: inChannels / groups,
        outFeatures: perGroup * (countOf(kernel) ?? 1),
        rows: batch * groups * (countOf(sides) ?? 1),
      };
    },
  };
}

/** As numpy.matmul: a single row or column loses its size, what is before the last two is broadcast. */
function matMul(site: Site, { x, w }: Operands): Shape {
  const [left, right] = [site.input(x).dims, site.input(w).dims];
  const split = (dims: Sizes, isLeft: boolean) => {
    if (dims.length === 0)
      throw mustBe(site.who, 'its inputs', 'vectors, matrices or stacks of them', 'one number');
    if (dims.length === 1) return { batch: [], outer: [], terms: dims[0] };
    const [a, b] = dims.slice(-2);
    return { batch: dims.slice(0, -2), outer: [isLeft ? a : b], terms: isLeft ? b : a };
  };
  const dims = (): Maybe => {
    if (left === undefined || right === undefined) return undefined;
    const [l, r] = [split(left, true), split(right, false)];
    checkTerms(site.who, l.terms, r.terms, left, right);
    const batch = broadcastSizes(site.who, [l.batch, r.batch]);
    return batch === undefined ? undefined : [...batch, ...l.outer, ...r.outer];
  };
  return {
    dims: dims(),
    layer: (output) => {
      const r = split(site.sizes(w), false);
      const outFeatures = r.outer[0] ?? 1;
      return { kind: 'dense', inFeatures: r.terms, outFeatures, rows: (countOf(output) ?? 1) / outFeatures };
    },
  };
}

function gemm(site: Site, { x, w }: Operands): Shape {
  const turned = (k: number, name: string): Maybe => {
    const { dims } = site.input(k);
    if (dims !== undefined && dims.length !== 2)
      throw mustBe(site.who, `sizes of its input ${k + 1}`, 'those of a matrix', showSizes(dims));
    return site.number(name, 0) === 0 ? dims : dims?.toReversed();
  };
  const [left, right] = [turned(x, 'transA'), turned(w, 'transB')];
  if (left !== undefined && right !== undefined) checkTerms(site.who, left[1], right[0], left, right);
  return {
    dims: [left?.[0], right?.[1]],
    layer: () => {
      const [[rows = 1] = [], [inFeatures = 1, outFeatures = 1] = []] = [left, right];
      return { kind: 'dense', inFeatures, outFeatures, rows };
    },
  };
}

function checkTerms(
  who: string,
  x: number | undefined,
  w: number | undefined,
  left: Sizes,
  right: Sizes,
): void {
  if (x !== undefined && w !== undefined && x !== w)
    throw mustBe(
      who,
      'sizes of its inputs',
      'such that they can be multiplied',
      `${showSizes(left)} and ${showSizes(right)}`,
    );
}
