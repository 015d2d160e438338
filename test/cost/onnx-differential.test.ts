import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ConstantSpec,
  type GraphSpec,
  type NodeSpec,
  priceOf,
  TYPE,
  wholes,
} from '../support/onnx-graph.ts';

/** Sizes and widths as this test has them, beside the graph that it writes. */
interface Made {
  readonly name: string;
  readonly dims: readonly number[];
}

type Pick = (from: number, to: number) => number;

/** Writes a graph node by node, and counts its products times their widths by counting. */
class Writer {
  readonly nodes: NodeSpec[] = [];
  readonly constants: Record<string, ConstantSpec> = {
    scale: { type: TYPE.float, dims: [], values: [1] },
    zero8: { type: TYPE.uint8, dims: [], values: [0] },
    zero4: { type: TYPE.uint4, dims: [], values: [0] },
  };
  /** Products, each times the bits of both factors. */
  count = 0;
  private names = 0;

  private readonly pick: Pick;

  constructor(pick: Pick) {
    this.pick = pick;
  }

  node(op: string, reads: readonly string[], attributes: NodeSpec['attributes'] = {}): string {
    const made = `t${this.names++}`;
    // Names repeat on purpose.
    this.nodes.push({ op, reads, makes: [made], name: op, attributes });
    return made;
  }

  constant(spec: ConstantSpec): string {
    const name = `c${this.names++}`;
    if (this.pick(0, 1) === 1) return this.node('Constant', [], { value: spec });
    this.constants[name] = spec;
    return name;
  }

  /** Quantized and back: to 4 bits by one of the three ways to say so, or to 8. */
  quantized(x: string): { name: string; bits: number } {
    const { bits, reads, attributes } = [
      { bits: 8, reads: ['scale', 'zero8'], attributes: {} },
      { bits: 8, reads: ['scale'], attributes: {} },
      { bits: 4, reads: ['scale', 'zero4'], attributes: {} },
      { bits: 4, reads: ['scale'], attributes: { output_dtype: TYPE.int4 } },
    ][this.pick(0, 3)] ?? { bits: 0, reads: [], attributes: {} };
    const whole = this.node('QuantizeLinear', [x, ...reads], attributes);
    if (bits === 8 && reads.length === 2 && this.pick(0, 2) === 0) {
      // QCDQ: bounds of so many bits between the two.
      const width = this.pick(2, 7);
      const bounds = [0, 2 ** width - 1].map((value) =>
        this.constant({ type: TYPE.uint8, dims: [], values: [value] }),
      );
      const narrow = this.node('Clip', [whole, ...bounds]);
      return { name: this.node('DequantizeLinear', [narrow, ...reads]), bits: width };
    }
    return { name: this.node('DequantizeLinear', [whole, ...reads]), bits };
  }

  weights(dims: readonly number[]): { name: string; bits: number } {
    const bits = this.pick(0, 1) === 0 ? 8 : 4;
    const type = bits === 8 ? TYPE.int8 : TYPE.int4;
    const few = bits === 8 && dims.reduce((a, b) => a * b, 1) < 200;
    const values = few
      ? dims.reduce<number[]>((all, n) => Array.from({ length: n }, () => all).flat(), [0])
      : [];
    const whole = this.constant({ type, dims, values });
    return { name: this.node('DequantizeLinear', [whole, 'scale']), bits };
  }
}

/** How many windows there are, by sliding one. */
function slid(
  side: number,
  length: number,
  stride: number,
  before: number,
  after: number,
  hasPart: boolean,
): number {
  let windows = 0;
  for (let start = -before; ; start += stride) {
    const isWhole = start + length <= side + after;
    if (!isWhole && (!hasPart || start >= side || start - stride + length >= side + after)) return windows;
    windows++;
  }
}

