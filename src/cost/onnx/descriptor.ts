const message = (fields: Readonly<Record<string, readonly [type: string, id: number]>>) => ({
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, [type, id]]) => {
      const isMany = type.startsWith('repeated ');
      return [name, { type: type.replace('repeated ', ''), id, ...(isMany ? { rule: 'repeated' } : {}) }];
    }),
  ),
});

/**
 * The part of onnx.proto that a cost needs, as protobufjs takes it: names, shapes, types and attributes. What is left out,
 * such as the values of weights, is skipped. From https://github.com/onnx/onnx (Apache-2.0).
 */
export const ONNX_DESCRIPTOR = {
  nested: {
    ModelProto: message({ irVersion: ['int64', 1], producerName: ['string', 2], graph: ['GraphProto', 7] }),
    GraphProto: message({
      node: ['repeated NodeProto', 1],
      name: ['string', 2],
      initializer: ['repeated TensorProto', 5],
      input: ['repeated ValueInfoProto', 11],
      output: ['repeated ValueInfoProto', 12],
      valueInfo: ['repeated ValueInfoProto', 13],
    }),
    NodeProto: message({
      input: ['repeated string', 1],
      output: ['repeated string', 2],
      name: ['string', 3],
      opType: ['string', 4],
      attribute: ['repeated AttributeProto', 5],
      domain: ['string', 7],
    }),
    AttributeProto: message({
      name: ['string', 1],
      f: ['float', 2],
      i: ['int64', 3],
      s: ['bytes', 4],
      ints: ['repeated int64', 8],
    }),
    TensorProto: message({ dims: ['repeated int64', 1], dataType: ['int32', 2], name: ['string', 8] }),
    ValueInfoProto: message({ name: ['string', 1], type: ['TypeProto', 2] }),
    TypeProto: message({ tensorType: ['TensorTypeProto', 1] }),
    TensorTypeProto: message({ elemType: ['int32', 1], shape: ['TensorShapeProto', 2] }),
    TensorShapeProto: message({ dim: ['repeated DimensionProto', 1] }),
    DimensionProto: message({ dimValue: ['int64', 1], dimParam: ['string', 2] }),
  },
};

/** What an element of a tensor is: a whole number of some bits, or a floating-point format. */
export type Element =
  | { readonly kind: 'fixed'; readonly bits: number }
  | { readonly kind: 'float'; readonly e: number; readonly f: number };

/** A tensor as far as it is known: what its elements are, and its sizes with undefined for those left open. */
export interface Tensor {
  readonly element: Element | undefined;
  readonly dims: readonly (number | undefined)[] | undefined;
}

const fixed = (bits: number): Element => ({ kind: 'fixed', bits });
const float = (e: number, f: number): Element => ({ kind: 'float', e, f });

/** The element types of ONNX by their code; text, complex numbers and formats of less than 8 bits of float are left out. */
export const ELEMENT_TYPES: Readonly<Record<number, Element>> = {
  1: float(8, 23),
  2: fixed(8),
  3: fixed(8),
  4: fixed(16),
  5: fixed(16),
  6: fixed(32),
  7: fixed(64),
  9: fixed(1),
  10: float(5, 10),
  11: float(11, 52),
  12: fixed(32),
  13: fixed(64),
  16: float(8, 7),
  17: float(4, 3),
  19: float(5, 2),
  21: fixed(4),
  22: fixed(4),
  25: fixed(2),
  26: fixed(2),
};
