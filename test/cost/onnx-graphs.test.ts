import { describe, expect, test } from 'vitest';
import { readWidths } from '../../src/cost/onnx/settings.ts';
import { type GraphSpec, type NodeSpec, priceOf, TYPE, wholes } from '../support/onnx-graph.ts';

const BITS = readWidths('w', { default: { activationBits: 8, weightBits: 8 } });
const scalar = (type: number, ...values: number[]) => ({ type, dims: [], values });
const node = (
  op: string,
  reads: readonly string[],
  makes: string | readonly string[],
  attributes: NodeSpec['attributes'] = {},
): NodeSpec => ({ op, reads, makes: [makes].flat(), name: op.toLowerCase(), attributes });

/** A graph from x to y. */
const graph = (
  dims: readonly (number | string)[],
  nodes: readonly NodeSpec[],
  more: Partial<GraphSpec> = {},
) => ({
  inputs: { x: { dims } },
  outputs: { y: {} },
  nodes,
  ...more,
});

const layersOf = async (spec: GraphSpec, widths = BITS) => (await priceOf(spec, widths)).layers;
const floats = (...dims: readonly number[]) => ({ type: TYPE.float, dims });

describe('sizes', () => {
  test('VGG19 with weights of ConstantOfShape has the multiplications that it has', async () => {
    const nodes: NodeSpec[] = [];
    const constants: Record<string, ReturnType<typeof wholes>> = {};
    let [last, channels, count] = ['x', 3, 0];
    const weights = (...dims: readonly number[]) => {
      const name = `w${count++}`;
      constants[`${name}s`] = wholes(...dims);
      nodes.push(node('ConstantOfShape', [`${name}s`], name));
      return name;
    };
    const add = (op: string, more: readonly string[], attributes: NodeSpec['attributes']) => {
      nodes.push(node(op, [last, ...more], `t${count}`, attributes));
      last = `t${count++}`;
    };
    for (const [size, times] of [
      [64, 2],
      [128, 2],
      [256, 4],
      [512, 4],
      [512, 4],
    ] as const) {
      for (let k = 0; k < times; k++) {
        add('Conv', [weights(size, channels, 3, 3)], { pads: [1, 1, 1, 1] });
        channels = size;
      }
      add('MaxPool', [], { kernel_shape: [2, 2], strides: [2, 2] });
    }
    add('Flatten', [], {});
    for (const [terms, size] of [
      [25088, 4096],
      [4096, 4096],
      [4096, 1000],
    ] as const)
      add('Gemm', [weights(size, terms)], { transB: 1 });
    const spec = graph(['N', 3, 224, 224], nodes, { outputs: { [last]: {} }, constants });
    const { total, notes } = await priceOf(spec, BITS);
    expect(total / 64).toBe(19_632_062_464);
    expect(notes).toContain('The batch is open and taken for 1.');
  });

  test.each([
    ['a truth is 0 or 1', 5, [TYPE.bool, TYPE.int64], 'relu: 4 x relu 32'],
    ['8 bits hold 255', 255, [TYPE.uint8, TYPE.int64], 'relu: 1020 x relu 32'],
    ['8 bits do not hold 257', 257, [TYPE.uint8, TYPE.int64], undefined],
    ['8 bits with a sign do not hold 128', 128, [TYPE.int8, TYPE.int64], undefined],
  ] as const)('a size in another type: %s', async (_, times, [there, back], expected) => {
    const nodes = [
      node('Cast', ['n'], 'small', { to: there }),
      node('Cast', ['small'], 'again', { to: back }),
      node('Tile', ['x', 'again'], 't'),
      node('Relu', ['t'], 'y'),
    ];
    const layers = layersOf(graph([4], nodes, { constants: { n: wholes(times) } }));
    if (expected !== undefined) return expect(await layers).toEqual([expected]);
    return expect(layers).rejects.toThrow("g: node 'relu': sizes of its output must be known, got '?'");
  });

  test('what lies between quantized numbers is a float, also where its making is left out', async () => {
    const nodes = (mode: string) => [
      node('QuantizeLinear', ['x', 's'], 'q'),
      node('DequantizeLinear', ['q', 's'], 'd'),
      node('Resize', ['d', '', 'twice'], 'r', { mode }),
      node('MatMul', ['r', 'w'], 'y'),
    ];
    const constants = {
      s: { type: TYPE.float, dims: [], values: [1] },
      twice: { type: TYPE.float, dims: [2], values: [2, 1] },
      w: { type: TYPE.int8, dims: [3, 5] },
    };
    const without = readWidths('w', { nodes: { resize: { ignore: true } } });
    const price = (mode: string) => layersOf(graph([4, 3], nodes(mode), { constants }), without);
    expect(await price('nearest')).toContain('matmul: 40 x dot 8 8 3');
    await expect(price('linear')).rejects.toThrow(
      "g: node 'matmul': activationBits must be given by a QuantizeLinear or a file of widths, got 'floats of 32 bits'",
    );
  });

  test('sums of sizes that wrap around, and a region that is resized, give no known size', async () => {
    const constants = {
      n: { type: TYPE.int8, dims: [1], values: [100] },
      half: { type: TYPE.float, dims: [2], values: [0, 0.5] },
      twice: { type: TYPE.float, dims: [1], values: [2] },
    };
    const wrapped = [
      node('Add', ['n', 'n'], 'sum'),
      node('Cast', ['sum'], 'whole', { to: TYPE.int64 }),
      node('Tile', ['x', 'whole'], 't'),
      node('Relu', ['t'], 'y'),
    ];
    const resized = (mode: string) => [
      node('Resize', ['x', 'half', 'twice'], 'r', { coordinate_transformation_mode: mode }),
      node('Relu', ['r'], 'y'),
    ];
    const message = "g: node 'relu': sizes of its output must be known, got '?'";
    await expect(layersOf(graph([4], wrapped, { constants }))).rejects.toThrow(message);
    await expect(layersOf(graph([4], resized('tf_crop_and_resize'), { constants }))).rejects.toThrow(message);
    expect(await layersOf(graph([4], resized('half_pixel'), { constants }))).toEqual(['relu: 8 x relu 32']);
  });

  test('what a graph computes of its own sizes is known', async () => {
    const nodes = [
      node('Shape', ['x'], 's'),
      node('Gather', ['s', 'zero'], 'n'),
      node('Unsqueeze', ['n', 'axes'], 'n1'),
      node('Mul', ['n1', 'one'], 'n2'),
      node('Slice', ['s', 'axes', 'two'], 'head'),
      node('Div', ['head', 'two'], 'half'),
      node('Cast', ['half'], 'halves', { to: TYPE.int64 }),
      node('Concat', ['n2', 'halves', 'minus'], 'shape', { axis: 0 }),
      node('Reshape', ['x', 'shape'], 'r'),
      node('MatMul', ['r', 'w'], 'y'),
    ];
    const constants = {
      zero: scalar(TYPE.int64, 0),
      axes: wholes(0),
      one: wholes(1),
      two: wholes(2),
      minus: wholes(-1),
      w: floats(2, 5),
    };
    // n, half of n, half of m, and what is left.
    expect(await layersOf(graph([3, 6], nodes, { constants }))).toEqual(['matmul: 45 x dot 8 8 2']);
    await expect(layersOf(graph([3, 5], nodes, { constants }))).rejects.toThrow(
      "g: node 'reshape': sizes to give must be right for 3 x 5, got '3 x 1 x 2 x -1'",
    );
  });

  test.each([
    ['0 copies a size', wholes(0, -1), 0, [2, 12]],
    ['-1 takes what is left', wholes(4, -1), 0, [4, 6]],
    ['0 is none where zeros are allowed', wholes(2, 12), 1, [2, 12]],
  ])('Reshape: %s', async (_, shape, allowzero, [rows = 1, terms = 1]) => {
    const nodes = [node('Reshape', ['x', 's'], 'r', { allowzero }), node('MatMul', ['r', 'w'], 'y')];
    const spec = graph([2, 3, 4], nodes, { constants: { s: shape, w: floats(terms, 1) } });
    expect(await layersOf(spec)).toEqual([`matmul: ${rows} x dot 8 8 ${terms}`]);
  });

  test('what has no element costs nothing; 0 is a size where zeros are allowed, and a copy elsewhere', async () => {
    const nodes = (allowzero: number) => [
      node('Slice', ['x', 'none', 'none'], 'empty'),
      node('Reshape', ['empty', 's'], 'r', { allowzero }),
      node('Relu', ['r'], 'z'),
      node('Relu', ['x'], 'y'),
    ];
    const more = { outputs: { y: {}, z: {} }, constants: { none: wholes(0), s: wholes(3, 0) } };
    expect(await layersOf(graph([4, 3], nodes(1), more))).toEqual(['relu (2): 12 x relu 32']);
    await expect(layersOf(graph([4, 3], nodes(0), more))).rejects.toThrow(
      "g: node 'reshape': sizes to give must be right for 0 x 3, got '3 x 0'",
    );
  });

  test.each([
    [[7], [7], 1, 7],
    [[7], [7, 3], 3, 7],
    [[2, 5, 7], [7], 10, 7],
    [[1, 5, 7], [4, 7, 3], 60, 7],
    [[6, 1, 5, 7], [4, 7, 3], 360, 7],
  ])('MatMul of %j and %j has %d products of %d terms', async (x, w, outputs, terms) => {
    const spec = graph(x, [node('MatMul', ['x', 'w'], 'y')], { constants: { w: floats(...w) } });
    expect(await layersOf(spec)).toEqual([`matmul: ${outputs} x dot 8 8 ${terms}`]);
  });

  test.each([
    ['Conv', [1, 4, 9], [6, 2, 3], { group: 2 }, 'conv: 42 x dot 8 8 6'],
    ['Conv', [1, 4, 5, 5, 5], [2, 4, 3, 3, 3], {}, `conv: ${2 * 27} x dot 8 8 108`],
    ['Conv', [1, 4, 9, 9], [4, 1, 3, 3], { group: 4, strides: [2, 2] }, 'conv: 64 x dot 8 8 9'],
    ['ConvInteger', [1, 4, 9, 9], [4, 4, 3, 3], {}, 'convinteger: 196 x dot 8 8 36'],
    // 9 inputs of 4 channels, each times 2 x 3 x 3 weights.
    ['ConvTranspose', [1, 4, 3, 3], [4, 2, 3, 3], { strides: [2, 2] }, 'convtranspose: 162 x dot 8 8 4'],
    ['ConvTranspose', [1, 4, 3, 3], [4, 1, 3, 3], { group: 2 }, 'convtranspose: 162 x dot 8 8 2'],
    ['Gemm', [5, 3], [5, 2], { transA: 1 }, 'gemm: 6 x dot 8 8 5'],
    ['MatMulInteger', [5, 3], [3, 2], {}, 'matmulinteger: 10 x dot 8 8 3'],
  ])('%s of %j by %j %j', async (op, x, w, attributes, expected) => {
    const type = op.endsWith('Integer') ? TYPE.int8 : TYPE.float;
    const spec = graph(x, [node(op, ['x', 'w'], 'y', attributes)], { constants: { w: { type, dims: w } } });
    expect(await layersOf(spec)).toEqual([expected]);
  });

  test('operators between quantizations are priced with the quantization of what they give', async () => {
    const q = (name: string) => [name, 's', 'z'];
    const nodes: NodeSpec[] = [
      node('QuantizeLinear', q('x'), 'xq'),
      node('QLinearConv', [...q('xq'), ...q('w'), 's', 'z'], 'c'),
      { ...node('QLinearAdd', [...q('c'), ...q('c'), 's', 'z'], 'a'), domain: 'com.microsoft' },
      { ...node('QLinearGlobalAveragePool', [...q('a'), 's', 'z'], 'g'), domain: 'com.microsoft' },
      node('Flatten', ['g'], 'f'),
      node('QLinearMatMul', [...q('f'), ...q('m'), 's', 'z'], 'y'),
    ];
    const constants = {
      s: scalar(TYPE.float, 1),
      z: scalar(TYPE.uint8, 0),
      w: { type: TYPE.uint8, dims: [2, 3, 3, 3] },
      m: { type: TYPE.uint8, dims: [2, 10] },
    };
    expect(await layersOf(graph([1, 3, 6, 6], nodes, { constants }))).toEqual([
      'quantizelinear: 108 x mul-float 8 23',
      'qlinearconv: 32 x dot 8 8 27',
      'qlinearconv: quantization: 32 x mul-float 8 23',
      'qlinearadd: 32 x add 8 8',
      'qlinearadd: quantization: 32 x mul-float 8 23',
      'qlinearglobalaveragepool: 30 x add 8 8',
      'qlinearglobalaveragepool: quantization: 2 x mul-float 8 23',
      'qlinearmatmul: 10 x dot 8 8 2',
      'qlinearmatmul: quantization: 10 x mul-float 8 23',
    ]);
  });
});

