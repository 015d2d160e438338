import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decodeOnnx } from '../../src/cost/onnx/decode-onnx.ts';
import { onnxNetwork } from '../../src/cost/onnx/onnx-network.ts';
import { NO_WIDTHS } from '../../src/cost/onnx/settings.ts';
import { runCommand } from '../support/run-command.ts';

/** What a case costs by a metric: `node: operations`, a layer each. */
async function priced(file: string, metric: string, ...more: readonly string[]): Promise<string[]> {
  const path = fileURLToPath(new URL(`../fixtures/cases/${file}`, import.meta.url));
  const { code, data } = await runCommand(
    ...['cost', 'network', path, '--metric', metric, '--format', 'json', ...more],
  );
  if (code !== 0) return [`exit ${code}`];
  const { layers }: { layers: { layer: string; operations: string }[] } = JSON.parse(data);
  return layers.map(({ layer, operations }) => `${layer}: ${operations}`);
}

const quantized = (elements: number) => `q_xq: ${elements} x mul-float 8 23`;

test('O03: MatMul broadcasts as numpy.matmul', async () => {
  expect(await priced('O03/matmul_bcast.onnx', 'ace')).toEqual([
    'q_aq: 16384 x mul-float 8 23',
    'q_bq: 196608 x mul-float 8 23',
    'mm: 786432 x dot 8 8 64',
  ]);
});

test.each(['odtype_int4', 'zp_int4'])('O05: %s sets a width of 4 bits', async (name) => {
  expect(await priced(`O05/${name}.onnx`, 'ace')).toEqual([quantized(300), 'conv: 512 x dot 4 4 27']);
});

test.each([
  ['const_zp4', 'conv: 512 x dot 4 4 27'],
  ['constnodes', 'conv: 512 x dot 8 8 27'],
])('O06: what is in Constant nodes is read, %s', async (name, conv) => {
  expect(await priced(`O06/${name}.onnx`, 'ace')).toEqual([quantized(300), conv]);
});

test.each([
  ['reshape_conv', 3072, 'conv: 8192 x dot 8 8 27'],
  ['reshape_conv_infer', 3072, 'conv: 8192 x dot 8 8 27'],
  ['unsqueeze_conv1d', 100, 'conv: 384 x dot 8 8 5'],
])('O07: sizes that constants give are kept, %s', async (name, elements, conv) => {
  expect(await priced(`O07/${name}.onnx`, 'ace')).toEqual([quantized(elements), conv]);
});

test('O08: weights of ConstantOfShape have the sizes that it makes, though it is left out', async () => {
  const widths = fileURLToPath(new URL('../fixtures/cases/O08/cos.json', import.meta.url));
  expect(await priced('O08/cos.onnx', 'ace', '--bits', widths)).toEqual(['conv: 28800 x dot 8 8 144']);
});

test('O09: a Clip of whole numbers sets their width, one of constants is free', async () => {
  expect(await priced('O09/qcdq.onnx', 'ace-v2')).toEqual([
    quantized(64),
    'clip: 64 x max 8 + 64 x max 8',
    'mm: 10 x dot 4 4 64',
  ]);
});

test.each([
  ['ceil_torch116420', [`ap: ${9 * 15} x add-float 8 23`]],
  ['ceil_ort15446', [`mp: ${24 * 26} x max 32`]],
  ['ceil_then_conv', [`mp: ${4 * 3} x max 32`, quantized(4), 'conv: 32 x dot 8 8 1']],
])('O11: no window starts in the padding, %s', async (name, layers) => {
  expect(await priced(`O11/${name}.onnx`, 'ace-v2')).toEqual(layers);
});

test('O13: names of nodes may repeat', async () => {
  expect(await priced('O13/dupnames.onnx', 'ace-v2')).toEqual([
    'relu: 10 x relu 32',
    'relu (2): 10 x relu 32',
  ]);
});

test('O15: what is quantized while it runs is priced', async () => {
  expect(await priced('O15/dynq.onnx', 'ace-v2')).toEqual([
    'dql: 64 x max 32 + 64 x max 32',
    'dql: quantization: 64 x mul-float 8 23',
    'mmi: 10 x dot 8 8 64',
    'mul: 10 x mul-float 8 23',
  ]);
});

test('O17: products of floats are refused by the name of the node, which is a usage error', async () => {
  expect(await priced('O17/fp8.onnx', 'ace-v2')).toEqual(['exit 2']);
  const bytes = readFileSync(new URL('../fixtures/cases/O17/fp8.onnx', import.meta.url));
  const graph = await decodeOnnx('fp8', bytes);
  expect(() => onnxNetwork('fp8', graph, NO_WIDTHS)).toThrow(
    "fp8: node 'mm': activationBits must be given by a QuantizeLinear or a file of widths, got 'floats of 8 bits'",
  );
});