function window(pick: Pick, sides: readonly number[], isPool: boolean) {
  const kernel = sides.map((side) => pick(1, Math.min(3, side)));
  const strides = sides.map(() => pick(1, 3));
  const dilations = sides.map((side, k) => (1 + 2 * ((kernel[k] ?? 1) - 1) <= side ? pick(1, 2) : 1));
  const padding = ['pads', 'SAME_UPPER', 'SAME_LOWER', 'VALID', 'none'][pick(0, 4)] ?? 'none';
  const hasPart = isPool && (padding === 'pads' || padding === 'none') && pick(0, 1) === 1;
  const pads = [...kernel, ...kernel].map((length) => (padding === 'pads' ? pick(0, length - 1) : 0));
  const attributes = {
    kernel_shape: kernel,
    strides,
    dilations,
    ...(padding === 'pads' ? { pads } : {}),
    ...(padding === 'pads' || padding === 'none' ? {} : { auto_pad: padding }),
    ...(hasPart ? { ceil_mode: 1 } : {}),
  };
  const left = sides.map((side, k) => {
    const [stride = 1, length = 1] = [strides[k], (dilations[k] ?? 1) * ((kernel[k] ?? 1) - 1) + 1];
    if (padding.startsWith('SAME'))
      return Array.from({ length: side }).filter((_, at) => at % stride === 0).length;
    return slid(side, length, stride, pads[k] ?? 0, pads[k + sides.length] ?? 0, hasPart);
  });
  return { kernel, attributes, left };
}

const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);

/** Steps that a graph may take from a tensor to the next. */
const STEPS: readonly ((writer: Writer, pick: Pick, x: Made) => Made)[] = [
  function convolution(writer, pick, { name, dims }) {
    const [batch = 1, channels = 1, ...sides] = dims;
    if (sides.length === 0) return { name, dims };
    const groups = [1, channels, 2].filter((count) => channels % count === 0)[pick(0, 1)] ?? 1;
    const outChannels = groups * pick(1, 3);
    const { kernel, attributes, left } = window(pick, sides, false);
    const [data, weights] = [
      writer.quantized(name),
      writer.weights([outChannels, channels / groups, ...kernel]),
    ];
    const made = writer.node('Conv', [data.name, weights.name], { ...attributes, group: groups });
    const each = (channels / groups) * product(kernel);
    writer.count += batch * outChannels * product(left) * each * data.bits * weights.bits;
    return { name: made, dims: [batch, outChannels, ...left] };
  },
  function pool(writer, pick, { name, dims }) {
    const [batch = 1, channels = 1, ...sides] = dims;
    if (sides.length === 0) return { name, dims };
    const { attributes, left } = window(pick, sides, true);
    const op = pick(0, 1) === 0 ? 'MaxPool' : 'AveragePool';
    return { name: writer.node(op, [name], attributes), dims: [batch, channels, ...left] };
  },
  function product_(writer, pick, { name, dims }) {
    const [terms = 1, ...rows] = dims.slice(-2).reverse();
    const [isVector, columns] = [dims.length > 1 && pick(0, 4) === 0, pick(1, 4)];
    const stack =
      !isVector && dims.length > 2 && pick(0, 1) === 0
        ? dims.slice(0, -2).map((n) => (pick(0, 1) === 0 ? 1 : n))
        : [];
    const extra = pick(0, 3) === 0 ? [pick(2, 3)] : [];
    const before = stack.length > 0 ? [...(stack.length === dims.length - 2 ? extra : []), ...stack] : [];
    const own = isVector ? [terms] : [...before, terms, columns];
    const [data, weights] = [writer.quantized(name), writer.weights(own)];
    const made = writer.node('MatMul', [data.name, weights.name]);
    const batch = [...(before.length > dims.length - 2 ? before.slice(0, 1) : []), ...dims.slice(0, -2)];
    writer.count +=
      product([...batch, ...rows]) * (isVector ? 1 : columns) * terms * data.bits * weights.bits;
    return { name: made, dims: [...batch, ...rows, ...(isVector ? [] : [columns])] };
  },
  function gemm(writer, pick, { name, dims }) {
    const flat = writer.node('Flatten', [name], { axis: 1 });
    const [rows = 1, ...others] = dims;
    const [terms, columns, isTurned] = [product(others), pick(1, 5), pick(0, 1)];
    const data = writer.quantized(flat);
    const weights = writer.weights(isTurned === 1 ? [columns, terms] : [terms, columns]);
    const made = writer.node('Gemm', [data.name, weights.name], { transB: isTurned });
    writer.count += rows * terms * columns * data.bits * weights.bits;
    return { name: made, dims: [rows, columns] };
  },
  function reshape(writer, pick, { name, dims }) {
    const [first = 1, ...others] = dims;
    const all = product(others);
    const factor = [2, 3, 4, 1].find((one) => all % one === 0) ?? 1;
    const told = [
      [0, factor, -1],
      [first, -1, factor],
      [0, factor, all / factor, 1],
    ][pick(0, 2)] ?? [0, -1];
    const left = told.map((size, k) => (size === 0 ? first : size === -1 ? all / factor : (told[k] ?? 1)));
    const made = writer.node('Reshape', [name, writer.constant(wholes(...told))]);
    return { name: made, dims: left };
  },
  function turned(writer, pick, { name, dims }) {
    const shift = pick(0, dims.length - 1);
    const perm = dims.map((_, k) => (k + shift) % dims.length);
    return { name: writer.node('Transpose', [name], { perm }), dims: perm.map((k) => dims[k] ?? 1) };
  },
  function more(writer, pick, { name, dims }) {
    if (dims.length > 4) return { name, dims };
    const place = pick(0, dims.length);
    const made = writer.node('Unsqueeze', [
      name,
      writer.constant(wholes(pick(0, 1) === 0 ? place : place - dims.length - 1)),
    ]);
    return { name: made, dims: [...dims.slice(0, place), 1, ...dims.slice(place)] };
  },
  function fewer(writer, _, { name, dims }) {
    const place = dims.indexOf(1);
    if (place < 0 || dims.length < 3) return { name, dims };
    const made = writer.node('Squeeze', [name, writer.constant(wholes(place))]);
    return { name: made, dims: dims.filter((__, k) => k !== place) };
  },
  function doubled(writer, pick, { name, dims }) {
    const axis = pick(0, dims.length - 1);
    const made = writer.node('Concat', [name, name], { axis });
    return { name: made, dims: dims.map((size, k) => (k === axis ? 2 * size : size)) };
  },
  function added(writer, pick, { name, dims }) {
    const own = dims.slice(pick(0, dims.length - 1)).map((n) => (pick(0, 1) === 0 ? 1 : n));
    const other = writer.constant({ type: TYPE.float, dims: own });
    const made = writer.node('Add', pick(0, 1) === 0 ? [name, other] : [other, name]);
    return { name: made, dims };
  },
];

