const message = (fields: Readonly<Record<string, readonly [type: string, id: number]>>) => ({
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, [type, id]]) => {
      const isMany = type.startsWith('repeated ');
      return [name, { type: type.replace('repeated ', ''), id, ...(isMany ? { rule: 'repeated' } : {}) }];
    }),
  ),
});

/**
 * The part of onnx.proto that a cost needs, as protobufjs takes it: names, shapes, types, attributes, and the values of
 * constants, since some of them are sizes. What is left out is skipped. From https://github.com/onnx/onnx (Apache-2.0).
 */
export const ONNX_DESCRIPTOR = {
  nested: {
    ModelProto: message({
      irVersion: ['int64', 1],
      producerName: ['string', 2],
      graph: ['GraphProto', 7],
      functions: ['repeated FunctionProto', 25],
    }),
    FunctionProto: message({ name: ['string', 1], domain: ['string', 10] }),
    GraphProto: message({
      node: ['repeated NodeProto', 1],
      name: ['string', 2],
      initializer: ['repeated TensorProto', 5],
      input: ['repeated ValueInfoProto', 11],
      output: ['repeated ValueInfoProto', 12],
      valueInfo: ['repeated ValueInfoProto', 13],
      sparseInitializer: ['repeated SparseTensorProto', 15],
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
      t: ['TensorProto', 5],
      g: ['GraphProto', 6],
      floats: ['repeated float', 7],
      ints: ['repeated int64', 8],
      strings: ['repeated bytes', 9],
      graphs: ['repeated GraphProto', 11],
      type: ['int32', 20],
      sparseTensor: ['SparseTensorProto', 22],
    }),
    TensorProto: message({
      dims: ['repeated int64', 1],
      dataType: ['int32', 2],
      floatData: ['repeated float', 4],
      int32Data: ['repeated int32', 5],
      int64Data: ['repeated int64', 7],
      name: ['string', 8],
      rawData: ['bytes', 9],
      doubleData: ['repeated double', 10],
      uint64Data: ['repeated uint64', 11],
      dataLocation: ['int32', 14],
    }),
    SparseTensorProto: message({ values: ['TensorProto', 1], dims: ['repeated int64', 3] }),
    ValueInfoProto: message({ name: ['string', 1], type: ['TypeProto', 2] }),
    TypeProto: message({ tensorType: ['TensorTypeProto', 1] }),
    TensorTypeProto: message({ elemType: ['int32', 1], shape: ['TensorShapeProto', 2] }),
    TensorShapeProto: message({ dim: ['repeated DimensionProto', 1] }),
    DimensionProto: message({ dimValue: ['int64', 1], dimParam: ['string', 2] }),
  },
};
