import { mustBe } from '../../../gates/must-be.ts';
import type { LayerDraft, Operator, Site } from '../site.ts';
import { broadcastSizes, type Maybe, placeOf, placesOf, reshaped } from '../sizes.ts';
import {
  BINARY32,
  BOOLEAN,
  countOf,
  type Element,
  floatOf,
  INT64,
  isFew,
  isSameElement,
  knownSizes,
  type Sizes,
  showSizes,
  type Tensor,
  UNKNOWN,
} from '../tensor.ts';
import { floatsAt, quantization, zeroPointElement } from '../widths.ts';
import { computed } from './elementwise.ts';
import { typeOf } from './quantization.ts';

/** Operators that move numbers, make constants, or compute with sizes: they cost nothing. */
export const MOVING = {
  Flatten: moving(flattened),
  Reshape: renaming((site, dims) => {
    const shape = site.listed('shape', 1);
    const rank = site.input(1).dims?.[0];
    if (shape === 'unknown')
      return rank === undefined ? undefined : Array.from({ length: rank }, () => undefined);
    return reshaped(site, dims, shape ?? [], site.number('allowzero', 0) === 1);
  }),
  Identity: { outputs: (site) => [site.input(0)] },
  Dropout: {
    outputs: (site) => {
      const trains = site.has(2) ? site.input(2).values?.[0] : 0;
      if (trains !== 0)
        throw mustBe(site.who, 'training_mode', 'false, since training is not priced', trains ?? 'open');
      return [site.input(0), { element: BOOLEAN, dims: site.input(0).dims, isConstant: false }];
    },
  },
  Squeeze: renaming(squeezed),
  Unsqueeze: renaming(unsqueezed),
  Transpose: moving(transposed),
  Concat: { outputs: (site) => [concatenated(site)] },
  Split: { outputs: split },
  Slice: { outputs: (site) => [sliced(site)] },
  Gather: { outputs: (site) => [gathered(site)] },
  Pad: moving(padded),
  Expand: moving((site, dims) => {
    const shape = site.listed('shape', 1);
    return shape === 'unknown' ? undefined : broadcastSizes(site.who, [dims, shape ?? []]);
  }),
  Tile: moving((site, dims) => {
    const times = site.listed('repeats', 1);
    if (times === 'unknown' || times === undefined) return dims?.map(() => undefined);
    if (dims !== undefined && times.length !== dims.length)
      throw mustBe(site.who, 'repeats', `${dims.length} numbers`, times.length);
    return dims?.map((size, k) => multiplied(size, times[k]));
  }),
  DepthToSpace: moving((site, dims) => {
    const [batch, channels, height, width, ...more] = dims ?? [];
    const block = site.number('blocksize', 0);
    if (dims === undefined) return undefined;
    if (more.length > 0 || dims.length < 4)
      throw mustBe(site.who, 'sizes of its input', 'four', showSizes(dims));
    return [
      batch,
      divided(site, channels, block * block),
      multiplied(height, block),
      multiplied(width, block),
    ];
  }),
  SpaceToDepth: moving((site, dims) => {
    const [batch, channels, height, width, ...more] = dims ?? [];
    const block = site.number('blocksize', 0);
    if (dims === undefined) return undefined;
    if (more.length > 0 || dims.length < 4)
      throw mustBe(site.who, 'sizes of its input', 'four', showSizes(dims));
    return [
      batch,
      multiplied(channels, block * block),
      divided(site, height, block),
      divided(site, width, block),
    ];
  }),
  Resize: { ...moving(resized), layers: nearestOnly },
  Upsample: { ...moving(resized), layers: nearestOnly },
  Cast: { outputs: (site) => [cast(site)] },
  Constant: { outputs: (site) => [constant(site)] },
  ConstantOfShape: { outputs: (site) => [constantOfShape(site)] },
  Shape: { outputs: (site) => [shapeOf(site)] },
  Size: {
    outputs: (site) => [
      { element: INT64, dims: [], isConstant: true, values: [countOf(site.input(0).dims)] },
    ],
  },
  Range: { outputs: (site) => [range(site)] },
} as const satisfies Readonly<Record<string, Operator>>;

