import { at } from '../../gates/at.ts';
import { mustBe } from '../../gates/must-be.ts';
import type { Site } from './site.ts';
import { countOf, type Sizes, showSizes } from './tensor.ts';

/** Sizes that may not be known at all. */
export type Maybe = Sizes | undefined;

/** The sizes of what comes of elementwise work on all of these, as NumPy broadcasts them. */
export function broadcastSizes(who: string, all: readonly Maybe[]): Maybe {
  const known = all.filter((dims) => dims !== undefined);
  if (known.length < all.length) return undefined;
  const rank = Math.max(0, ...known.map((dims) => dims.length));
  return Array.from({ length: rank }, (_, k) => {
    const sides = known.flatMap((dims) => {
      const place = k - rank + dims.length;
      return place < 0 ? [] : [dims[place]];
    });
    const [size, ...others] = new Set(sides.filter((side) => side !== undefined && side !== 1));
    if (others.length > 0)
      throw mustBe(who, 'sizes of its inputs', 'equal or 1', known.map(showSizes).join(' and '));
    return size ?? (sides.every((side) => side === 1) ? 1 : undefined);
  });
}

/** Which place an axis means in a tensor of so many sizes; negative ones count from the end. */
export function placeOf(site: Site, axis: number | undefined, rank: number): number {
  if (axis !== undefined && Number.isInteger(axis) && axis >= -rank && axis < rank)
    return axis < 0 ? axis + rank : axis;
  throw mustBe(site.who, 'axis', `a whole number from ${-rank} to ${rank - 1}`, axis ?? 'nothing');
}

/** Which places a list of axes means; undefined where one of them is not known beforehand. */
export function placesOf(site: Site, axes: Sizes, rank: number): Set<number> | undefined {
  if (axes.some((axis) => axis === undefined)) return undefined;
  const places = new Set(axes.map((axis) => placeOf(site, axis, rank)));
  if (places.size < axes.length) throw mustBe(site.who, 'axes', 'different', axes.join(', '));
  return places;
}

/** Sizes after a reshape: 0 keeps a size unless zeros are allowed, -1 takes what is left. */
export function reshaped(site: Site, dims: Maybe, shape: Sizes, allowsZero: boolean): Maybe {
  const { who } = site;
  const wrong = (got: string) => mustBe(who, 'sizes to give', `right for ${showSizes(dims)}`, got);
  const told = showSizes(shape);
  const sizes = shape.map((size, k) => {
    if (size !== 0 || allowsZero) return size;
    if (dims !== undefined && k >= dims.length) throw wrong(told);
    return dims?.[k];
  });
  if (sizes.some((size) => size !== undefined && size < -1) || sizes.filter((size) => size === -1).length > 1)
    throw wrong(told);
  const all = countOf(dims);
  const others = countOf(sizes.filter((size) => size !== -1));
  if (!sizes.includes(-1)) {
    if (all !== undefined && others !== undefined && all !== others) throw wrong(told);
    return sizes;
  }
  const left = all === undefined || others === undefined ? undefined : all / others;
  if (left !== undefined && !Number.isInteger(left)) throw wrong(told);
  return sizes.map((size) => (size === -1 ? left : size));
}

/** The sides of what a window leaves that slides over these sides, as Conv and the pools of ONNX have it. */
export function windows(site: Site, sides: Sizes, kernel: readonly number[]): Sizes {
  const { strides, dilations, pads, padding } = slides(site, sides.length);
  const isUp = site.number('ceil_mode', 0) === 1;
  if (kernel.length !== sides.length)
    throw mustBe(site.who, 'kernel_shape', `${sides.length} sizes`, showSizes(kernel));
  return sides.map((side, k) => {
    if (side === undefined) return undefined;
    const [stride, before, after] = [at(strides, k), at(pads, k), at(pads, k + sides.length)];
    const reach = at(dilations, k) * (at(kernel, k) - 1) + 1;
    if (padding.startsWith('SAME')) return Math.ceil(side / stride);
    if (side + before + after < reach)
      throw mustBe(site.who, 'its window', `at most ${side + before + after} long`, reach);
    const steps = (side + before + after - reach) / stride;
    const count = Math.floor(steps) + 1;
    // Of the windows that reach beyond the end, only one that starts before the padding there is used.
    const hasPart = isUp && !Number.isInteger(steps) && Math.ceil(steps) * stride < side + before;
    // The text of ONNX has no such window without padding, what infers its sizes has one: so only the file can tell.
    if (hasPart && padding === 'VALID') return undefined;
    return hasPart ? count + 1 : count;
  });
}

/** How a window slides: a number for each side, two of padding. */
export function slides(site: Site, rank: number) {
  const ones = Array.from({ length: rank }, () => 1);
  const padding = site.text('auto_pad', 'NOTSET') || 'NOTSET';
  if (!['NOTSET', 'VALID', 'SAME_UPPER', 'SAME_LOWER'].includes(padding))
    throw mustBe(site.who, 'auto_pad', 'one of NOTSET, VALID, SAME_UPPER, SAME_LOWER', padding);
  const listOf = (name: string, preset: readonly number[], least: number) => {
    const list = site.whole(name, preset);
    if (list.length !== preset.length || list.some((one) => !Number.isInteger(one) || one < least))
      throw mustBe(site.who, name, `${preset.length} whole numbers from ${least} up`, list.join(', '));
    return list;
  };
  const none = [...ones, ...ones].fill(0);
  return {
    strides: listOf('strides', ones, 1),
    dilations: listOf('dilations', ones, 1),
    pads: padding === 'NOTSET' ? listOf('pads', none, 0) : none,
    padding,
  };
}