test('tensors side by side are quantized again, nearest neighbours moved', async () => {
  const nodes: NodeSpec[] = [
    node('QuantizeLinear', ['x', 's', 'z'], 'q'),
    {
      ...node('QLinearConcat', ['s', 'z', 'q', 's', 'z', 'q', 's', 'z'], 'c', { axis: 1 }),
      domain: 'com.microsoft',
    },
    node('DequantizeLinear', ['c', 's', 'z'], 'd'),
    node('Resize', ['d', '', 'scales'], 'r'),
    node('Split', ['r', 'parts'], ['first', 'last'], { axis: 1 }),
    node('Conv', ['last', 'w'], 'y'),
  ];
  const constants = {
    s: scalar(TYPE.float, 1),
    z: scalar(TYPE.uint8, 0),
    scales: { type: TYPE.float, dims: [3], values: [1, 1, 1.5] },
    parts: wholes(1, 3),
    w: floats(2, 3, 1),
  };
  const widths = readWidths('w', { default: { weightBits: 4 } });
  expect(await layersOf(graph([1, 2, 5], nodes, { constants }), widths)).toEqual([
    'quantizelinear: 10 x mul-float 8 23',
    'qlinearconcat: 20 x mul-float 8 23',
    `conv: ${2 * Math.floor(1.5 * 5)} x dot 8 4 3`,
  ]);
  const linear = nodes.map((one) => (one.op === 'Resize' ? { ...one, attributes: { mode: 'linear' } } : one));
  await expect(layersOf(graph([1, 2, 5], linear, { constants }), widths)).rejects.toThrow(
    "g: node 'resize': mode must be nearest, or the node left out by a file of widths, got 'linear'",
  );
});

