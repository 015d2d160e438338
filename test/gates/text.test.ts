import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { halfAdder } from '../../src/gates/adders.ts';
import { at } from '../../src/gates/at.ts';
import { Builder } from '../../src/gates/builder.ts';
import { parseNetlist, printNetlist } from '../../src/gates/text.ts';
import { arbitraryNetlist } from '../support/arbitrary-netlist.ts';
import { smallNetlists } from '../support/build.ts';

const lines = (...text: string[]) => text.join('\n');

test('one gate a line, with cells, nested and empty scopes, and shown buses', () => {
  const g = new Builder('example');
  const [x, s] = [g.input('x', 2), at(g.input('s', 1), 0)];
  g.scope('empty first', () => {});
  const { sum, carry } = g.scope('outer', () => {
    g.scope('empty', () => g.scope('and in it', () => {}));
    const added = g.scope('inner', () => halfAdder(g, at(x, 0), at(x, 1)));
    g.show('both', [added.sum, added.carry]);
    g.scope('empty last', () => {});
    return added;
  });
  g.show('x_reversed', [at(x, 1), at(x, 0)]);
  expect(printNetlist(g.finish({ y: [g.mux(s, sum, carry)], n: [g.not(s)] }))).toMatchInlineSnapshot(`
    "netlist "example"
    input x 2 3
    input s 4
    scope "empty first" {
    }
    scope "outer" {
      scope "empty" {
        scope "and in it" {
        }
      }
      scope "inner" {
        ha
        5 = xor 2 3
        6 = and 2 3
      }
      scope "empty last" {
      }
      show both 5 6
    }
    7 = mux 4 5 6
    8 = not 4
    show x_reversed 3 2
    output y 7
    output n 8
    "
  `);
});

describe('a netlist that was printed and parsed is the same netlist', () => {
  test('random netlists', () => {
    fc.assert(
      fc.property(arbitraryNetlist, (netlist) => {
        expect(parseNetlist(printNetlist(netlist))).toEqual(netlist);
      }),
    );
  });

  test.each(smallNetlists(5))('%s', (_, netlist) => {
    expect(parseNetlist(printNetlist(netlist))).toEqual(netlist);
  });
});

test('structuredClone of a netlist equals it', () => {
  fc.assert(
    fc.property(arbitraryNetlist, (netlist) => {
      expect(structuredClone(netlist)).toEqual(netlist);
    }),
  );
});

test('indentation, blank lines and the last line break are free', () => {
  const netlist = parseNetlist(lines('netlist "n"', '', '  input a 2', 'output y 2'));
  expect(netlist).toEqual(parseNetlist('netlist "n"\ninput a 2\n\noutput y 2\n'));
});

const head = lines('netlist "n"', 'input a 2 3', '');
test.each([
  ['', 'line 1: the line must be netlist "name" first, got \'\''],
  ['input a 2', 'line 1: the line must be netlist "name" first, got \'input a 2\''],
  [
    `${head}wire 4`,
    "line 3: the line must be netlist, input, scope, show, ha, fa, a gate, } or output, got 'wire 4'",
  ],
  [
    `${head}netlist "again"`,
    'line 3: the line must be netlist, input, scope, show, ha, fa, a gate, } or output, got \'netlist "again"\'',
  ],
  [`${head}}`, "line 3: the line must be netlist, input, scope, show, ha, fa, a gate, } or output, got '}'"],
  [
    `${head}ha 4`,
    "line 3: the line must be netlist, input, scope, show, ha, fa, a gate, } or output, got 'ha 4'",
  ],
  [`${head}4 = nand 2 3`, "line 3: the line must be a gate of not, and, or, xor, mux, got 'nand'"],
  [`${head}4 =`, "line 3: the line must be a gate of not, and, or, xor, mux, got ''"],
  [`${head}4 = and 2`, "line 3: the line must be and of 2 nets, got 'and 2'"],
  [`${head}4 = not 2 3`, "line 3: the line must be not of 1 nets, got 'not 2 3'"],
  [`${head}5 = and 2 3`, "line 3: the line must be the gate of net 4, got '5'"],
  [`${head}4 = and 2 x`, "line 3: the line must be made of net numbers, got 'x'"],
  [`${head}4 = and 2 -3`, "line 3: the line must be made of net numbers, got '-3'"],
  [`${head}input b 5`, "line 3: the line must be input with nets 4, got '5'"],
  [`${head}output y two`, "line 3: the line must be made of net numbers, got 'two'"],
  [
    `${head}scope "s" {\n4 = and 2 3`,
    "line 4: the line must be } to end the scope, got 'the end of the text'",
  ],
])('a bad line is named: %j', (text, message) => {
  expect(() => parseNetlist(text)).toThrow(new RangeError(`parseNetlist: ${message}`));
});

