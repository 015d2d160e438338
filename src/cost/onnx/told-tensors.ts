import { mustBe } from '../../gates/must-be.ts';
import type { OnnxGraph, TensorInfo } from './decode-onnx.ts';
import { showSizes, type Tensor } from './tensor.ts';

/** What a file says of its tensors before any node is looked at. */
export interface Told {
  /** The inputs of the graph. */
  readonly inputs: ReadonlyMap<string, Tensor>;
  /** What is said of other tensors, to be held against what the nodes give. */
  readonly others: ReadonlyMap<string, Tensor>;
  /** Whether an open batch was taken for 1. */
  readonly isBatchOpen: boolean;
}

/**
 * The first size of an input, where it is open, is the batch and taken for 1, and so is every size of the same name. A name
 * that an input has in another place as well, such as the length of a text, is no batch and stays open.
 */
export function toldTensors({ inputs, outputs, between, initializers }: OnnxGraph): Told {
  const open = inputs.filter(({ name }) => !initializers.has(name));
  const inner = new Set(open.flatMap(({ sizes }) => (sizes ?? []).slice(1)).filter((size) => size !== ''));
  const isBatch = (size: number | string | undefined): size is string =>
    typeof size === 'string' && !inner.has(size);
  const batches = new Set(open.flatMap(({ sizes }) => (isBatch(sizes?.[0]) ? [sizes[0]] : [])));
  const tensorOf = ({ element, sizes }: TensorInfo, isInput: boolean): Tensor => ({
    element,
    isConstant: false,
    dims: sizes?.map((size, k) => {
      if (typeof size === 'number') return size;
      return (isInput && k === 0 && isBatch(size)) || (size !== '' && batches.has(size)) ? 1 : undefined;
    }),
  });
  return {
    inputs: new Map(open.map((info) => [info.name, tensorOf(info, true)])),
    others: new Map([...outputs, ...between].map((info) => [info.name, tensorOf(info, false)])),
    isBatchOpen: batches.size > 0,
  };
}

/** What a node gives, and where that leaves something open what the file says of it. */
export function merged(made: Tensor, told: Tensor | undefined): Tensor {
  const dims = made.dims?.map((size, k) => size ?? told?.dims?.[k]) ?? told?.dims;
  return { ...made, element: made.element ?? told?.element, dims };
}

/** Throws where sizes are negative, or where what the file says of them contradicts what the inputs make them. */
export function checkTold(who: string, name: string, { dims }: Tensor, told: Tensor | undefined): void {
  if (dims?.some((size) => size !== undefined && size < 0) === true)
    throw mustBe(who, `sizes of '${name}'`, 'positive', showSizes(dims));
  const other = told?.dims;
  if (dims === undefined || other === undefined) return;
  const isOther = dims.some((size, k) => size !== undefined && other[k] !== undefined && size !== other[k]);
  if (isOther || dims.length !== other.length)
    throw mustBe(
      who,
      `sizes of '${name}'`,
      `what its inputs make them, ${showSizes(dims)}`,
      showSizes(other),
    );
}
