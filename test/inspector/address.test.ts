import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AddressKey, MOST_CHARACTERS, parseAddress, printAddress } from '../../src/inspector/address.ts';
import { VIEW_ADDRESSES } from '../../src/inspector/view-addresses.ts';

const anything = (name: string): AddressKey => ({ name, about: name, fault: () => undefined });
const short: AddressKey = {
  name: 'short',
  about: 'a short text',
  fault: (text) => (text.length > 3 ? 'at most 3 characters' : undefined),
};
const views = [
  { name: 'first', keys: () => [anything('a'), anything('b'), short] },
  // The key `more` is there only where `with` says so.
  {
    name: 'second',
    keys: (query: Readonly<Record<string, string>>) => [
      { ...short, name: 'with' },
      ...(query.with === 'yes' ? [anything('more')] : []),
    ],
  },
];

test('what was printed is read back', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('a', 'b'), fc.string({ unit: 'grapheme', maxLength: 50 })),
      (query) => {
        const address = { view: 'first', query: { ...query } };
        expect(parseAddress(printAddress(address), views)).toEqual({ address, problems: [] });
      },
    ),
    { seed: 1 },
  );
});

test('whatever is read gives an address that reads back, and never throws', () => {
  const piece = fc.constantFrom(
    '#',
    '/',
    '?',
    '&',
    '=',
    '%',
    '%zz',
    'first',
    'a',
    'short',
    'more',
    '__proto__',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece).map((pieces) => `#/${pieces.join('')}`),
  );
  fc.assert(
    fc.property(text, fc.constantFrom(views, VIEW_ADDRESSES), (hash, some) => {
      const { address } = parseAddress(hash, some);
      expect(parseAddress(printAddress(address), some)).toEqual({ address, problems: [] });
    }),
    { seed: 2, numRuns: 500 },
  );
});

test('an address is plain text', () => {
  expect(
    printAddress({ view: 'reduce', query: { w: '64x64', a: '0xdead', sel: 'fa.3.17.1', c: 'x, y: +1' } }),
  ).toBe('#/reduce?w=64x64&a=0xdead&sel=fa.3.17.1&c=x,%20y:%20+1');
});

describe('what is no good has its sentence', () => {
  test.each([
    ['#/third', ["address: view must be one of first, second, got 'third'"]],
    ['#/first?c=1', ["address: key must be one of a, b, short, got 'c'"]],
    ['#/first?__proto__=1', ["address: key must be one of a, b, short, got '__proto__'"]],
    ['#/first?a=1&a=2', ["address: key must be given once, got 'a'"]],
    ['foo', ["address: view must be one of first, second, got 'foo'"]],
    ['#/%E0%A4%A', ["address: view must be one of first, second, got '%E0%A4%A'"]],
    ['#/first?a=%zz', ["address: text must be encoded as in %20, got 'a=%zz'"]],
    ['#/first?short=abcd', ["address: short must be at most 3 characters, got 'abcd'"]],
    ['#/second?more=1', ["address: key must be one of with, got 'more'"]],
    ['#/second?with=yes&more=1', []],
    [
      `#/first?a=${'x'.repeat(MOST_CHARACTERS)}`,
      ['address: length must be at most 4096 characters, got 4106'],
    ],
  ])('%s', (hash, problems) => {
    expect(parseAddress(hash, views).problems.map(({ message }) => message)).toEqual(problems);
  });

  test('the rest is kept', () => {
    expect(parseAddress('#/first?a=1&short=abcd&b=2', views).address).toEqual({
      view: 'first',
      query: { a: '1', b: '2' },
    });
  });
});