/** Division, for sizes only: there is no price for one. */
export const SIZES_ONLY = {
  Div: {
    outputs: (site) => {
      const dims = broadcastSizes(site.who, [site.input(0).dims, site.input(1).dims]);
      const [x, y] = [site.input(0), site.input(1)];
      const isWhole = x.element?.kind === 'fixed' && x.real === undefined;
      const element = floatOf(x) ?? floatOf(y) ?? x.element;
      const quotient: Tensor = { element, dims, isConstant: false };
      const values = computed(site, quotient, (a, b) => (isWhole ? Math.trunc(a / b) : a / b));
      return [{ ...quotient, values: values?.map((one) => (Number.isFinite(one) ? one : undefined)) }];
    },
  },
  ReduceProd: {
    outputs: (site) => {
      const { values, dims, element } = site.input(0);
      const isWhole = site.listed('axes', 1) === undefined && dims?.length === 1 && values !== undefined;
      if (!isWhole) return [UNKNOWN];
      const isKept = site.number('keepdims', 1) === 1;
      return [{ element, dims: isKept ? [1] : [], isConstant: false, values: [countOf(values)] }];
    },
  },
} as const satisfies Readonly<Record<string, Operator>>;

/** Tensors laid side by side that were quantized each in its own way: scale and zero point of the result, then theirs. */
export const QUANTIZED_CONCAT: Operator = {
  outputs: (site) => {
    const inputs = allInputs(site).filter((_, k) => k >= 2 && k % 3 === 2);
    const { dims } = concatenated(site, inputs);
    return [{ element: zeroPointElement(site, 1, inputs[0]?.element), dims, isConstant: false }];
  },
  layers: (site, { dims }) =>
    quantization(site, countOf(knownSizes(site.who, 'output', dims)) ?? 0, floatsAt(site, 0)),
};

function allInputs(site: Site): readonly Tensor[] {
  return Array.from({ length: site.inputs }, (_, k) => site.input(k));
}

/** Other sizes for the same numbers, which come in another order or other number. */
function moving(sizesOf: (site: Site, dims: Maybe) => Maybe): Operator {
  return {
    outputs: (site) => {
      const { element, real, dims } = site.input(0);
      return [{ element, real, dims: sizesOf(site, dims), isConstant: false }];
    },
  };
}

/** Other sizes for the same numbers in the same order. */
function renaming(sizesOf: (site: Site, dims: Maybe) => Maybe): Operator {
  return {
    outputs: (site) => {
      const input = site.input(0);
      return [{ ...input, dims: sizesOf(site, input.dims) }];
    },
  };
}

function multiplied(x: number | undefined, y: number | undefined): number | undefined {
  return x === undefined || y === undefined ? undefined : x * y;
}

function divided(site: Site, size: number | undefined, by: number): number | undefined {
  if (size === undefined) return undefined;
  if (Number.isInteger(size / by)) return size / by;
  throw mustBe(
    site.who,
    'blocksize',
    `a divisor of ${showSizes(site.input(0).dims)}`,
    site.number('blocksize', 0),
  );
}

function flattened(site: Site, dims: Maybe): Maybe {
  if (dims === undefined) return [undefined, undefined];
  const axis = site.number('axis', 1);
  const place = axis === dims.length ? axis : placeOf(site, axis, dims.length);
  return [countOf(dims.slice(0, place)), countOf(dims.slice(place))];
}

function squeezed(site: Site, dims: Maybe): Maybe {
  const axes = site.listed('axes', 1);
  if (dims === undefined || axes === 'unknown') return undefined;
  if (axes === undefined)
    return dims.some((size) => size === undefined) ? undefined : dims.filter((size) => size !== 1);
  const places = placesOf(site, axes, dims.length);
  if (places === undefined) return undefined;
  for (const place of places)
    if (![1, undefined].includes(dims[place]))
      throw mustBe(site.who, `size ${place} of its input`, '1', showSizes(dims));
  return dims.filter((_, k) => !places.has(k));
}

function unsqueezed(site: Site, dims: Maybe): Maybe {
  const axes = site.listed('axes', 1);
  if (dims === undefined || axes === 'unknown' || axes === undefined) return undefined;
  const rank = dims.length + axes.length;
  const places = placesOf(site, axes, rank);
  if (places === undefined) return undefined;
  const left = dims.values();
  return Array.from({ length: rank }, (_, k) => (places.has(k) ? 1 : left.next().value));
}

