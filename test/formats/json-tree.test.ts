import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonTree, plainJson } from '../../src/formats/json-tree.ts';
import { wrongInText } from '../../src/formats/place.ts';

const read = (text: string) => plainJson(parseJsonTree(text, wrongInText('test', text)));

function outcome(reader: (text: string) => unknown, text: string): { readonly value: unknown } | undefined {
  try {
    return { value: reader(text) };
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return undefined;
  }
}

test('reads what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
      // Names of control characters beyond ASCII are refused, and __proto__ is one like others.
      fc.pre(!/[\x7f-\x9f]|__proto__/.test(text));
      expect(read(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('accepts and refuses as JSON.parse does, once a text was changed somewhere', () => {
  const base = '{"a b":[1,-2.5e3,"x\\u00e9\\n\\"y\\\\",true,null],"c":{"d":""}} ';
  const pieces = ['"', '\\', '\\u12', '\\x', '\n', '\u0001', ' ', ',', ':', '0', '}', ''];
  fc.assert(
    fc.property(fc.nat(base.length), fc.nat(3), fc.constantFrom(...pieces), (at, cut, piece) => {
      const text = base.slice(0, at) + piece + base.slice(at + cut);
      const expected = outcome(JSON.parse, text);
      const isDoubled = expected !== undefined && (text.match(/"[^"]*":/g) ?? []).length > 3;
      if (!isDoubled) expect(outcome(read, text)).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});

test('a text of millions of characters is no question of the stack', () => {
  const long = 'x'.repeat(5_000_000);
  expect(read(`["${long}",${' '.repeat(5_000_000)}"${'\\u0041'.repeat(1_000_000)}"]`)).toEqual([
    long,
    'A'.repeat(1_000_000),
  ]);
  expect(() => read(`["${long}]`)).toThrow('test: line 1, column 2: the text must be a value, got');
});
