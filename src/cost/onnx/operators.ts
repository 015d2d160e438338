import { at } from '../../gates/at.ts';
import { mustBe } from '../../gates/must-be.ts';
import type { Element, Tensor } from './descriptor.ts';
import type { Settings } from './settings.ts';

/** A node where it stands in its graph: what it reads is known. */
export interface Site {
  /** For errors: the file and the node. */
  readonly who: string;
  readonly settings: Settings;
  /** The tensor at an input. */
  input(k: number): Tensor;
  /** Its sizes, all known. */
  dims(k: number): readonly number[];
  /** The number of its elements. */
  elements(k: number): number;
  isConstant(k: number): boolean;
  /** The attribute of this name as whole numbers. */
  whole(name: string, preset: readonly number[]): readonly number[];
  /** The attribute of this name as text. */
  text(name: string, preset: string): string;
}

/** A layer as in a file of networks, without its name. */
export type LayerDraft = Readonly<Record<string, unknown>> & { readonly kind: string };

/** What an operator gives and what it costs. */
export interface Operator {
  /** The first output; by default that of the first input. */
  output?(site: Site): Tensor;
  /** What it costs, from the tensor that it gives; absent where it only moves numbers or is done once beforehand. */
  layer?(site: Site, elements: number, output: Tensor): LayerDraft | undefined;
}

const moves: Operator = {};
const flat: Operator = { output: (site) => ({ ...site.input(0), dims: [site.elements(0)] }) };

/** The operators that are understood. An operator that is not can be left out by a file of widths. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  Conv: convolution(0, 1),
  QLinearConv: convolution(0, 3, 7),
  ConvInteger: convolution(0, 1),
  Gemm: product(0, 1),
  MatMul: product(0, 1),
  QLinearMatMul: product(0, 3, 7),
  MatMulInteger: product(0, 1),
  BatchNormalization: { layer: batchNorm },
  Relu: {
    layer: (site, elements) => ({ kind: 'relu', elements, bits: totalBits(site, 0) }),
  },
  Clip: {
    layer: (site, times) => {
      const each = ['max', totalBits(site, 0)];
      return { kind: 'operations', part: 'activation', times, operations: [each, each] };
    },
  },
  PRelu: { layer: slope },
  LeakyRelu: { layer: slope },
  Add: { output: broadcast, layer: (site, elements) => sumOrProduct(site, elements, 'add') },
  Sub: { output: broadcast, layer: (site, elements) => sumOrProduct(site, elements, 'add') },
  Mul: { output: broadcast, layer: (site, elements) => sumOrProduct(site, elements, 'mul') },
  QuantizeLinear: { output: quantized, layer: quantization },
  DequantizeLinear: {},
  MaxPool: pool('max-pool'),
  AveragePool: pool('average-pool'),
  GlobalAveragePool: globalPool('average-pool'),
  GlobalMaxPool: globalPool('max-pool'),
  Flatten: flat,
  Reshape: flat,
  Identity: moves,
  Dropout: moves,
  Squeeze: flat,
  Unsqueeze: flat,
};

/** Fixed-point bits of an input, for products that are accumulated; a setting goes before what the graph says. */
function fixedBits(site: Site, k: number, setting: 'activationBits' | 'weightBits'): number {
  const set = site.settings[setting];
  if (set !== undefined) return set;
  const { element } = site.input(k);
  if (element?.kind === 'fixed') return element.bits;
  const got = element === undefined ? 'nothing' : showElement(element);
  throw mustBe(site.who, setting, 'given by a QuantizeLinear or a file of widths', got);
}

function showElement(element: Element): string {
  return element.kind === 'fixed' ? `${element.bits} bits` : `floats of ${1 + element.e + element.f} bits`;
}

/** The element that an elementwise operator works on: by its setting, or by what it reads. */
function elementAt(site: Site, k: number): Element {
  if (site.settings.bits !== undefined) return { kind: 'fixed', bits: site.settings.bits };
  const { element } = site.input(k);
  if (element === undefined)
    throw mustBe(site.who, 'bits', 'given by the graph or a file of widths', 'nothing');
  return element;
}

