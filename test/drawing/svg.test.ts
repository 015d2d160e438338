import fc from 'fast-check';
import { expect, test } from 'vitest';
import { element, svgFile, textElement } from '../../src/drawing/svg.ts';
import { SvgPen } from '../../src/drawing/svg-pen.ts';
import { visible } from '../../src/gates/visible.ts';

/** What a reader of XML makes of a text: the five names of its own, and no bare sign. */
function parsed(markup: string): string {
  expect(markup).not.toMatch(/[<>"]|&(?!(amp|lt|gt|quot|apos);)/);
  // What XML 1.0 calls no character.
  expect(markup).not.toMatch(/[\p{Cc}\p{Cs}\ufffe\uffff]/u);
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return markup.replaceAll(/&(\w+);/g, (all, name) => signs[name] ?? all);
}

/** What can be seen of a text: characters that cannot stand in a file are their codes. */
const seen = (text: string) =>
  visible(text).replaceAll(/[\ufffe\uffff]/g, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`);

const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('&', '<', '>', '"', "'", ';', 'amp', '\n', '\uffff', '\ud800', ']]>') }),
);

test('every text is read back, as content and as an attribute', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const [, attribute = '', content = ''] =
        /^<text id="([^"]*)">([^<]*)<\/text>$/.exec(textElement(text, { id: text })) ?? [];
      expect(parsed(attribute)).toBe(seen(text));
      expect(parsed(content)).toBe(seen(text));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('text with nothing unseen in it is read back as it is', () => {
  const text = `a < b && "c" > 'd'; x²`;
  expect(parsed(/>(.*)</.exec(textElement(text, {}))?.[1] ?? '')).toBe(text);
});

test('a file and the pen write every text so', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const file = svgFile({ title: text, description: text }, 1, 1, []);
      for (const name of ['title', 'desc'])
        expect(parsed(new RegExp(`<${name}>([^<]*)</${name}>`).exec(file)?.[1] ?? '-')).toBe(seen(text));
      const pen = new SvgPen();
      pen.text(text, 0, 0, { fill: 'black', size: 12 });
      expect(parsed(/<text [^>]*>([^<]*)<\/text>/.exec(pen.finish(1, 1, 't', 'white'))?.[1] ?? '-')).toBe(
        seen(text),
      );
    }),
    { seed: 2, numRuns: 200 },
  );
});

test('an element without content is closed, and an attribute that is undefined is left out', () => {
  expect(element('path', { d: 'M0 0', fill: undefined, x: 1.5 })).toBe('<path d="M0 0" x="1.5"/>');
  expect(element('g', {}, '')).toBe('<g></g>');
});
