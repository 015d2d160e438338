import { describe, expect, test } from 'vitest';
import { CIRCUITS } from '../../../src/circuits/index.ts';
import { readInside } from '../../../src/inspector/inside/inside-state.ts';
import { outcomesOf } from '../../../src/inspector/inside/outputs.ts';
import { netValues } from '../../../src/inspector/net-values.ts';

const outcomes = (query: Readonly<Record<string, string>>) => {
  const state = readInside(query);
  return outcomesOf(state, netValues(state.netlist, state.inputs, state.fault));
};

describe('what comes out', () => {
  test.each(CIRCUITS.map(({ name }) => name))('of %s is what its model says', (circuit) => {
    const settled = outcomes({ circuit }).filter(({ expected }) => expected !== undefined);
    expect(settled.length).toBeGreaterThan(0);
    for (const { value, expected } of settled) expect(value).toBe(expected);
  });

  test('in two rows is only settled together', () => {
    const rows = outcomes({ circuit: 'mac' });
    expect(rows.map(({ port, isObserved }) => [port, isObserved])).toEqual([
      ['sum', false],
      ['carry', false],
      ['p', true],
    ]);
    expect(rows.map(({ expected }) => expected === undefined)).toEqual([true, true, false]);
  });

  test('of a circuit with a fault may be something else', () => {
    const [s] = outcomes({ circuit: 'ripple-carry', i: '4', j: '4', a: '15', b: '1', fault: 'net.10.1' });
    expect([s?.value, s?.expected]).toEqual([17n, 16n]);
  });
});
