import { mustBe } from '../../gates/must-be.ts';

/** A whole number of some bits. */
export interface Fixed {
  readonly kind: 'fixed';
  readonly bits: number;
  readonly isSigned: boolean;
}

/** A floating-point format of e exponent and f trailing significand bits. */
export interface Float {
  readonly kind: 'float';
  readonly e: number;
  readonly f: number;
}

/** What an element of a tensor is. */
export type Element = Fixed | Float;

/** The sizes of a tensor, undefined for those that are not known. */
export type Sizes = readonly (number | undefined)[];

/** A tensor as far as it is known. */
export interface Tensor {
  /** What an element is; where the tensor was dequantized, the whole number that it stands for. */
  readonly element: Element | undefined;
  /** Of a dequantized tensor, the floats that the graph has for those whole numbers. */
  readonly real?: Float | undefined;
  /** Undefined where not even their number is known. */
  readonly dims: Sizes | undefined;
  /** Whether it is there before anything runs, so that what is done with it costs nothing. */
  readonly isConstant: boolean;
  /** The elements in order, where they are few and known: they may be the sizes of another tensor. */
  readonly values?: readonly (number | undefined)[] | undefined;
}

/** A tensor of which nothing is known. */
export const UNKNOWN: Tensor = { element: undefined, dims: undefined, isConstant: false };

const signed = (bits: number): Fixed => ({ kind: 'fixed', bits, isSigned: true });
const unsigned = (bits: number): Fixed => ({ kind: 'fixed', bits, isSigned: false });
const float = (e: number, f: number): Float => ({ kind: 'float', e, f });

export const UINT8 = unsigned(8);
export const INT32 = signed(32);
export const INT64 = signed(64);
export const BOOLEAN = unsigned(1);
export const BINARY32 = float(8, 23);

/** The element types of ONNX by their code; text, complex numbers and powers of two alone (E8M0) are left out. */
export const ELEMENT_TYPES: Readonly<Record<number, Element>> = {
  1: BINARY32,
  2: UINT8,
  3: signed(8),
  4: unsigned(16),
  5: signed(16),
  6: INT32,
  7: INT64,
  9: BOOLEAN,
  10: float(5, 10),
  11: float(11, 52),
  12: unsigned(32),
  13: unsigned(64),
  16: float(8, 7),
  17: float(4, 3),
  18: float(4, 3),
  19: float(5, 2),
  20: float(5, 2),
  21: unsigned(4),
  22: signed(4),
  23: float(2, 1),
  25: unsigned(2),
  26: signed(2),
};

/** The element without what it is called: 8 bits, floats of 32 bits. */
export function showElement(element: Element | undefined): string {
  if (element === undefined) return 'nothing';
  return element.kind === 'fixed' ? `${element.bits} bits` : `floats of ${bitsOf(element)} bits`;
}

export function bitsOf(element: Element): number {
  return element.kind === 'fixed' ? element.bits : 1 + element.e + element.f;
}

export function isSameElement(x: Element | undefined, y: Element | undefined): boolean {
  if (x === undefined || y === undefined) return false;
  if (x.kind === 'fixed') return y.kind === 'fixed' && x.bits === y.bits && x.isSigned === y.isSigned;
  return y.kind === 'float' && x.e === y.e && x.f === y.f;
}

/** The floats of the graph that an operator computes with at this tensor; undefined where it holds whole numbers. */
export function floatOf({ element, real }: Tensor): Float | undefined {
  return real ?? (element?.kind === 'float' ? element : undefined);
}

/** What a tensor's numbers are once they left the grid of its whole numbers, as by a mean or a slope. */
export function offGrid(tensor: Tensor): Element | undefined {
  return floatOf(tensor) ?? tensor.element;
}

/** Sizes in words: `1 x 3 x ? x ?`. */
export function showSizes(dims: Sizes | undefined): string {
  if (dims === undefined) return 'nothing';
  return dims.length === 0 ? 'one number' : dims.map((size) => size ?? '?').join(' x ');
}

/** The product of sizes; undefined where one is. */
export function countOf(dims: Sizes | undefined): number | undefined {
  return dims?.reduce<number | undefined>(
    (all, size) => (all === undefined || size === undefined ? undefined : all * size),
    1,
  );
}

/** A number, where an element of this type holds it; one beyond its range would come out as another. */
export function heldBy(element: Element | undefined, value: number | undefined): number | undefined {
  if (element?.kind !== 'fixed' || value === undefined) return value;
  const { bits, isSigned } = element;
  const least = isSigned ? -(2 ** (bits - 1)) : 0;
  // The greatest number of 64 bits is read as the power of two that is next to it.
  const most = 2 ** (isSigned ? bits - 1 : bits) - (bits === 64 ? 0 : 1);
  return value >= least && value <= most ? value : undefined;
}

/** Sizes, axes and bounds are few; longer lists of values are not followed. */
export function isFew(count: number | undefined): count is number {
  return count !== undefined && count >= 0 && count <= 1024;
}

/** Sizes that must all be known; throws a Misuse that says which are. */
export function knownSizes(who: string, what: string, dims: Sizes | undefined): number[] {
  const known = (dims ?? []).flatMap((size) => size ?? []);
  if (dims === undefined || known.length < dims.length)
    throw mustBe(who, `sizes of its ${what}`, 'known', showSizes(dims));
  return known;
}
