import { describe, expect, test } from 'vitest';
import { axisFor } from '../../src/drawing/axis.ts';
import { heatMapSvg } from '../../src/drawing/heat-map.ts';
import { plotSvg } from '../../src/drawing/plot.ts';
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

describe('axes', () => {
  test('even, from zero', () => {
    const { ticks, place } = axisFor([3, 47], false);
    expect(ticks.map(({ text }) => text)).toEqual(['0', '10', '20', '30', '40', '50']);
    expect([place(0), place(25), place(50)]).toEqual([0, 0.5, 1]);
  });

  test('by powers of ten', () => {
    const { ticks, place } = axisFor([0, 0.2, 700], true);
    expect(ticks.map(({ text }) => text)).toEqual(['0.1', '1', '10', '100', '1000']);
    expect(place(10)).toBeCloseTo(0.5, 12);
  });

  test('of nothing', () => {
    expect(axisFor([], false).ticks.length).toBeGreaterThan(1);
    expect(axisFor([], true).ticks.length).toBeGreaterThan(1);
  });
});

describe('drawings', () => {
  const plot = {
    title: 'y & x',
    x: { label: 'x', isLogarithmic: true },
    y: { label: 'y' },
    series: [
      {
        name: 'a',
        as: 'marks',
        points: [
          [1, 1],
          [1, 1],
          [10, 2],
          [0, 5],
        ],
      },
      {
        name: 'b',
        as: 'line',
        points: [
          [1, 1],
          [10, 2],
        ],
      },
    ],
  } as const;

  test('equal marks are drawn once, and what has no place is left out', () => {
    const svg = plotSvg(plot);
    expect(svg).toContain('aria-label="y &amp; x"');
    expect(/<path class="mark s1" d="(M[^"]+)"/.exec(svg)?.[1]?.split('M')).toHaveLength(3);
    expect(svg).not.toContain('NaN');
  });

  test('the legend stands where it covers no points, if there is such a corner', () => {
    const falling = Array.from({ length: 50 }, (_, x) => [x, 1 / (1 + x)] as const);
    const rising = falling.map(([x, y]) => [x, 1 - y] as const);
    const placeOf = (points: typeof falling) => {
      const svg = plotSvg({
        title: 't',
        x: { label: 'x' },
        y: { label: 'y' },
        series: [{ name: 'a', as: 'line', points }],
      });
      const [, x, y] = /class="legend" x="(\d+)" y="(\d+)"/.exec(svg) ?? [];
      return [Number(x) > 300 ? 'right' : 'left', Number(y) > 200 ? 'low' : 'high'];
    };
    expect([placeOf(falling), placeOf(rising)]).toEqual([
      ['right', 'high'],
      ['left', 'high'],
    ]);
  });

  test('alone it is a file of its own', () => {
    const svg = plotSvg(plot, true);
    expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
    expect(svg).toContain('prefers-color-scheme:dark');
  });

  test('a heat map joins cells of a step, and its legend has the steps that are there', () => {
    const cells = [1, 2, 3].flatMap((x) =>
      [1, 2, 3].map((y) => ({ x, y, value: x === 3 ? -4 : y === 3 ? 2 : 0 })),
    );
    const svg = heatMapSvg({ title: 't', across: 'j', down: 'i', cells });
    expect(svg.match(/class="below b4"/g)).toHaveLength(2);
    expect(svg).toContain('>-4 to -3<');
    expect(svg).toContain('>+1 to +2<');
    expect(
      heatMapSvg({ title: 't', across: 'j', down: 'i', cells: [...cells, { x: 1, y: 1, value: 1 }] }),
    ).toContain('>up to +1<');
    expect(svg).toContain('>no difference<');
    expect(/class="zero" d="([^"]+)"/.exec(svg)?.[1]?.split('M')).toHaveLength(3);
  });
});
