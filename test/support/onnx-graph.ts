import protobuf from 'protobufjs/light.js';
import { ace } from '../../src/cost/metrics/ace.ts';
import { networkCost } from '../../src/cost/network/network.ts';
import { readNetwork } from '../../src/cost/network/read-network.ts';
import { decodeOnnx } from '../../src/cost/onnx/decode-onnx.ts';
import { ONNX_DESCRIPTOR } from '../../src/cost/onnx/descriptor.ts';
import { onnxNetwork } from '../../src/cost/onnx/onnx-network.ts';
import { NO_WIDTHS, type WidthFile } from '../../src/cost/onnx/settings.ts';

/** Codes of element types. */
export const TYPE = {
  float: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  uint4: 21,
  int4: 22,
} as const;

/** The value of an attribute: a whole number, several, text or a constant. */
export type AttributeValue = number | readonly number[] | string | ConstantSpec;

export interface ConstantSpec {
  readonly type: number;
  readonly dims: readonly number[];
  /** The values, in the member for small integers; without them there are none. */
  readonly values?: readonly number[];
}

export interface NodeSpec {
  readonly op: string;
  readonly reads: readonly string[];
  readonly makes: readonly string[];
  readonly name?: string;
  readonly domain?: string;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** A tensor with its sizes, some of them open by name; without sizes nothing is said. */
export interface InfoSpec {
  readonly type?: number;
  readonly dims?: readonly (number | string)[];
}

export interface GraphSpec {
  readonly inputs: Readonly<Record<string, InfoSpec>>;
  readonly outputs: Readonly<Record<string, InfoSpec>>;
  readonly between?: Readonly<Record<string, InfoSpec>>;
  readonly constants?: Readonly<Record<string, ConstantSpec>>;
  readonly nodes: readonly NodeSpec[];
}

const root = protobuf.Root.fromJSON(ONNX_DESCRIPTOR);
const model = root.lookupType('ModelProto');

/** A graph as the bytes of a file. */
export function onnxBytes({ inputs, outputs, between = {}, constants = {}, nodes }: GraphSpec): Uint8Array {
  const graph = {
    name: 'g',
    node: nodes.map(({ op, reads, makes, name = '', domain = '', attributes = {} }) => ({
      input: reads,
      output: makes,
      name,
      opType: op,
      domain,
      attribute: Object.entries(attributes).map(([key, value]) => ({ name: key, ...attributeOf(value) })),
    })),
    initializer: Object.entries(constants).map(([name, spec]) => ({ name, ...tensorOf(spec) })),
    input: infosOf(inputs),
    output: infosOf(outputs),
    valueInfo: infosOf(between),
  };
  return model.encode(model.fromObject({ irVersion: 10, graph })).finish();
}

function attributeOf(value: AttributeValue): object {
  if (typeof value === 'number')
    return Number.isInteger(value) ? { type: 2, i: value } : { type: 1, f: value };
  if (typeof value === 'string') return { type: 3, s: new TextEncoder().encode(value) };
  return 'dims' in value ? { type: 4, t: tensorOf(value) } : { type: 7, ints: value };
}

function tensorOf({ type, dims, values = [] }: ConstantSpec): object {
  const member = type === TYPE.int64 ? 'int64Data' : type === TYPE.float ? 'floatData' : 'int32Data';
  return { dims, dataType: type, [member]: values };
}

function infosOf(infos: Readonly<Record<string, InfoSpec>>): object[] {
  return Object.entries(infos).map(([name, { type = TYPE.float, dims }]) => ({
    name,
    type: {
      tensorType: {
        elemType: type,
        ...(dims === undefined ? {} : { shape: { dim: dims.map(dimensionOf) } }),
      },
    },
  }));
}

function dimensionOf(size: number | string): object {
  return typeof size === 'number' ? { dimValue: size } : { dimParam: size };
}

/** What a graph costs by ACE, and what each layer does: `node: operations`. */
export async function priceOf(
  spec: GraphSpec,
  widths: WidthFile = NO_WIDTHS,
): Promise<{ total: number; layers: string[]; notes: readonly string[] }> {
  const network = readNetwork('g', onnxNetwork('g', await decodeOnnx('g', onnxBytes(spec)), widths));
  const { total, layers } = networkCost(network, ace);
  return {
    total,
    layers: layers.map(({ layer, operations }) => `${layer}: ${operations}`),
    notes: network.notes,
  };
}

/** One whole number or a list of them, as sizes and axes are. */
export function wholes(...values: readonly number[]): ConstantSpec {
  return { type: TYPE.int64, dims: [values.length], values };
}
