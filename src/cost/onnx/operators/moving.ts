import { mustBe } from '../../../gates/must-be.ts';
import type { LayerDraft, Operator, Site } from '../site.ts';
import { broadcastSizes, type Maybe, placeOf, placesOf, reshaped } from '../sizes.ts';
import { BOOLEAN, countOf, offGrid, showSizes, type Tensor } from '../tensor.ts';

/** Operators that give the numbers of one tensor with other sizes or in another order: they cost nothing. */
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
  DepthToSpace: moving((site, dims) => blocked(site, dims, 'to space')),
  SpaceToDepth: moving((site, dims) => blocked(site, dims, 'to depth')),
  Resize: { outputs: (site) => [interpolated(site)], layers: nearestOnly },
  Upsample: { outputs: (site) => [interpolated(site)], layers: nearestOnly },
} as const satisfies Readonly<Record<string, Operator>>;

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

/** A square of channels laid out as a square of places, or the other way round. */
function blocked(site: Site, dims: Maybe, direction: 'to space' | 'to depth'): Maybe {
  if (dims === undefined) return undefined;
  const [batch, channels, height, width, ...more] = dims;
  if (more.length > 0 || dims.length < 4)
    throw mustBe(site.who, 'sizes of its input', 'four', showSizes(dims));
  const block = site.number('blocksize', 0);
  return direction === 'to space'
    ? [batch, divided(site, channels, block * block), multiplied(height, block), multiplied(width, block)]
    : [batch, multiplied(channels, block * block), divided(site, height, block), divided(site, width, block)];
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

/** Nearest neighbours are numbers moved; what lies between two of them would have to be computed. */
function nearestOnly(site: Site): readonly LayerDraft[] {
  const mode = site.text('mode', 'nearest');
  if (mode === 'nearest') return [];
  throw mustBe(site.who, 'mode', 'nearest, or the node left out by a file of widths', mode);
}

/** Numbers of the input where they are the nearest; others lie between those that were quantized. */
function interpolated(site: Site): Tensor {
  const input = site.input(0);
  const isMoved = site.text('mode', 'nearest') === 'nearest';
  const kept = isMoved ? { element: input.element, real: input.real } : { element: offGrid(input) };
  return { ...kept, dims: resized(site, input.dims), isConstant: false };
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
  // Whether the region of interest scales the sizes too is read in two ways.
  const mode = site.text('coordinate_transformation_mode', 'half_pixel');
  if (mode === 'tf_crop_and_resize' && sizes === undefined) return dims.map(() => undefined);
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
