import { expect, test } from 'vitest';
import { SvgPen } from '../../src/drawing/svg-pen.ts';

test('shapes of one style are one path, and text is escaped', () => {
  const pen = new SvgPen();
  pen.rect(1, 2, 3, 4, { fill: 'red' });
  pen.disc(5, 5, 2, { fill: 'red' });
  pen.line([0, 0, 1, 1.006], { stroke: 'blue', width: 2, dash: [1, 2] });
  pen.text('<a & b>', 3, 4, { fill: 'black', size: 12, align: 'right', bold: true });
  pen.text('too long', 3, 4, { fill: 'black', size: 12, within: 5 });
  pen.bits({ bytes: Uint8Array.of(0, 1, 2, 2), columns: 2, rows: 2, zero: 'grey', one: 'blue' }, 0, 0, 4, 4);
  expect(pen.finish(10, 20, 'x', 'white')).toMatchInlineSnapshot(`
    "<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20" width="10" height="20" role="img">
    <title>x</title>
    <rect width="10" height="20" fill="white"/>
    <path d="M1 2h3v4h-3zM3 5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z" fill="red"/>
    <path d="M0 0 1 1.01" fill="none" stroke="blue" stroke-width="2" stroke-dasharray="1 2"/>
    <text x="3" y="4" text-anchor="end" dominant-baseline="central" fill="black" style="font:600 12px system-ui,sans-serif">&lt;a &amp; b&gt;</text>
    <path d="M2 0h2v2h-2z" fill="grey"/>
    <path d="M0 2h2v2h-2zM2 2h2v2h-2z" fill="blue"/>
    </svg>
    "
  `);
  expect(pen.drawn).toBe(8);
});
