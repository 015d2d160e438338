import { expect, test } from 'vitest';
import { printed } from '../support/command-line.ts';

const dadda = ['count', 'dadda-multiplier', '--i', '4', '--j', '3'];

test('table', () => {
  expect(printed(...dadda)).toMatchInlineSnapshot(`
    "dadda-multiplier: what each stage holds
    i  j  final         stage                  full adders  half adders  adders  muxes  with a constant  gates  depth
    4  3  ripple-carry  the whole                        5            3       8      0                0     43     11
    4  3  ripple-carry  partial products                 0            0       0      0                0     12
    4  3  ripple-carry  reduction                        1            2       3      0                0      9
    4  3  ripple-carry  reduction/to height 2            1            2       3      0                0      9
    4  3  ripple-carry  final adder                      4            1       5      0                0     22

    Claims against counts
    claim  stage        of              formula                     claimed  counted
    F4     the whole    adders          i*j - max(i, j)                   8        8  holds
    F4r    reduction    full adders     i*j - 2(i + j) + 3                1        1  holds
    F4r    reduction    half adders     min(i, j) - 1                     2        2  holds
    F4r    final adder  full adders     i + j - 3                         4        4  holds
    F4r    final adder  half adders     1                                 1        1  holds
    F9     the whole    unit gates / 7  7.9519/7*(i*j - max(i, j))  9.08789        8  approximate
    F9f    the whole    full adders     0.9809*(i*j - max(i, j))     7.8472        5  approximate
    "
  `);
});

test('ndjson: a record a line, each with its table', () => {
  const lines = printed(...dadda, '--format', 'ndjson')
    .trimEnd()
    .split('\n');
  expect(lines[0]).toMatchInlineSnapshot(
    `"{"table":"stages","params":{"i":4,"j":3,"final":"ripple-carry"},"stage":"","gates":43,"ha":3,"fa":5,"adders":8,"muxes":0,"constantMuxes":0,"byGate":{"not":0,"and":25,"or":5,"xor":13,"mux":0},"depth":11}"`,
  );
  expect(lines.at(-1)).toMatchInlineSnapshot(
    `"{"table":"claims","id":"F9f","params":{"i":4,"j":3,"final":"ripple-carry"},"stage":"","measure":"full adders","formula":"0.9809*(i*j - max(i, j))","claimed":7.8472,"counted":5,"verdict":"approximate"}"`,
  );
  expect(lines).toHaveLength(12);
});

test('json, csv and md agree on the numbers', () => {
  const args = ['count', 'barrel-shifter', '--n', '8', '--max', '3,7', '--format'];
  const { stages } = JSON.parse(printed(...args, 'json'));
  const numbers = (row: Record<string, number>) =>
    [row.fa, row.ha, row.adders, row.muxes, row.constantMuxes, row.gates, row.depth ?? ''].map(String);
  const wanted: string[][] = stages.map(numbers);
  const [stagesCsv = '', claimsCsv = ''] = printed(...args, 'csv').split('\n\n');
  const csv = stagesCsv.trimEnd().split('\n').slice(1);
  expect(csv.map((line) => line.split(',').slice(-7))).toEqual(wanted);
  const md =
    printed(...args, 'md')
      .split('\n\n')[1]
      ?.split('\n')
      .slice(2) ?? [];
  expect(
    md.map((line) =>
      line
        .split('|')
        .slice(-8, -1)
        .map((cell) => cell.trim()),
    ),
  ).toEqual(wanted);
  expect(claimsCsv).toMatchInlineSnapshot(`
    "claim,stage,of,formula,claimed,counted,
    F7,the whole,multiplexers / 5,i*log2(j)/5,3.2,3.2,exact
    F7r,the whole,multiplexers,i*ceil(log2(j)),16,16,holds
    F7u,the whole,multiplexers / 5,i*log2(j)/5,2.53594,3.2,approximate
    F7ur,the whole,multiplexers,i*(floor(log2(j)) + 1),16,16,holds
    F7,the whole,multiplexers / 5,i*log2(j)/5,4.8,4.8,exact
    F7r,the whole,multiplexers,i*ceil(log2(j)),24,24,holds
    F7u,the whole,multiplexers / 5,i*log2(j)/5,4.49177,4.8,approximate
    F7ur,the whole,multiplexers,i*(floor(log2(j)) + 1),24,24,holds
    "
  `);
});

test('a range counts each', () => {
  const { stages } = JSON.parse(printed('count', 'incrementer', '--n', '1..3,64', '--format', 'json'));
  expect(stages.map(({ params, ha }: { params: object; ha: number }) => ({ ...params, ha }))).toEqual(
    [1, 2, 3, 64].map((n) => ({ n, ha: n })),
  );
});
