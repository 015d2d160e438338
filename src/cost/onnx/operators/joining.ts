import { mustBe } from '../../../gates/must-be.ts';
import type { Operator, Site } from '../site.ts';
import { type Maybe, placeOf } from '../sizes.ts';
import {
  countOf,
  floatOf,
  isFew,
  isSameElement,
  knownSizes,
  type Sizes,
  showSizes,
  type Tensor,
  UNKNOWN,
} from '../tensor.ts';
import { floatsAt, quantization, zeroPointElement } from '../widths.ts';

/** Operators that join tensors or take parts of one: they cost nothing. */
export const JOINING = {
  Concat: { outputs: (site) => [concatenated(site)] },
  Split: { outputs: split },
  Slice: { outputs: (site) => [sliced(site)] },
  Gather: { outputs: (site) => [gathered(site)] },
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
