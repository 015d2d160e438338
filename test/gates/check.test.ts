import { describe, expect, test } from 'vitest';
import { fullAdder, halfAdder } from '../../src/gates/adders.ts';
import { Builder } from '../../src/gates/builder.ts';
import { check } from '../../src/gates/check.ts';
import { GATE_CODE, NO_GATE } from '../../src/gates/gate.ts';
import { type Net, netAt, ONE, ZERO } from '../../src/gates/net.ts';
import type { Netlist } from '../../src/gates/netlist.ts';

/** Builds a netlist from five inputs, nets 2 to 6; the gates begin at net 7. */
function of(body: (g: Builder, v: Net, w: Net, x: Net, y: Net, z: Net) => Net[]): Netlist {
  const g = new Builder('test');
  const [v = ZERO, w = ZERO, x = ZERO, y = ZERO, z = ZERO] = g.input('in', 5);
  return g.finish({ out: body(g, v, w, x, y, z) });
}

/** A full adder on nets 2, 3, 4 (gates 7 to 11), then a half adder on its sum and net 5 (gates 12 and 13). */
const good = of((g, v, w, x, y) => {
  const full = fullAdder(g, v, w, x);
  const half = halfAdder(g, full.sum, y);
  return [half.sum, half.carry, full.carry];
});

const found = (netlist: Netlist) => check(netlist).violations.map(({ rule, text }) => `${rule}: ${text}`);

/** The netlist with one gate changed. */
function withGate(netlist: Netlist, net: number, code: number): Netlist {
  return { ...netlist, gate: netlist.gate.with(net, code) };
}

/** The netlist with one of the fan-ins of a net rewired. */
function withFanin(netlist: Netlist, net: number, place: 0 | 1, to: number): Netlist {
  const [x, y, z] = netlist.fanin;
  const fanin = place === 0 ? ([x.with(net, to), y, z] as const) : ([x, y.with(net, to), z] as const);
  return { ...netlist, fanin };
}

test('good adders have nothing to find, and no gate is loose', () => {
  expect(check(good)).toEqual({ violations: [], loose: { not: 0, and: 0, or: 0, xor: 0, mux: 0 } });
});

test('gates outside the cells are counted by kind', () => {
  const netlist = of((g, v, w, x) => {
    const { sum, carry } = halfAdder(g, g.and(v, w), g.and(w, x));
    return [g.mux(sum, carry, g.not(v)), g.or(g.xor(v, w), x)];
  });
  expect(check(netlist)).toEqual({ violations: [], loose: { not: 1, and: 2, or: 1, xor: 1, mux: 1 } });
});

