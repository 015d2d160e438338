import { describe, expect, test } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { FAST_ADDERS } from '../../src/circuits/final-adder.ts';
import { wordAt } from '../../src/gates/at.ts';
import { Builder } from '../../src/gates/builder.ts';
import { sumEquation } from '../../src/gates/equation.ts';
import { firstGate, type Netlist } from '../../src/gates/netlist.ts';
import { addsByGroups } from '../../src/proof/carry-groups.ts';
import { literalsOf } from '../../src/proof/literal.ts';
import { proveEquation } from '../../src/proof/prove-equation.ts';
import { circuitNamed } from '../support/build.ts';
import { mutants } from './mutants.ts';

/** Whether carry groups alone prove that the one output is the sum of all inputs. */
function isProved(netlist: Netlist): boolean {
  const literals = literalsOf(netlist);
  const dots = Object.values(netlist.inputs).flatMap((bus) =>
    bus.map((net, weight) => ({ literal: wordAt(literals, net), weight })),
  );
  const [bus = []] = Object.values(netlist.outputs);
  const outputs = bus.map((net, weight) => ({ literal: wordAt(literals, net), weight }));
  const between = new Uint8Array(netlist.netCount).fill(1, firstGate(netlist));
  return addsByGroups(netlist, literals, { dots, outputs, modulus: bus.length + 1, between });
}

const KINDS = Object.keys(FAST_ADDERS) as (keyof typeof FAST_ADDERS)[];

const UNEVEN = [
  [9, 4],
  [3, 12],
] as const;

/** Two numbers of these widths by a fast adder, whose gates know of columns without a second dot. */
function uneven(kind: keyof typeof FAST_ADDERS, i: number, j: number): Netlist {
  const g = new Builder(`${kind} ${i} ${j}`);
  const { sum, carry } = FAST_ADDERS[kind](g, [...g.input('a', i)], [...g.input('b', j)]);
  return g.finish({ s: carry === undefined ? sum : [...sum, carry] });
}

describe.each(KINDS)('%s', (kind) => {
  const circuit = circuitNamed(`${kind}-adder`);

  test('is proved at every width to 20, and for numbers of two widths', () => {
    for (let n = 2; n <= 20; n++)
      for (const carry of [false, true]) {
        const netlist = buildCircuit(circuit, { n, carry });
        expect([netlist.name, isProved(netlist)]).toEqual([netlist.name, true]);
      }
    // A block that selects has no gate for the carry of a column without a second dot; diagrams know it.
    if (kind !== 'carry-select') for (const [i, j] of UNEVEN) expect(isProved(uneven(kind, i, j))).toBe(true);
  });

  test('of all its faults none is proved that is wrong for some input', () => {
    const sum = sumEquation('s', ['a', 'b', 'cin']);
    let tried = 0;
    for (const n of [4, 6])
      for (const { name, netlist } of mutants(buildCircuit(circuit, { n, carry: true }))) {
        tried++;
        if (isProved(netlist)) expect([name, proveEquation(netlist, sum).verdict]).toEqual([name, 'proved']);
      }
    expect(tried).toBeGreaterThan(400);
  });

  test.each([false, true])('4096 bits wide, with a carry in: %s', (carry) => {
    const netlist = buildCircuit(circuit, { n: 4096, carry });
    const proof = proveEquation(netlist, sumEquation('s', carry ? ['a', 'b', 'cin'] : ['a', 'b']));
    expect(proof).toEqual({
      verdict: 'proved',
      method: 'rewriting of labelled adders, final adder by carry groups',
    });
  });
});

test('a wide sum modulo its width, and outputs that are exchanged', () => {
  const g = new Builder('modulo');
  const { sum } = FAST_ADDERS['kogge-stone'](
    g,
    [...g.input('a', 1024)],
    [...g.input('b', 1024)],
    undefined,
    false,
  );
  const netlist = g.finish({ s: sum });
  const equation = sumEquation('s', ['a', 'b']);
  expect(proveEquation(netlist, equation).verdict).toBe('refuted');
  expect(proveEquation(netlist, { ...equation, modulo: 1024 })).toMatchObject({ verdict: 'proved' });
  const exchanged = sum.toSpliced(700, 2, ...sum.slice(700, 702).reverse());
  expect(
    proveEquation({ ...netlist, outputs: { s: exchanged } }, { ...equation, modulo: 1024 }).verdict,
  ).toBe('refuted');
});
