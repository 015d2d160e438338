import { mustBe } from '../../gates/must-be.ts';
import type { LayerDraft, Site } from './site.ts';
import { bitsOf, type Element, type Float, floatOf, showElement, type Tensor } from './tensor.ts';

/** Fixed-point bits of an input, for products that are accumulated; a setting goes before what the graph says. */
export function fixedBits(site: Site, k: number, setting: 'activationBits' | 'weightBits'): number {
  const set = site.settings[setting];
  if (set !== undefined) return set;
  const { element } = site.input(k);
  if (element?.kind === 'fixed') return element.bits;
  const rule = 'given by a QuantizeLinear or a file of widths';
  throw mustBe(site.who, setting, rule, showElement(element));
}

/** The element that an elementwise operator works on: by its setting, or by what it reads. */
export function elementAt(site: Site, k: number): Element {
  const { bits } = site.settings;
  if (bits !== undefined) return { kind: 'fixed', bits, isSigned: true };
  return known(site, site.input(k).element);
}

/** An element that must be known for a price; throws a Misuse that says how to tell it. */
export function known<E extends Element>(site: Site, element: E | undefined): E {
  if (element !== undefined) return element;
  throw mustBe(site.who, 'bits', 'given by the graph or a file of widths', 'nothing');
}

export function totalBits(site: Site, k: number): number {
  return bitsOf(elementAt(site, k));
}

/** The floats that sums and products of two kinds of floats are made in. */
export function wider(x: Float, y: Float): Float {
  return x.e + x.f >= y.e + y.f ? x : y;
}

/** So many of each of these operations; nothing where there is none. */
export function operations(
  part: string,
  times: number,
  each: readonly (readonly (string | number)[])[],
): readonly LayerDraft[] {
  return times === 0 || each.length === 0 ? [] : [{ kind: 'operations', part, times, operations: each }];
}

/**
 * A scaling of so many numbers as a quantization does it: by a power of two or a fixed-point scale where settings say so, or by
 * a multiplication of the floats that the graph scales with.
 */
export function quantization(site: Site, elements: number, float: Float | undefined): readonly LayerDraft[] {
  if (elements === 0) return [];
  const { bits, amounts, scaleBits } = site.settings;
  if (bits !== undefined && amounts !== undefined) return [{ kind: 'shift', elements, bits, amounts }];
  if (bits !== undefined && scaleBits !== undefined) return [{ kind: 'scale', elements, bits, scaleBits }];
  const { e, f } = known(site, float);
  return operations('quantization', elements, [['mul-float', e, f]]);
}

/** The element of a tensor that is quantized with this zero point; of another type where it has none. */
export function zeroPointElement(site: Site, k: number, preset: Element | undefined): Tensor['element'] {
  return site.has(k) ? site.input(k).element : preset;
}

/** The floats of the graph at an input, if it has some. */
export function floatsAt(site: Site, k: number): Float | undefined {
  return floatOf(site.input(k));
}