describe('label', () => {
  test('an adder in another form is proved by its truth tables, not by its shape', () => {
    const netlist = of((g, v, w, x) => {
      g.cell('fa');
      const half = g.xor(w, v);
      const sum = g.xor(x, half);
      const either = g.or(v, w);
      const both = g.and(v, w);
      return [sum, g.mux(x, either, both)];
    });
    expect(found(netlist)).toEqual([]);
  });

  test('an AND for an OR in one full adder', () => {
    expect(found(withGate(good, 11, GATE_CODE.and))).toEqual([
      'label: the 5 gates from net 7 on are no fa: the carry has truth table 00000000',
    ]);
  });

  test('an OR for an XOR in one half adder', () => {
    expect(found(withGate(good, 12, GATE_CODE.or))).toEqual([
      'label: the 2 gates from net 12 on are no ha: the sum has truth table 11101110',
    ]);
  });

  test('a swapped net: the second AND of the full adder reads an input instead of the first XOR', () => {
    expect(found(withFanin(good, 10, 0, 2))).toEqual([
      'label: the 5 gates from net 7 on are no fa: the carry has truth table 10101000',
    ]);
  });

  test('a swapped net that is right half of the time: a leaf taken twice', () => {
    expect(found(withFanin(good, 8, 1, 3))).toEqual([
      'label: the 5 gates from net 7 on are no fa: the sum has truth table 10101010',
    ]);
  });

  test('ha on gates that are none', () => {
    const netlist = of((g, v, w, x) => {
      g.cell('ha');
      return [g.and(v, w), g.and(w, x)];
    });
    expect(found(netlist)).toEqual(['label: the 2 gates from net 7 on are no ha: they read 3 nets, not 2']);
  });

  test('fa shifted by one gate', () => {
    const cells = { ...good.cells, start: Uint32Array.of(8, 13) };
    expect(found({ ...good, cells })[0]).toBe(
      'label: the 5 gates from net 8 on are no fa: they read 5 nets, not 3',
    );
  });

  test('ha for fa', () => {
    const cells = { ...good.cells, kind: Uint8Array.of(0, 0) };
    expect(found({ ...good, cells })[0]).toBe(
      'label: the 2 gates from net 7 on are no ha: they read 3 nets, not 2',
    );
  });

  test.each([ZERO, ONE])('a constant input: net %d is no leaf', (constant) => {
    const netlist = of((g, v, w) => Object.values(fullAdder(g, v, w, constant)));
    expect(found(netlist)).toEqual(['label: the 5 gates from net 7 on are no fa: they read a constant']);
  });

  test('an input twice', () => {
    const netlist = of((g, v, w) => Object.values(fullAdder(g, v, w, v)));
    expect(found(netlist)).toEqual(['label: the 5 gates from net 7 on are no fa: they read 2 nets, not 3']);
  });

  const badCell = 'begins a cell of no known kind, or one that overlaps another or the end';
  test.each([
    ['overlaps the one before', Uint8Array.of(1, 0), Uint32Array.of(7, 11), `label: net 11 ${badCell}`],
    ['overlaps the end', Uint8Array.of(1, 1), Uint32Array.of(7, 12), `label: net 12 ${badCell}`],
    ['has no known kind', Uint8Array.of(1, 9), Uint32Array.of(7, 12), `label: net 12 ${badCell}`],
    ['begins in the inputs', Uint8Array.of(0), Uint32Array.of(3), `label: net 3 ${badCell}`],
  ])('a cell that %s', (_, kind, start, text) => {
    expect(found({ ...good, cells: { kind, start } })).toContain(text);
  });

  test('a net in a cell that no gate drives', () => {
    expect(found(withGate(good, 9, NO_GATE))).toContain(
      'label: the 5 gates from net 7 on are no fa: net 9 is no gate',
    );
  });
});

describe('leak', () => {
  const inner = netAt(7);

  test('a gate outside reads the inside of a cell', () => {
    const netlist = of((g, v, w, x) => [...Object.values(fullAdder(g, v, w, x)), g.not(inner)]);
    expect(found(netlist)).toEqual(['leak: net 7 is inside a cell but read by 12']);
  });

  test('another cell does', () => {
    const netlist = of((g, v, w, x) =>
      [fullAdder(g, v, w, x), halfAdder(g, inner, v)].flatMap(Object.values),
    );
    expect(found(netlist)).toEqual(['leak: net 7 is inside a cell but read by 12']);
  });

  test('an output does', () => {
    const netlist = of((g, v, w, x) => [...Object.values(fullAdder(g, v, w, x)), inner]);
    expect(found(netlist)).toEqual(['leak: net 7 is inside a cell but read by output out']);
  });
});

describe('unused', () => {
  test('a dead gate', () => {
    const netlist = of((g, v, w) => {
      g.and(v, w);
      return [g.not(v)];
    });
    expect(found(netlist)).toEqual(['unused: net 7 (and) is read by nothing']);
  });

  test('a carry that nobody takes', () => {
    const netlist = of((g, v, w, x) => [fullAdder(g, v, w, x).sum]);
    expect(found(netlist)).toEqual(['unused: net 11 (or) is read by nothing']);
  });
});

test('a netlist that is wrong everywhere gives 20 violations', () => {
  const netlist = of((g, v, w) => {
    for (let k = 0; k < 50; k++) g.and(v, w);
    return [v];
  });
  expect(check(netlist).violations).toHaveLength(20);
});
