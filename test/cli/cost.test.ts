import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { METRICS } from '../../src/cost/index.ts';
import { NETWORK_FILES } from '../../src/cost/network/shipped.ts';
import { OPERATION_KINDS } from '../../src/cost/operation.ts';
import { adderscope } from '../support/command-line.ts';
import { runCommand } from '../support/run-command.ts';

const FIXTURES = 'test/fixtures/networks';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('one operation', () => {
  test('every metric has a row, with its price beside what is counted', async () => {
    const { data } = await runCommand('cost', 'mul', '8', '8', '--format', 'json');
    const { prices, circuit } = JSON.parse(data);
    expect(circuit).toBe('dadda-multiplier(i=8,j=8,final=ripple-carry)');
    expect(prices.map(({ metric }: { metric: string }) => metric)).toEqual(METRICS.map(({ name }) => name));
    expect(prices[1]).toEqual({
      metric: 'ace-v2',
      unit: 'adders',
      price: 56,
      formula: 'i*j - max(i, j)',
      status: 'stated',
      counted: 56,
      difference: 0,
    });
  });

  test('a float has a format by name or by its bits', async () => {
    const [named, bits] = await Promise.all([
      runCommand('cost', 'add-float', 'binary32', '--format', 'csv'),
      runCommand('cost', 'add-float', '8', '23', '--format', 'csv'),
    ]);
    expect(named).toEqual(bits);
  });

  test.each(OPERATION_KINDS)('%s is priced in every format', async (kind) => {
    const sizes = kind.endsWith('float') ? ['5', '10'] : kind === 'dot' ? ['4', '4', '3'] : undefined;
    const letters = ['relu', 'max', 'mux'].includes(kind) ? ['4'] : ['4', '4'];
    for (const format of ['json', 'latex']) {
      const { code, data } = await runCommand('cost', kind, ...(sizes ?? letters), '--format', format);
      expect([code, data.length > 100]).toEqual([0, true]);
    }
  });
});

test('without a name: what there is', async () => {
  const { metrics, operations } = JSON.parse((await runCommand('cost', '--format', 'json')).data);
  expect(metrics).toHaveLength(METRICS.length);
  expect(operations).toHaveLength(OPERATION_KINDS.length);
});

