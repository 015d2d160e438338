import { mustBe } from '../../../gates/must-be.ts';
import type { Operator, Site } from '../site.ts';
import { broadcastSizes } from '../sizes.ts';
import {
  BINARY32,
  BOOLEAN,
  countOf,
  type Element,
  floatOf,
  heldBy,
  INT64,
  isFew,
  isSameElement,
  type Sizes,
  type Tensor,
  UNKNOWN,
} from '../tensor.ts';
import { computed } from './elementwise.ts';
import { typeOf } from './quantization.ts';

/** Operators that make constants or tell sizes, and the change of a type: they cost nothing. */
export const CONSTANTS = {
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

function cast(site: Site): Tensor {
  const { element, real, dims, values } = site.input(0);
  const to = typeOf(site, 'to', site.number('to', 0));
  // Floats that stand for whole numbers still do so as other floats.
  if (real !== undefined && to.kind === 'float') return { element, real: to, dims, isConstant: false };
  const converted = (one: number) => {
    if (isSameElement(to, BOOLEAN)) return one === 0 ? 0 : 1;
    return to.kind === 'fixed' ? heldBy(to, Math.trunc(one)) : one;
  };
  return {
    element: to,
    dims,
    isConstant: false,
    values: values?.map((one) => (one === undefined ? one : converted(one))),
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
