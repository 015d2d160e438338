import { describe, expect, test } from 'vitest';
import { fullAdder, halfAdder } from '../../src/gates/adders.ts';
import { Builder } from '../../src/gates/builder.ts';
import { count } from '../../src/gates/count.ts';
import { netAt, ONE, ZERO } from '../../src/gates/net.ts';
import { scopeAt, scopePath } from '../../src/gates/netlist.ts';
import { printNetlist } from '../../src/gates/text.ts';
import { visible } from '../../src/gates/visible.ts';

function start() {
  const g = new Builder('test');
  const [x = ZERO, y = ZERO] = g.input('x', 2);
  return { g, x, y };
}

describe('what it is told', () => {
  test('is what the netlist has: nothing folded, shared or dropped', () => {
    const { g, x, y } = start();
    const same = [
      g.and(x, ONE),
      g.and(x, ONE),
      g.xor(x, x),
      g.or(ZERO, ZERO),
      g.not(g.not(x)),
      g.mux(ONE, x, y),
    ];
    expect(printNetlist(g.finish({ out: same.slice(0, 1) }))).toMatchInlineSnapshot(`
      "netlist "test"
      input x 2 3
      4 = and 2 1
      5 = and 2 1
      6 = xor 2 2
      7 = or 0 0
      8 = not 2
      9 = not 8
      10 = mux 1 2 3
      output out 4
      "
    `);
  });

  test('grows past its first arrays, cells included', () => {
    const { g, x, y } = start();
    for (let k = 0; k < 2000; k++) halfAdder(g, x, y);
    const netlist = g.finish({ out: [x] });
    expect(count(netlist)).toMatchObject({ ha: 2000, gates: 4000 });
    expect(netlist.gate).toHaveLength(4004);
    expect(netlist.cells.start.at(-1)).toBe(4002);
  });

  test('netCount names the net of the next gate', () => {
    const { g, x } = start();
    expect(g.netCount).toBe(4);
    expect(g.not(x)).toBe(4);
    expect(g.netCount).toBe(5);
  });
});

describe('inputs', () => {
  const input = (name: string, width: number) => () => start().g.input(name, width);
  test.each([
    [input('b', 0), "test: width of input 'b' must be a whole number of at least 1, got 0"],
    [input('b', 1.5), "test: width of input 'b' must be a whole number of at least 1, got 1.5"],
    [input('b', Number.NaN), "test: width of input 'b' must be a whole number of at least 1, got NaN"],
    [input('x', 1), "test: name of a port must be new, got 'x'"],
    [input('1x', 1), "test: name of a port must be a letter, then letters, digits or _, got '1x'"],
    [input('', 1), "test: name of a port must be a letter, then letters, digits or _, got ''"],
    [
      input('__proto__', 1),
      "test: name of a port must be no name that every object of JavaScript has, got '__proto__'",
    ],
  ])('%#', (body, text) => {
    expect(body).toThrow(new RangeError(text));
  });

  test('come before the first gate', () => {
    const { g, x } = start();
    g.not(x);
    expect(() => g.input('late', 1)).toThrow(
      new RangeError("test: input 'late' must come before the first gate"),
    );
  });
});

describe('fan-ins', () => {
  test.each([4, -1, 0.5, Number.NaN, 2 ** 32])('must be a net there is: %d', (net) => {
    const { g, x } = start();
    const text = `test: a fan-in must be a net from 0 to 3, got ${net}`;
    expect(() => g.and(x, netAt(net))).toThrow(new RangeError(text));
    expect(() => g.show('bus', [netAt(net)])).toThrow(new RangeError(text));
    expect(() => g.finish({ out: [netAt(net)] })).toThrow(new RangeError(text));
  });
});