/** A graph of some steps, with a product in a part that no output reads. */
function graphOf(pick: Pick): { spec: GraphSpec; count: number } {
  const writer = new Writer(pick);
  const isOpen = pick(0, 1) === 1;
  const dims = [isOpen ? 1 : pick(1, 2), pick(1, 4), ...Array.from({ length: pick(1, 3) }, () => pick(3, 9))];
  let last: Made = { name: 'x', dims };
  for (let steps = pick(3, 8); steps > 0; steps--) {
    const step = STEPS[pick(0, STEPS.length - 1)];
    // Small enough to be counted by hand, if need be.
    if (step !== undefined && product(last.dims) < 20_000) last = step(writer, pick, last);
  }
  last = STEPS[3]?.(writer, pick, last) ?? last;
  const counted = writer.count;
  STEPS[3]?.(writer, pick, last);
  const spec: GraphSpec = {
    inputs: { x: { dims: isOpen ? ['N', ...dims.slice(1)] : dims } },
    outputs: { [last.name]: { dims: last.dims.map((_, k) => `y${k}`) } },
    constants: writer.constants,
    nodes: writer.nodes,
  };
  return { spec, count: counted };
}

test('40 graphs cost what their products come to when they are counted', async () => {
  const graphs: ReturnType<typeof graphOf>[] = [];
  fc.assert(
    fc.property(fc.gen(), (gen) => {
      graphs.push(graphOf((min, max) => gen(fc.integer, { min, max })));
    }),
    { numRuns: 40 },
  );
  expect(graphs).toHaveLength(40);
  for (const { spec, count } of graphs) {
    const { total, layers, notes } = await priceOf(spec);
    expect(total, layers.join('\n')).toBe(count);
    const turned = await priceOf({ ...spec, nodes: spec.nodes.toReversed() });
    expect(turned.total, 'nodes in the other order').toBe(count);
    expect(notes.some((note) => note.startsWith('Nodes that no output depends on, left out: '))).toBe(true);
  }
  // Graphs and counts come from a seed, so what they are together is known.
  expect(new Set(graphs.map(({ count }) => count)).size).toBeGreaterThan(35);
});