function transposed(site: Site, dims: Maybe): Maybe {
  if (dims === undefined) return undefined;
  const order = site.whole('perm', [...dims.keys()].reverse());
  if (order.length !== dims.length || new Set(order).size !== dims.length)
    throw mustBe(site.who, 'perm', `each of 0 to ${dims.length - 1} once`, order.join(', '));
  return order.map((place) => dims[placeOf(site, place, dims.length)]);
}

function concatenated(site: Site, inputs = allInputs(site)): Tensor {
  const [first = UNKNOWN] = inputs;
  const same = (one: Tensor) => isSameElement(one.element, first.element) && sameReal(one, first);
  const floats = inputs.every((one) => isSameElement(floatOf(one), floatOf(first)))
    ? floatOf(first)
    : undefined;
  const kept = inputs.every(same) ? { element: first.element, real: first.real } : { element: floats };
  const dims = concatenatedSizes(site, inputs);
  const lists = inputs.flatMap((one) => (one.values === undefined ? [] : [one.values]));
  const length = countOf(dims);
  const isList = dims?.length === 1 && lists.length === inputs.length && isFew(length);
  return { ...kept, dims, isConstant: false, ...(isList ? { values: lists.flat() } : {}) };
}

/** The sum of sizes; undefined where one is. */
function sumOf(sizes: Sizes): number | undefined {
  return sizes.reduce<number | undefined>(
    (all, size) => (all === undefined || size === undefined ? undefined : all + size),
    0,
  );
}

function sameReal(x: Tensor, y: Tensor): boolean {
  return (x.real === undefined && y.real === undefined) || isSameElement(x.real, y.real);
}

function concatenatedSizes(site: Site, inputs: readonly Tensor[]): Maybe {
  const known = inputs.flatMap(({ dims }) => (dims === undefined ? [] : [dims]));
  const [first] = known;
  if (first === undefined || known.length < inputs.length) return undefined;
  const place = placeOf(site, site.number('axis', 1), first.length);
  const hasOtherRank = known.some((dims) => dims.length !== first.length);
  return first.map((_, k) => {
    const sides = known.map((dims) => dims[k]);
    const different = new Set(k === place ? [] : sides.flatMap((side) => side ?? []));
    if (different.size > 1 || hasOtherRank)
      throw mustBe(
        site.who,
        'sizes of its inputs',
        `equal but for axis ${place}`,
        known.map(showSizes).join(' and '),
      );
    return k === place ? sumOf(sides) : [...different][0];
  });
}

/** Nearest neighbours are numbers moved; what lies between two of them would have to be computed. */
function nearestOnly(site: Site): readonly LayerDraft[] {
  const mode = site.text('mode', 'nearest');
  if (mode === 'nearest') return [];
  throw mustBe(site.who, 'mode', 'nearest, or the node left out by a file of widths', mode);
}

/** Sizes told or scaled, of all axes or of those that are named. */
function resized(site: Site, dims: Maybe): Maybe {
  if (dims === undefined || site.text('keep_aspect_ratio_policy', 'stretch') !== 'stretch')
    return dims?.map(() => undefined);
  const places = placesOf(site, site.whole('axes', [...dims.keys()]), dims.length);
  const sizes = site.has(3) ? site.listed('sizes', 3) : undefined;
  // Before its eleventh version it had no region of interest before the scales.
  const scales = site.listed('scales', site.inputs < 3 ? 1 : 2);
  const told = sizes ?? scales;
  if (places === undefined || told === undefined || told === 'unknown') return dims.map(() => undefined);
  if (told.length !== places.size)
    throw mustBe(site.who, 'sizes or scales', `${places.size} numbers`, told.length);
  const result = [...dims];
  for (const [k, place] of [...places].entries())
    result[place] = sizes === undefined ? scaled(dims[place], told[k]) : told[k];
  return result;
}

/** Rounded down; unknown where the precision of the floats decides. */
function scaled(size: number | undefined, scale: number | undefined): number | undefined {
  const exact = multiplied(size, scale);
  if (exact === undefined || Math.floor(exact) !== Math.floor(Math.fround(exact))) return undefined;
  return Math.floor(exact);
}