describe('scopes', () => {
  test('nest, may be empty, and are intervals in preorder', () => {
    const { g, x, y } = start();
    g.scope('outer', () => {
      g.scope('nothing', () => {});
      g.scope('inner', () => g.and(x, y));
      g.or(x, y);
    });
    const netlist = g.finish({ out: [x] });
    const shown = netlist.scopes.map(({ start, end }, k) => `${scopePath(netlist, k)} ${start}..${end}`);
    expect(shown).toEqual([' 4..6', 'outer 4..6', 'outer/nothing 4..4', 'outer/inner 4..5']);
    expect(scopeAt(netlist, 'outer/inner')).toMatchObject({ start: 4, end: 5 });
    expect(() => scopeAt(netlist, 'inner')).toThrow(
      "scopeAt: path must be one of '', 'outer', 'outer/nothing', 'outer/inner', got 'inner'",
    );
  });

  test('return what their body returns', () => {
    const { g, x } = start();
    expect(g.scope('s', () => g.not(x))).toBe(4);
  });

  test.each(['', 'a/b', 'a"b', 'a\nb'])('have names that paths and lines can hold, not %j', (name) => {
    expect(() => start().g.scope(name, () => {})).toThrow(
      new RangeError(
        `test: name of a scope must be non-empty and without / " or line breaks, got '${visible(name)}'`,
      ),
    );
  });

  test('have names that are new within the parent', () => {
    const { g } = start();
    g.scope('s', () => g.scope('s', () => {}));
    expect(() => g.scope('s', () => {})).toThrow(
      "test: name of a scope must be new within its parent, got 's'",
    );
  });

  test('show buses under names that are new within the scope', () => {
    const { g, x, y } = start();
    g.scope('s', () => g.show('bus', [x, y]));
    g.show('bus', [y]);
    expect(() => g.show('bus', [x])).toThrow("test: name of a port must be new, got 'bus'");
    const { scopes } = g.finish({ out: [x] });
    expect(scopes.map(({ shows }) => shows)).toEqual([{ bus: [y] }, { bus: [x, y] }]);
  });
});

describe('cells', () => {
  test('must not overlap', () => {
    const { g, x, y } = start();
    g.cell('fa');
    g.xor(x, y);
    expect(() => g.cell('ha')).toThrow('test: a cell must not begin inside the one before it, at net 5');
  });

  test('must not cross the end of a scope', () => {
    const { g, x, y } = start();
    const body = () => {
      g.cell('ha');
      g.xor(x, y);
    };
    expect(() => g.scope('s', body)).toThrow("test: scope 's' must not end inside a cell, at net 5");
  });

  test('must be complete at the end', () => {
    const { g, x, y } = start();
    g.cell('ha');
    g.xor(x, y);
    expect(() => g.finish({ out: [x] })).toThrow(
      'test: the last cell must be complete, but its gates end at net 5',
    );
  });

  test('are listed by first net', () => {
    const { g, x, y } = start();
    const { sum } = halfAdder(g, x, y);
    fullAdder(g, x, y, sum);
    const { cells } = g.finish({ out: [sum] });
    expect([...cells.kind]).toEqual([0, 1]);
    expect([...cells.start]).toEqual([4, 6]);
  });
});

describe('finish', () => {
  test('comes once', () => {
    const { g, x } = start();
    g.finish({ out: [x] });
    expect(() => g.finish({ out: [x] })).toThrow('test: finish must be called once');
  });

  test('comes after every scope', () => {
    const { g, x } = start();
    expect(() => g.scope('s', () => g.finish({ out: [x] }))).toThrow(
      'test: finish must come after every scope has ended',
    );
  });

  test('takes outputs with new names and at least one net', () => {
    expect(() => start().g.finish({ x: [ZERO] })).toThrow(
      "test: name of an output must be different from every input, got 'x'",
    );
    expect(() => start().g.finish({ out: [] })).toThrow(
      "test: width of output 'out' must be at least 1, got 0",
    );
    expect(() => start().g.finish({ 'a b': [ZERO] })).toThrow(
      "test: name of a port must be a letter, then letters, digits or _, got 'a b'",
    );
  });

  test('gives frozen data that no later change of a bus reaches', () => {
    const { g, x } = start();
    const out = [x];
    const netlist = g.finish({ out });
    out.push(x);
    expect(netlist.outputs).toEqual({ out: [x] });
    for (const part of [
      netlist,
      netlist.inputs,
      netlist.outputs,
      netlist.scopes,
      netlist.cells,
      netlist.fanin,
    ])
      expect(Object.isFrozen(part)).toBe(true);
  });
});
