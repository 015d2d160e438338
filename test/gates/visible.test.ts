import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mustBe } from '../../src/gates/must-be.ts';
import { visible } from '../../src/gates/visible.ts';

test('what a terminal obeys is shown by its code', () => {
  expect(visible('\u001b[2J\u0007\u009b1m\r\n\t\u007f')).toBe(
    '\\u{1b}[2J\\u{7}\\u{9b}1m\\u{d}\\u{a}\\u{9}\\u{7f}',
  );
  expect(visible('\u202eabc\u2066\u200f\u2028\ufeff')).toBe(
    '\\u{202e}abc\\u{2066}\\u{200f}\\u{2028}\\u{feff}',
  );
  expect(visible('\ud800')).toBe('\\u{d800}');
  expect(visible('a é 乘 \u{1f600} [0]')).toBe('a é 乘 \u{1f600} [0]');
});

test('no text at all leaves anything that a terminal obeys', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }),
    { seed: 13 },
  );
});

test('a complaint is one line of bounded length without control characters', () => {
  expect(mustBe('x.v', 'net\u001b', 'one\nof', 'a\u001b[1m').message).toBe(
    "x.v: net\\u{1b} must be one\\u{a}of, got 'a\\u{1b}[1m'",
  );
  expect(mustBe('a', 'b', 'c', 'x'.repeat(300)).message).toBe(
    `a: b must be c, got '${'x'.repeat(200)}...' (300 characters)`,
  );
  expect(mustBe('a', 'b', 'c', { d: 1n }).message).toBe('a: b must be c, got {"d":"1"}');
  expect(mustBe('a', 'b', 'c', () => []).message).toBe('a: b must be c, got a function');
  expect(mustBe('a', 'b', 'c', { d: '\u009b' }).message).toBe('a: b must be c, got {"d":"\\u{9b}"}');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 9000 }), fc.anything({ maxDepth: 1 }), (text, got) => {
      const { message } = mustBe(text, text, text.repeat(3), typeof got === 'object' ? text : got);
      expect(message.length).toBeLessThan(10_000);
      expect(message).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }),
    { seed: 13, numRuns: 50 },
  );
});
