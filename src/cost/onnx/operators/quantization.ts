import { mustBe } from '../../../gates/must-be.ts';
import type { Operator, Site } from '../site.ts';
import {
  BINARY32,
  countOf,
  ELEMENT_TYPES,
  type Element,
  floatOf,
  isSameElement,
  knownSizes,
  showElement,
  type Tensor,
  UINT8,
} from '../tensor.ts';
import { floatsAt, operations, quantization } from '../widths.ts';

export const QUANTIZATION = {
  QuantizeLinear: {
    outputs: (site) => [{ element: quantizedElement(site), dims: site.input(0).dims, isConstant: false }],
    layers: (site, output) => {
      const elements = countOf(knownSizes(site.who, 'output', output.dims)) ?? 0;
      // What is a whole number already only has its scale changed, which is a multiplication too.
      return quantization(site, elements, floatsAt(site, 0) ?? floatsAt(site, 1));
    },
  },
  DequantizeLinear: { outputs: (site) => [dequantized(site)] },
  DynamicQuantizeLinear: {
    outputs: (site) => [
      { element: UINT8, dims: site.input(0).dims, isConstant: false },
      { element: BINARY32, dims: [], isConstant: false },
      { element: UINT8, dims: [], isConstant: false },
    ],
    // The range is from the smallest to the largest, 0 among them: two comparisons for each element.
    layers: (site, output) => {
      const elements = countOf(knownSizes(site.who, 'output', output.dims)) ?? 0;
      const range = [
        ['max', 32],
        ['max', 32],
      ];
      return [
        ...operations('quantization', elements, range),
        ...quantization(site, elements, floatsAt(site, 0) ?? BINARY32),
      ];
    },
  },
} as const satisfies Readonly<Record<string, Operator>>;

/** The type of the zero point, or what the attribute says, or 8 bits where there is neither. */
function quantizedElement(site: Site): Element | undefined {
  const code = site.number('output_dtype', 0);
  const told = code === 0 ? undefined : typeOf(site, 'output_dtype', code);
  if (!site.has(2)) return told ?? UINT8;
  const zero = site.input(2).element;
  if (told !== undefined && zero !== undefined && !isSameElement(told, zero))
    throw mustBe(site.who, 'output_dtype', `that of its zero point, ${showElement(zero)}`, showElement(told));
  return told ?? zero;
}

/** The element type of this code in an attribute. */
export function typeOf(site: Site, name: string, code: number): Element {
  const element = ELEMENT_TYPES[code];
  if (element === undefined) throw mustBe(site.who, name, 'a type of numbers', code);
  return element;
}

/** The whole numbers of its input still, with the floats that the graph has for them now. */
function dequantized(site: Site): Tensor {
  const { element, dims } = site.input(0);
  const code = site.number('output_dtype', 0);
  const told = code === 0 ? undefined : typeOf(site, 'output_dtype', code);
  const real = told?.kind === 'float' ? told : floatOf(site.input(1));
  return {
    element: element ?? (site.has(2) ? site.input(2).element : undefined),
    real,
    dims,
    isConstant: false,
  };
}