describe('widths', () => {
  const clip = (bounds: readonly string[], type: number): GraphSpec =>
    graph(
      [4],
      [
        node('QuantizeLinear', ['x', 's', 'z'], 'q'),
        node('Clip', ['q', ...bounds], 'c'),
        node('DequantizeLinear', ['c', 's', 'z'], 'd'),
        node('MatMul', ['d', 'w'], 'y'),
      ],
      {
        constants: {
          s: scalar(TYPE.float, 1),
          z: scalar(type, 0),
          w: floats(4),
          low: scalar(type, type === TYPE.int8 ? -8 : 0),
          narrow: scalar(type, -7),
          high: scalar(type, 7),
          most: scalar(type, 15),
        },
      },
    );
  const widths = readWidths('w', { default: { weightBits: 8 } });

  test.each([
    [['low', 'high'], TYPE.int8, 4, 2],
    [['narrow', 'high'], TYPE.int8, 4, 2],
    [['low', 'most'], TYPE.uint8, 4, 2],
    [['', 'most'], TYPE.uint8, 4, 1],
    [['', 'high'], TYPE.int8, 8, 1],
    [['low'], TYPE.int8, 8, 1],
    [['low'], TYPE.uint8, 8, 1],
    [[], TYPE.uint8, 8, 0],
  ])('Clip by %j of type %d gives %d bits for %d comparisons', async (bounds, type, bits, comparisons) => {
    const layers = await layersOf(clip(bounds, type), widths);
    expect(layers.at(-1)).toBe(`matmul: 1 x dot ${bits} 8 4`);
    expect(layers.filter((layer) => layer.startsWith('clip'))).toEqual(
      comparisons === 0
        ? []
        : [`clip: ${Array.from({ length: comparisons }, () => '4 x max 8').join(' + ')}`],
    );
  });

  test('the zero point and output_dtype must not contradict each other', async () => {
    const nodes = [node('QuantizeLinear', ['x', 's', 'z'], 'y', { output_dtype: TYPE.int4 })];
    const constants = { s: scalar(TYPE.float, 1), z: scalar(TYPE.uint8, 0) };
    await expect(layersOf(graph([4], nodes, { constants }))).rejects.toThrow(
      "g: node 'quantizelinear': output_dtype must be that of its zero point, 8 bits, got '4 bits'",
    );
  });

  test('what is not quantized is priced as the floats of the graph, here of 16 bits', async () => {
    const nodes = [
      node('Conv', ['x', 'w'], 'c'),
      node('BatchNormalization', ['c', 'v', 'v', 'v', 'v'], 'n'),
      node('QuantizeLinear', ['n', 's'], 'q'),
      node('DequantizeLinear', ['q', 's'], 'd'),
      node('Add', ['d', 'n'], 'y'),
    ];
    const half = (...dims: readonly number[]) => ({ type: TYPE.float16, dims });
    const spec = graph([], nodes, {
      inputs: { x: { type: TYPE.float16, dims: [1, 2, 4] } },
      constants: { w: half(2, 2, 1), v: half(2), s: half() },
    });
    expect(await layersOf(spec)).toEqual([
      'conv: 8 x dot 8 8 2',
      'batchnormalization: 8 x mul-float 5 10 + 8 x add-float 5 10',
      'quantizelinear: 8 x mul-float 5 10',
      'add: 8 x add-float 5 10',
    ]);
  });

  test('products of whole numbers are whole numbers', async () => {
    const nodes = [
      node('DynamicQuantizeLinear', ['x'], ['q', 's', 'z']),
      node('MatMulInteger', ['q', 'w', 'z'], 'm'),
      node('Add', ['m', 'bias'], 'y'),
    ];
    const constants = { w: { type: TYPE.int8, dims: [3, 2] }, bias: { type: TYPE.int32, dims: [2] } };
    const layers = await layersOf(graph([1, 3], nodes, { constants }));
    expect(layers.slice(-2)).toEqual(['matmulinteger: 2 x dot 8 8 3', 'add: 2 x add 32 32']);
  });

  test('a mean of whole numbers is none: what reads it must be quantized again', async () => {
    const nodes = [
      node('QuantizeLinear', ['x', 's'], 'q'),
      node('DequantizeLinear', ['q', 's'], 'd'),
      node('ReduceMean', ['d'], 'm', { axes: [1], keepdims: 0 }),
      node('MatMul', ['m', 'w'], 'y'),
    ];
    const constants = { s: scalar(TYPE.float, 1), w: floats(2) };
    await expect(layersOf(graph([2, 3], nodes, { constants }), widths)).rejects.toThrow(
      "g: node 'matmul': activationBits must be given by a QuantizeLinear or a file of widths, got 'floats of 32 bits'",
    );
  });
});

