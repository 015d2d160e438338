import { mustBe } from '../../gates/must-be.ts';
import { ONNX_DESCRIPTOR } from './descriptor.ts';
import type {
  RawAttribute,
  RawGraph,
  RawInfo,
  RawModel,
  RawNode,
  RawSparse,
  RawTensor,
} from './raw-model.ts';
import { ELEMENT_TYPES, type Tensor } from './tensor.ts';
import { valuesOf } from './tensor-values.ts';

/** The value of an attribute, so far as a cost may depend on it. */
export type Attribute = number | string | readonly number[] | Tensor;

export interface OnnxNode {
  /** As in the file, or made up where it has none; it may repeat. */
  readonly name: string;
  readonly operator: string;
  /** Whose operator it is: empty for those of ONNX itself. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** What graphs in its attributes read: branches, bodies of loops. */
  readonly captures: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** What the file says of a tensor, its open sizes by the names that they have. */
export interface TensorInfo {
  readonly name: string;
  readonly element: Tensor['element'];
  /** Undefined where nothing is said; a name, or an empty one, for a size left open. */
  readonly sizes: readonly (number | string)[] | undefined;
}

/** A graph of ONNX, its nodes in the order of the file. */
export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  /** Constants of the file, by name. */
  readonly initializers: ReadonlyMap<string, Tensor>;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /** What the file says of tensors between. */
  readonly between: readonly TensorInfo[];
  /** Operators that the file defines itself, as `domain.name`. */
  readonly functions: ReadonlySet<string>;
}

/**
 * Reads the graph of an ONNX file. Throws a Misuse for bytes that are no whole model; where a file was cut off it names
 * the last node that was there. Loads protobufjs when it is called.
 */
export async function decodeOnnx(who: string, bytes: Uint8Array): Promise<OnnxGraph> {
  // A package of the older kind: a bundler and Node agree on its default export alone.
  const { default: protobuf } = await import('protobufjs/light.js');
  const root = protobuf.Root.fromJSON(ONNX_DESCRIPTOR);
  const model = root.lookupType('ModelProto');
  let decoded: Partial<RawModel>;
  try {
    decoded = model.toObject(model.decode(bytes), { longs: Number, arrays: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const last = lastNode(bytes, protobuf, root);
    const where = last === undefined ? 'before the first node' : `after node '${last}'`;
    throw mustBe(
      who,
      'file',
      'a whole ONNX model',
      `${bytes.length} bytes that break off ${where} (${reason})`,
    );
  }
  const { graph, functions = [] } = decoded;
  if (graph === undefined || graph.node.length === 0)
    throw mustBe(
      who,
      'file',
      'an ONNX model with a graph of at least one node',
      `${bytes.length} bytes without`,
    );
  return {
    name: graph.name ?? '',
    nodes: graph.node.map(nodeOf),
    initializers: new Map([
      ...graph.initializer.map((tensor) => [tensor.name ?? '', constantOf(tensor)] as const),
      ...graph.sparseInitializer.map((sparse) => [sparse.values?.name ?? '', sparseOf(sparse)] as const),
    ]),
    inputs: graph.input.map(infoOf),
    outputs: graph.output.map(infoOf),
    between: graph.valueInfo.map(infoOf),
    functions: new Set(functions.map(({ domain = '', name = '' }) => `${domainOf(domain)}.${name}`)),
  };
}

function nodeOf({ name, opType = '', domain = '', input, output, attribute }: RawNode, k: number): OnnxNode {
  return {
    name: name || `${opType || 'node'} ${k + 1}`,
    operator: opType,
    domain: domainOf(domain),
    inputs: input,
    outputs: output,
    captures: attribute.flatMap(({ g, graphs }) =>
      [...(g === undefined ? [] : [g]), ...graphs].flatMap(readsOf),
    ),
    attributes: new Map(
      attribute.flatMap((one) => {
        const value = attributeOf(one);
        return value === undefined ? [] : [[one.name ?? '', value] as const];
      }),
    ),
  };
}

/** The domain of ONNX itself has two names. */
function domainOf(name: string): string {
  return name === 'ai.onnx' ? '' : name;
}

/** All that the nodes and outputs of an inner graph name: some of it is of the graph around. */
function readsOf({ node, output }: RawGraph): string[] {
  const inner = node.map(nodeOf).flatMap(({ inputs, captures }) => [...inputs, ...captures]);
  return [...inner, ...output.flatMap(({ name }) => name ?? [])];
}

/** Attributes say their type since 2017; before, what is there tells. */
function attributeOf(raw: RawAttribute): Attribute | undefined {
  const { type = 0, i, f, s, t, ints, floats, strings, sparseTensor } = raw;
  if (t !== undefined) return constantOf(t);
  if (sparseTensor !== undefined) return sparseOf(sparseTensor);
  if (type === 7 || ints.length > 0) return ints;
  if (type === 6 || floats.length > 0) return floats;
  if (type === 8 || strings.length > 0)
    return { element: undefined, dims: [strings.length], isConstant: true };
  if (s !== undefined) return new TextDecoder().decode(s);
  if (i !== undefined || f !== undefined) return i ?? f;
  // A writer of the third version of the format leaves out what is 0 or empty.
  return type === 1 || type === 2 ? 0 : type === 3 ? '' : undefined;
}

function constantOf(tensor: RawTensor): Tensor {
  const { dims, dataType = 0 } = tensor;
  return { element: ELEMENT_TYPES[dataType], dims, isConstant: true, values: valuesOf(tensor) };
}

function sparseOf({ values, dims }: RawSparse): Tensor {
  return { element: ELEMENT_TYPES[values?.dataType ?? 0], dims, isConstant: true };
}

function infoOf({ name = '', type }: RawInfo): TensorInfo {
  return {
    name,
    element: ELEMENT_TYPES[type?.tensorType?.elemType ?? 0],
    // A size of 0 is how some writers leave one open.
    sizes: type?.tensorType?.shape?.dim.map(({ dimValue, dimParam }) => dimValue || (dimParam ?? '')),
  };
}

type Protobuf = typeof import('protobufjs/light.js');

/** The tag of a member: its number and 2, since its length comes first. */
const GRAPH_TAG = (7 << 3) | 2;
const NODE_TAG = (1 << 3) | 2;

/** The last node that is whole in a file that is not. */
function lastNode(
  bytes: Uint8Array,
  protobuf: Protobuf,
  root: InstanceType<Protobuf['Root']>,
): string | undefined {
  const reader = protobuf.Reader.create(bytes);
  const nodeType = root.lookupType('NodeProto');
  let last: string | undefined;
  try {
    for (let isInGraph = false; reader.pos < reader.len; ) {
      const tag = reader.uint32();
      if (!isInGraph && tag === GRAPH_TAG) {
        reader.uint32();
        isInGraph = true;
      } else if (isInGraph && tag === NODE_TAG) {
        const { name, opType } = nodeType.toObject(nodeType.decode(reader, reader.uint32()));
        last = name || opType;
      } else reader.skipType(tag & 7);
    }
  } catch {
    // The file breaks off here, which is what was to be found out.
  }
  return last;
}
