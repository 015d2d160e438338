import { mustBe } from '../../../gates/must-be.ts';
import type { LayerDraft, Operator, Site } from '../site.ts';
import { type Maybe, placesOf, windows } from '../sizes.ts';
import { countOf, INT64, knownSizes, offGrid, showSizes, type Tensor } from '../tensor.ts';
import { elementAt, floatsAt, operations, quantization, totalBits, zeroPointElement } from '../widths.ts';

type Kind = 'max-pool' | 'average-pool';

export const POOLS = {
  MaxPool: pool('max-pool', sliding),
  AveragePool: pool('average-pool', sliding),
  GlobalAveragePool: pool('average-pool', global),
  GlobalMaxPool: pool('max-pool', global),
  ReduceMean: pool('average-pool', reduced),
  ReduceSum: pool('average-pool', reduced),
  ReduceMax: pool('max-pool', reduced),
  ReduceMin: pool('max-pool', reduced),
} as const satisfies Readonly<Record<string, Operator>>;

/** Pools between two quantizations, as in QLinearAveragePool. */
export const QUANTIZED_POOLS = {
  QLinearAveragePool: quantizedPool(sliding),
  QLinearGlobalAveragePool: quantizedPool(global),
} as const satisfies Readonly<Record<string, Operator>>;

type Slide = (site: Site) => Maybe;

function pool(kind: Kind, slide: Slide): Operator {
  return {
    outputs: (site) => {
      const input = site.input(0);
      const dims = slide(site);
      // The largest of some numbers is one of them; a mean is not.
      const kept = { element: input.element, real: input.real };
      const first: Tensor = {
        ...(kind === 'max-pool' ? kept : { element: offGrid(input) }),
        dims,
        isConstant: false,
      };
      return [first, { element: INT64, dims, isConstant: false }];
    },
    layers: (site, output) => pooling(site, kind, output),
  };
}

function quantizedPool(slide: Slide): Operator {
  return {
    outputs: (site) => [
      { element: zeroPointElement(site, 4, site.input(0).element), dims: slide(site), isConstant: false },
    ],
    layers: (site, output) => [
      ...pooling(site, 'average-pool', output),
      ...quantization(site, countOf(output.dims) ?? 0, floatsAt(site, 3)),
    ],
  };
}

/** So many channels, each with its sides; undefined where the sizes are not known. */
function planes(site: Site): Maybe {
  const { dims } = site.input(0);
  if (site.number('channels_last', 0) !== 0) throw mustBe(site.who, 'channels_last', '0', 1);
  if (dims !== undefined && dims.length < 3)
    throw mustBe(site.who, 'sizes of its input', 'at least 3', showSizes(dims));
  return dims;
}

function sliding(site: Site): Maybe {
  const dims = planes(site);
  const kernel = site.whole('kernel_shape', []);
  if (dims === undefined) return undefined;
  const [batch, channels, ...sides] = dims;
  return [batch, channels, ...windows(site, sides, kernel)];
}

function global(site: Site): Maybe {
  return planes(site)?.map((size, k) => (k < 2 ? size : 1));
}

/** All of some axes at once, of all axes where none is named. */
function reduced(site: Site): Maybe {
  const { dims } = site.input(0);
  const axes = site.listed('axes', 1) ?? [];
  if (dims === undefined || axes === 'unknown') return undefined;
  if (axes.length === 0 && site.number('noop_with_empty_axes', 0) === 1) return dims;
  const places = axes.length === 0 ? new Set(dims.keys()) : placesOf(site, axes, dims.length);
  if (places === undefined) return undefined;
  const isKept = site.number('keepdims', 1) === 1;
  return dims.flatMap((size, k) => (places.has(k) ? (isKept ? [1] : []) : [size]));
}

function pooling(site: Site, kind: Kind, output: Tensor): readonly LayerDraft[] {
  const elements = countOf(knownSizes(site.who, 'output', output.dims)) ?? 0;
  const kernel = site.whole('kernel_shape', []);
  const window = kernel.length > 0 ? (countOf(kernel) ?? 1) : (countOf(site.sizes(0)) ?? 0) / elements;
  if (elements === 0 || window <= 1) return [];
  const element = elementAt(site, 0);
  if (element.kind === 'fixed' || kind === 'max-pool')
    return [{ kind, elements, window, bits: totalBits(site, 0) }];
  return operations('elementwise', elements * (window - 1), [['add-float', element.e, element.f]]);
}