function totalBits(site: Site, k: number): number {
  const element = elementAt(site, k);
  return element.kind === 'fixed' ? element.bits : 1 + element.e + element.f;
}

/** How many more bits of float: sums and products are made in the wider format. */
function wider(x: Element, y: Element): Element {
  if (x.kind === 'fixed') return y;
  if (y.kind === 'fixed') return x;
  return x.e + x.f >= y.e + y.f ? x : y;
}

function weightsOf({ settings }: Site) {
  return settings.weights === undefined ? {} : { weights: settings.weights };
}

/** What an output of accumulated products is until it is quantized: as wide as it has to be, so a float of the graph. */
const BINARY32: Element = { kind: 'float', e: 8, f: 23 };

function typed(site: Site, zeroPoint: number | undefined): Element {
  return zeroPoint === undefined ? BINARY32 : (site.input(zeroPoint).element ?? BINARY32);
}

function convolution(x: number, w: number, zeroPoint?: number): Operator {
  return {
    output: (site) => {
      const [batch = 1, , ...sides] = site.dims(x);
      const [outChannels = 1, , ...kernel] = site.dims(w);
      return {
        element: typed(site, zeroPoint),
        dims: [batch, outChannels, ...windows(site, sides, site.whole('kernel_shape', kernel))],
      };
    },
    layer: (site, elements) => {
      const [outChannels = 1, perGroup = 1, ...kernel] = site.dims(w);
      const [groups = 1] = site.whole('group', [1]);
      return {
        kind: 'conv',
        inChannels: perGroup * groups,
        outChannels,
        groups,
        kernel: [kernel.reduce((all, side) => all * side, 1), 1],
        output: [elements / outChannels, 1],
        activationBits: fixedBits(site, x, 'activationBits'),
        weightBits: fixedBits(site, w, 'weightBits'),
        ...weightsOf(site),
      };
    },
  };
}

/** The sides of what a window that slides over sides leaves. */
function windows(site: Site, sides: readonly number[], kernel: readonly number[]): number[] {
  const ones = sides.map(() => 1);
  const strides = site.whole('strides', ones);
  const dilations = site.whole('dilations', ones);
  const pads = site.whole('pads', [...ones, ...ones].fill(0));
  const padding = site.text('auto_pad', 'NOTSET');
  const [isUp] = site.whole('ceil_mode', [0]);
  return sides.map((side, k) => {
    const stride = at(strides, k);
    if (padding.startsWith('SAME')) return Math.ceil(side / stride);
    const around = padding === 'VALID' ? 0 : at(pads, k) + at(pads, k + sides.length);
    const room = (side + around - at(dilations, k) * (at(kernel, k) - 1) - 1) / stride;
    return (isUp === 1 ? Math.ceil(room) : Math.floor(room)) + 1;
  });
}

function product(x: number, w: number, zeroPoint?: number): Operator {
  const sizes = (site: Site) => {
    const [rows = 1, columns = rows] = site.dims(w).slice(-2);
    const [isTurned] = site.whole('transB', [0]);
    const [inFeatures, outFeatures] = isTurned === 1 ? [columns, rows] : [rows, columns];
    if (site.elements(x) % inFeatures !== 0)
      throw mustBe(site.who, 'elements of its input', `a multiple of ${inFeatures}`, site.elements(x));
    return { inFeatures, outFeatures, rows: site.elements(x) / inFeatures };
  };
  return {
    output: (site) => {
      const { outFeatures, rows } = sizes(site);
      return { element: typed(site, zeroPoint), dims: [rows, outFeatures] };
    },
    layer: (site) => ({
      kind: 'dense',
      ...sizes(site),
      activationBits: fixedBits(site, x, 'activationBits'),
      weightBits: fixedBits(site, w, 'weightBits'),
      ...weightsOf(site),
    }),
  };
}

function batchNorm(site: Site, elements: number): LayerDraft {
  const element = elementAt(site, 0);
  if (element.kind === 'float') {
    const { e, f } = element;
    const operations = [
      ['mul-float', e, f],
      ['add-float', e, f],
    ];
    return { kind: 'operations', part: 'batch-norm', times: elements, operations };
  }
  const { scaleBits = element.bits, offsetBits = element.bits } = site.settings;
  return { kind: 'batch-norm', elements, bits: element.bits, scaleBits, offsetBits };
}