describe('what is not known is refused by the name of the node', () => {
  const left = readWidths('w', {
    default: { activationBits: 8, weightBits: 8 },
    nodes: { odd: { ignore: true } },
  });
  const odd = (domain = ''): NodeSpec => ({ ...node('Odd', ['x'], 'o'), domain });
  const dense = [odd(), node('MatMul', ['o', 'w'], 'y')];

  test('an operator that is left out gives nothing that is known', async () => {
    await expect(layersOf(graph([2, 3], dense, { constants: { w: floats(3, 4) } }), left)).rejects.toThrow(
      "g: node 'matmul': sizes of its output must be known, got 'nothing'",
    );
  });

  test('nor does one that ONNX knows and that has no price', async () => {
    const nodes = [{ ...node('Softmax', ['x'], 'o'), name: 'odd' }, node('MatMul', ['o', 'w'], 'y')];
    await expect(layersOf(graph([2, 3], nodes, { constants: { w: floats(3, 4) } }), left)).rejects.toThrow(
      "g: node 'matmul': sizes of its output must be known, got 'nothing'",
    );
  });

  test('unless the file says it', async () => {
    const spec = graph([2, 3], dense, { constants: { w: floats(3, 4) }, between: { o: { dims: [5, 3] } } });
    expect(await layersOf(spec, left)).toEqual(['matmul: 20 x dot 8 8 3']);
  });

  test('a quantization of nobody knows what', async () => {
    const nodes = [odd(), node('QuantizeLinear', ['o', 'o'], 'y')];
    const spec = graph([2, 3], nodes, { between: { o: { type: 0, dims: [5, 3] } } });
    await expect(layersOf(spec, left)).rejects.toThrow(
      "g: node 'quantizelinear': bits must be given by the graph or a file of widths, got 'nothing'",
    );
  });

  test('what the file says must not contradict what follows from the inputs', async () => {
    const spec = graph([2, 3], [node('Relu', ['x'], 'y')], { outputs: { y: { dims: [3, 2] } } });
    await expect(layersOf(spec)).rejects.toThrow(
      "g: node 'relu': sizes of 'y' must be what its inputs make them, 2 x 3, got '3 x 2'",
    );
  });

  test.each([
    [
      'an operator of another domain is not the one of the same name',
      { ...node('Relu', ['x'], 'y'), domain: 'mine' },
    ],
    ['Einsum', node('Einsum', ['x', 'x'], 'y', { equation: 'ij,ij->ij' })],
    ['a name of an object', node('constructor', ['x'], 'y')],
  ])('%s', async (_, one) => {
    const name = one.domain === undefined ? one.op : `mine.${one.op}`;
    await expect(layersOf(graph([2, 3], [one]))).rejects.toThrow(
      new RegExp(`^g: node '${one.name}': operator must be one of Conv, .*, got '${name}'$`),
    );
  });

  test.each([
    [
      'inputs that do not fit',
      [node('MatMul', ['x', 'w'], 'y')],
      "g: node 'matmul': sizes of its inputs must be such that they can be multiplied, got '2 x 3 and 4 x 4'",
    ],
    [
      'channels that do not fit',
      [node('Unsqueeze', ['x', 'axis'], 'u'), node('Conv', ['u', 'k'], 'y')],
      "g: node 'conv': channels of its input must be those of its weights, 2, got 3",
    ],
    [
      'sizes that cannot be broadcast',
      [node('Add', ['x', 'w'], 'y')],
      "g: node 'add': sizes of its inputs must be equal or 1, got '2 x 3 and 4 x 4'",
    ],
    [
      'what nothing makes',
      [node('Relu', ['gone'], 'y')],
      "g: node 'relu': what it reads must be made by a node, a constant or an input, got 'gone'",
    ],
    [
      'what two nodes make',
      [node('Relu', ['x'], 'y'), node('Relu', ['x'], 'y')],
      "g: node 'relu (2)': output must be made once, got 'y'",
    ],
  ])('%s', async (_, nodes, text) => {
    const constants = { w: floats(4, 4), k: floats(1, 2, 1), axis: wholes(2) };
    await expect(layersOf(graph([2, 3], nodes, { constants }))).rejects.toThrow(text);
  });

  test.each([
    [{}, 'nothing'],
    [{ y: {}, gone: {} }, 'gone'],
  ])('outputs %j, of which one is not there', async (outputs, got) => {
    await expect(layersOf(graph([2, 3], [node('Relu', ['x'], 'y')], { outputs }))).rejects.toThrow(
      `g: outputs must be made by a node, a constant or an input, got '${got}'`,
    );
  });

  test('an open size that is no batch', async () => {
    const spec = graph(['N', 'length', 4], [node('MatMul', ['x', 'w'], 'y')], {
      constants: { w: floats(4, 2) },
    });
    await expect(layersOf(spec)).rejects.toThrow(
      "g: node 'matmul': sizes of its output must be known, got '1 x ? x 2'",
    );
  });

  test('a name in the first place of one input and the second of another is no batch', async () => {
    const spec = graph([], [node('MatMul', ['x', 'v'], 'y')], {
      inputs: { x: { dims: ['N', 'length'] }, v: { dims: ['length'] } },
    });
    await expect(layersOf(spec)).rejects.toThrow(
      "g: node 'matmul': sizes of its input 1 must be known, got '1 x ?'",
    );
  });

  test('a partial window without padding, of which readers of ONNX differ', async () => {
    const attributes = { kernel_shape: [3], strides: [2], ceil_mode: 1, auto_pad: 'VALID' };
    const pool = [node('MaxPool', ['x'], 'y', attributes)];
    await expect(layersOf(graph([1, 1, 10], pool))).rejects.toThrow(
      "g: node 'maxpool': sizes of its output must be known, got '1 x 1 x ?'",
    );
    const told = { outputs: { y: { dims: [1, 1, 5] } } };
    expect(await layersOf(graph([1, 1, 10], pool, told))).toEqual(['maxpool: 10 x max 32']);
  });
});

