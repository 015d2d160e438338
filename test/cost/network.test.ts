import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { METRICS } from '../../src/cost/index.ts';
import { ace, aceV2 } from '../../src/cost/metrics/ace.ts';
import { bops } from '../../src/cost/metrics/bops.ts';
import { findCycle } from '../../src/cost/network/find-cycle.ts';
import { LAYER_KINDS } from '../../src/cost/network/layer-kinds.ts';
import { comparisons, type Network, networkCost, shares } from '../../src/cost/network/network.ts';
import { networkOf, widthsOf } from '../../src/cost/network/network-file.ts';
import { PIKE_LPN_SIZES, pikeLpnLayers } from '../../src/cost/network/pikelpn.ts';
import { readNetwork } from '../../src/cost/network/read-network.ts';
import { NETWORK_FILES, shippedNetwork } from '../../src/cost/network/shipped.ts';
import { decodeOnnx } from '../../src/cost/onnx/decode-onnx.ts';
import { onnxNetwork } from '../../src/cost/onnx/onnx-network.ts';
import { NO_WIDTHS, readWidths } from '../../src/cost/onnx/settings.ts';

function shipped(name: string): Network {
  const network = shippedNetwork(name);
  if (network === undefined) throw new Error(`no network ${name}`);
  return network;
}

const comparisonOf = (name: string, of: string) => {
  const network = shipped(name);
  return comparisons(network, networkCost(network, aceV2)).find((one) => one.of === of);
};

const one = (layer: object) => readNetwork('t', { layers: [layer] });
const conv = {
  name: 'c',
  kind: 'conv',
  inChannels: 3,
  outChannels: 8,
  kernel: 3,
  output: 16,
  activationBits: 8,
  weightBits: 4,
};

describe('shipped networks', () => {
  test.each(['pikelpn-2x', 'pikelpn-3x', 'pikelpn-6x'])('%s comes out within 0.1 %%', (name) => {
    const total = comparisonOf(name, 'total');
    expect(total?.verdict).toBe('comes out');
    expect(Math.abs(total?.gap ?? 1)).toBeLessThan(0.1);
  });

  test('the totals are those of the assignment, to a millionth', () => {
    const totals = [...NETWORK_FILES.keys()].map((name) => [
      name,
      (networkCost(shipped(name), aceV2).total / 1e9).toFixed(6),
    ]);
    expect(Object.fromEntries(totals)).toMatchInlineSnapshot(`
      {
        "pikelpn-1x": "8.769426",
        "pikelpn-2x": "15.740464",
        "pikelpn-3x": "33.968950",
        "pikelpn-6x": "59.102937",
        "pokebnn-1x": "50.137194",
      }
    `);
  });

  test('what does not come out is said so, with the gap', () => {
    const missed = [...NETWORK_FILES.keys()].flatMap((name) => {
      const network = shipped(name);
      return comparisons(network, networkCost(network, aceV2))
        .filter(({ verdict }) => verdict === 'does not come out')
        .map(({ of, gap }) => `${name} ${of} ${gap.toFixed(2)}`);
    });
    expect(missed).toMatchInlineSnapshot(`
      [
        "pikelpn-1x total 1.03",
        "pikelpn-1x MAC -0.26",
        "pikelpn-6x batch-norm 0.11",
        "pikelpn-6x quantization -0.15",
        "pokebnn-1x MAC 2.22",
        "pokebnn-1x overhead -2.22",
        "pokebnn-1x batch-norm 0.10",
        "pokebnn-1x quantization -0.10",
      ]
    `);
  });

  test('every layer of PikeLPN is marked as inferred, with the reason', () => {
    for (const layer of networkCost(shipped('pikelpn-2x'), aceV2).layers) {
      expect(layer.status).toBe('inferred');
      expect(layer.why).toContain('other assignments may too');
    }
  });

  test('ACE and BOPs, which are of products alone, see none of the elementwise cost', () => {
    const found = ['pikelpn-1x', 'pokebnn-1x'].map((name) => {
      const { total, parts, layers } = networkCost(shipped(name), ace);
      expect(parts).toMatchObject({ MAC: total, 'batch-norm': 0, activation: 0, quantization: 0 });
      expect(networkCost(shipped(name), bops).parts.MAC).toBeGreaterThanOrEqual(total);
      return { total, status: layers.find(({ layer }) => layer.startsWith('pointwise'))?.status };
    });
    // A pointwise weight is a power of two of 4 bits, as wide as the weights of the first convolution.
    const macs = 8 * 4 * (10_838_016 + 539_492_352) + 64 * (17_385_984 + 1_024_000);
    expect(found).toEqual([
      { total: macs, status: 'inferred' },
      { total: 4_091_469_824 + 131_072_000, status: undefined },
    ]);
  });

  test('MobileNetV1 has the multiplications that it has', () => {
    const macs = (prefix: string) =>
      shipped('pikelpn-1x')
        .layers.filter(({ name }) => name.startsWith(prefix))
        .flatMap(({ charges }) => charges)
        .filter(({ part }) => part === 'MAC')
        .reduce((sum, { operation, times }) => {
          return sum + times * (operation.kind === 'dot' ? operation.sizes.terms : 1);
        }, 0);
    expect([macs('first'), macs('depthwise'), macs('pointwise'), macs('classifier')]).toEqual([
      10_838_016, 17_385_984, 539_492_352, 1_024_000,
    ]);
  });

  test('the activation of PokeBNN is to its batch norm as published, .673', () => {
    const { parts } = networkCost(shipped('pokebnn-1x'), aceV2);
    expect(parts.activation / parts['batch-norm']).toBeCloseTo(0.6733, 4);
    expect(parts.MAC).toBe(4_091_469_824 + 131_072_000);
  });

  test('without the batch norm that the paper removed, its published share of 1x is out of reach', () => {
    const layers = pikeLpnLayers({ ...PIKE_LPN_SIZES['1x'], innerBatchNorm: false });
    const share = shares(networkCost(readNetwork('t', { layers }), aceV2))['batch-norm'];
    expect(share).toBeLessThan(2.5);
  });
});

