import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { adderscope } from '../support/command-line.ts';
import { runCommand } from '../support/run-command.ts';

test('where every fault is detected or changes nothing, all holds', async () => {
  const { code, data } = await runCommand('faults', 'dadda-multiplier', '--i', '4', '--j', '4');
  expect(code).toBe(0);
  expect(data.replace(/ in [\d.]+ s/, ' in some time')).toMatchInlineSnapshot(`
    "Single faults of dadda-multiplier(i=4,j=4,final=ripple-carry)
    kind          faults  detected  equivalent  survived  coverage %
    output stuck     128       128           0         0         100
    fan-in stuck     256       255           1         0         100
    another gate     320       312           8         0         100
    all              704       695           9         0         100

    By the stage of the gate
    stage                  faults  detected  equivalent  survived  coverage %
    partial products          176       176           0         0         100
    reduction/to height 3      44        44           0         0         100
    reduction/to height 2     187       183           4         0         100
    final adder               297       292           5         0         100

    dadda-multiplier(i=4,j=4,final=ripple-carry): 695 of the 695 faults that are not proved to change nothing are detected by all 256 inputs, 100 %, in some time.
    "
  `);
});

test('a survivor is named with gate, net, stage and an input that tells it, and the run fails', async () => {
  const args = ['faults', 'incrementer', '--n', '24'];
  const { code, data } = await runCommand(...args, '--format', 'json');
  expect(code).toBe(1);
  const report = JSON.parse(data);
  expect(report).toMatchObject({ circuit: 'incrementer(n=24)', exhaustive: false, seed: 1, faults: 528 });
  expect(report.survived).toBe(report.faultList.length);
  expect(report.faultList[0]).toMatchInlineSnapshot(`
    {
      "fault": "fan-in 0 stuck at 1",
      "gate": "and",
      "inputs": {
        "a": "0x3ff",
        "inc": "0x1",
      },
      "net": 48,
      "stage": "",
      "vector": null,
      "verdict": "survived",
    }
  `);
  expect(report.detected + report.equivalent + report.survived).toBe(report.faults);
  expect((await runCommand(...args, '--format', 'csv')).data).toContain('\nnet,gate,stage,fault,verdict,');
});

test('lists what is asked for: what tells each detected fault', async () => {
  const args = [
    'faults',
    'ripple-carry-adder',
    '--i',
    '2',
    '--j',
    '2',
    '--format',
    'ndjson',
    '--list',
    'all',
  ];
  const { data } = await runCommand(...args);
  const rows = data
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const listed = rows.filter(({ verdict }) => verdict !== undefined);
  expect(listed).toHaveLength(77);
  expect(listed.filter(({ verdict }) => verdict === 'detected')[0]).toMatchInlineSnapshot(`
    {
      "fault": "output stuck at 0",
      "gate": "xor",
      "inputs": {
        "a": "0x1",
        "b": "0x0",
      },
      "net": 6,
      "stage": "",
      "table": "faultList",
      "vector": 1,
      "verdict": "detected",
    }
  `);
});

test('takes a netlist from a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  try {
    const path = join(folder, 'dadda.blif');
    expect(
      adderscope('export', 'dadda-multiplier', '--i', '4', '--j', '4', '--to', 'blif', '--out', path).code,
    ).toBe(0);
    const { code, data } = await runCommand('faults', path, '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(data)).toMatchObject({
      faults: 704,
      detected: 695,
      equivalent: 9,
      survived: 0,
      coverage: 100,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('says what is wrong with its options', () => {
  expect(adderscope('faults', 'comparator', '--seed', 'x')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("faults: --seed must be a whole number from 0 to 4294967295, got 'x'"),
  });
  expect(adderscope('faults')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('faults: netlist must be a file or one of dadda-multiplier'),
  });
});