function split(site: Site): readonly Tensor[] {
  const { element, real, dims, values } = site.input(0);
  const parts = site.listed('split', 1);
  const outputs = Array.from({ length: site.outputs });
  const place = dims === undefined ? 0 : placeOf(site, site.number('axis', 0), dims.length);
  const whole = dims?.[place];
  const isEven = parts !== undefined || whole === undefined || whole % site.outputs === 0;
  if (!isEven && site.attribute('num_outputs') === undefined)
    throw mustBe(site.who, 'outputs', `a divisor of ${whole}`, site.outputs);
  if (
    whole !== undefined &&
    parts !== undefined &&
    parts !== 'unknown' &&
    ![whole, undefined].includes(sumOf(parts))
  )
    throw mustBe(site.who, 'split', `parts of ${whole}`, parts.join(', '));
  const chunk = whole === undefined ? undefined : Math.ceil(whole / site.outputs);
  let from = 0;
  return outputs.map((_, k) => {
    const even =
      chunk === undefined || whole === undefined
        ? undefined
        : Math.max(0, Math.min(chunk, whole - chunk * k));
    const size = parts === undefined ? even : parts === 'unknown' ? undefined : parts[k];
    const piece = dims?.length === 1 && size !== undefined ? values?.slice(from, from + size) : undefined;
    from += size ?? 0;
    return {
      element,
      real,
      dims: dims?.map((side, axis) => (axis === place ? size : side)),
      isConstant: false,
      values: piece?.length === size ? piece : undefined,
    };
  });
}

/** Where a slice begins, ends and how far it steps, along each axis that it names. */
function sliced(site: Site): Tensor {
  const { element, real, dims, values } = site.input(0);
  const [starts, ends] = [site.listed('starts', 1), site.listed('ends', 2)];
  const [named, steps] = [site.listed('axes', 3), site.listed('steps', 4)];
  const open: Tensor = { element, real, dims: dims?.map(() => undefined), isConstant: false };
  if (dims === undefined || starts === undefined || starts === 'unknown' || named === 'unknown') return open;
  const axes = named ?? [...starts.keys()];
  if (axes.some((axis) => axis === undefined)) return open;
  const cuts = axes.map((axis, k) => {
    const place = placeOf(site, axis, dims.length);
    const end = ends === 'unknown' ? undefined : ends?.[k];
    const step = steps === 'unknown' ? undefined : steps === undefined ? 1 : steps[k];
    return { place, indices: cut(site, dims[place], starts[k], end, step) };
  });
  const sizes = [...dims];
  for (const { place, indices } of cuts) sizes[place] = indices?.count;
  const [only] = cuts;
  const indices = dims.length === 1 && cuts.length === 1 ? only?.indices : undefined;
  return {
    element,
    real,
    dims: sizes,
    isConstant: false,
    values:
      values === undefined || indices === undefined
        ? undefined
        : Array.from({ length: indices.count }, (_, k) => values[indices.from + k * indices.step]),
  };
}

function cut(
  site: Site,
  size: number | undefined,
  start: number | undefined,
  end: number | undefined,
  step: number | undefined,
) {
  if (size === undefined || start === undefined || end === undefined || step === undefined) return undefined;
  if (step === 0) throw mustBe(site.who, 'steps', 'other than 0', 0);
  const clamp = (index: number, low: number, high: number) =>
    Math.min(high, Math.max(low, index < 0 ? index + size : index));
  const [from, to] =
    step > 0
      ? [clamp(start, 0, size), clamp(end, 0, size)]
      : [clamp(start, 0, size - 1), clamp(end, -1, size - 1)];
  return { from, step, count: Math.max(0, Math.ceil((to - from) / step)) };
}

function gathered(site: Site): Tensor {
  const [{ element, real, dims, values }, indices] = [site.input(0), site.input(1)];
  if (dims === undefined || indices.dims === undefined)
    return { element, real, dims: undefined, isConstant: false };
  const place = placeOf(site, site.number('axis', 0), dims.length);
  const sizes = [...dims.slice(0, place), ...indices.dims, ...dims.slice(place + 1)];
  const picked = dims.length === 1 && values !== undefined ? indices.values : undefined;
  return {
    element,
    real,
    dims: sizes,
    isConstant: false,
    values: picked?.map((index) => (index === undefined ? undefined : values?.at(index))),
  };
}

