import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printed } from '../support/command-line.ts';
import { needsTool } from '../support/tool.ts';

describe('F4 for two widths, in every format', () => {
  const f4 = (format: string) => printed('table', 'F4', '--widths', '3,4', '--format', format);

  test('table', () => {
    expect(f4('table')).toMatchInlineSnapshot(`
      "F4: i*j - max(i, j); adders of the whole multiplier, i by j bits
      i  j  claimed  counted  error  FA  HA  adders  muxes  gates  depth
      3  3        6        6      0   3   3       6      0     30      9
      3  4        8        8      0   5   3       8      0     43     11
      4  3        8        8      0   5   3       8      0     43     11
      4  4       12       12      0   8   4      12      0     64     13
      "
    `);
  });

  test('csv', () => {
    expect(f4('csv')).toMatchInlineSnapshot(`
      "i,j,claimed,counted,error,FA,HA,adders,muxes,gates,depth
      3,3,6,6,0,3,3,6,0,30,9
      3,4,8,8,0,5,3,8,0,43,11
      4,3,8,8,0,5,3,8,0,43,11
      4,4,12,12,0,8,4,12,0,64,13
      "
    `);
  });

  test('md', () => {
    expect(f4('md')).toMatchInlineSnapshot(`
      "**F4: i*j - max(i, j); adders of the whole multiplier, i by j bits**

      |   i |   j | claimed | counted | error |  FA |  HA | adders | muxes | gates | depth |
      | --: | --: | ------: | ------: | ----: | --: | --: | -----: | ----: | ----: | ----: |
      |   3 |   3 |       6 |       6 |     0 |   3 |   3 |      6 |     0 |    30 |     9 |
      |   3 |   4 |       8 |       8 |     0 |   5 |   3 |      8 |     0 |    43 |    11 |
      |   4 |   3 |       8 |       8 |     0 |   5 |   3 |      8 |     0 |    43 |    11 |
      |   4 |   4 |      12 |      12 |     0 |   8 |   4 |     12 |     0 |    64 |    13 |
      "
    `);
  });

  test('latex', () => {
    expect(f4('latex')).toMatchInlineSnapshot(`
      "% F4: i*j - max(i, j); adders of the whole multiplier, i by j bits
      \\begin{tabular}{rrrrrrrrrrr}
        \\toprule
        i & j & claimed & counted & error & FA & HA & adders & muxes & gates & depth \\\\
        \\midrule
        3 & 3 & 6 & 6 & 0 & 3 & 3 & 6 & 0 & 30 & 9 \\\\
        3 & 4 & 8 & 8 & 0 & 5 & 3 & 8 & 0 & 43 & 11 \\\\
        4 & 3 & 8 & 8 & 0 & 5 & 3 & 8 & 0 & 43 & 11 \\\\
        4 & 4 & 12 & 12 & 0 & 8 & 4 & 12 & 0 & 64 & 13 \\\\
        \\bottomrule
      \\end{tabular}
      "
    `);
  });

  test('ndjson', () => {
    expect(f4('ndjson')).toMatchInlineSnapshot(`
      "{"i":3,"j":3,"claimed":6,"counted":6,"error":0,"FA":3,"HA":3,"adders":6,"muxes":0,"gates":30,"depth":9}
      {"i":3,"j":4,"claimed":8,"counted":8,"error":0,"FA":5,"HA":3,"adders":8,"muxes":0,"gates":43,"depth":11}
      {"i":4,"j":3,"claimed":8,"counted":8,"error":0,"FA":5,"HA":3,"adders":8,"muxes":0,"gates":43,"depth":11}
      {"i":4,"j":4,"claimed":12,"counted":12,"error":0,"FA":8,"HA":4,"adders":12,"muxes":0,"gates":64,"depth":13}
      "
    `);
  });

  test('json, with the numbers of ndjson', () => {
    const { rows, ...facts } = JSON.parse(f4('json'));
    expect(facts).toEqual({
      circuit: 'dadda-multiplier',
      claim: 'F4',
      source: 'PikeLPN, CVPR 2024, supplement, section 1',
    });
    expect(rows.map((row: object) => `${JSON.stringify(row)}\n`).join('')).toBe(f4('ndjson'));
  });
});

test('the whole grid of 64 x 64', () => {
  const lines = printed('table', 'F4', '--widths', '1..64', '--grid', 'adders', '--format', 'csv').split(
    '\n',
  );
  expect(lines).toHaveLength(66);
  const grid = lines.slice(1, 65).map((line) => line.split(',').map(Number));
  for (const [k, [i = 0, ...counts]] of grid.entries()) {
    expect(i).toBe(k + 1);
    expect(counts).toEqual(Array.from({ length: 64 }, (_, n) => i * (n + 1) - Math.max(i, n + 1)));
  }
});

test('a circuit, with a choice of its own', () => {
  expect(
    printed('table', 'barrel-shifter', '--widths', '4,8', '--kind', 'rotate-left'),
  ).toMatchInlineSnapshot(`
    "barrel-shifter: counts
    n  max  kind         sticky  FA  HA  adders  muxes  gates  depth
    4    4  rotate-left  no       0   0       0     12     12      3
    4    8  rotate-left  no       0   0       0     16     16      4
    8    4  rotate-left  no       0   0       0     24     24      3
    8    8  rotate-left  no       0   0       0     32     32      4
    "
  `);
});

needsTool('pdflatex')('the LaTeX table compiles in a document with booktabs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  try {
    const parts = [['F4'], ['F4', '--grid', 'adders'], ['F4r'], ['F7']].map((args) =>
      printed('table', ...args, '--widths', '2,4,8', '--format', 'latex'),
    );
    const text = `\\documentclass{article}\\usepackage{booktabs}\\begin{document}\n${parts.join('\n\n')}\\end{document}\n`;
    writeFileSync(join(folder, 'paper.tex'), text);
    const { status, stdout } = spawnSync(
      'pdflatex',
      ['-interaction=batchmode', '-halt-on-error', 'paper.tex'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    expect(status, stdout).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
