import { mustBe } from '../../gates/must-be.ts';
import { ELEMENT_TYPES, ONNX_DESCRIPTOR, type Tensor } from './descriptor.ts';

export interface OnnxNode {
  readonly name: string;
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, number | string | readonly number[]>>;
}

/** A graph of ONNX, its nodes in the order of the file. */
export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  /** Constants of the file, by name. */
  readonly initializers: ReadonlyMap<string, Tensor>;
  /** What the file says of its other tensors, by name. */
  readonly tensors: ReadonlyMap<string, Tensor>;
}

/**
 * Reads the graph of an ONNX file. Throws a RangeError for bytes that are no whole model; where a file was cut off it names
 * the last node that was there. Loads protobufjs when it is called.
 */
export async function decodeOnnx(who: string, bytes: Uint8Array): Promise<OnnxGraph> {
  // A package of the older kind: a bundler and Node agree on its default export alone.
  const { default: protobuf } = await import('protobufjs/light.js');
  const root = protobuf.Root.fromJSON(ONNX_DESCRIPTOR);
  const model = root.lookupType('ModelProto');
  let decoded: RawModel;
  try {
    decoded = model.toObject(model.decode(bytes), { longs: Number, arrays: true, bytes: Array });
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
  const { graph } = decoded;
  if (graph === undefined || graph.node.length === 0)
    throw mustBe(
      who,
      'file',
      'an ONNX model with a graph of at least one node',
      `${bytes.length} bytes without`,
    );
  const infos = [...graph.input, ...graph.output, ...graph.valueInfo];
  return {
    name: graph.name ?? '',
    nodes: graph.node.map((node, k) => ({
      name: node.name || `${node.opType ?? 'node'} ${k + 1}`,
      operator: node.opType ?? '',
      inputs: node.input,
      outputs: node.output,
      attributes: Object.fromEntries(
        node.attribute.map(({ name = '', i, f, s, ints }) => {
          const text = s === undefined ? undefined : String.fromCharCode(...s);
          return [name, ints.length > 0 ? ints : (i ?? f ?? text ?? 0)];
        }),
      ),
    })),
    initializers: new Map(
      graph.initializer.map(({ name = '', dims, dataType = 0 }) => [
        name,
        { element: ELEMENT_TYPES[dataType], dims },
      ]),
    ),
    tensors: new Map(
      infos.map(({ name = '', type }) => [
        name,
        {
          element: ELEMENT_TYPES[type?.tensorType?.elemType ?? 0],
          dims: type?.tensorType?.shape?.dim.map(({ dimValue }) => dimValue || undefined),
        },
      ]),
    ),
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

interface RawModel {
  readonly graph?: {
    readonly name?: string;
    readonly node: readonly RawNode[];
    readonly initializer: readonly { name?: string; dims: number[]; dataType?: number }[];
    readonly input: readonly RawInfo[];
    readonly output: readonly RawInfo[];
    readonly valueInfo: readonly RawInfo[];
  };
}

interface RawNode {
  readonly name?: string;
  readonly opType?: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly {
    readonly name?: string;
    readonly i?: number;
    readonly f?: number;
    readonly s?: readonly number[];
    readonly ints: readonly number[];
  }[];
}

interface RawInfo {
  readonly name?: string;
  readonly type?: {
    readonly tensorType?: {
      readonly elemType?: number;
      readonly shape?: { readonly dim: readonly { readonly dimValue?: number }[] };
    };
  };
}