function padded(site: Site, dims: Maybe): Maybe {
  const pads = site.listed('pads', 1) ?? site.listed('paddings', 1);
  const named = site.has(3) ? site.listed('axes', 3) : undefined;
  if (dims === undefined || pads === undefined || pads === 'unknown' || named === 'unknown')
    return dims?.map(() => undefined);
  const axes = named ?? [...dims.keys()];
  if (axes.some((axis) => axis === undefined)) return dims.map(() => undefined);
  if (pads.length !== 2 * axes.length)
    throw mustBe(site.who, 'pads', `${2 * axes.length} numbers`, pads.length);
  const sizes = [...dims];
  for (const [k, axis] of axes.entries()) {
    const place = placeOf(site, axis, dims.length);
    const [size, before, after] = [dims[place], pads[k], pads[k + axes.length]];
    sizes[place] =
      size === undefined || before === undefined || after === undefined ? undefined : size + before + after;
  }
  return sizes;
}

function cast(site: Site): Tensor {
  const { element, real, dims, values } = site.input(0);
  const to = typeOf(site, 'to', site.number('to', 0));
  // Floats that stand for whole numbers still do so as other floats.
  if (real !== undefined && to.kind === 'float') return { element, real: to, dims, isConstant: false };
  const whole = to.kind === 'fixed';
  return {
    element: to,
    dims,
    isConstant: false,
    values: values?.map((one) => (one === undefined || !whole ? one : Math.trunc(one))),
  };
}

/** A constant in any of the forms that the operator has. */
function constant(site: Site): Tensor {
  const list = (element: Element | undefined, name: string): Tensor | undefined => {
    const values = site.attribute(name) === undefined ? undefined : site.whole(name, []);
    return values === undefined ? undefined : { element, dims: [values.length], isConstant: true, values };
  };
  const single = (element: Element | undefined, name: string): Tensor | undefined => {
    const value = site.attribute(name);
    if (value === undefined) return undefined;
    const values = typeof value === 'number' ? [value] : undefined;
    return { element, dims: [], isConstant: true, values };
  };
  const whole = site.attribute('value') ?? site.attribute('sparse_value') ?? site.attribute('value_strings');
  const found =
    (isTensor(whole) ? whole : undefined) ??
    single(INT64, 'value_int') ??
    list(INT64, 'value_ints') ??
    single(BINARY32, 'value_float') ??
    list(BINARY32, 'value_floats') ??
    single(undefined, 'value_string');
  if (found === undefined)
    throw mustBe(
      site.who,
      'value',
      'a tensor or one of value_int, value_ints, value_float, value_floats',
      'nothing',
    );
  return found;
}

function isTensor(value: ReturnType<Site['attribute']>): value is Tensor {
  return typeof value === 'object' && 'isConstant' in value;
}

function constantOfShape(site: Site): Tensor {
  const { dims, values } = site.input(0);
  const value = site.attribute('value');
  const rank = dims?.[0];
  const sizes = values ?? (rank === undefined ? undefined : Array.from({ length: rank }, () => undefined));
  const fill = isTensor(value) ? value : undefined;
  const count = countOf(sizes);
  const each = fill === undefined ? 0 : fill.values?.[0];
  return {
    element: fill === undefined ? BINARY32 : fill.element,
    dims: sizes,
    isConstant: false,
    values:
      count === undefined || count > 1024 || count < 0
        ? undefined
        : Array.from({ length: count }, () => each),
  };
}

/** The sizes of a tensor as numbers: they do not depend on what runs through the graph. */
function shapeOf(site: Site): Tensor {
  const { dims } = site.input(0);
  const rank = dims?.length;
  if (dims === undefined || rank === undefined)
    return { element: INT64, dims: [undefined], isConstant: true };
  const values: Sizes = dims.slice(site.number('start', 0), site.number('end', rank));
  return { element: INT64, dims: [values.length], isConstant: true, values };
}

function range(site: Site): Tensor {
  const [start, limit, delta] = [0, 1, 2].map((k) => site.input(k).values?.[0]);
  const { element } = site.input(0);
  if (start === undefined || limit === undefined || delta === undefined || delta === 0)
    return { element, dims: [undefined], isConstant: false };
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  const values = isFew(count) ? Array.from({ length: count }, (_, k) => start + k * delta) : undefined;
  return { element, dims: [count], isConstant: false, values };
}