test('comparisons: a table for each kind of operation, or a plot', async () => {
  const { data } = await runCommand('cost', '--compare', '--widths', '2,4,8', '--format', 'json');
  const tables = JSON.parse(data);
  expect(Object.keys(tables)).toEqual(['widths', 'mul', 'add', 'shift', 'mac', 'add-float', 'all']);
  expect(tables.mul[0]).toMatchObject({ kind: 'mul', x: 'ace-v2', y: 'full-adders', cases: 6 });
  const { data: svg } = await runCommand(
    'cost',
    '--compare',
    '--widths',
    '2,4,8',
    '--svg',
    '--metric',
    'fo4',
  );
  expect(svg).toMatch(/^<svg xmlns.*aria-label="FO4 delay against ACE_v2/);
  const pair = ['--metric', 'fo4', '--against', 'full-adders', '--svg'];
  const { data: other } = await runCommand('cost', '--compare', '--widths', '2,4,8', ...pair);
  expect(other).toMatch(/^<svg xmlns.*aria-label="FO4 delay against full adders/);
});

test.each(['growth', 'areas', 'energy', 'quant-norm', 'schedule'])(
  '%s has tables and a plot',
  async (name) => {
    const { code, data } = await runCommand('cost', name, '--format', 'json');
    expect([code, Object.keys(JSON.parse(data)).length > 1]).toEqual([0, true]);
    expect((await runCommand('cost', name, '--svg')).data).toMatch(/^<svg /);
  },
);

describe('networks', () => {
  test('as a file and back: the same cost', async () => {
    const { data } = await runCommand('cost', 'network', 'pikelpn-2x', '--as-file');
    const path = file('again.json', data);
    const [shipped, again] = await Promise.all(
      ['pikelpn-2x', path].map((name) => runCommand('cost', 'network', name, '--format', 'json')),
    );
    expect(again).toEqual(shipped);
    expect(JSON.parse(again?.data ?? '').total).toBeCloseTo(15740464332.8, 0);
  });

  test('from ONNX with widths', async () => {
    const widths = file('widths.json', JSON.stringify({ default: { bits: 8, amounts: 2 } }));
    const args = ['cost', 'network', `${FIXTURES}/tiny.onnx`, '--bits', widths, '--format', 'json'];
    const { layers } = JSON.parse((await runCommand(...args)).data);
    expect(layers[0]).toMatchObject({ layer: 'x quantize', operations: '192 x shift 8 2' });
  });
});

describe('what is wrong is named in one line, exit 2', () => {
  const shipped = [...NETWORK_FILES.keys()].join(', ');
  const ended = (...args: string[]) => {
    const { code, stdout, stderr } = adderscope('cost', ...args);
    expect([code, stdout, stderr.split('\n').length]).toEqual([2, '', 2]);
    return stderr.replace('ERROR: ', '').trim();
  };

  test.each([
    [['mul', '8'], "cost: sizes of mul must be i j, got '8'"],
    [['mul', '8', '65'], "cost: j of mul must be a whole number from 1 to 64, got '65'"],
    [['nonesuch'], `cost: operation must be one of ${OPERATION_KINDS.join(', ')}, got 'nonesuch'`],
    [['growth', '4'], `cost: operation must be one of ${OPERATION_KINDS.join(', ')}, got 'growth'`],
    [['--compare', 'mul'], "cost: --compare must be without a name, got 'mul'"],
    [['--compare', '--widths', '8'], "cost: --widths must be at least three, got '8'"],
    [
      ['--compare', '--metric', 'ace'],
      "cost: --metric of --compare must be one that counts netlists: ace-v2, full-adders, unit-gate-area, unit-gate-delay, fo4, and-inverter-nodes, and-inverter-levels, got 'ace'",
    ],
    [['network', 'x', '--compare'], "cost: --compare must be without a name, got 'network x'"],
    [['network'], `cost: network must be one file, or one of ${shipped}, got 'nothing'`],
    [
      ['network', 'pikelpn-1x', '--bits', 'x.json'],
      "cost: --bits must be given with an ONNX file, got 'pikelpn-1x'",
    ],
    [['activity', '--seed', 'one'], "cost: --seed must be a whole number from 0 to 4294967295, got 'one'"],
    [
      ['network', `${FIXTURES}/cyclic.onnx`],
      `${FIXTURES}/cyclic.onnx: node 'first': what it reads must be free of itself, got 'first reads second reads first'`,
    ],
    [
      ['network', `${FIXTURES}/missing-width.onnx`],
      `${FIXTURES}/missing-width.onnx: node 'conv1': activationBits must be given by a QuantizeLinear or a file of widths, got 'floats of 32 bits'`,
    ],
    [
      ['network', `${FIXTURES}/negative-size.onnx`],
      `${FIXTURES}/negative-size.onnx: node 'relu': sizes of 'x' must be positive, got '? x 3 x -8 x 8'`,
    ],
    [
      ['network', 'pikelpn-1x', '--metric', 'energy-45nm'],
      "network pikelpn-1x: layer 'first': operation must be one that energy-45nm has a price for, got 'dot 8 4 27'",
    ],
  ])('%o', (args, text) => {
    expect(ended(...args)).toBe(text);
  });

  test('an unknown operator, a file that breaks off, one that is no JSON, one that is not there', () => {
    expect(ended('network', `${FIXTURES}/unknown-operator.onnx`)).toMatch(
      /unknown-operator\.onnx: node 'soft': operator must be one of Conv, .*, got 'Softmax'$/,
    );
    writeFileSync(join(folder, 'cut.onnx'), readFileSync(`${FIXTURES}/tiny.onnx`).subarray(0, 500));
    expect(ended('network', join(folder, 'cut.onnx'))).toMatch(
      /cut\.onnx: file must be a whole ONNX model, got '500 bytes that break off after node 'r1 dequantize'/,
    );
    expect(ended('network', file('bad.json', '{'))).toMatch(
      /bad\.json: a network must be JSON, got what is not/,
    );
    expect(ended('network', 'nonesuch')).toMatch(/a file that can be read, got 'nonesuch' \(ENOENT/);
  });

  test('a file of widths that is not there or is no JSON', () => {
    const tiny = `${FIXTURES}/tiny.onnx`;
    expect(ended('network', tiny, '--bits', 'nonesuch')).toMatch(
      /^cost: --bits must be a file that can be read, got 'nonesuch' \(ENOENT/,
    );
    expect(ended('network', tiny, '--bits', file('widths.json', '{"default" 3}'))).toMatch(
      /widths\.json: widths must be JSON, got what is not/,
    );
  });

  test('a layer of a JSON file', () => {
    const layer = { name: 'norm', kind: 'batch-norm', elements: -1, bits: 8, scaleBits: 8, offsetBits: 8 };
    const path = file('negative.json', JSON.stringify({ layers: [layer] }));
    expect(ended('network', path)).toBe(
      `${path}: layer 'norm': elements must be a whole number from 1 to 1099511627776, got -1`,
    );
  });

  test('report takes no names', () => {
    const { code, stderr } = adderscope('report', 'all');
    expect([code, stderr]).toEqual([2, "ERROR: report: name must be left out, got 'all'\n"]);
  });
});