describe('a network from JSON', () => {
  test('a convolution by two metrics, worked by hand', () => {
    const network = one(conv);
    const [outputs, terms] = [16 * 16 * 8, 27];
    expect(networkCost(network, aceV2).total).toBe(outputs * terms * 32);
    expect(networkCost(network, bops).total).toBeCloseTo(outputs * terms * (32 + 12 + Math.log2(27)), 6);
  });

  test('groups divide the terms, and powers of two make shifts', () => {
    expect(networkCost(one({ ...conv, inChannels: 8, groups: 8 }), aceV2).total).toBe(2048 * 9 * 32);
    const byShift = networkCost(one({ ...conv, weights: 'power-of-two' }), aceV2).total;
    expect(byShift).toBeCloseTo(2048 * 27 * 8 * 1.6, 6);
  });

  test.each([
    [{ kind: 'batch-norm', elements: 10, bits: 8, scaleBits: 8, offsetBits: 8 }, 640],
    [{ kind: 'shift', elements: 10, bits: 16, amounts: 2 }, 32],
    [{ kind: 'scale', elements: 10, bits: 16, scaleBits: 8 }, 10 * (128 - 16)],
    [{ kind: 'relu', elements: 10, bits: 8 }, 0],
    [{ kind: 'prelu', elements: 10, bits: 8, slopeBits: 4 }, 10 * (32 - 8 + 1.6)],
    [{ kind: 'add', elements: 10, bits: 8 }, 80],
    [{ kind: 'multiply', elements: 10, bits: 8, otherBits: 4 }, 240],
    [{ kind: 'max-pool', elements: 10, window: 4, bits: 10 }, 30 * 12],
    [{ kind: 'average-pool', elements: 10, window: 1, bits: 8 }, 0],
    [{ kind: 'dense', inFeatures: 4, outFeatures: 3, rows: 2, activationBits: 8, weightBits: 8 }, 24 * 64],
    [
      {
        kind: 'operations',
        times: 3,
        operations: [
          ['mul', 8, 8],
          ['add', 8, 8],
        ],
      },
      3 * 64,
    ],
  ])('%o costs %d', (layer, total) => {
    expect(networkCost(one({ name: 'x', ...layer }), aceV2).total).toBeCloseTo(total, 9);
  });

  test('the shares add up to all', () => {
    const share = shares(networkCost(shipped('pokebnn-1x'), aceV2));
    expect(share.MAC + share.overhead).toBeCloseTo(100, 9);
    expect(share.overhead).toBeCloseTo(
      share['batch-norm'] + share.activation + share.quantization + share.elementwise,
      9,
    );
  });

  test.each([
    [{}, "t: layers must be a list of at least one layer, got 'nothing'"],
    [[], 't: file must be an object with members, got []'],
    [
      { layers: [], more: 1 },
      "t: member must be one of name, about, source, layers, published, notes, got 'more'",
    ],
    [
      { layers: [{ name: 'c', kind: 'foo' }] },
      `t: layer 'c': kind must be one of ${Object.keys(LAYER_KINDS).join(', ')}, got 'foo'`,
    ],
    [
      { layers: [{ ...conv, activationBits: undefined }] },
      "t: layer 'c': activationBits must be a whole number from 1 to 64, got 'nothing'",
    ],
    [
      { layers: [{ ...conv, output: [16, -1] }] },
      "t: layer 'c': output must be a whole number from 1 to 1099511627776, got -1",
    ],
    [
      { layers: [{ ...conv, kernel: '3' }] },
      "t: layer 'c': kernel must be a whole number or two, as in [3, 3], got '3'",
    ],
    [{ layers: [{ ...conv, wieghtBits: 4 }] }, /^t: layer 'c': member must be one of .*, got 'wieghtBits'$/],
    [{ layers: [{ ...conv, groups: 2 }] }, "t: layer 'c': groups must be a divisor of 3, got 2"],
    [{ layers: [conv, conv] }, "t: layer 'c': name must be new, got 'c'"],
    [{ layers: [{ ...conv, after: ['d'] }] }, "t: layer 'c': after must be names of layers, got 'd'"],
    [
      {
        layers: [
          { ...conv, after: ['d'] },
          { ...conv, name: 'd' },
        ],
      },
      "t: layer 'c': what it reads must be free of itself, got 'c reads d reads c'",
    ],
    [
      { layers: [{ ...conv, weights: 'power-of-two', weightBits: 1 }] },
      "t: layer 'c': weightBits of powers of two must be at least 2, got 1",
    ],
    [
      { layers: [{ name: 'o', kind: 'operations', times: 1, operations: [['foo']] }] },
      /^t: layer 'o': operation must be one of mul, .*, got 'foo'$/,
    ],
    [
      { layers: [conv], published: [{ of: 'bn', value: 1 }] },
      /^t: published: of must be one of total, .*, got 'bn'$/,
    ],
    [
      { layers: [conv], published: [{ of: 'MAC' }] },
      "t: published: value of MAC must be a number, got 'nothing'",
    ],
  ])('%o: %s', (json, text) => {
    expect(() => readNetwork('t', json)).toThrow(text);
  });

  test('a metric without a price says at which layer', () => {
    const energy = METRICS.find(({ name }) => name === 'energy-45nm');
    if (energy === undefined) throw new Error('a metric');
    expect(() => networkCost(one(conv), energy)).toThrow(
      "network t: layer 'c': operation must be one that energy-45nm has a price for, got 'dot 8 4 27'",
    );
  });
});

