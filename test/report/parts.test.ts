import { expect, test } from 'vitest';
import { htmlReport } from '../../src/report/html-report.ts';
import { markdownReport } from '../../src/report/markdown-report.ts';
import type { Report } from '../../src/report/report.ts';

const SMALL: Report = {
  title: 'A & B',
  lead: ['one `x < y`'],
  facts: [['seed', '1']],
  sections: [
    {
      title: 'First part',
      blocks: [
        { kind: 'text', text: 'words' },
        {
          kind: 'table',
          table: {
            name: 't',
            records: [],
            title: 'T',
            columns: [
              { label: 'name', align: 'left' },
              { label: 'value', align: 'right' },
            ],
            lines: [
              ['a|b', 1 / 3],
              ['', 'holds'],
            ],
          },
        },
        { kind: 'drawing', svg: '<svg></svg>', caption: 'a line' },
      ],
      reproduce: ['adderscope list'],
    },
  ],
};

test('a small report as Markdown', () => {
  expect(markdownReport(SMALL)).toMatchInlineSnapshot(`
    "# A & B

    - one \`x < y\`

    - **seed**: 1

    ## First part

    words

    **T**

    | name |    value |
    | :--- | -------: |
    | a\\|b | 0.333333 |
    |      |    holds |

    _Drawing, in the HTML report: a line_

    To see these figures again:

    \`\`\`sh
    adderscope list
    \`\`\`
    "
  `);
});

test('drawings and tables that follow each other stand in one row, and text ends it', () => {
  const [first] = SMALL.sections;
  const [words, table, drawing] = first?.blocks ?? [];
  if (!first || !words || !table || !drawing) throw new Error('three blocks');
  const blocks = [drawing, drawing, table, words, { ...table, isFolded: true }, drawing];
  const html = htmlReport({ ...SMALL, sections: [{ ...first, blocks }] });
  const kinds = [...html.matchAll(/<(figure|table|p|details)>|<(div class="row)">/g)].map(
    ([, one, row]) => one ?? row,
  );
  expect(kinds.slice(0, -1)).toEqual([
    'div class="row',
    'figure',
    'figure',
    'table',
    'p',
    'details',
    'table',
    'div class="row',
    'figure',
  ]);
});

test('a small report as HTML: text is escaped, tables have headings, numbers six digits', () => {
  const html = htmlReport(SMALL);
  expect(html).toContain('<title>A &amp; B</title>');
  expect(html).toContain('<li>one <code>x &lt; y</code></li>');
  expect(html).toContain('<section id="first-part">');
  expect(html).toContain('<tr><th scope="row">a|b</th><td class="n">0.333333</td></tr>');
  expect(html).toContain('<tr><td></td><td class="n"><span class="good">holds</span></td></tr>');
});