function slope(site: Site, elements: number): LayerDraft {
  const element = elementAt(site, 0);
  if (element.kind === 'fixed')
    return {
      kind: 'prelu',
      elements,
      bits: element.bits,
      slopeBits: site.settings.slopeBits ?? element.bits,
    };
  const operations = [['mul-float', element.e, element.f]];
  return { kind: 'operations', part: 'activation', times: elements, operations };
}

/** Both operands constant: done once, before anything runs. */
function sumOrProduct(site: Site, times: number, operation: 'add' | 'mul'): LayerDraft | undefined {
  if (site.isConstant(0) && site.isConstant(1)) return undefined;
  const [x, y] = [elementAt(site, 0), elementAt(site, 1)];
  const wide = wider(x, y);
  const each =
    x.kind === 'fixed' && y.kind === 'fixed'
      ? [operation, x.bits, y.bits]
      : [`${operation}-float`, ...(wide.kind === 'float' ? [wide.e, wide.f] : [])];
  return { kind: 'operations', part: 'elementwise', times, operations: [each] };
}

function broadcast(site: Site): Tensor {
  const [x, y] = [site.dims(0), site.dims(1)];
  const length = Math.max(x.length, y.length);
  const side = (dims: readonly number[], k: number) => dims[k - length + dims.length] ?? 1;
  const dims = Array.from({ length }, (_, k) => Math.max(side(x, k), side(y, k)));
  const [left, right] = [site.input(0).element ?? BINARY32, site.input(1).element ?? BINARY32];
  // A sum of fixed-point numbers is, in a graph, one of the floats that they stand for.
  return { element: left.kind === 'fixed' && right.kind === 'fixed' ? BINARY32 : wider(left, right), dims };
}

/** The type of the zero point, 8 bits where it has none. */
function quantized(site: Site): Tensor {
  const zero = site.input(2).element;
  return { element: zero ?? { kind: 'fixed', bits: 8 }, dims: site.input(0).dims };
}

function quantization(site: Site, elements: number): LayerDraft | undefined {
  if (site.isConstant(0)) return undefined;
  const { bits, amounts, scaleBits } = site.settings;
  if (bits !== undefined && amounts !== undefined) return { kind: 'shift', elements, bits, amounts };
  if (bits !== undefined && scaleBits !== undefined) return { kind: 'scale', elements, bits, scaleBits };
  const element = site.input(0).element;
  // What is a whole number already only has its scale changed, which is a multiplication too.
  const { e, f } = element?.kind === 'float' ? element : { e: 8, f: 23 };
  const operations = [['mul-float', e, f]];
  return { kind: 'operations', part: 'quantization', times: elements, operations };
}

function pool(kind: 'max-pool' | 'average-pool'): Operator {
  return {
    output: (site) => {
      const [batch = 1, channels = 1, ...sides] = site.dims(0);
      const dims = [batch, channels, ...windows(site, sides, site.whole('kernel_shape', sides))];
      return { element: site.input(0).element, dims };
    },
    layer: (site, elements) => {
      const [, , ...sides] = site.dims(0);
      const window = site.whole('kernel_shape', sides).reduce((all, side) => all * side, 1);
      return pooling(site, kind, elements, window);
    },
  };
}

function globalPool(kind: 'max-pool' | 'average-pool'): Operator {
  return {
    output: (site) => {
      const [batch = 1, channels = 1, ...sides] = site.dims(0);
      return { element: site.input(0).element, dims: [batch, channels, ...sides.map(() => 1)] };
    },
    layer: (site, elements) => pooling(site, kind, elements, site.elements(0) / elements),
  };
}

function pooling(
  site: Site,
  kind: 'max-pool' | 'average-pool',
  elements: number,
  window: number,
): LayerDraft {
  const element = elementAt(site, 0);
  if (element.kind === 'fixed' || kind === 'max-pool')
    return { kind, elements, window, bits: totalBits(site, 0) };
  const operations = [['add-float', element.e, element.f]];
  return { kind: 'operations', part: 'elementwise', times: Math.max(1, elements * (window - 1)), operations };
}