test('circles are found where there are some', () => {
  const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 12 });
  fc.assert(
    fc.property(edges, (pairs) => {
      const reads = new Map<string, string[]>();
      for (const [from, to] of pairs) reads.set(`${from}`, [...(reads.get(`${from}`) ?? []), `${to}`]);
      // By transitive closure: a circle is a name that reaches itself.
      const reach = Array.from(
        { length: 8 },
        (_, k) => new Set(pairs.filter(([x]) => x === k).map(([, y]) => y)),
      );
      for (let round = 0; round < 8; round++)
        for (const some of reach)
          for (const k of [...some]) for (const next of reach[k] ?? []) some.add(next);
      const cycle = findCycle(reads);
      expect(cycle !== undefined).toBe(reach.some((some, k) => some.has(k)));
      for (const [k, name] of (cycle ?? []).entries())
        if (k > 0) expect(reads.get(cycle?.[k - 1] ?? '')).toContain(name);
      if (cycle !== undefined) expect(cycle[0]).toBe(cycle.at(-1));
    }),
  );
});

describe('a network from ONNX', () => {
  const bytes = (name: string) => readFileSync(new URL(`../fixtures/networks/${name}.onnx`, import.meta.url));
  const read = async (name: string, widths = NO_WIDTHS) =>
    readNetwork(name, onnxNetwork(name, await decodeOnnx(name, bytes(name)), widths));

  test('is made of the bytes of a file by its name', async () => {
    const network = await networkOf({ name: 'tiny.onnx', content: bytes('tiny') });
    expect(networkCost(network, aceV2).total).toBe(networkCost(await read('tiny'), aceV2).total);
    const widths = widthsOf({ name: 'w', content: '{"nodes": {"conv1": {"weightBits": 2}}}' });
    const narrow = await networkOf({ name: 'tiny.onnx', content: bytes('tiny') }, widths);
    expect(networkCost(narrow, aceV2).layers[1]?.operations).toBe('64 x dot 8 2 27');
    await expect(networkOf({ name: 'net.json', content: '{}' }, widths)).rejects.toThrow(
      'net.json: widths must be left out for a file in JSON, got some',
    );
    await expect(networkOf({ name: 'net.json', content: '{"layers": [' })).rejects.toThrow(
      "net.json: a network must be JSON, got what is not (net.json: line 1, column 13: the text must be a value, got 'the end')",
    );
  });

  test('a graph with quantized and unquantized nodes, layer by layer', async () => {
    const { layers } = networkCost(await read('tiny'), aceV2);
    expect(
      layers.map(({ layer, operations, total }) => `${layer}: ${operations} = ${total}`),
    ).toMatchInlineSnapshot(`
      [
        "x quantize: 192 x mul-float 8 23 = 190464",
        "conv1: 64 x dot 8 4 27 = 55296",
        "norm1: 64 x mul-float 8 23 + 64 x add-float 8 23 = 75776",
        "relu1: 64 x relu 32 = 0",
        "r1 quantize: 64 x mul-float 8 23 = 63488",
        "depthwise2: 64 x dot 8 8 9 = 36864",
        "residual: 64 x add-float 8 23 = 12288",
        "pool: 60 x add-float 8 23 = 11520",
        "flat quantize: 4 x mul-float 8 23 = 3968",
        "dense: 10 x dot 8 8 4 = 2560",
      ]
    `);
  });

  test('a file of widths goes before the graph', async () => {
    const widths = readWidths('w', {
      default: { bits: 8, amounts: 2 },
      nodes: {
        conv1: { weightBits: 2 },
        dense: { activationBits: 4, weights: 'power-of-two' },
        pool: { ignore: true },
      },
    });
    const { layers } = networkCost(await read('tiny', widths), aceV2);
    expect(layers.map(({ layer, operations }) => `${layer}: ${operations}`)).toMatchInlineSnapshot(`
      [
        "x quantize: 192 x shift 8 2",
        "conv1: 64 x dot 8 2 27",
        "norm1: 64 x mul 8 8 + 64 x add 8 8",
        "relu1: 64 x relu 8",
        "r1 quantize: 64 x shift 8 2",
        "depthwise2: 64 x dot 8 8 9",
        "residual: 64 x add 8 8",
        "flat quantize: 4 x shift 8 2",
        "dense: 40 x shift-mac 4 128",
      ]
    `);
  });

  test.each([
    ['unknown-operator', /^unknown-operator: node 'soft': operator must be one of Conv, .*, got 'Softmax'$/],
    [
      'missing-width',
      "missing-width: node 'conv1': activationBits must be given by a QuantizeLinear or a file of widths, got 'floats of 32 bits'",
    ],
    [
      'cyclic',
      "cyclic: node 'first': what it reads must be free of itself, got 'first reads second reads first'",
    ],
    ['negative-size', "negative-size: node 'relu': sizes of 'x' must be positive, got '? x 3 x -8 x 8'"],
  ])('%s: %s', async (name, text) => {
    await expect(read(name)).rejects.toThrow(text);
  });

  test('an unknown operator can be left out', async () => {
    const widths = readWidths('w', { nodes: { soft: { ignore: true } } });
    await expect(read('unknown-operator', widths)).rejects.toThrow(
      'unknown-operator: layers must be a list of at least one layer, got []',
    );
  });

  test('a file that breaks off anywhere is refused, with the last node that is there', async () => {
    const whole = bytes('tiny');
    await expect(decodeOnnx('cut', whole.subarray(0, 700))).rejects.toThrow(
      /^cut: file must be a whole ONNX model, got '700 bytes that break off after node '.+' \(.+\)'$/,
    );
    for (let length = 0; length < whole.length - 8; length += 37)
      await expect(decodeOnnx('cut', whole.subarray(0, length))).rejects.toThrow(/^cut: file must be /);
  });

  test('bytes that are something else', async () => {
    await expect(decodeOnnx('x', new TextEncoder().encode('{"layers": []}'))).rejects.toThrow(
      /^x: file must be (a whole ONNX|an ONNX) model/,
    );
  });

  test.each([
    [{ nodes: { nonesuch: {} } }, "tiny: widths: node must be one of the graph, got 'nonesuch'"],
    [
      { nodes: { conv1: { weightBits: 0 } } },
      "w: node 'conv1': weightBits must be a whole number from 1 to 64, got 0",
    ],
    [{ default: { weight: 4 } }, /^w: default: member must be one of .*, got 'weight'$/],
    [
      { default: { weights: 'ternary' } },
      "w: default: weights must be fixed-point or power-of-two, got 'ternary'",
    ],
    [{ default: { ignore: 1 } }, 'w: default: ignore must be true or false, got 1'],
    [{ default: 3 }, 'w: default: settings must be an object with members, got 3'],
  ])('widths %o: %s', async (json, text) => {
    await expect((async () => read('tiny', readWidths('w', json)))()).rejects.toThrow(text);
  });
});