describe('what costs nothing', () => {
  test('nodes that no output depends on, even those that could not be priced', async () => {
    const nodes = [
      node('Softmax', ['x'], 'dead'),
      node('MatMul', ['dead', 'dead'], 'deader'),
      node('Relu', ['x'], 'y'),
    ];
    const { layers, notes } = await priceOf(graph([2, 3], nodes));
    expect(layers).toEqual(['relu: 6 x relu 32']);
    expect(notes).toContain('Nodes that no output depends on, left out: 2.');
  });

  test('a chain of constants, and what is done with them', async () => {
    const constant = (makes: string, attributes: NodeSpec['attributes']) =>
      node('Constant', [], makes, attributes);
    const nodes = [
      constant('a', { value_ints: [1, 2, 3] }),
      constant('b', { value_int: 2 }),
      constant('c', { value_float: 0.5 }),
      node('Mul', ['a', 'b'], 'ab'),
      node('Cast', ['ab'], 'f', { to: TYPE.float }),
      node('Sqrt', ['f'], 'root'),
      node('Clip', ['root', 'c'], 'clipped'),
      node('QuantizeLinear', ['clipped', 'c'], 'q'),
      node('DequantizeLinear', ['q', 'c'], 'w'),
      node('MatMul', ['x', 'w'], 'y'),
    ];
    const widths = readWidths('w', { default: { activationBits: 8 } });
    expect(await layersOf(graph([2, 3], nodes), widths)).toEqual(['matmul: 2 x dot 8 8 3']);
  });
});

test('names that are empty or repeat are told apart, and a file of widths may mean one or all of them', async () => {
  const nodes: NodeSpec[] = [
    { op: 'Relu', reads: ['x'], makes: ['a'] },
    { op: 'Relu', reads: ['a'], makes: ['b'], name: 'same' },
    { op: 'Relu', reads: ['b'], makes: ['c'], name: 'same' },
    { op: 'Relu', reads: ['c'], makes: ['d'], name: 'same (2)' },
    { op: 'Relu', reads: ['d'], makes: ['y'], name: 'same' },
  ];
  const widths = readWidths('w', { nodes: { same: { bits: 4 }, 'same (3)': { bits: 2 } } });
  expect(await layersOf(graph([5], nodes), widths)).toEqual([
    'Relu 1: 5 x relu 32',
    'same: 5 x relu 4',
    'same (3): 5 x relu 2',
    'same (2): 5 x relu 32',
    'same (4): 5 x relu 4',
  ]);
});