test.each([
  [`${head}4 = and 2 9`, "line 3: the line must be made of nets from 0 to 3, got '9'"],
  [`${head}output y 2 4`, "line 3: the line must be made of nets from 0 to 3, got '4'"],
  [`${head}show y 4`, "line 3: the line must be made of nets from 0 to 3, got '4'"],
  [`${head}output y`, "line 3: the line must be an output of at least one net, got 'output y'"],
  [`${head}output a 2`, "line 3: the line must be an output called as no input is, got 'a'"],
  [`${head}output y 2\n\noutput y 3`, "line 5: the line must be an output with a new name, got 'y'"],
  [
    `${head}output constructor 2`,
    "line 3: the line must be an output whose name is no name that every object of JavaScript has, got 'constructor'",
  ],
  [
    `${head}output 1 2`,
    "line 3: the line must be an output whose name is a letter, then letters, digits or _, got '1'",
  ],
  [
    `${head}output y 2\n4 = not 2`,
    "line 4: the line must be an output behind the first output, got '4 = not 2'",
  ],
  [
    `${head}output y 2\ninput b 4`,
    "line 4: the line must be an output behind the first output, got 'input b 4'",
  ],
  [
    `${head}scope "s" {\noutput y 2`,
    "line 4: the line must be netlist, input, scope, show, ha, fa, a gate, } or output, got 'output y 2'",
  ],
  [
    `${'netlist "n"\n'}${'scope "s" {\n'.repeat(101)}`,
    "line 102: the line must be in scopes at most 100 deep, got 'one more'",
  ],
])('a line that would be dropped or guessed is named: %j', (text, message) => {
  expect(() => parseNetlist(text)).toThrow(new RangeError(`parseNetlist: ${message}`));
});

test.each([
  [
    `${head}ha\n4 = xor 2 3`,
    "line 4: the line must be as the builder takes it, got 'n: the last cell must be complete",
  ],
  [
    `${head}input a 4`,
    "line 3: the line must be as the builder takes it, got 'n: name of a port must be new, got 'a''",
  ],
  [`${head}input __proto__ 4`, 'line 3: the line must be as the builder takes it'],
  [
    `${head}4 = not 2\ninput b 5`,
    "line 4: the line must be as the builder takes it, got 'n: input 'b' must come before",
  ],
  [`${head}scope "s" {\n}\nscope "s" {\n}`, 'line 5: the line must be as the builder takes it'],
])('what only the builder knows has its line too: %j', (text, message) => {
  expect(() => parseNetlist(text)).toThrow(message);
});

test.each([
  ['dup.txt', "line 8: the line must be an output with a new name, got 's'"],
  [
    'proto.txt',
    'line 8: the line must be an output whose name is no name that every object of JavaScript has',
  ],
  ['late.txt', "line 4: the line must be made of nets from 0 to 3, got '4'"],
  ['deep.txt', 'line 103: the line must be in scopes at most 100 deep'],
])('%s is refused with its line', (name, message) => {
  const text = readFileSync(
    new URL(`../fixtures/cases/text-duplicate-output/${name}`, import.meta.url),
    'utf8',
  );
  expect(() => parseNetlist(text)).toThrow(message);
});

test('outputs of several nets and names are all read', () => {
  const text = readFileSync(
    new URL('../fixtures/cases/text-duplicate-output/ok.txt', import.meta.url),
    'utf8',
  );
  expect(parseNetlist(text).outputs).toEqual({ s: [4, 5], t: [6] });
});
